//! Files that the server makes, saved by the browser.

use std::future::Future;
use std::time::Duration;

use api::{ApiError, SheetFormat};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::icon::{Icon, lu};
use super::menu::{Menu, MenuItem};
use super::toast;
use crate::i18n::t;

/// Long enough for the browser to have taken the file.
const KEEP: Duration = Duration::from_secs(60);

/// Saves a file under a name.
pub fn save_as(name: &str, bytes: &[u8]) -> Result<(), ApiError> {
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

/// A menu that asks the server for a table as an Excel workbook or as CSV, and saves it.
#[component]
pub fn ExportMenu<F>(
    #[prop(into)] label: TextProp,
    /// What the file is called, without its ending.
    name: &'static str,
    /// Asks for its bytes.
    take: impl Fn(SheetFormat) -> F + Send + Sync + Clone + 'static,
) -> AnyView
where
    F: Future<Output = Result<Vec<u8>, ApiError>> + 'static,
{
    let busy = RwSignal::new(false);
    let item = move |format: SheetFormat, label: fn() -> &'static str| {
        let take = take.clone();
        let run = Callback::new(move |()| {
            let answer = take(format);
            busy.set(true);
            spawn_local(async move {
                let saved =
                    answer.await.and_then(|bytes| save_as(&format!("{name}.{}", format.ending()), &bytes));
                busy.try_set(false);
                if let Err(error) = saved {
                    toast::error(&error);
                }
            });
        });
        view! { <MenuItem label run /> }
    };
    let text = label.clone();
    let face = move || {
        let text = text.clone();
        view! {
            <Waiting busy />
            <span class="max-sm:sr-only">{move || text.get()}</span>
        }
    };
    view! {
        <Menu label class="btn btn-quiet" button=face>
            {item(SheetFormat::Xlsx, t::common::excel)}
            {item(SheetFormat::Csv, t::common::csv)}
        </Menu>
    }
    .into_any()
}

/// The picture of a download, turning while it runs.
#[component]
fn Waiting(busy: RwSignal<bool>) -> AnyView {
    (move || {
        if busy.get() {
            view! { <span class="loading loading-spinner loading-xs"></span> }.into_any()
        } else {
            view! { <Icon icon=lu::LuDownload /> }.into_any()
        }
    })
    .into_any()
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
            <Waiting busy />
            <span class=("max-sm:sr-only", short)>{move || label.get()}</span>
        </button>
    }
    .into_any()
}
