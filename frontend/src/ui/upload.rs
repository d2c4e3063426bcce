//! A place to drop files on, with how far they are and a way to stop.

use api::FilePart;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList, HtmlInputElement};

use super::feedback::ProgressBar;
use super::icon::{Icon, lu};
use crate::i18n::t;
use crate::upload::Watch;

/// Takes files by drop, by click and by keyboard, reads them and hands them over.
#[component]
pub fn DropZone(
    /// What to drop here.
    #[prop(into)]
    title: TextProp,
    /// Kinds and limits.
    #[prop(into)]
    hint: TextProp,
    /// As of the input: `.pdf,.docx`.
    accept: &'static str,
    /// What is on its way now.
    watch: Watch,
    /// Gets the files, read.
    take: Callback<Vec<FilePart>>,
) -> AnyView {
    let over = RwSignal::new(false);
    let input = NodeRef::<leptos::html::Input>::new();
    let read = move |files: Option<FileList>| {
        // Taken out at once: the browser empties the list together with the input.
        let files = files.map(|files| (0..files.length()).filter_map(|index| files.get(index)).collect());
        let files: Vec<File> = files.unwrap_or_default();
        if files.is_empty() {
            return;
        }
        spawn_local(async move {
            let mut parts = Vec::new();
            for file in files {
                parts.extend(part(file).await);
            }
            if watch.progress.try_get_untracked().is_some() {
                take.run(parts);
            }
        });
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        read(event.data_transfer().and_then(|transfer| transfer.files()));
    };
    let chosen = move |event: web_sys::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        read(input.files());
        // The same file again is a change too.
        input.set_value("");
    };
    let busy = Memo::new(move |_| watch.progress.get().is_some());
    view! {
        <div
            class="rounded-box border-2 border-dashed border-line bg-base-100 px-6 py-8 text-center transition-colors"
            class=("border-primary", move || over.get())
            class=("bg-primary/5", move || over.get())
            on:dragover={move |event| {
                event.prevent_default();
                over.set(true);
            }}
            on:dragleave={move |_| over.set(false)}
            on:drop=dropped
        >
            <input node_ref=input type="file" class="hidden" accept=accept multiple=true on:change=chosen />
            <Show
                when={move || busy.get()}
                fallback={move || {
                    let (title, hint) = (title.clone(), hint.clone());
                    view! {
                        <span class="mx-auto mb-2 grid size-11 place-items-center rounded-full bg-primary/10 text-primary">
                            <Icon icon=lu::LuUpload class="size-5" />
                        </span>
                        <p class="font-semibold">{move || title.get()}</p>
                        <p class="pt-0.5 pb-3 text-[13px] text-muted">{move || hint.get()}</p>
                        <button
                            type="button"
                            class="btn btn-sm btn-quiet"
                            on:click={move |_| {
                                if let Some(input) = input.get_untracked() {
                                    input.click();
                                }
                            }}
                        >
                            {t::common::choose_files}
                        </button>
                    }
                }}
            >
                <UploadProgress watch />
            </Show>
        </div>
    }
    .into_any()
}

/// How far an upload is, and that the server works on it once everything is there.
#[component]
pub fn UploadProgress(watch: Watch) -> AnyView {
    let sent = Memo::new(move |_| watch.progress.get().is_some_and(|share| share >= 1.0));
    let value = Signal::derive(move || watch.progress.get().filter(|share| *share < 1.0));
    let label = move || if sent.get() { t::common::working() } else { t::common::uploading() };
    view! {
        <div class="mx-auto grid max-w-sm gap-3 py-3">
            <p class="font-medium" aria-live="polite">{label}</p>
            <ProgressBar value label />
            <button type="button" class="btn btn-ghost btn-sm justify-self-center" on:click={move |_| watch.cancel()}>
                {t::common::cancel}
            </button>
        </div>
    }
    .into_any()
}

/// A file that cannot be read (gone, or a folder) is left out.
async fn part(file: File) -> Option<FilePart> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(FilePart { name: file.name(), bytes: js_sys::Uint8Array::new(&buffer).to_vec() })
}
