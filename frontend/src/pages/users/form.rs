//! A member: who they are, their roles and their team.

use api::ApiError;
use api::roles::Role;
use api::teams::Team;
use api::users::{MemberFields, NewMember, User};
use domain::{Check, Faults, Secret};
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::save;
use super::list::Page;
use super::words::{roles_to_give, team_choices};
use crate::i18n::t;
use crate::load::Query;
use crate::transport::client;
use crate::ui::{
    ChecksField, Form, FormView, Modal, Notice, SelectField, SubmitButton, TextField, Tone, toast,
};

/// What the dialog edits: the member, and what a new one needs besides.
#[derive(Clone, PartialEq)]
struct Draft {
    is_new: bool,
    person: MemberFields,
    password: Option<Secret>,
    role_ids: Vec<Uuid>,
}

impl Draft {
    fn of(user: Option<&User>) -> Self {
        Self {
            is_new: user.is_none(),
            person: user.map(MemberFields::from).unwrap_or_default(),
            password: None,
            role_ids: user.map(|user| user.roles.iter().map(|role| role.id).collect()).unwrap_or_default(),
        }
    }

    fn as_new(&self) -> NewMember {
        let MemberFields { username, email, first_name, last_name, team_id, .. } = self.person.clone();
        let (password, role_ids) = (self.password.clone(), self.role_ids.clone());
        NewMember { username, email, password, first_name, last_name, team_id, role_ids }
    }
}

impl Check for Draft {
    fn check(&self, faults: &mut Faults) {
        if self.is_new { self.as_new().check(faults) } else { self.person.check(faults) }
    }
}

/// The dialog, for a new member or for one who is there.
#[component]
pub fn UserDialog(page: Page, known: Query<(Vec<Role>, Vec<Team>)>) -> AnyView {
    let open = RwSignal::new(false);
    let form = Form::new(Draft::of(None));
    let edited = move || page.edited.get().flatten();
    Effect::new(move |_| {
        if let Some(user) = page.edited.get() {
            form.reset(Draft::of(user.as_ref()));
            open.set(true);
        }
    });
    let submit = form.submit(
        move |draft| {
            let (user, old) = (page.edited.get_untracked().flatten(), form.saved());
            async move {
                match user {
                    Some(user) => update(user.id, old, draft).await,
                    None => client().create_user(&draft.as_new()).await.map(drop),
                }
            }
        },
        move |()| {
            open.set(false);
            toast::success(t::common::saved());
            page.users.reload();
        },
    );
    let title = move || if edited().is_some() { t::users::edit() } else { t::users::new() };
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <SubmitButton state=form.state label=t::common::save />
        }
    };
    view! {
        <Modal open title footer>
            <FormView state=form.state submit>{fields(form, untrack(edited), known)}</FormView>
        </Modal>
    }
    .into_any()
}

fn fields(form: Form<Draft>, user: Option<User>, known: Query<(Vec<Role>, Vec<Team>)>) -> AnyView {
    let is_new = user.is_none();
    let is_shared = user.is_some_and(|user| user.is_shared);
    let roles = Signal::derive(move || known.with(|(roles, _)| roles_to_give(roles)).unwrap_or_default());
    let teams = Signal::derive(move || known.with(|(_, teams)| team_choices(teams)).unwrap_or_default());
    let notice =
        is_shared.then(|| view! { <div class="pb-3"><Notice tone=Tone::Info text=t::users::shared /></div> });
    let password = is_new.then(|| {
        view! {
            <TextField
                field=form.text("/password", |draft| &mut draft.password)
                label=t::users::password
                hint=t::users::password_hint
                kind="password"
                autocomplete="new-password"
            />
        }
    });
    let role_ids = form.mapped(
        "/role_ids",
        |draft| draft.role_ids.iter().map(Uuid::to_string).collect::<Vec<_>>(),
        |draft, ids: Vec<String>| {
            draft.role_ids = ids.iter().filter_map(|id| Uuid::parse_str(id).ok()).collect()
        },
    );
    view! {
        {notice}
        <fieldset class="grid gap-x-4 gap-y-1 sm:grid-cols-2" disabled=is_shared>
            <legend class="sr-only">{t::users::user}</legend>
            <TextField field=form.text("/last_name", |draft| &mut draft.person.last_name) label=t::users::last_name />
            <TextField field=form.text("/first_name", |draft| &mut draft.person.first_name) label=t::users::first_name />
            <TextField field=form.text("/username", |draft| &mut draft.person.username) label=t::users::username required=true />
            <TextField field=form.text("/email", |draft| &mut draft.person.email) label=t::users::email kind="email" required=true />
        </fieldset>
        {password}
        <ChecksField field=role_ids label=t::users::roles options=roles />
        <SelectField
            field=form.reference("/team_id", |draft| &mut draft.person.team_id)
            label=t::users::team
            options=teams
            none=t::users::no_team
        />
    }
    .into_any()
}

/// Who they are first, then their roles, each only if it differs.
async fn update(id: Uuid, old: Draft, new: Draft) -> Result<(), ApiError> {
    if old.person != new.person {
        save(id, &old.person, &new.person).await?;
    }
    if old.role_ids != new.role_ids {
        client().set_user_roles(id, new.role_ids).await?;
    }
    Ok(())
}
