//! The palette: go anywhere, find anything, do the common things.

use std::time::Duration;

use api::search::{SearchHit, SearchResults};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::nav::destinations;
use crate::i18n::{Locale, locale, set_locale, t};
use crate::load::query;
use crate::session::may;
use crate::theme::{Theme, set_theme};
use crate::transport::client;
use crate::ui::dialog::BareDialog;
use crate::ui::{Icon, lu, unsaved};

const TYPING_PAUSE: Duration = Duration::from_millis(140);

/// Records of a kind that are shown, so that no kind hides the others.
const OF_A_KIND: usize = 5;

/// Something to choose.
#[derive(Clone)]
struct Entry {
    icon: icondata_core::Icon,
    label: String,
    note: String,
    run: Run,
}

#[derive(Clone)]
enum Run {
    Go(String),
    Do(fn()),
}

/// Opened by Ctrl/⌘-K.
#[component]
pub fn Palette(open: RwSignal<bool>, go: Callback<String>) -> AnyView {
    let content = move || view! { <Content open go /> }.into_any();
    view! { <BareDialog open class="modal-box-frame palette" label=t::shell::palette children=Box::new(content) /> }
        .into_any()
}

#[component]
fn Content(open: RwSignal<bool>, go: Callback<String>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let sought = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = query(move || {
        let words = sought.get();
        async move { if words.is_empty() { Ok(Vec::new()) } else { find(words).await } }
    });
    let entries = Memo::new_with_compare(
        move |_| {
            let words = typed.get().trim().to_lowercase();
            let fits = |entry: &Entry| words.is_empty() || entry.label.to_lowercase().contains(&words);
            let mut all: Vec<Entry> = pages().into_iter().chain(actions()).filter(fits).collect();
            let records = if words.is_empty() { Vec::new() } else { found.ready().unwrap_or_default() };
            all.splice(0..0, records);
            all
        },
        |_, _| true,
    );
    let choose = move |entry: Entry| {
        open.set(false);
        match entry.run {
            Run::Go(address) => unsaved::before(move || go.run(address.clone())),
            Run::Do(act) => act(),
        }
    };
    let typing = move |text: String| {
        typed.set(text);
        at.set(0);
        set_timeout(
            move || {
                let words = typed.try_get_untracked().unwrap_or_default().trim().to_owned();
                if sought.try_get_untracked().is_some_and(|before| before != words) {
                    sought.set(words);
                }
            },
            TYPING_PAUSE,
        );
    };
    let key = move |event: KeyboardEvent| {
        // Enter while an input method is composing chooses a word of the method.
        if event.is_composing() {
            return;
        }
        let count = entries.with(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(entry) = entries.with(|all| all.get(at.get_untracked()).cloned()) {
                    choose(entry);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let option = move |(index, entry): (usize, Entry)| {
        let Entry { icon, label, note, .. } = entry.clone();
        view! {
            <li
                id=format!("palette-{index}")
                role="option"
                aria-selected={move || (at.get() == index).to_string()}
                class="flex h-10 cursor-pointer items-center gap-3 rounded-field px-3 aria-selected:bg-primary/10 aria-selected:text-primary"
                on:mousemove={move |_| if at.get_untracked() != index { at.set(index) }}
                on:click={move |_| choose(entry.clone())}
            >
                <Icon icon />
                <span class="min-w-0 flex-1 truncate">{label}</span>
                <span class="max-w-2/5 truncate text-xs text-muted">{note}</span>
            </li>
        }
    };
    view! {
        <label class="flex h-13 items-center gap-3 border-b border-line px-4">
            <Icon icon=lu::LuSearch class="size-[18px] text-muted" />
            <input
                class="w-full bg-transparent text-[15px] outline-none"
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant={move || format!("palette-{}", at.get())}
                aria-label=t::shell::palette
                placeholder=t::shell::palette_placeholder
                autofocus=true
                autocomplete="off"
                on:input:target={move |event| typing(event.target().value())}
                on:keydown=key
            />
            <kbd class="kbd kbd-xs">"Esc"</kbd>
        </label>
        <ul id="palette-list" role="listbox" aria-label=t::shell::palette class="max-h-[50dvh] min-h-40 overflow-y-auto p-2">
            {move || entries.get().into_iter().enumerate().map(option).collect_view()}
            <li class="px-3 py-8 text-center text-muted" hidden={move || !entries.with(Vec::is_empty)}>
                {move || if found.asking() { t::common::loading() } else { t::shell::palette_nothing() }}
            </li>
        </ul>
    }
    .into_any()
}

fn pages() -> Vec<Entry> {
    let entry = |page: super::Destination| Entry {
        icon: page.icon,
        label: page.label(),
        note: t::shell::go_to().to_owned(),
        run: Run::Go(page.href),
    };
    destinations().into_iter().map(entry).collect()
}

fn actions() -> Vec<Entry> {
    use domain::Permission;
    let action = |icon, label: &str, run| Entry {
        icon,
        label: label.to_owned(),
        note: t::shell::action().to_owned(),
        run,
    };
    let mut all = Vec::new();
    if may(Permission::JobCreate) {
        all.push(action(lu::LuPlus, t::shell::new_job(), Run::Go("/jobs/new".into())));
    }
    if may(Permission::CandidateCreate) {
        all.push(action(lu::LuUserPlus, t::shell::new_candidate(), Run::Go("/candidates/new".into())));
    }
    all.push(action(lu::LuSun, t::shell::theme_light(), Run::Do(|| set_theme(Theme::Light))));
    all.push(action(lu::LuMoon, t::shell::theme_dark(), Run::Do(|| set_theme(Theme::Dark))));
    let (other, name) = super::LANGUAGES[usize::from(locale() == Locale::Zh)];
    let switch: fn() =
        if other == Locale::En { || set_locale(Locale::En) } else { || set_locale(Locale::Zh) };
    all.push(action(lu::LuLanguages, name, Run::Do(switch)));
    all
}

async fn find(words: String) -> Result<Vec<Entry>, api::ApiError> {
    let SearchResults { jobs, candidates, companies, templates } = client().search(&words).await?;
    let kinds: [(Vec<SearchHit>, icondata_core::Icon, &str, &str); 4] = [
        (candidates, lu::LuUserRound, t::shell::candidate(), "/candidates"),
        (jobs, lu::LuBriefcase, t::shell::job(), "/jobs"),
        (companies, lu::LuBuilding2, t::shell::company(), "/companies"),
        (templates, lu::LuFileText, t::shell::template(), "/mail/templates"),
    ];
    let entries = kinds.into_iter().flat_map(|(hits, icon, kind, base)| {
        hits.into_iter().take(OF_A_KIND).map(move |SearchHit { id, title, subtitle }| Entry {
            icon,
            label: title,
            note: if subtitle.is_empty() { kind.to_owned() } else { format!("{kind} · {subtitle}") },
            run: Run::Go(format!("{base}/{id}")),
        })
    });
    Ok(entries.collect())
}
