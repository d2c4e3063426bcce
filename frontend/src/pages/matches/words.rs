//! What the parts of a score and the fields of evidence are called.

use crate::i18n::t;
use crate::pages::logs::field_name;
use crate::ui::Tone;

/// The name of a part of a score; its own word where it is new.
pub fn component_words(name: &str) -> String {
    let words = match name {
        "must_keywords" => t::matches::must_keywords(),
        "nice_keywords" => t::matches::nice_keywords(),
        "rarity" => t::matches::rarity(),
        "experience" => t::matches::experience(),
        "location" => t::matches::location(),
        "salary" => t::matches::salary(),
        "level" => t::matches::level(),
        "recency" => t::matches::recency(),
        other => return other.replace('_', " "),
    };
    words.to_owned()
}

/// The name of a field that evidence was found in.
pub fn place_words(field: &str) -> String {
    // An item of a list goes by its index: raw_skills/2.
    field_name(field.split('/').next().unwrap_or(field))
}

/// The colour of a score.
pub fn score_tone(score: f64) -> Tone {
    match score {
        75.0.. => Tone::Success,
        50.0.. => Tone::Primary,
        _ => Tone::Neutral,
    }
}
