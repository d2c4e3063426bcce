//! Mails that an engine wrote: what they must have, and what a person should look at before they go out.

mod claims;

use serde::Serialize;

use crate::email_templates::{Piece, Placeholder, pieces, slots};
use crate::parsing::ParseWarning;
use crate::{Code, Coded, Locale};

pub use claims::unknown_claims;

/// Something in a written text that a person should look at. In JSON `{"code": "number_not_in_records", "text": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum DraftWarning {
    /// A number that none of the records has.
    NumberNotInRecords {
        /// The number as written.
        text: String,
    },
    /// A name that none of the records has.
    NameNotInRecords {
        /// The name as written.
        text: String,
    },
    /// A company that none of the records has.
    CompanyNotInRecords {
        /// The company as written.
        text: String,
    },
    /// The default engine could not be used; another one did the work.
    EngineFallback {
        /// Why.
        reason: Code,
        /// Which one did it.
        engine: String,
    },
    /// The built-in engine tidies a text; it cannot follow an instruction.
    InstructionNotFollowed,
}

impl DraftWarning {
    /// The stable word, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NumberNotInRecords { .. } => "number_not_in_records",
            Self::NameNotInRecords { .. } => "name_not_in_records",
            Self::CompanyNotInRecords { .. } => "company_not_in_records",
            Self::EngineFallback { .. } => "engine_fallback",
            Self::InstructionNotFollowed => "instruction_not_followed",
        }
    }

    /// The text for a person.
    pub fn message(&self, locale: Locale) -> String {
        let (en, zh) = match self {
            Self::NumberNotInRecords { text } => {
                (format!("This number is not in the records: {text}"), format!("资料中没有这个数字：{text}"))
            }
            Self::NameNotInRecords { text } => {
                (format!("This name is not in the records: {text}"), format!("资料中没有这个名字：{text}"))
            }
            Self::CompanyNotInRecords { text } => {
                (format!("This company is not in the records: {text}"), format!("资料中没有这家公司：{text}"))
            }
            Self::EngineFallback { reason, engine } => {
                let fallback = ParseWarning::EngineFallback { reason: *reason, engine: engine.clone() };
                return fallback.message(locale);
            }
            Self::InstructionNotFollowed => (
                "The offline engine only tidied the text; choose a model to have it rewritten".to_owned(),
                "离线引擎只整理了格式与用语；如需按要求改写，请选择模型".to_owned(),
            ),
        };
        match locale {
            Locale::En => en,
            Locale::Zh => zh,
        }
    }
}

/// What is wrong with a body that an engine wrote, in words for the engine; nothing when it opens with the salutation,
/// ends with the signature, and has known placeholders only.
pub fn check_body(body: &str) -> Result<(), String> {
    let opens = starts_with(body, Placeholder::CandidateSalutation);
    let ends = matches!(pieces(body.trim_end()).last(), Some(Piece::Slot(word)) if *word == Placeholder::UserSignature.code());
    if !opens {
        return Err("the body must open with {{candidate.salutation}}".to_owned());
    }
    if !ends {
        return Err("the body must end with {{user.signature}}".to_owned());
    }
    check_placeholders(body)
}

/// What is wrong with the placeholders of a text that an engine wrote, in words for the engine.
pub fn check_placeholders(text: &str) -> Result<(), String> {
    match slots(text).into_iter().find(|word| Placeholder::from_code(word).is_none()) {
        Some(word) => Err(format!("there is no placeholder {{{{{word}}}}}")),
        None => Ok(()),
    }
}

/// What is wrong with a rewritten text, in words for the engine: it must have the placeholders of the original, no
/// fewer and no others.
pub fn check_rewritten(original: &str, rewritten: &str) -> Result<(), String> {
    let (before, after) = (slots(original), slots(rewritten));
    if let Some(lost) = before.difference(&after).next() {
        return Err(format!("{{{{{lost}}}}} is missing; every placeholder of the text must stay"));
    }
    if let Some(new) = after.difference(&before).next() {
        return Err(format!("{{{{{new}}}}} is not in the text; add no placeholder"));
    }
    if rewritten.trim().is_empty() { Err("the text is empty".to_owned()) } else { Ok(()) }
}

/// Whether a body opens with a placeholder.
pub fn starts_with(body: &str, placeholder: Placeholder) -> bool {
    matches!(pieces(body.trim_start()).first(), Some(Piece::Slot(word)) if *word == placeholder.code())
}

/// Whether a text asks for an answer.
pub fn invites_reply(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "回复",
        "回信",
        "回个",
        "告诉我",
        "告知",
        "联系我",
        "方便",
        "意下如何",
        "期待您的",
        "聊聊",
        "沟通",
        "电话",
        "reply",
        "let me know",
        "hear from you",
        "get back",
        "call",
        "chat",
        "talk",
        "interested",
        "open to",
    ];
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_opens_with_the_salutation_and_ends_with_the_signature() {
        assert_eq!(check_body("{{candidate.salutation}}\n\n您好\n\n{{ user.signature }}\n"), Ok(()));
        for (body, fault) in [
            ("您好\n{{user.signature}}", "open"),
            ("{{candidate.salutation}}\n祝好", "end"),
            ("{{candidate.salutation}}{{candidate.age}}{{user.signature}}", "candidate.age"),
        ] {
            assert!(check_body(body).is_err_and(|reason| reason.contains(fault)), "{body}");
        }
    }

    #[test]
    fn a_rewritten_text_has_the_placeholders_of_the_original() {
        let original = "{{candidate.name}}，{{ job.title }}";
        assert_eq!(check_rewritten(original, "关于{{job.title}}，{{candidate.name}}您好"), Ok(()));
        for rewritten in ["{{candidate.name}}", "{{candidate.name}}{{job.title}}{{user.name}}", " "] {
            assert!(check_rewritten(original, rewritten).is_err(), "{rewritten}");
        }
    }

    #[test]
    fn an_invitation_to_reply_is_recognised_in_both_languages() {
        assert!(invites_reply("方便的话请回复一个时间"));
        assert!(invites_reply("Would you be open to a short talk?"));
        assert!(!invites_reply("我们是一家好公司。"));
    }
}
