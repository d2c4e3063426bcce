//! Every operation of the API, feature by feature.

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations below `/api`.
pub fn api(config: &mut ServiceConfig<'_>) {
    config
        .configure(crate::action_logs::routes)
        .configure(crate::api_keys::routes)
        .configure(crate::auth::routes)
        .configure(crate::candidate_groups::routes)
        .configure(crate::candidates::routes)
        .configure(crate::companies::routes)
        .configure(crate::dashboard::routes)
        .configure(crate::drafts::routes)
        .configure(crate::email_accounts::routes)
        .configure(crate::email_logs::routes)
        .configure(crate::email_templates::routes)
        .configure(crate::emails::routes)
        .configure(crate::health::routes)
        .configure(crate::invitations::routes)
        .configure(crate::jobs::routes)
        .configure(crate::keywords::routes)
        .configure(crate::matches::routes)
        .configure(crate::menus::routes)
        .configure(crate::models::routes)
        .configure(crate::operation_logs::routes)
        .configure(crate::organizations::routes)
        .configure(crate::parse::routes)
        .configure(crate::roles::routes)
        .configure(crate::search::routes)
        .configure(crate::statistics::routes)
        .configure(crate::system::routes)
        .configure(crate::system_mails::routes)
        .configure(crate::tasks::routes)
        .configure(crate::teams::routes)
        .configure(crate::users::routes);
}

/// The operations beside it, for people without an account.
pub fn outside(config: &mut ServiceConfig<'_>) {
    config.configure(crate::unsubscribe::routes);
}
