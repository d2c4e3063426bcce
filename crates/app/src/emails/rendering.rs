//! From a text with placeholders to the mail that one person gets.

use domain::candidates::CandidateFields;
use domain::email_accounts::EmailAccountFields;
use domain::email_templates::{Escape, Placeholder, Values, render};
use domain::jobs::Job;
use domain::users::User;
use domain::{Code, Error, FieldError, Result, names};

use super::markdown;

/// Characters of a rendered body at most, whatever its values are.
const LONGEST: usize = 200_000;
/// Characters of a rendered subject that are kept.
const SUBJECT: usize = 500;

/// Subject and body with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// Subject.
    pub(crate) subject: String,
    /// Body in Markdown.
    pub(crate) body: String,
}

/// A mail as one person gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// On one line.
    pub subject: String,
    /// The HTML part.
    pub html: String,
    /// The text part.
    pub text: String,
    /// Placeholders without a value; with any of them the mail is not sent.
    pub missing: Vec<Placeholder>,
}

impl Letter {
    /// Fills in the values; refuses what grows out of bounds.
    pub(crate) fn render(&self, values: &Values) -> Result<Rendered> {
        let (subject, mut missing) = render(&self.subject, values, Escape::Line);
        let (body, missing_in_body) = render(&self.body, values, Escape::Markdown);
        if body.chars().count() > LONGEST {
            return Err(Error::Invalid(vec![FieldError::new("/body", Code::TooLong).with(LONGEST)]));
        }
        missing.extend(missing_in_body);
        missing.sort_unstable();
        missing.dedup();
        Ok(Rendered {
            subject: subject.chars().take(SUBJECT).collect(),
            html: markdown::to_html(&body),
            text: markdown::to_text(&body),
            missing,
        })
    }
}

/// The values that are the same for everybody who gets the mail.
pub(crate) fn common_values(user: &User, account: Option<&EmailAccountFields>, job: Option<&Job>) -> Values {
    let mut values = Values::new();
    let sender = sender_name(user, account);
    let signature = account.map(|account| account.signature.trim()).filter(|text| !text.is_empty());
    values.insert(Placeholder::UserSignature, signature.unwrap_or(&sender).to_owned());
    values.insert(Placeholder::UserName, sender);
    if let Some(job) = job {
        put(&mut values, Placeholder::JobTitle, Some(&job.fields.title));
        put(&mut values, Placeholder::JobCompanyName, job.company.as_ref().map(|company| &company.name));
        put(&mut values, Placeholder::JobSalaryRange, job.fields.salary_range.as_ref());
        put(&mut values, Placeholder::JobLocations, Some(&list(&job.fields.locations)));
    }
    values
}

/// Adds the values of one person.
pub(crate) fn add_candidate(values: &mut Values, candidate: &CandidateFields) {
    put(values, Placeholder::CandidateName, Some(&candidate.name));
    let greeting = names::greeting(&candidate.name, candidate.salutation_title);
    put(values, Placeholder::CandidateSalutation, Some(&greeting));
    put(values, Placeholder::CandidateCurrentCompany, candidate.current_company.as_ref());
    put(values, Placeholder::CandidateCurrentPosition, candidate.current_position.as_ref());
}

fn put(values: &mut Values, slot: Placeholder, value: Option<&String>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        values.insert(slot, value.clone());
    }
}

/// The name in the profile; else the one beside the address, which is nicer than a user name.
fn sender_name(user: &User, account: Option<&EmailAccountFields>) -> String {
    let is_named = !user.first_name.trim().is_empty() || !user.last_name.trim().is_empty();
    let beside = account.map(|account| account.display_name.trim()).filter(|name| !name.is_empty());
    match beside {
        Some(name) if !is_named => name.to_owned(),
        _ => user.display_name(),
    }
}

fn list(items: &[String]) -> String {
    let separator = if items.iter().all(|item| item.is_ascii()) { ", " } else { "、" };
    items.join(separator)
}
