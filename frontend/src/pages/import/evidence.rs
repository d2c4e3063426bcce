//! Where each field was found in the document, as marks of its text.

use api::parse::ParsedItem;

use super::decide::Sureness;
use crate::i18n::t;
use crate::ui::text::Mark;

/// The marks of a record. Where evidence of several fields lies in one place, the active field is whole; among
/// the others the shorter one wins: it says more.
pub fn marks<F>(item: &ParsedItem<F>, active: Option<&str>, name: impl Fn(&str) -> String) -> Vec<Mark> {
    lay_out(item, active, |field, confidence| t::import::evidence_of(name(field), words(confidence)))
}

fn lay_out<F>(item: &ParsedItem<F>, active: Option<&str>, title: impl Fn(&str, f32) -> String) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (field, places) in &item.evidence {
        for place in places {
            let title = title(field, place.confidence);
            marks.push(Mark { start: place.start, end: place.end, key: field.clone(), title });
        }
    }
    marks.sort_by_key(|mark| (active != Some(mark.key.as_str()), mark.end - mark.start.min(mark.end)));
    let mut kept: Vec<Mark> = Vec::new();
    for mark in marks {
        cut_around(mark, &mut kept);
    }
    kept
}

/// Adds a mark where it lies beside those that are there; what they cover is theirs.
fn cut_around(mark: Mark, kept: &mut Vec<Mark>) {
    let mut free = vec![(mark.start, mark.end)];
    for other in kept.iter() {
        free = free.into_iter().flat_map(|span| without(span, (other.start, other.end))).collect();
    }
    let parts = free.into_iter().filter(|(start, end)| start < end);
    kept.extend(parts.map(|(start, end)| Mark { start, end, ..mark.clone() }).collect::<Vec<_>>());
}

fn without((start, end): (usize, usize), (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    if to <= start || end <= from {
        return vec![(start, end)];
    }
    vec![(start, from.max(start)), (to.min(end), end)]
}

/// The fields that the engine is least sure of, the least sure first.
pub fn doubtful<F>(item: &ParsedItem<F>) -> Vec<String> {
    let surest = |places: &Vec<api::parse::Evidence>| {
        places.iter().map(|place| place.confidence).fold(f32::NEG_INFINITY, f32::max)
    };
    let mut fields: Vec<(f32, String)> = item
        .evidence
        .iter()
        .filter(|(_, places)| !places.is_empty())
        .map(|(field, places)| (surest(places), field.clone()))
        .filter(|(confidence, _)| Sureness::of(*confidence) == Sureness::Low)
        .collect();
    fields.sort_by(|one, other| one.0.total_cmp(&other.0));
    fields.into_iter().map(|(_, field)| field).collect()
}

/// How sure, in words.
pub fn words(confidence: f32) -> &'static str {
    match Sureness::of(confidence) {
        Sureness::High => t::import::sure_high(),
        Sureness::Fair => t::import::sure_fair(),
        Sureness::Low => t::import::sure_low(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, key: &str) -> Mark {
        Mark { start, end, key: key.into(), title: String::new() }
    }

    #[test]
    fn a_long_mark_gives_way_to_a_short_one_inside_it() {
        let mut kept = vec![mark(4, 6, "name")];
        cut_around(mark(0, 10, "summary"), &mut kept);
        let found: Vec<_> = kept.iter().map(|m| (m.start, m.end, m.key.as_str())).collect();
        assert_eq!(found, [(4, 6, "name"), (0, 4, "summary"), (6, 10, "summary")]);
    }

    #[test]
    fn the_active_field_is_lit_as_a_whole() {
        let place = |start, end| vec![api::parse::Evidence { start, end, confidence: 1.0 }];
        let item = ParsedItem {
            fields: (),
            confidence: 1.0,
            evidence: [("title".to_owned(), place(0, 9)), ("level".to_owned(), place(0, 2))].into(),
            warnings: Vec::new(),
            duplicates: Vec::new(),
        };
        let spans = |active| -> Vec<(usize, usize, String)> {
            let marks = lay_out(&item, active, |_, _| String::new());
            marks.into_iter().map(|mark| (mark.start, mark.end, mark.key)).collect()
        };
        assert_eq!(spans(Some("title")), [(0, 9, "title".to_owned())]);
        assert_eq!(spans(None), [(0, 2, "level".to_owned()), (2, 9, "title".to_owned())]);
    }

    #[test]
    fn what_is_covered_whole_leaves_nothing() {
        let mut kept = vec![mark(0, 10, "skills")];
        cut_around(mark(2, 5, "keywords"), &mut kept);
        assert_eq!(kept.len(), 1);
    }
}
