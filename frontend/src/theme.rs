//! Light, dark, or as the system says.

use std::sync::LazyLock;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::{preferences, store};

/// Where the choice is kept; the script in `index.html` reads it before the first paint.
const KEY: &str = "bole.theme";

const DARK_QUERY: &str = "(prefers-color-scheme: dark)";

/// What the person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says, also when it changes in the evening.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every choice, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word under which the choice is kept, here and in the account's preferences.
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The choice of a word; the system's for one that is not known.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or_default()
    }
}

static THEME: LazyLock<ArcRwSignal<Theme>> =
    LazyLock::new(|| ArcRwSignal::new(Theme::from_word(&store::get(KEY).unwrap_or_default())));

/// The present choice.
pub fn theme() -> Theme {
    THEME.get()
}

/// Changes the theme and remembers it, here and with the account.
pub fn set_theme(theme: Theme) {
    store::set(KEY, theme.word());
    THEME.set(theme);
    paint();
    preferences::changed();
}

/// Takes up what the device remembers, after something else has changed that.
pub fn recall() {
    THEME.set(Theme::from_word(&store::get(KEY).unwrap_or_default()));
    paint();
}

/// Follows the system while the choice is to do so; for the life of the page.
pub fn follow_system() {
    let Ok(Some(query)) = window().match_media(DARK_QUERY) else { return };
    let listener = Closure::<dyn Fn()>::new(paint);
    drop(query.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref()));
    listener.forget();
}

fn paint() {
    let dark = match THEME.get_untracked() {
        Theme::System => window().match_media(DARK_QUERY).ok().flatten().is_some_and(|query| query.matches()),
        theme => theme == Theme::Dark,
    };
    if let Some(root) = document().document_element() {
        drop(root.set_attribute("data-theme", if dark { "dark" } else { "light" }));
    }
}
