//! Mail templates: texts with placeholders from a closed list.
//!
//! A placeholder is `{{name}}`, with or without blanks inside the braces. There is nothing else in the
//! grammar, no loops and no conditions, so rendering is linear in the length of the text and of the values.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Check, Code, Coded, Faults};

/// What can stand in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Placeholder {
    CandidateName,
    CandidateSalutation,
    CandidateCurrentCompany,
    CandidateCurrentPosition,
    JobTitle,
    JobCompanyName,
    JobSalaryRange,
    JobLocations,
    UserName,
    UserSignature,
    UnsubscribeUrl,
}

impl Coded for Placeholder {
    const ALL: &'static [Self] = &[
        Self::CandidateName,
        Self::CandidateSalutation,
        Self::CandidateCurrentCompany,
        Self::CandidateCurrentPosition,
        Self::JobTitle,
        Self::JobCompanyName,
        Self::JobSalaryRange,
        Self::JobLocations,
        Self::UserName,
        Self::UserSignature,
        Self::UnsubscribeUrl,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::CandidateName => "candidate.name",
            Self::CandidateSalutation => "candidate.salutation",
            Self::CandidateCurrentCompany => "candidate.current_company",
            Self::CandidateCurrentPosition => "candidate.current_position",
            Self::JobTitle => "job.title",
            Self::JobCompanyName => "job.company_name",
            Self::JobSalaryRange => "job.salary_range",
            Self::JobLocations => "job.locations",
            Self::UserName => "user.name",
            Self::UserSignature => "user.signature",
            Self::UnsubscribeUrl => "unsubscribe_url",
        }
    }
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that stands as it is.
    Text(&'a str),
    /// The word between the braces, blanks trimmed; known or not.
    Slot(&'a str),
}

/// Cuts a template into pieces. Braces that do not close are text.
pub fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(open) = rest.find("{{") {
        let after = &rest[open + 2..];
        let Some(close) = after.find("}}") else { break };
        if open > 0 {
            pieces.push(Piece::Text(&rest[..open]));
        }
        pieces.push(Piece::Slot(after[..close].trim()));
        rest = &after[close + 2..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The words between braces, each once.
pub fn slots(template: &str) -> BTreeSet<&str> {
    pieces(template)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Slot(word) => Some(word),
            Piece::Text(_) => None,
        })
        .collect()
}

/// The values for one recipient. A placeholder that is absent has no value.
pub type Values = BTreeMap<Placeholder, String>;

/// How values are written into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// As they are, line breaks turned into blanks: for subjects.
    Line,
    /// On one line, characters that mean something in Markdown escaped: for bodies. Only the signature, which its
    /// owner writes in Markdown, and the address for unsubscribing stay what they are.
    Markdown,
}

/// Fills in the values. Returns the text and the placeholders that had no value.
pub fn render(template: &str, values: &Values, escape: Escape) -> (String, Vec<Placeholder>) {
    let mut text = String::with_capacity(template.len() * 2);
    let mut missing = Vec::new();
    for piece in pieces(template) {
        match piece {
            Piece::Text(plain) => text.push_str(plain),
            Piece::Slot(word) => match Placeholder::from_code(word).map(|slot| (slot, values.get(&slot))) {
                Some((slot, Some(value))) if !value.trim().is_empty() => {
                    text.push_str(&written(slot, value, escape));
                }
                Some((slot, _)) if !missing.contains(&slot) => missing.push(slot),
                Some(_) | None => {}
            },
        }
    }
    if escape == Escape::Line {
        text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    (text, missing)
}

fn written(slot: Placeholder, value: &str, escape: Escape) -> Cow<'_, str> {
    match (escape, slot) {
        (Escape::Line, _) | (Escape::Markdown, Placeholder::UserSignature) => Cow::Borrowed(value),
        // A link where it stands alone, and the target of one inside the brackets of another.
        (Escape::Markdown, Placeholder::UnsubscribeUrl) => Cow::Owned(format!("<{value}>")),
        (Escape::Markdown, _) => Cow::Owned(escaped(value)),
    }
}

fn escaped(value: &str) -> String {
    const SPECIAL: &str = "\\`*_{}[]<>#|~!&";
    let mut out = String::with_capacity(value.len() + 8);
    for (index, word) in value.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        for c in word.chars() {
            if SPECIAL.contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// Checks a text with placeholders: there, not too long, every placeholder known.
pub(crate) fn check_text(faults: &mut Faults, field: &str, text: &str, max: usize) {
    faults.required(field, text, max);
    for word in slots(text).into_iter().filter(|word| Placeholder::from_code(word).is_none()) {
        faults.add(field, Code::UnknownPlaceholder).params.push(word.chars().take(60).collect());
    }
}

/// What a person can write into a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct EmailTemplateFields {
    /// Name, unique among one's own.
    #[cfg_attr(feature = "openapi", schema(example = "首次联系"))]
    pub name: String,
    /// Subject with placeholders.
    #[cfg_attr(feature = "openapi", schema(example = "{{job.company_name}} {{job.title}} 机会"))]
    pub subject: String,
    /// Body with placeholders, in Markdown.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "{{candidate.salutation}}\n\n……\n\n{{user.signature}}")
    )]
    pub body: String,
    /// Whether the whole organization may use it.
    pub shared: bool,
}

impl Check for EmailTemplateFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("name", &self.name, 100);
        check_text(faults, "subject", &self.subject, 300);
        check_text(faults, "body", &self.body, 50_000);
    }
}

/// A template as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct EmailTemplate {
    pub id: Uuid,
    pub user_id: Uuid,
    pub fields: EmailTemplateFields,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(pairs: &[(Placeholder, &str)]) -> Values {
        pairs.iter().map(|(slot, value)| (*slot, (*value).to_owned())).collect()
    }

    #[test]
    fn values_are_filled_in_and_missing_ones_named_once() {
        let values = values(&[(Placeholder::CandidateName, "李思远")]);
        let (text, missing) =
            render("{{ candidate.name }}，{{job.title}} / {{job.title}}", &values, Escape::Line);
        assert_eq!(text, "李思远， /");
        assert_eq!(missing, [Placeholder::JobTitle]);
    }

    #[test]
    fn a_value_cannot_bring_markup_or_a_header_with_it() {
        let values = values(&[(Placeholder::CandidateName, "<b>*x*</b>\r\nBcc: a@b.cn")]);
        let (body, _) = render("{{candidate.name}}", &values, Escape::Markdown);
        assert_eq!(body, "\\<b\\>\\*x\\*\\</b\\> Bcc: a@b.cn");
        let (subject, _) = render("Hi {{candidate.name}}", &values, Escape::Line);
        assert!(!subject.contains(['\r', '\n']));
    }

    #[test]
    fn the_signature_keeps_its_lines_and_the_address_becomes_a_link() {
        let values = values(&[
            (Placeholder::UserSignature, "**王芳**\n千里马猎头"),
            (Placeholder::UnsubscribeUrl, "https://bole.test/u/1"),
        ]);
        let (body, missing) = render(
            "{{user.signature}} {{unsubscribe_url}} [退订]({{unsubscribe_url}})",
            &values,
            Escape::Markdown,
        );
        assert_eq!(body, "**王芳**\n千里马猎头 <https://bole.test/u/1> [退订](<https://bole.test/u/1>)");
        assert_eq!(missing, []);
    }

    #[test]
    fn unknown_placeholders_are_refused() {
        let fields = EmailTemplateFields {
            name: "x".into(),
            subject: "{{candidate.salary}}".into(),
            body: "{{ candidate.name }} {{".into(),
            shared: false,
        };
        let Err(crate::Error::Invalid(errors)) = fields.validate() else { panic!("accepted") };
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].params, ["candidate.salary"]);
    }

    proptest! {
        #[test]
        fn pieces_cover_the_whole_template(template in "[a{} .\u{4e00}-\u{4e05}]{0,40}") {
            let length: usize = pieces(&template).iter().map(|piece| match piece {
                Piece::Text(text) => text.len(),
                Piece::Slot(_) => 0,
            }).sum();
            prop_assert!(length <= template.len());
            let without_slots = template.find("{{").is_none();
            prop_assert!(!without_slots || length == template.len());
        }
    }
}
