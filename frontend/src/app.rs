//! The routes.

use leptos::prelude::*;
use leptos_router::components::{ProtectedParentRoute, Route, Router, Routes};
use leptos_router::path;

use crate::pages::{
    account, ai, candidate_groups, candidates, companies, dashboard, health, import, installation,
    invitations, jobs, logs, mail, matches, menus, not_found, roles, statistics, teams, users,
};
use crate::session::is_signed_in;
use crate::shell::Shell;
use crate::ui::confirm::Questions;
use crate::ui::toast::Toasts;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    provide_context(import::Desk::new());
    view! {
        <Router>
            <Routes fallback=not_found::NotFound>
                <Route path=path!("/login") view=account::login::Login />
                <Route path=path!("/register") view=account::register::Register />
                <account::LinkRoutes />
                <account::OAuthRoutes />
                <invitations::AcceptRoute />
                <ProtectedParentRoute
                    path=path!("")
                    condition=is_signed_in
                    redirect_path=account::login::address
                    view=Shell
                >
                    <Route path=path!("/") view=dashboard::Dashboard />
                    <candidates::CandidateRoutes />
                    <companies::CompanyRoutes />
                    <candidate_groups::GroupRoutes />
                    <jobs::JobRoutes />
                    <matches::MatchRoutes />
                    <ai::AiRoutes />
                    <import::ImportRoutes />
                    <mail::MailRoutes />
                    <roles::RoleRoutes />
                    <menus::MenuRoutes />
                    <teams::TeamRoutes />
                    <users::UserRoutes />
                    <account::SettingsRoutes />
                    <installation::InstallationRoutes />
                    <invitations::InvitationRoutes />
                    <logs::LogRoutes />
                    <statistics::StatisticsRoutes />
                    <health::HealthRoutes />
                    <Route path=path!("/*any") view=not_found::NotFound />
                </ProtectedParentRoute>
            </Routes>
        </Router>
        <Questions />
        <Toasts />
    }
}
