//! Proving an address by the link of a mail.

use api::ApiError;
use api::auth::links::EmailProof;
use domain::Secret;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::frame::AccountFrame;
use crate::i18n::t;
use crate::session;
use crate::transport::client;
use crate::ui::{Notice, Tone, error_text};

/// The token in the address of the page.
pub fn token() -> Secret {
    let query = use_query_map();
    Secret::new(query.with_untracked(|query| query.get("token")).unwrap_or_default())
}

/// How far it is.
#[derive(Clone)]
enum Step {
    Asking,
    Sending,
    Done(String),
    Failed(ApiError),
}

/// Asks for one press of a button, because programs that look into mails follow links.
#[component]
pub fn VerifyEmail() -> AnyView {
    let proof = EmailProof { token: token() };
    let step = RwSignal::new(Step::Asking);
    let send = move |_| {
        let proof = proof.clone();
        step.set(Step::Sending);
        spawn_local(async move {
            match client().verify_email(&proof).await {
                Ok(verified) => {
                    session::reload().await;
                    step.try_set(Step::Done(verified.email));
                }
                Err(error) => drop(step.try_set(Step::Failed(error))),
            }
        });
    };
    let sending = Memo::new(move |_| step.with(|step| matches!(step, Step::Sending)));
    let result = move || match step.get() {
        Step::Done(email) => {
            let text = move || t::account::verified(&email);
            view! { <Notice tone=Tone::Success text /> }.into_any()
        }
        Step::Failed(error) => {
            view! { <Notice tone=Tone::Error text={move || error_text(&error)} /> }.into_any()
        }
        Step::Asking | Step::Sending => ().into_any(),
    };
    let open = Memo::new(move |_| step.with(|step| matches!(step, Step::Asking | Step::Sending)));
    view! {
        <AccountFrame title=t::account::verify_title subtitle=t::account::verify_subtitle>
            <button
                type="button"
                class="btn btn-primary w-full"
                hidden={move || !open.get()}
                disabled={move || sending.get()}
                on:click=send
            >
                {t::account::verify}
            </button>
            {result}
            <p class="pt-6 text-center"><a class="link-plain" href="/">{t::account::go_on}</a></p>
        </AccountFrame>
    }
    .into_any()
}
