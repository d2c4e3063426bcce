//! Choosing the section of a picture: by dragging, by keys, and by a slider for the zoom.

use api::FilePart;
use domain::avatars::{Framing, MAX_ZOOM};
use leptos::ev::{KeyboardEvent, PointerEvent, WheelEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, File, Url};

use crate::i18n::t;
use crate::session;
use crate::transport::client;
use crate::ui::{Modal, toast};

/// The side of the square on the page, in pixels; narrow phones have room for it.
const SHOWN: f64 = 272.0;
/// How much of its side a key moves the square.
const STEP: f64 = 0.05;
/// How much a key or a turn of the wheel zooms.
const ZOOM_STEP: f64 = 1.1;

/// Cuts the chosen file and makes it one's picture.
#[component]
pub fn CropDialog(
    /// Emptied when the dialog closes.
    chosen: RwSignal<Option<File>, LocalStorage>,
) -> AnyView {
    let open = RwSignal::new(false);
    let address = RwSignal::new(None::<String>);
    let framing = RwSignal::new(None::<Framing>);
    let sending = RwSignal::new(false);
    Effect::new(move |_| {
        let file = chosen.get();
        if let Some(old) = address.try_update_untracked(Option::take).flatten() {
            drop(Url::revoke_object_url(&old));
        }
        framing.set(None);
        open.set(file.is_some());
        address.set(file.and_then(|file| Url::create_object_url_with_blob(&file).ok()));
    });
    Effect::new(move |_| {
        if !open.get() && chosen.with_untracked(Option::is_some) {
            chosen.set(None);
        }
    });
    let save = move |_| {
        let (Some(file), Some(framing)) = (chosen.get_untracked(), framing.get_untracked()) else { return };
        sending.set(true);
        spawn_local(async move {
            send(file, framing, open).await;
            sending.try_set(false);
        });
    };
    let footer = move || {
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <button
                type="button"
                class="btn btn-primary"
                disabled={move || sending.get() || framing.with(Option::is_none)}
                on:click=save
            >
                {move || sending.get().then(|| view! { <span class="loading loading-spinner loading-xs"></span> })}
                {t::common::save}
            </button>
        }
    };
    view! {
        <Modal open title=t::security::crop_title description=t::security::crop_text footer>
            {move || address.get().map(|address| view! { <Cropper address framing open /> })}
        </Modal>
    }
    .into_any()
}

async fn send(file: File, framing: Framing, open: RwSignal<bool>) {
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else { return };
    let picture = FilePart { name: file.name(), bytes: js_sys::Uint8Array::new(&buffer).to_vec() };
    match client().set_avatar(picture, Some(framing.crop())).await {
        Ok(profile) => {
            session::put(profile);
            open.try_set(false);
            toast::success(t::security::picture_saved());
        }
        Err(error) => toast::error(&error),
    }
}

/// The picture under the square, and the slider.
#[component]
fn Cropper(
    address: String,
    /// Set once the picture is there.
    framing: RwSignal<Option<Framing>>,
    open: RwSignal<bool>,
) -> AnyView {
    let image = NodeRef::<html::Img>::new();
    let held = RwSignal::new(None::<(f64, f64)>);
    let change = move |with: &dyn Fn(Framing) -> Framing| {
        framing.update(|framing| *framing = framing.map(with));
    };
    let arrived = move |_| {
        if let Some(image) = image.get_untracked() {
            framing.set(Some(Framing::new(image.natural_width(), image.natural_height())));
        }
    };
    let failed = move |_| {
        open.set(false);
        toast::failure(domain::Code::ImageUnreadable.text(crate::i18n::locale_untracked()));
    };
    let grab = move |event: PointerEvent| {
        let area = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(area) = area {
            drop(area.set_pointer_capture(event.pointer_id()));
        }
        held.set(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
    };
    let drag = move |event: PointerEvent| {
        let Some((x, y)) = held.get_untracked() else { return };
        let (to_x, to_y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        held.set(Some((to_x, to_y)));
        change(&|framing| framing.moved((x - to_x) / SHOWN, (y - to_y) / SHOWN));
    };
    let turn = move |event: WheelEvent| {
        event.prevent_default();
        let factor = if event.delta_y() < 0.0 { ZOOM_STEP } else { 1.0 / ZOOM_STEP };
        change(&|framing| framing.zoomed(framing.zoom() * factor));
    };
    let press = move |event: KeyboardEvent| {
        let (right, down, zoom) = match event.key().as_str() {
            "ArrowLeft" => (-STEP, 0.0, 1.0),
            "ArrowRight" => (STEP, 0.0, 1.0),
            "ArrowUp" => (0.0, -STEP, 1.0),
            "ArrowDown" => (0.0, STEP, 1.0),
            "+" | "=" => (0.0, 0.0, ZOOM_STEP),
            "-" => (0.0, 0.0, 1.0 / ZOOM_STEP),
            _ => return,
        };
        event.prevent_default();
        change(&|framing| framing.moved(right, down).zoomed(framing.zoom() * zoom));
    };
    let place = move || {
        framing.get().map_or_else(
            || "visibility:hidden".to_owned(),
            |framing| {
                let [left, top, width, height] = framing.placed(SHOWN);
                format!("left:{left:.1}px;top:{top:.1}px;width:{width:.1}px;height:{height:.1}px")
            },
        )
    };
    let zoom = move || framing.with(|framing| framing.map_or(1.0, |framing| framing.zoom()));
    view! {
        <div class="grid justify-items-center gap-4">
            <div
                role="application"
                tabindex="0"
                aria-label=t::security::crop_area
                class="relative cursor-move touch-none overflow-hidden rounded-box bg-base-200 select-none"
                style=format!("width:{SHOWN}px;height:{SHOWN}px")
                on:pointerdown=grab
                on:pointermove=drag
                on:pointerup={move |_| held.set(None)}
                on:pointercancel={move |_| held.set(None)}
                on:wheel=turn
                on:keydown=press
            >
                <img
                    node_ref=image
                    src=address
                    alt=""
                    draggable="false"
                    class="absolute max-w-none"
                    style=place
                    on:load=arrived
                    on:error=failed
                />
                // What will be seen is round.
                <span
                    class="pointer-events-none absolute inset-0 rounded-full ring-[9999px] ring-black/45"
                    aria-hidden="true"
                ></span>
            </div>
            <label class="flex w-full max-w-xs items-center gap-3">
                <span class="text-[13px]">{t::security::zoom}</span>
                <input
                    type="range"
                    class="range range-primary range-sm flex-1"
                    min="1"
                    max=MAX_ZOOM.to_string()
                    step="0.05"
                    prop:value={move || zoom().to_string()}
                    on:input:target={move |event| {
                        let wanted = event.target().value().parse().unwrap_or(1.0);
                        change(&|framing| framing.zoomed(wanted));
                    }}
                />
            </label>
        </div>
    }
    .into_any()
}
