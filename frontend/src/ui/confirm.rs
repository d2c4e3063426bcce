//! Asks before something that cannot be taken back.

use std::sync::{Arc, LazyLock};

use leptos::prelude::*;

use super::dialog::Modal;
use crate::i18n::t;

/// A question with one way to say yes.
#[derive(Clone)]
pub struct Question {
    /// What will happen, as a question: Delete 3 candidates?
    pub title: String,
    /// What follows from it.
    pub text: String,
    /// The verb on the button: Delete.
    pub action: String,
    /// Whether something is lost for good.
    pub dangerous: bool,
    /// What a yes does. Not a `Callback`, which would end with the menu or dialog that asks.
    pub then: Arc<dyn Fn() + Send + Sync>,
}

static ASKED: LazyLock<ArcRwSignal<Option<Question>>> = LazyLock::new(Default::default);

/// Puts a question to the person. Callable from anywhere.
pub fn ask(question: Question) {
    ASKED.set(Some(question));
}

/// Asks before something is deleted.
pub fn ask_to_delete(
    title: impl Into<String>,
    text: impl Into<String>,
    then: impl Fn() + Send + Sync + 'static,
) {
    ask(Question {
        title: title.into(),
        text: text.into(),
        action: t::common::delete().to_owned(),
        dangerous: true,
        then: Arc::new(then),
    });
}

/// Where questions appear; once, at the root.
#[component]
pub fn Questions() -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if ASKED.with(Option::is_some) {
            open.set(true);
        }
    });
    // However it was closed, it is no longer asked.
    Effect::new(move |_| {
        if !open.get() && ASKED.with_untracked(Option::is_some) {
            ASKED.set(None);
        }
    });
    let asked = |part: fn(&Question) -> String| {
        move || ASKED.with(|asked| asked.as_ref().map(part).unwrap_or_default())
    };
    let yes = move |_| {
        let question = ASKED.get_untracked();
        open.set(false);
        if let Some(question) = question {
            (question.then)();
        }
    };
    let dangerous = || ASKED.with(|asked| asked.as_ref().is_some_and(|question| question.dangerous));
    let footer = move || {
        let class = if dangerous() { "btn btn-error" } else { "btn btn-primary" };
        view! {
            <button type="button" class="btn btn-ghost" on:click={move |_| open.set(false)}>{t::common::cancel}</button>
            <button type="button" class=class on:click=yes>{asked(|question| question.action.clone())}</button>
        }
    };
    view! {
        <Modal open title=asked(|question| question.title.clone()) footer>
            <p class="text-pretty text-muted">{asked(|question| question.text.clone())}</p>
        </Modal>
    }
    .into_any()
}
