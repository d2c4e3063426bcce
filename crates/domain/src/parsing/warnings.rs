//! What the person who reviews a parsed record should look at.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Code, Locale};

/// Something to look at. In JSON `{"code": "unknown_keyword", "word": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ParseWarning {
    /// No e-mail address was found.
    EmailMissing,
    /// No telephone number was found.
    PhoneMissing,
    /// The telephone number is masked.
    PhoneMasked,
    /// The name was guessed, or none was found.
    NameUncertain,
    /// The job has no title.
    TitleMissing,
    /// The job names no company.
    CompanyMissing,
    /// Something stands where the salary should be and is no amount.
    SalaryUnreadable {
        /// What stands there.
        text: String,
    },
    /// The stated years and the dates of the jobs differ widely.
    YearsDisagree {
        /// The years as stated.
        stated: String,
        /// The years that the dates add up to.
        counted: String,
    },
    /// A skill that is not in the vocabulary; matching does not see it until it is.
    UnknownKeyword {
        /// The skill as written.
        word: String,
    },
    /// The record may already be there.
    DuplicateOf {
        /// The record.
        id: Uuid,
    },
    /// The document contains text that addresses a language model. It was left out of the record.
    InstructionsInDocument,
    /// A value of the model's answer is not in the document and was dropped.
    NotInDocument {
        /// The field.
        field: String,
        /// The value that was dropped.
        value: String,
    },
    /// The default engine could not be used; another one did the work.
    EngineFallback {
        /// Why.
        reason: Code,
        /// Which one did it.
        engine: String,
    },
}

impl ParseWarning {
    /// The stable word, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmailMissing => "email_missing",
            Self::PhoneMissing => "phone_missing",
            Self::PhoneMasked => "phone_masked",
            Self::NameUncertain => "name_uncertain",
            Self::TitleMissing => "title_missing",
            Self::CompanyMissing => "company_missing",
            Self::SalaryUnreadable { .. } => "salary_unreadable",
            Self::YearsDisagree { .. } => "years_disagree",
            Self::UnknownKeyword { .. } => "unknown_keyword",
            Self::DuplicateOf { .. } => "duplicate_of",
            Self::InstructionsInDocument => "instructions_in_document",
            Self::NotInDocument { .. } => "not_in_document",
            Self::EngineFallback { .. } => "engine_fallback",
        }
    }

    /// The text for a person.
    pub fn message(&self, locale: Locale) -> String {
        let (en, zh): (String, String) = match self {
            Self::EmailMissing => ("No e-mail address was found".into(), "未找到邮箱".into()),
            Self::PhoneMissing => ("No phone number was found".into(), "未找到电话".into()),
            Self::PhoneMasked => ("The phone number is masked".into(), "电话号码被隐去部分数字".into()),
            Self::NameUncertain => ("Please check the name".into(), "请核对姓名".into()),
            Self::TitleMissing => ("No job title was found".into(), "未找到职位名称".into()),
            Self::CompanyMissing => ("No company was found".into(), "未找到公司名称".into()),
            Self::SalaryUnreadable { text } => {
                (format!("The salary could not be read: {text}"), format!("薪资无法识别：{text}"))
            }
            Self::YearsDisagree { stated, counted } => (
                format!("{stated} years are stated, the dates add up to {counted}"),
                format!("写明 {stated} 年，按经历计算为 {counted} 年"),
            ),
            Self::UnknownKeyword { word } => {
                (format!("Not in the vocabulary: {word}"), format!("词库中没有：{word}"))
            }
            Self::DuplicateOf { .. } => ("This may already be there".into(), "可能已存在相同记录".into()),
            Self::InstructionsInDocument => (
                "The document contains instructions to a language model; they were left out".into(),
                "文档中含有针对 AI 模型的指令，已忽略".into(),
            ),
            Self::NotInDocument { field, value } => (
                format!("{field}: “{value}” is not in the document and was dropped"),
                format!("{field}：“{value}”不在文档中，已舍弃"),
            ),
            Self::EngineFallback { reason, engine } => {
                let offline = engine == crate::models::OFFLINE;
                let (en, zh) =
                    if offline { ("the offline engine", "离线引擎") } else { (&**engine, &**engine) };
                (
                    format!("{}; {en} was used instead", reason.text(Locale::En)),
                    format!("{}，已改用{zh}", reason.text(Locale::Zh)),
                )
            }
        };
        match locale {
            Locale::En => en,
            Locale::Zh => zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_in_json_is_the_code() {
        let warnings = [
            ParseWarning::EmailMissing,
            ParseWarning::UnknownKeyword { word: "x".into() },
            ParseWarning::NotInDocument { field: "name".into(), value: "x".into() },
            ParseWarning::SalaryUnreadable { text: "x".into() },
            ParseWarning::DuplicateOf { id: Uuid::nil() },
            ParseWarning::EngineFallback { reason: Code::AiTimeout, engine: "offline".into() },
        ];
        for warning in warnings {
            let json = serde_json::to_value(&warning).unwrap();
            assert_eq!(json["code"], warning.code());
            assert_ne!(warning.message(Locale::En), warning.message(Locale::Zh));
        }
    }
}
