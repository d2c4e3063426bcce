//! The language of the page. Texts are functions made from `locales/` by `build.rs`: `t::jobs::title` read in
//! a view follows the language without a reload.

use std::sync::LazyLock;

use leptos::prelude::*;

pub use domain::Locale;

use crate::store;

/// Where the choice is kept; the script in `index.html` reads it before the first paint.
const KEY: &str = "bole.language";

static LOCALE: LazyLock<ArcRwSignal<Locale>> = LazyLock::new(|| ArcRwSignal::new(chosen_before_paint()));

/// The texts, a module per feature.
pub mod t {
    use super::{is_chinese, pick};
    use crate::format::number;

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// The present language. Read in a view or an effect, it is followed.
pub fn locale() -> Locale {
    LOCALE.get()
}

/// The present language, for requests and handlers.
pub fn locale_untracked() -> Locale {
    LOCALE.get_untracked()
}

/// Switches the page to a language and remembers it on this device.
pub fn set_locale(locale: Locale) {
    store::set(KEY, locale.tag());
    if let Some(root) = document().document_element() {
        drop(root.set_attribute("lang", locale.tag()));
    }
    LOCALE.set(locale);
}

/// The text of the present language.
pub fn pick(en: &'static str, zh: &'static str) -> &'static str {
    if is_chinese() { zh } else { en }
}

fn is_chinese() -> bool {
    locale() == Locale::Zh
}

fn chosen_before_paint() -> Locale {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang"));
    tag.and_then(|tag| Locale::from_tag(&tag)).unwrap_or_default()
}
