//! What models are told: the instructions of every task, as files in both languages, with the form of the answer.
//!
//! The first line of a file is its version, `version: 3`, to be raised with every change of meaning. It goes into the
//! log with each call.

use domain::{Error, Locale, Result};
use serde_json::Value;

/// The instructions of a task.
#[derive(Debug)]
pub struct Prompt {
    /// Letters and underscores.
    pub name: &'static str,
    zh: &'static str,
    en: &'static str,
    schema: &'static str,
}

/// Documents into candidates.
pub static PARSE_CANDIDATES: Prompt = Prompt {
    name: "parse_candidates",
    zh: include_str!("../prompts/parse_candidates.zh.md"),
    en: include_str!("../prompts/parse_candidates.en.md"),
    schema: include_str!("../prompts/parse_candidates.schema.json"),
};

/// Documents into jobs.
pub static PARSE_JOBS: Prompt = Prompt {
    name: "parse_jobs",
    zh: include_str!("../prompts/parse_jobs.zh.md"),
    en: include_str!("../prompts/parse_jobs.en.md"),
    schema: include_str!("../prompts/parse_jobs.schema.json"),
};

/// A mail to one person about one job.
pub static DRAFT_EMAIL: Prompt = Prompt {
    name: "draft_email",
    zh: include_str!("../prompts/draft_email.zh.md"),
    en: include_str!("../prompts/draft_email.en.md"),
    schema: include_str!("../prompts/draft_email.schema.json"),
};

/// A better text.
pub static OPTIMIZE_EMAIL: Prompt = Prompt {
    name: "optimize_email",
    zh: include_str!("../prompts/optimize_email.zh.md"),
    en: include_str!("../prompts/optimize_email.en.md"),
    schema: include_str!("../prompts/optimize_email.schema.json"),
};

/// A template for many mails.
pub static GENERATE_TEMPLATE: Prompt = Prompt {
    name: "generate_template",
    zh: include_str!("../prompts/generate_template.zh.md"),
    en: include_str!("../prompts/generate_template.en.md"),
    schema: include_str!("../prompts/generate_template.schema.json"),
};

impl Prompt {
    /// The instructions in a language.
    pub fn text(&self, locale: Locale) -> &'static str {
        self.file(locale).split_once('\n').map_or("", |(_, text)| text.trim())
    }

    /// The version of the instructions.
    pub fn version(&self, locale: Locale) -> &'static str {
        let first = self.file(locale).lines().next().unwrap_or_default();
        first.trim_start_matches("version:").trim()
    }

    /// The JSON Schema of the answer.
    pub fn schema(&self) -> Result<Value> {
        serde_json::from_str(self.schema).map_err(Error::internal)
    }

    fn file(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Zh => self.zh,
            Locale::En => self.en,
        }
    }
}

/// The language to speak to a model about a text: Chinese when a tenth of its letters are.
pub fn language_of(text: &str) -> Locale {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut han) = (0_usize, 0_usize);
    for c in letters {
        all += 1;
        han += usize::from(('\u{4e00}'..='\u{9fff}').contains(&c));
    }
    if han * 10 >= all { Locale::Zh } else { Locale::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&Prompt; 5] =
        [&PARSE_CANDIDATES, &PARSE_JOBS, &DRAFT_EMAIL, &OPTIMIZE_EMAIL, &GENERATE_TEMPLATE];

    #[test]
    fn both_languages_of_a_prompt_have_the_same_version() {
        for prompt in ALL {
            let version = prompt.version(Locale::Zh);
            assert!(version.parse::<u32>().is_ok_and(|version| version > 0), "{}", prompt.name);
            assert_eq!(version, prompt.version(Locale::En), "{}", prompt.name);
            assert_ne!(prompt.text(Locale::Zh), prompt.text(Locale::En), "{}", prompt.name);
        }
    }

    #[test]
    fn every_schema_is_closed_and_asks_for_every_property_as_strict_modes_want() {
        fn check(name: &str, schema: &Value) {
            if let Some(properties) = schema["properties"].as_object() {
                assert_eq!(schema["additionalProperties"], false, "{name}");
                let required: Vec<_> =
                    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let names: Vec<_> = properties.keys().map(String::as_str).collect();
                assert_eq!(names.len(), required.len(), "{name}");
                assert!(names.iter().all(|property| required.contains(property)), "{name}");
                properties.values().for_each(|property| check(name, property));
            }
            if schema["items"].is_object() {
                check(name, &schema["items"]);
            }
        }
        for prompt in ALL {
            check(prompt.name, &prompt.schema().unwrap());
        }
    }

    #[test]
    fn a_text_is_spoken_of_in_its_own_language() {
        assert_eq!(language_of("精通 Java、Spring Boot、Kubernetes，五年以上后端开发经验"), Locale::Zh);
        assert_eq!(language_of("Senior backend engineer, Shanghai (上海)"), Locale::En);
    }
}
