//! What can be done to one member.

use std::future::Future;
use std::sync::Arc;

use api::users::{MemberFields, User};
use api::{ApiError, MergePatch};
use domain::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list::Page;
use crate::i18n::t;
use crate::session::{may, with_profile};
use crate::transport::client;
use crate::ui::{Icon, Menu, MenuItem, Question, ask, lu, toast};

/// The menu at the end of a row.
pub fn menu(user: &User, page: Page) -> AnyView {
    let user = user.clone();
    let any = [Permission::UserUpdate, Permission::UserDelete, Permission::SessionDelete];
    if !any.into_iter().any(may) {
        return ().into_any();
    }
    let face = || view! { <Icon icon=lu::LuEllipsis /> };
    let items = Arc::new(move || {
        let is_oneself = with_profile(|profile| profile.id == user.id).unwrap_or(false);
        let [edited, password, signed_out, switched, removed] = std::array::from_fn(|_| user.clone());
        let is_active = user.is_active;
        let switch_words = if is_active { t::users::switch_off } else { t::users::switch_on };
        view! {
            {may(Permission::UserUpdate).then(|| view! {
                <MenuItem label=t::common::edit icon=lu::LuPencil run=Callback::new(move |()| page.edited.set(Some(Some(edited.clone())))) />
            })}
            {(may(Permission::UserUpdate) && !user.is_shared).then(|| view! {
                <MenuItem label=t::users::set_password icon=lu::LuKeyRound run=Callback::new(move |()| page.password.set(Some(password.clone()))) />
            })}
            {may(Permission::SessionDelete).then(|| view! {
                <MenuItem label=t::users::sign_out icon=lu::LuLogOut run=Callback::new(move |()| sign_out(signed_out.id, &signed_out.display_name, Callback::new(move |()| page.users.reload()))) />
            })}
            {(may(Permission::UserUpdate) && !is_oneself).then(|| view! {
                <MenuItem label=switch_words icon=lu::LuPower run=Callback::new(move |()| switch(&switched, page)) />
            })}
            {(may(Permission::UserDelete) && !is_oneself).then(|| view! {
                <MenuItem label=t::users::remove icon=lu::LuUserX dangerous=true run=Callback::new(move |()| remove(&removed, page)) />
            })}
        }
        .into_any()
    });
    view! { <Menu label=t::common::more button=face children=items /> }.into_any()
}

/// Ends somebody's sessions, once that is confirmed.
pub fn sign_out(id: uuid::Uuid, name: &str, done: Callback<()>) {
    ask(Question {
        title: t::users::sign_out_title(name),
        text: t::users::sign_out_text().to_owned(),
        action: t::users::sign_out().to_owned(),
        dangerous: true,
        then: Arc::new(move || {
            run(async move { client().sign_out_user(id).await }, t::users::signed_out, done)
        }),
    });
}

fn switch(user: &User, page: Page) {
    let (user, reload) = (user.clone(), Callback::new(move |()| page.users.reload()));
    let title = t::users::switch_off_title(&user.display_name);
    let is_active = user.is_active;
    let then = move || {
        let old = MemberFields::from(&user);
        let new = MemberFields { is_active: !user.is_active, ..old.clone() };
        let id = user.id;
        let save = async move { save(id, &old, &new).await.map(drop) };
        run(save, t::common::saved, reload);
    };
    if !is_active {
        return then();
    }
    ask(Question {
        title,
        text: t::users::switch_off_text().to_owned(),
        action: t::users::switch_off().to_owned(),
        dangerous: true,
        then: Arc::new(then),
    });
}

fn remove(user: &User, page: Page) {
    let (id, reload) = (user.id, Callback::new(move |()| page.users.reload()));
    ask(Question {
        title: t::users::remove_title(&user.display_name),
        text: t::users::remove_text().to_owned(),
        action: t::users::remove().to_owned(),
        dangerous: true,
        then: Arc::new(move || run(async move { client().remove_user(id).await }, t::users::removed, reload)),
    });
}

/// Sends what differs.
pub async fn save(id: uuid::Uuid, old: &MemberFields, new: &MemberFields) -> Result<User, ApiError> {
    let patch = MergePatch::between(old, new).map_err(|error| ApiError::Unreadable(error.to_string()))?;
    client().update_user(id, &patch).await
}

fn run(
    work: impl Future<Output = Result<(), ApiError>> + 'static,
    said: fn() -> &'static str,
    done: Callback<()>,
) {
    spawn_local(async move {
        match work.await {
            Ok(()) => toast::success(said()),
            Err(error) => toast::error(&error),
        }
        done.try_run(());
    });
}
