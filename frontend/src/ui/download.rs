//! Files that the server makes, saved by the browser.

use std::future::Future;
use std::time::Duration;

use api::ApiError;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::icon::{Icon, lu};
use super::toast;

/// Long enough for the browser to have taken the file.
const KEEP: Duration = Duration::from_secs(60);

/// Saves a file under a name.
fn save_as(name: &str, bytes: &[u8]) -> Result<(), ApiError> {
    offer(name, bytes).map_err(|error| ApiError::Unreadable(format!("{error:?}")))
}

fn offer(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    set_timeout(move || drop(Url::revoke_object_url(&address)), KEEP);
    Ok(())
}

/// A button that asks the server for a file and saves it.
#[component]
pub fn DownloadButton<F>(
    #[prop(into)] label: TextProp,
    /// What the file is called.
    #[prop(into)]
    name: String,
    /// Asks for its bytes.
    take: impl Fn() -> F + Send + Sync + 'static,
    #[prop(default = "btn btn-quiet")] class: &'static str,
    /// Whether the picture alone stands for it on phones.
    #[prop(optional)]
    short: bool,
) -> AnyView
where
    F: Future<Output = Result<Vec<u8>, ApiError>> + 'static,
{
    let busy = RwSignal::new(false);
    let start = move |_| {
        let (answer, name) = (take(), name.clone());
        busy.set(true);
        spawn_local(async move {
            let saved = answer.await.and_then(|bytes| save_as(&name, &bytes));
            busy.try_set(false);
            if let Err(error) = saved {
                toast::error(&error);
            }
        });
    };
    view! {
        <button type="button" class=class disabled={move || busy.get()} on:click=start>
            {move || {
                if busy.get() {
                    view! { <span class="loading loading-spinner loading-xs"></span> }.into_any()
                } else {
                    view! { <Icon icon=lu::LuDownload /> }.into_any()
                }
            }}
            <span class=("max-sm:sr-only", short)>{move || label.get()}</span>
        </button>
    }
    .into_any()
}
