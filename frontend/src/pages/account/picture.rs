//! One's picture: chosen, cut, taken away.

use domain::avatars::AVATAR_BYTES;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::crop::CropDialog;
use crate::i18n::t;
use crate::session;
use crate::transport::client;
use crate::ui::{Avatar, toast};

/// The picture with what can be done about it.
#[component]
pub fn Picture() -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let chosen = RwSignal::new_local(None::<File>);
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let take = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again.
        input.set_value("");
        match file {
            Some(file) if file.size() > AVATAR_BYTES as f64 => {
                toast::failure(t::security::picture_too_large())
            }
            file => chosen.set(file),
        }
    };
    let shown = || {
        session::with_profile(|profile| (profile.display_name.clone(), profile.avatar_url.clone()))
            .map(|(name, picture)| view! { <Avatar name picture class="size-16 text-xl" /> })
    };
    let has_picture =
        Memo::new(|_| session::with_profile(|profile| profile.avatar_url.is_some()) == Some(true));
    view! {
        <div class="flex items-center gap-4">
            {shown}
            <div class="grid justify-items-start gap-1">
                <input
                    node_ref=input
                    type="file"
                    class="sr-only"
                    tabindex="-1"
                    accept="image/png,image/jpeg,image/webp"
                    aria-label=t::security::picture
                    on:change=take
                />
                <button type="button" class="btn btn-sm btn-quiet" title=t::security::picture_hint on:click=choose>
                    {t::security::change_picture}
                </button>
                {move || {
                    has_picture
                        .get()
                        .then(|| {
                            view! {
                                <button type="button" class="btn btn-sm btn-ghost" on:click={move |_| remove()}>
                                    {t::security::remove_picture}
                                </button>
                            }
                        })
                }}
            </div>
        </div>
        <CropDialog chosen />
    }
    .into_any()
}

fn remove() {
    spawn_local(async {
        match client().delete_avatar().await {
            Ok(()) => {
                let without = session::with_profile(|profile| api::auth::Profile {
                    avatar_url: None,
                    ..profile.clone()
                });
                if let Some(profile) = without {
                    session::put(profile);
                }
            }
            Err(error) => toast::error(&error),
        }
    });
}
