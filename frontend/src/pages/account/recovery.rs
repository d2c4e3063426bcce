//! Recovery codes, the one time that they can be seen.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{CopyButton, Icon, Modal, lu, save_as, toast};

/// Shows codes until they are said to be kept.
#[component]
pub fn RecoveryCodesDialog(
    /// The codes; emptied when the dialog closes.
    codes: RwSignal<Vec<String>>,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if codes.with(|codes| !codes.is_empty()) {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            codes.set(Vec::new());
        }
    });
    let all = Signal::derive(move || codes.with(|codes| codes.join("\n")));
    let save = move |_| {
        if let Err(error) = save_as("bole-recovery-codes.txt", all.get_untracked().as_bytes()) {
            toast::error(&error);
        }
    };
    let footer = move || {
        view! {
            <button type="button" class="btn btn-quiet" on:click=save>
                <Icon icon=lu::LuDownload />
                {t::security::save_codes}
            </button>
            <button type="button" class="btn btn-primary" on:click={move |_| open.set(false)}>
                {t::security::codes_kept}
            </button>
        }
    };
    let list = move || {
        let code = |code: String| view! { <li class="rounded-field bg-base-200 px-3 py-1.5 text-center">{code}</li> };
        codes.get().into_iter().map(code).collect_view()
    };
    view! {
        <Modal open title=t::security::recovery_title description=t::security::recovery_text footer>
            <ul class="grid grid-cols-2 gap-2 font-mono">{list}</ul>
            <div class="flex justify-end pt-2"><CopyButton text=all label=t::security::copy_codes /></div>
        </Modal>
    }
    .into_any()
}
