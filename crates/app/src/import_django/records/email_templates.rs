use domain::email_templates::{EmailTemplateFields, Piece, Placeholder, pieces};
use domain::{Check as _, Code, Coded as _, Error, Permission, Result};
use persistence::imports::RowKind;
use persistence::{Scope, email_templates};
use uuid::Uuid;

use super::{Context, Record, Refusal, Row};
use crate::App;

/// What other systems call our placeholders, in lower case and with `_` for a dot.
const NAMES: &[(Placeholder, &[&str])] = &[
    (Placeholder::CandidateName, &["name", "candidate", "candidate_name", "candidate_full_name"]),
    (Placeholder::CandidateSalutation, &["salutation", "candidate_salutation", "greeting"]),
    (
        Placeholder::CandidateCurrentCompany,
        &["current_company", "candidate_company", "candidate_current_company"],
    ),
    (
        Placeholder::CandidateCurrentPosition,
        &["current_position", "candidate_position", "candidate_current_position", "candidate_title"],
    ),
    (Placeholder::JobTitle, &["job", "job_title", "title", "position", "job_name"]),
    (Placeholder::JobCompanyName, &["company", "company_name", "job_company", "job_company_name"]),
    (Placeholder::JobSalaryRange, &["salary", "salary_range", "job_salary", "job_salary_range"]),
    (Placeholder::JobLocations, &["location", "locations", "city", "job_location", "job_locations"]),
    (
        Placeholder::UserName,
        &["user", "user_name", "sender", "sender_name", "recruiter", "recruiter_name", "consultant_name"],
    ),
    (Placeholder::UserSignature, &["signature", "user_signature", "sender_signature"]),
    (Placeholder::UnsubscribeUrl, &["unsubscribe_url", "unsubscribe_link", "unsubscribe"]),
];

/// A mail template.
#[derive(Clone)]
pub(in crate::import_django) struct Template(EmailTemplateFields);

impl Record for Template {
    const KIND: RowKind = RowKind::EmailTemplate;
    const PERMISSION: Permission = Permission::TemplateCreate;

    fn read(row: &Row, context: &Context<'_>) -> Result<Self, Refusal> {
        let mut body = row.text("body").unwrap_or_default();
        if is_html(&body) {
            context.note("its HTML became plain text");
            body = plain(&body);
        }
        // There are no conditions and loops here: a recipient would see them.
        if body.contains("{%") {
            return Err(Error::invalid("/body", Code::UnknownPlaceholder).into());
        }
        let fields = EmailTemplateFields {
            name: row.text("name").unwrap_or_default(),
            subject: translated(&row.text("subject").unwrap_or_default()),
            body: translated(&body),
            shared: row.flag("shared").unwrap_or_default(),
        };
        fields.validate()?;
        Ok(Self(fields))
    }

    fn give_way(&mut self, key: &str) -> Option<&'static str> {
        self.0.name = super::renamed(&self.0.name, key)?;
        Some("its name was taken; its key in the Django database was added to it")
    }

    async fn create(_app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>> {
        let mut ids = Vec::with_capacity(records.len());
        for Self(fields) in records {
            ids.push(email_templates::insert(scope, fields).await?.id);
        }
        Ok(ids)
    }

    async fn update(self, _app: &App, scope: &Scope, id: Uuid) -> Result<()> {
        email_templates::update(scope, id, self.0, None).await.map(|_| ())
    }
}

/// The text with our placeholders. One that means nothing here stays, and the check names it.
fn translated(text: &str) -> String {
    let piece = |piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Slot(word) => format!("{{{{{}}}}}", placeholder(word).map_or(word, |slot| slot.code())),
    };
    pieces(text).into_iter().map(piece).collect()
}

fn placeholder(word: &str) -> Option<Placeholder> {
    let name = word.split('|').next()?.trim().to_lowercase();
    let flat = name.replace('.', "_");
    Placeholder::from_code(&name)
        .or_else(|| NAMES.iter().find(|(_, names)| names.contains(&flat.as_str())).map(|(slot, _)| *slot))
}

fn is_html(text: &str) -> bool {
    let text = text.to_lowercase();
    ["<p", "<br", "<div", "<html", "<table", "<span", "<ul"].iter().any(|tag| text.contains(tag))
}

/// The words of an HTML text, with its line breaks and paragraphs.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open].replace("\r\n", " ").replace(['\r', '\n'], " "));
        let Some(close) = rest[open..].find('>') else {
            rest = &rest[open..];
            break;
        };
        let tag = rest[open + 1..open + close].to_lowercase();
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        match name.trim_end_matches('/') {
            "br" | "/li" | "/tr" => text.push('\n'),
            "/p" | "/div" | "/ul" | "/ol" | "/table" | "/h1" | "/h2" | "/h3" => text.push_str("\n\n"),
            "li" => text.push_str("- "),
            _ => {}
        }
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    for (entity, character) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(entity, character);
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_known_by_their_other_names() {
        for (there, here) in [
            ("{{ candidate_name }}，您好", "{{candidate.name}}，您好"),
            ("{{candidate.name|default:'您'}}", "{{candidate.name}}"),
            ("{{ Job.Title }} / {{company}}", "{{job.title}} / {{job.company_name}}"),
            ("{{ shoe_size }} {{", "{{shoe_size}} {{"),
        ] {
            assert_eq!(translated(there), here);
        }
    }

    #[test]
    fn html_becomes_its_words() {
        let html = "<p>王芳，\n您好</p><ul><li>A&amp;B</li><li>C &lt; D</li></ul>见信<br/>好<style";
        assert_eq!(plain(html), "王芳， 您好\n\n- A&B\n- C < D\n\n\n见信\n好<style");
        assert!(is_html("a<BR>b") && !is_html("a < b"));
    }
}
