//! Signing in with an account elsewhere: the buttons, and what came of it.

use api::auth::oauth::authorize_path;
use domain::{Code, Coded};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::i18n::{locale, t};
use crate::load::query;
use crate::transport::client;
use crate::ui::{Icon, Notice, Tone, lu};

/// A button for each provider; nothing where there is none.
#[component]
pub fn ProviderButtons() -> AnyView {
    let providers = query(|| async { client().list_oauth_providers().await });
    let address = use_query_map();
    let next = move || address.with(|query| query.get("next")).unwrap_or_else(|| "/".to_owned());
    let button = move |provider: api::auth::oauth::OAuthProvider| {
        let (key, title) = (provider.key, provider.title);
        let icon = icon(&key);
        // It leaves the page, so that the router must not take it for one of its own.
        view! {
            <a class="btn btn-quiet w-full" rel="external" href={move || authorize_path(&key, &next())}>
                <Icon icon />
                {move || t::oauth::sign_in_with(&title)}
            </a>
        }
    };
    (move || {
        let found = providers.ready().filter(|found| !found.is_empty())?;
        let buttons = found.into_iter().map(button).collect_view();
        Some(view! {
            <div class="grid gap-2.5 pt-6">
                <p class="flex items-center gap-3 pb-1 text-[13px] text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
                    {t::oauth::or}
                </p>
                {buttons}
            </div>
        })
    })
    .into_any()
}

/// The sign of a provider.
pub fn icon(key: &str) -> icondata_core::Icon {
    match key {
        "github" => lu::LuGithub,
        "wechat" => lu::LuMessageCircle,
        _ => lu::LuKeyRound,
    }
}

/// What went wrong on the way to a provider and back: the address names it.
#[component]
pub fn ProviderProblem() -> AnyView {
    let address = use_query_map();
    let code = Memo::new(move |_| address.with(|query| Code::from_code(&query.get("problem")?)));
    (move || {
        let code = code.get()?;
        Some(view! { <div class="pb-5"><Notice tone=Tone::Error text={move || code.text(locale())} /></div> })
    })
    .into_any()
}
