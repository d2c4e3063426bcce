//! Choosing who does the work: the built-in engine or a model.

use std::sync::atomic::{AtomicU32, Ordering};

use api::models::{Model, Models};
use domain::Coded;
use domain::models::{OFFLINE, Purpose};
use leptos::prelude::*;

use crate::i18n::t;
use crate::load::{Load, query};
use crate::store;
use crate::transport::client;

/// The engine chosen for a purpose. Remembered on this device; empty means the default.
#[derive(Clone, Copy)]
pub struct EngineChoice {
    purpose: Purpose,
    value: RwSignal<String>,
}

impl EngineChoice {
    /// What was last chosen for the purpose.
    pub fn of(purpose: Purpose) -> Self {
        Self { purpose, value: RwSignal::new(store::get(&key(purpose)).unwrap_or_default()) }
    }

    /// For a request; absent means the default.
    pub fn get(self) -> Option<String> {
        Some(self.value.get_untracked()).filter(|engine| !engine.is_empty())
    }

    fn set(self, engine: String) {
        store::set(&key(self.purpose), &engine);
        self.value.set(engine);
    }
}

fn key(purpose: Purpose) -> String {
    format!("bole.engine.{}", purpose.code())
}

/// A select of the engines that can be used now for the purpose, with a way to add more.
#[component]
pub fn EngineSelect(
    choice: EngineChoice,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] hint: Option<TextProp>,
) -> AnyView {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let id = format!("engine-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let note = format!("{id}-note");
    let described = note.clone();
    let models = query(|| async { client().list_models().await });
    // What was chosen once and is gone by now is no choice any more.
    Effect::new(move |_| {
        let gone = models.with(|models| {
            let chosen = choice.value.get_untracked();
            !chosen.is_empty() && !usable(models, choice.purpose).iter().any(|model| model.id == chosen)
        });
        if gone == Some(true) {
            choice.set(String::new());
        }
    });
    let options = move || {
        let default = models.with(default_name).flatten().unwrap_or_else(|| name_of_offline().to_owned());
        let first = option(choice, String::new(), t::common::default_of(default));
        let rest = models.with(|models| usable(models, choice.purpose)).unwrap_or_default();
        let rest = rest
            .into_iter()
            .map(|model| option(choice, model.id.clone(), engine_name(&model.id, &model.label)));
        std::iter::once(first).chain(rest).collect_view()
    };
    let only_offline = move || match models.state().get() {
        Load::Ready(models) => usable(&models, choice.purpose).len() <= 1,
        _ => false,
    };
    view! {
        <div class="min-w-0">
            <label for=id.clone() class="block pb-1 text-[13px] font-medium">{move || label.get()}</label>
            <select
                id=id
                class="select"
                aria-describedby=described
                on:change:target={move |event| choice.set(event.target().value())}
            >
                {options}
            </select>
            <p class="field-note text-muted" id=note>
                {move || hint.as_ref().map(|hint| hint.get().to_string())} " "
                {move || {
                    only_offline().then(|| view! { <a class="link-plain inline-flex min-h-6 items-center" href="/ai">{t::common::add_model}</a> })
                }}
            </p>
        </div>
    }
    .into_any()
}

fn option(choice: EngineChoice, value: String, words: String) -> AnyView {
    let own = value.clone();
    view! { <option value=value selected={move || choice.value.with(|value| *value == own)}>{words}</option> }
        .into_any()
}

fn usable(models: &Models, purpose: Purpose) -> Vec<Model> {
    let fits = |model: &&Model| model.is_available && model.purposes.contains(&purpose);
    models.models.iter().filter(fits).cloned().collect()
}

fn default_name(models: &Models) -> Option<String> {
    let default = models.models.iter().find(|model| model.is_default)?;
    Some(engine_name(&default.id, &default.label))
}

/// What an engine is called; the built-in one follows the language.
pub fn engine_name(id: &str, label: &str) -> String {
    if id == OFFLINE { name_of_offline().to_owned() } else { label.to_owned() }
}

fn name_of_offline() -> &'static str {
    t::common::engine_offline()
}
