//! The words of the codes that models use.

use api::models::{Models, Provider, Verification};
use domain::models::Purpose;

use crate::i18n::{Locale, locale, t};
use crate::ui::feedback::problem_text;
use crate::ui::{Tone, toast};

/// What a model is used for.
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Parse => t::ai::purpose_parse(),
        Purpose::Draft => t::ai::purpose_draft(),
        Purpose::Chat => t::ai::purpose_chat(),
        Purpose::Interview => t::ai::purpose_interview(),
        Purpose::Vision => t::ai::purpose_vision(),
        Purpose::Embed => t::ai::purpose_embed(),
        Purpose::Transcribe => t::ai::purpose_transcribe(),
        Purpose::Speak => t::ai::purpose_speak(),
    }
}

/// A provider's name in the present language.
pub fn provider(provider: &Provider) -> String {
    if locale() == Locale::Zh { provider.name_zh.clone() } else { provider.name_en.clone() }
}

/// The same by its code, which stands for itself where the catalogue no longer knows it.
pub fn provider_named(models: Option<&Models>, code: &str) -> String {
    let known = models.and_then(|models| models.providers.iter().find(|known| known.code == code));
    known.map_or_else(|| code.to_owned(), provider)
}

/// What a trial found, in a sentence and its colour.
pub fn verdict(found: &Verification) -> (Tone, String) {
    match &found.error {
        None if found.ok => (Tone::Success, t::ai::works(found.latency_ms)),
        None => (Tone::Error, t::ai::works_not().to_owned()),
        Some(problem) => (Tone::Error, problem_text(problem)),
    }
}

/// Tells what a trial found in passing.
pub fn tell(found: &Verification) {
    let (tone, text) = verdict(found);
    if tone == Tone::Success { toast::success(text) } else { toast::failure(text) }
}
