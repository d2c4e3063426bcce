//! The accounts elsewhere with which one signs in.

use api::auth::oauth::{Identities, Identity, IdentityRequest, OAuthProvider};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::providers::{ProviderProblem, icon};
use crate::i18n::t;
use crate::load::{Query, query};
use crate::transport::client;
use crate::ui::{Icon, Loaded, Panel, Question, Time, ask, toast};

/// What is linked, and what can be; nothing where there are neither accounts nor providers.
#[component]
pub fn IdentitiesPanel() -> AnyView {
    let providers = query(|| async { client().list_oauth_providers().await });
    let identities = query(|| async { client().list_identities().await });
    let shown = Memo::new(move |_| {
        providers.with(|found| !found.is_empty()).unwrap_or(false)
            || identities.with(|found| !found.items.is_empty()).unwrap_or(false)
    });
    let content = move || {
        let open = providers.ready().unwrap_or_default();
        view! { <Loaded query=identities let:found>{rows(&found, &open, identities)}</Loaded> }
    };
    (move || {
        shown.get().then(|| {
            view! {
                <Panel title=t::oauth::identities>
                    <p class="pb-4 text-pretty text-muted">{t::oauth::identities_text}</p>
                    <ProviderProblem />
                    {content}
                </Panel>
            }
        })
    })
    .into_any()
}

fn rows(found: &Identities, providers: &[OAuthProvider], query: Query<Identities>) -> AnyView {
    let is_last = found.items.len() == 1 && !found.has_password;
    let linked = found.items.iter().cloned().map(|identity| row(identity, is_last, query)).collect_view();
    let others =
        providers.iter().filter(|provider| found.items.iter().all(|item| item.provider != provider.key));
    let others = others.cloned().map(offer).collect_view();
    view! { <ul class="divide-y divide-line">{linked} {others}</ul> }.into_any()
}

fn row(identity: Identity, is_last: bool, query: Query<Identities>) -> AnyView {
    let sign = icon(&identity.provider);
    let name = [Some(identity.name.clone()), identity.email.clone()];
    let name = name.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let (id, title, shown) = (identity.id, identity.title.clone(), identity.title.clone());
    let unlink = move |_| {
        ask(Question {
            title: t::oauth::unlink_title(&title),
            text: t::oauth::unlink_text().to_owned(),
            action: t::oauth::unlink().to_owned(),
            dangerous: true,
            then: std::sync::Arc::new(move || {
                spawn_local(async move {
                    match client().delete_identity(id).await {
                        Ok(()) => toast::success(t::oauth::unlinked()),
                        Err(error) => toast::error(&error),
                    }
                    query.reload();
                });
            }),
        });
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <Icon icon=sign class="size-5" />
            <div class="min-w-0 flex-1 basis-52">
                <p class="font-medium">{shown}</p>
                <p class="text-[13px] wrap-anywhere text-muted">
                    {name} " " {t::oauth::since} " " <Time at={identity.created_at} />
                </p>
                {is_last.then(|| view! { <p class="text-[13px] text-muted">{t::oauth::last}</p> })}
            </div>
            <button type="button" class="btn btn-sm btn-quiet" disabled=is_last on:click=unlink>
                {t::oauth::unlink}
            </button>
        </li>
    }
    .into_any()
}

fn offer(provider: OAuthProvider) -> AnyView {
    let sign = icon(&provider.key);
    let sending = RwSignal::new(false);
    let (key, title) = (provider.key, provider.title);
    let label = title.clone();
    let link = move |_| {
        let request = IdentityRequest { provider: key.clone() };
        sending.set(true);
        spawn_local(async move {
            match client().create_identity(&request).await {
                // The page is left; it comes back to the settings.
                Ok(departure) => drop(window().location().set_href(&departure.authorize_url)),
                Err(error) => {
                    toast::error(&error);
                    sending.try_set(false);
                }
            }
        });
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <Icon icon=sign class="size-5" />
            <div class="min-w-0 flex-1 basis-52">
                <p class="font-medium">{title}</p>
                <p class="text-[13px] text-muted">{t::oauth::not_linked}</p>
            </div>
            <button
                type="button"
                class="btn btn-sm btn-quiet"
                aria-label={move || t::oauth::link_provider(&label)}
                disabled={move || sending.get()}
                on:click=link
            >
                {t::oauth::link}
            </button>
        </li>
    }
    .into_any()
}
