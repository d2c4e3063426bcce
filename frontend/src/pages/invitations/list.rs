//! The invitations that were sent.

use std::sync::Arc;

use api::Page;
use api::invitations::{Invitation, InvitationQuery};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::InviteDialog;
use crate::i18n::{locale, t};
use crate::load::{Query, query};
use crate::session::may;
use crate::transport::client;
use crate::ui::{
    Column, DataTable, EmptyState, Icon, Menu, MenuItem, Notice, PageHeader, Pill, Time, Tone, ask_to_delete,
    lu, toast, use_list,
};

/// The table, and the dialog that adds one.
#[component]
pub fn InvitationList() -> AnyView {
    let list = use_list();
    let invitations = query(move || {
        let sort = list.sort().or_else(|| Some("-created_at".to_owned()));
        let wanted = InvitationQuery { page: list.page(), per_page: list.per_page(), sort };
        async move { client().list_invitations(&wanted).await }
    });
    let registration = query(|| async { client().get_registration().await });
    let no_mail = Memo::new(move |_| registration.with(|info| !info.has_mail) == Some(true));
    let inviting = RwSignal::new(false);
    let add = move || {
        may(Permission::InvitationCreate).then(|| {
            view! {
                <button type="button" class="btn btn-primary" on:click={move |_| inviting.set(true)}>
                    <Icon icon=lu::LuUserPlus />
                    {t::invitations::invite}
                </button>
            }
        })
    };
    let empty = move || {
        view! {
            <EmptyState icon=lu::LuMailPlus title=t::invitations::empty_title text=t::invitations::empty_text>{add}</EmptyState>
        }
    };
    view! {
        <PageHeader title=t::invitations::title subtitle=t::invitations::subtitle>{add}</PageHeader>
        {move || no_mail.get().then(|| view! {
            <div class="pb-5"><Notice tone=Tone::Info text=t::invitations::no_mail /></div>
        })}
        <section class="panel">
            <DataTable
                name="invitations"
                label=t::invitations::title
                query=invitations
                list
                columns=columns(invitations)
                id={|invitation: &Invitation| invitation.id}
                empty
            >
                <span class="flex-1"></span>
            </DataTable>
        </section>
        <InviteDialog open=inviting invitations />
    }
    .into_any()
}

fn columns(invitations: Query<Page<Invitation>>) -> Vec<Column<Invitation>> {
    vec![
        Column::new("email", t::account::email, |invitation: &Invitation| invitation.email.clone())
            .main()
            .sortable("email"),
        Column::new("role", t::invitations::role, |invitation: &Invitation| {
            let role = invitation.role.clone();
            move || role.title(locale()).to_owned()
        }),
        Column::new("state", t::invitations::state, |invitation: &Invitation| {
            let (tone, text) = standing(invitation);
            view! { <Pill tone text /> }
        }),
        Column::new("invited_by", t::invitations::invited_by, |invitation: &Invitation| {
            invitation.invited_by.as_ref().map(|person| person.name.clone())
        })
        .wide_only(),
        Column::new("sent_at", t::invitations::sent_at, |invitation: &Invitation| {
            view! { <Time at=invitation.sent_at /> }
        })
        .at_end(),
        Column::new("actions", t::common::more, move |invitation: &Invitation| {
            actions(invitation, invitations)
        })
        .mark()
        .at_end(),
    ]
}

fn standing(invitation: &Invitation) -> (Tone, fn() -> &'static str) {
    if invitation.accepted_at.is_some() {
        (Tone::Success, t::invitations::accepted)
    } else if invitation.expires_at <= crate::format::now() {
        (Tone::Neutral, t::invitations::expired)
    } else {
        (Tone::Info, t::invitations::waiting)
    }
}

fn actions(invitation: &Invitation, invitations: Query<Page<Invitation>>) -> Option<AnyView> {
    if invitation.accepted_at.is_some() {
        return None;
    }
    let (id, email) = (invitation.id, invitation.email.clone());
    let items = Arc::new(move || {
        let email = email.clone();
        view! {
            {may(Permission::InvitationCreate).then(|| view! {
                <MenuItem
                    label=t::invitations::resend
                    icon=lu::LuSend
                    run=Callback::new(move |()| resend(id, invitations))
                />
            })}
            {may(Permission::InvitationDelete).then(|| view! {
                <MenuItem
                    label=t::invitations::withdraw
                    icon=lu::LuTrash2
                    dangerous=true
                    run=Callback::new(move |()| withdraw(id, &email, invitations))
                />
            })}
        }
        .into_any()
    });
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    Some(view! { <Menu label=t::common::more button=face children=items /> }.into_any())
}

fn resend(id: uuid::Uuid, invitations: Query<Page<Invitation>>) {
    spawn_local(async move {
        match client().resend_invitation(id).await {
            Ok(invitation) => {
                toast::success(t::invitations::sent_to(&invitation.email));
                invitations.reload();
            }
            Err(error) => toast::error(&error),
        }
    });
}

fn withdraw(id: uuid::Uuid, email: &str, invitations: Query<Page<Invitation>>) {
    ask_to_delete(t::invitations::withdraw_title(email), t::invitations::withdraw_text(), move || {
        spawn_local(async move {
            match client().delete_invitation(id).await {
                Ok(()) => invitations.reload(),
                Err(error) => toast::error(&error),
            }
        });
    });
}
