//! Texts with something marked in them: evidence in a document, and what changed between two versions.

use leptos::prelude::*;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use wasm_bindgen::JsCast;

use crate::i18n::t;

/// A marked span of a text, in Unicode scalar values as the API counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// What it belongs to, as the name of a field.
    pub key: String,
    /// What it says when pointed at.
    pub title: String,
}

/// A document's text with its evidence. The marks of the active key stand out and are scrolled to; a click on
/// a mark makes its key the active one, and tells it to `choose`.
#[component]
pub fn HighlightText(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] marks: Signal<Vec<Mark>>,
    active: RwSignal<Option<String>>,
    #[prop(optional, into)] choose: Option<Callback<String>>,
) -> AnyView {
    let root = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        let (Some(root), true) = (root.get(), active.get().is_some()) else { return };
        request_animation_frame(move || {
            if let Ok(Some(mark)) = root.query_selector("mark[data-active=true]") {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                mark.unchecked_ref::<web_sys::Element>()
                    .scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    });
    let draw = move || {
        pieces(&text.get(), &marks.get())
            .into_iter()
            .map(|piece| draw_piece(piece, active, choose))
            .collect_view()
    };
    view! { <div node_ref=root class="leading-relaxed wrap-anywhere whitespace-pre-wrap">{draw}</div> }
        .into_any()
}

fn draw_piece(
    (text, mark): (String, Option<Mark>),
    active: RwSignal<Option<String>>,
    choose: Option<Callback<String>>,
) -> AnyView {
    let Some(Mark { key, title, .. }) = mark else { return text.into_any() };
    let own = key.clone();
    let click = move |_| {
        active.set(Some(key.clone()));
        if let Some(choose) = choose {
            choose.run(key.clone());
        }
    };
    view! {
        <mark
            class="evidence"
            title=title
            data-active={move || active.with(|active| active.as_deref() == Some(own.as_str())).to_string()}
            on:click=click
        >
            {text}
        </mark>
    }
    .into_any()
}

/// Cuts a text at its marks. Where two overlap, the one that begins first is whole, and the other its rest.
fn pieces(text: &str, marks: &[Mark]) -> Vec<(String, Option<Mark>)> {
    let mut marks = marks.to_vec();
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let letters: Vec<char> = text.chars().collect();
    let slice = |from: usize, to: usize| {
        letters[from.min(letters.len())..to.min(letters.len())].iter().collect::<String>()
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in marks {
        let start = mark.start.max(at);
        if mark.end <= start || start >= letters.len() {
            continue;
        }
        if start > at {
            pieces.push((slice(at, start), None));
        }
        at = mark.end;
        pieces.push((slice(start, at), Some(mark)));
    }
    if at < letters.len() {
        pieces.push((slice(at, letters.len()), None));
    }
    pieces
}

/// What changed from one text to another: taken away struck through, added marked.
#[component]
pub fn DiffView(#[prop(into)] old: String, #[prop(into)] new: String) -> AnyView {
    let (old, new) = (words(&old), words(&new));
    let part = |range: std::ops::Range<usize>, of: &[&str]| of[range].concat();
    let mut out = Vec::new();
    for change in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (tag, before, after) = change.as_tag_tuple();
        if tag == DiffTag::Equal {
            out.push(part(after, &new).into_any());
            continue;
        }
        if !before.is_empty() {
            out.push(
                view! { <del class="removed" aria-label=t::common::removed>{part(before, &old)}</del> }
                    .into_any(),
            );
        }
        if !after.is_empty() {
            out.push(
                view! { <ins class="added" aria-label=t::common::added>{part(after, &new)}</ins> }.into_any(),
            );
        }
    }
    view! { <div class="leading-relaxed wrap-anywhere whitespace-pre-wrap">{out}</div> }.into_any()
}

/// Words of Latin script whole, everything else letter by letter: Chinese has no spaces to cut at.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut inside = false;
    for (at, letter) in text.char_indices() {
        let latin = letter.is_ascii_alphanumeric();
        if at > start && !(inside && latin) {
            words.push(&text[start..at]);
            start = at;
        }
        inside = latin;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize) -> Mark {
        Mark { start, end, key: "k".into(), title: String::new() }
    }

    fn cut(text: &str, marks: &[Mark]) -> Vec<(String, bool)> {
        pieces(text, marks).into_iter().map(|(text, mark)| (text, mark.is_some())).collect()
    }

    #[test]
    fn marks_are_counted_in_characters() {
        let expected =
            [("姓名：".to_owned(), false), ("张伟".to_owned(), true), ("，Java".to_owned(), false)];
        assert_eq!(cut("姓名：张伟，Java", &[mark(3, 5)]), expected);
    }

    #[test]
    fn overlapping_marks_and_marks_past_the_end_lose_no_text() {
        for marks in [vec![mark(0, 3), mark(2, 5)], vec![mark(4, 99)], vec![mark(50, 60)], vec![mark(3, 3)]] {
            let whole: String = cut("一二三四五六", &marks).into_iter().map(|(text, _)| text).collect();
            assert_eq!(whole, "一二三四五六", "{marks:?}");
        }
    }

    #[test]
    fn chinese_is_compared_by_letter_and_english_by_word() {
        assert_eq!(words("熟悉 Java21，ok"), ["熟", "悉", " ", "Java21", "，", "ok"]);
    }
}
