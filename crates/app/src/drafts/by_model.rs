//! Writing by a language model. Its text is refused, once with a chance to mend it, unless it keeps the rules.

use domain::drafts::{check_body, check_rewritten, invites_reply};
use domain::email_templates::{EmailTemplateFields, Placeholder, slots};
use domain::models::Purpose;
use domain::{Actor, Check, Coded, Locale, Result};
use serde::Deserialize;
use serde_json::json;

use super::MailText;
use super::material::Material;
use super::phrases::Phrases;
use crate::App;
use crate::models::calls::{self, Task};
use crate::models::engines::Route;
use crate::prompts::{self, Prompt, language_of};

/// The longest subject and body that are taken.
const SUBJECT: usize = 300;
const BODY: usize = 50_000;

#[derive(Debug, Deserialize)]
struct DraftAnswer {
    subject: String,
    body: String,
}

/// A mail to a candidate about a job.
pub(super) async fn draft(app: &App, actor: &Actor, route: &Route, material: &Material) -> Result<MailText> {
    let input = material.facts().to_string();
    let allowed: Vec<&str> = material.placeholders().iter().map(|placeholder| placeholder.code()).collect();
    let check = |answer: &DraftAnswer| {
        check_length("subject", &answer.subject, SUBJECT)?;
        check_length("body", &answer.body, BODY)?;
        check_body(&answer.body)?;
        let used = slots(&answer.subject).into_iter().chain(slots(&answer.body));
        match used.into_iter().find(|word| !allowed.contains(word)) {
            Some(word) => Err(format!("{{{{{word}}}}} has no value here; do not use it")),
            None => Ok(()),
        }
    };
    let task = task(&prompts::DRAFT_EMAIL, material.locale, &input);
    let answer: DraftAnswer = calls::ask(app, actor, route, task, check).await?;
    Ok(MailText { subject: on_one_line(&answer.subject), body: inviting(&answer.body, material.locale) })
}

#[derive(Debug, Deserialize)]
struct OptimizeAnswer {
    optimized_text: String,
}

/// A better text with the same placeholders.
pub(super) async fn optimize(
    app: &App,
    actor: &Actor,
    route: &Route,
    text: &str,
    instruction: Option<&str>,
) -> Result<String> {
    let input = json!({"text": text, "instruction": instruction}).to_string();
    let check = |answer: &OptimizeAnswer| {
        check_length("optimized_text", &answer.optimized_text, BODY)?;
        check_rewritten(text, &answer.optimized_text)
    };
    let task = task(&prompts::OPTIMIZE_EMAIL, language_of(text), &input);
    let answer: OptimizeAnswer = calls::ask(app, actor, route, task, check).await?;
    Ok(answer.optimized_text)
}

#[derive(Debug, Deserialize)]
struct TemplateAnswer {
    name: String,
    subject: String,
    body: String,
}

/// A template for many mails.
pub(super) async fn template(
    app: &App,
    actor: &Actor,
    route: &Route,
    core_points: &str,
    locale: Locale,
) -> Result<EmailTemplateFields> {
    let input = json!({"core_points": core_points}).to_string();
    let check = |answer: &TemplateAnswer| {
        check_body(&answer.body)?;
        let fields = fields(answer, locale);
        fields.validate().map_err(|error| error.to_string())?;
        let used = slots(&fields.body);
        let wanted = [Placeholder::JobTitle, Placeholder::JobCompanyName, Placeholder::UserName];
        match wanted.into_iter().find(|placeholder| !used.contains(placeholder.code())) {
            Some(lacking) => Err(format!("the body must use {{{{{}}}}}", lacking.code())),
            None => Ok(()),
        }
    };
    let answer: TemplateAnswer =
        calls::ask(app, actor, route, task(&prompts::GENERATE_TEMPLATE, locale, &input), check).await?;
    Ok(fields(&answer, locale))
}

fn fields(answer: &TemplateAnswer, locale: Locale) -> EmailTemplateFields {
    EmailTemplateFields {
        name: on_one_line(&answer.name),
        subject: on_one_line(&answer.subject),
        body: inviting(&answer.body, locale),
        shared: false,
    }
}

fn task<'a>(prompt: &'static Prompt, locale: Locale, input: &'a str) -> Task<'a> {
    Task { purpose: Purpose::Draft, prompt, locale, input }
}

fn check_length(field: &str, text: &str, most: usize) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err(format!("{field} is empty"));
    }
    if text.chars().count() > most { Err(format!("{field} has more than {most} characters")) } else { Ok(()) }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The body with an invitation to reply before the signature, when it has none of its own.
fn inviting(body: &str, locale: Locale) -> String {
    let body = body.trim();
    if invites_reply(body) {
        return body.to_owned();
    }
    match body.rsplit_once("{{") {
        Some((above, signature)) => {
            format!("{}\n\n{}\n\n{{{{{signature}", above.trim_end(), Phrases::of(locale).invitation)
        }
        None => body.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_asks_for_no_answer_gets_an_invitation_before_the_signature() {
        let body = inviting("{{candidate.salutation}}\n\n这里有一个职位。\n\n{{user.signature}}", Locale::Zh);
        assert!(invites_reply(&body));
        assert!(check_body(&body).is_ok(), "{body}");
        let inviting_already = "{{candidate.salutation}}\n\n期待您的回复。\n\n{{user.signature}}";
        assert_eq!(inviting(inviting_already, Locale::Zh), inviting_already);
    }
}
