//! Whom to invite, as what.

use api::invitations::{Invitation, InvitationFields};
use domain::{Coded, Permission, Role};
use leptos::prelude::*;

use crate::i18n::{Locale, locale, t};
use crate::load::{Query, query};
use crate::session::may;
use crate::shell::LANGUAGES;
use crate::transport::client;
use crate::ui::{Choice, Form, FormView, Modal, SelectField, SubmitButton, TextField, toast};

/// The dialog.
#[component]
pub fn InviteDialog(open: RwSignal<bool>, invitations: Query<api::Page<Invitation>>) -> AnyView {
    let form = Form::new(empty());
    let submit = form.submit(
        |fields| async move { client().create_invitation(&fields).await },
        move |invitation: Invitation| {
            open.set(false);
            form.reset(empty());
            toast::success(t::invitations::sent_to(&invitation.email));
            invitations.reload();
        },
    );
    // Whoever may not see the roles of the organization chooses among the built-in ones.
    let own = query(|| async {
        if untrack(|| may(Permission::RoleRead)) {
            client().list_roles().await.map(|roles| roles.items)
        } else {
            Ok(Vec::new())
        }
    });
    let roles = Signal::derive(move || {
        let built_in = Role::ALL.iter().map(|&role| Choice::new(role.code(), move || role.title(locale())));
        let own = own.ready().unwrap_or_default().into_iter().filter(|role| !role.is_builtin);
        built_in.chain(own.map(|role| Choice::new(role.code, role.name))).collect::<Vec<_>>()
    });
    let languages =
        Signal::derive(|| LANGUAGES.map(|(locale, name)| Choice::new(locale.tag(), name)).to_vec());
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::invitations::send />
        }
    };
    view! {
        <Modal open title=t::invitations::invite footer>
            <FormView state=form.state submit>
                <TextField
                    field=form.text("/email", |draft| &mut draft.email)
                    label=t::account::email
                    kind="email"
                    required=true
                />
                <div class="grid gap-x-4 sm:grid-cols-2">
                    <SelectField field=form.text("/role", |draft| &mut draft.role) label=t::invitations::role options=roles />
                    <SelectField
                        field=form.mapped(
                            "/locale",
                            |draft| draft.locale.unwrap_or_else(locale).tag().to_owned(),
                            |draft, tag: String| draft.locale = Locale::from_tag(&tag),
                        )
                        label=t::invitations::language
                        options=languages
                    />
                </div>
            </FormView>
        </Modal>
    }
    .into_any()
}

fn empty() -> InvitationFields {
    let locale = Some(untrack(locale));
    InvitationFields { email: String::new(), role: Role::Consultant.code().to_owned(), locale }
}
