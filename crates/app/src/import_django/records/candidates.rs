use chrono::{DateTime, Utc};
use domain::candidates::{CandidateFields, ConsentStatus, SalutationTitle};
use domain::deriving::derive_candidate;
use domain::jobs::RecordSource;
use domain::parsing::degree_of;
use domain::text::{is_email, is_phone};
use domain::{Check as _, Coded as _, Error, Kind, Permission, Result, phones};
use persistence::Scope;
use persistence::candidates::{self, NewCandidate};
use persistence::imports::RowKind;
use uuid::Uuid;

use super::{Context, Record, Refusal, Row, places, skills, years};
use crate::App;

/// A candidate.
#[derive(Clone)]
pub(in crate::import_django) struct Person {
    fields: CandidateFields,
    added_at: Option<DateTime<Utc>>,
}

impl Record for Person {
    const KIND: RowKind = RowKind::Candidate;
    const PERMISSION: Permission = Permission::CandidateImport;

    fn read(row: &Row, context: &Context<'_>) -> Result<Self, Refusal> {
        let education = row.prose("education");
        let degree = row.text("education_level").or(education.clone());
        let mut fields = CandidateFields {
            name: row.text("name").unwrap_or_default(),
            emails: emails(row, context),
            phone: phone(row, context),
            current_company: row.text("current_company"),
            current_position: row.text("current_position"),
            experience_years: years(row, "experience_years"),
            education_level: degree.as_deref().and_then(degree_of),
            education,
            salutation_title: row.text("salutation_title").as_deref().and_then(salutation),
            level: row.text("level"),
            expected_salary: row.text("expected_salary"),
            locations: places(row, "locations"),
            skills: row.prose("skills"),
            raw_skills: skills(row),
            external_id: row.text("external_id"),
            summary: row.prose("summary"),
            consent_status: consent(row),
            do_not_contact: row.flag("do_not_contact").unwrap_or_default(),
            ..CandidateFields::default()
        };
        derive_candidate(&mut fields, None, context.vocabulary)?;
        fields.validate()?;
        Ok(Self { fields, added_at: row.time("created_at") })
    }

    fn give_way(&mut self, _key: &str) -> Option<&'static str> {
        self.fields
            .external_id
            .take()
            .map(|_taken| "its external id belongs to somebody else and was left out")
    }

    async fn create(_app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>> {
        let new = records.into_iter().map(|Self { fields, added_at }| NewCandidate {
            fields,
            added_at,
            source: RecordSource::Imported,
            document_id: None,
        });
        candidates::insert_many(scope, new.collect()).await
    }

    /// Whoever was erased or archived here stays so, whatever is written about them there.
    async fn update(self, _app: &App, scope: &Scope, id: Uuid) -> Result<()> {
        if candidates::find(scope, id).await?.archived_at.is_some() {
            return Err(Error::NotFound(Kind::Candidate));
        }
        candidates::update(scope, id, self.fields, None).await.map(|_| ())
    }
}

fn emails(row: &Row, context: &Context<'_>) -> Vec<String> {
    let given = row.list("emails");
    let good: Vec<String> = given.iter().filter(|email| is_email(email)).take(10).cloned().collect();
    if good.len() < given.len() {
        context.note("what is no e-mail address was left out");
    }
    good
}

fn phone(row: &Row, context: &Context<'_>) -> Option<String> {
    let given = row.text("phone")?;
    let phone = phones::normalize(&given).or_else(|| is_phone(&given).then_some(given));
    if phone.is_none() {
        context.note("what is no telephone number was left out");
    }
    phone
}

fn salutation(word: &str) -> Option<SalutationTitle> {
    match word {
        "先生" => Some(SalutationTitle::Mr),
        "女士" | "小姐" => Some(SalutationTitle::Ms),
        other => SalutationTitle::from_code(other.to_lowercase().trim_end_matches('.')),
    }
}

fn consent(row: &Row) -> ConsentStatus {
    row.text("consent_status")
        .and_then(|word| ConsentStatus::from_code(&word.to_lowercase()))
        .unwrap_or_default()
}
