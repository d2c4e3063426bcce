//! Writing: mails and templates by a model or, built in, by templates of our own. What comes out is for a person to
//! read first; what in it is not in the records is said.

mod by_model;
mod material;
mod offline;
mod phrases;
mod tidy;

use domain::drafts::{DraftWarning, unknown_claims};
use domain::email_templates::EmailTemplateFields;
use domain::keywords::Vocabulary;
use domain::models::{OFFLINE, Purpose};
use domain::{Actor, Locale, Permission, Result};
use uuid::Uuid;

use crate::App;
use crate::keywords::{OrganizationVocabulary, vocabulary};
use crate::models::engines::{self, Outcome, Plan};
use material::Material;

/// What an engine wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<T> {
    /// `offline`, or provider and model.
    pub engine: String,
    /// The text.
    pub value: T,
    /// What a person should look at.
    pub warnings: Vec<DraftWarning>,
}

/// A subject and a body with placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub struct MailText {
    pub subject: String,
    pub body: String,
}

/// What to write a mail about.
#[derive(Clone, Debug, Default)]
pub struct Brief {
    /// The job.
    pub job_id: Option<Uuid>,
    /// The candidate.
    pub candidate_id: Option<Uuid>,
    /// The points that the mail must make.
    pub core_points: String,
    /// The language of the mail.
    pub locale: Locale,
    /// The engine; absent: the default.
    pub engine: Option<String>,
}

/// Writes a mail to a candidate about a job.
pub async fn draft(app: &App, actor: &Actor, brief: &Brief) -> Result<Written<MailText>> {
    let (engines, material) = app
        .db
        .read(actor, Permission::EmailSend, async |scope| {
            let material = Material::load(scope, brief).await?;
            let plan = engines::plan(app, scope, Purpose::Draft, brief.engine.as_deref()).await?;
            Ok((Engines { plan, vocabulary: vocabulary(app, scope).await? }, material))
        })
        .await?;
    let work = async |route: &engines::Route| by_model::draft(app, actor, route, &material).await;
    let known = format!("{}\n{}", material.facts(), material.names());
    let said = |text: &MailText| format!("{}\n{}", text.subject, text.body);
    engines.write(work, || offline::draft(&material, &engines.vocabulary), &known, said).await
}

/// Makes a text better without changing what it says. Every placeholder in it stays.
pub async fn optimize(
    app: &App,
    actor: &Actor,
    text: &str,
    instruction: Option<&str>,
    engine: Option<&str>,
) -> Result<Written<String>> {
    let engines = Engines::load(app, actor, Permission::EmailSend, engine).await?;
    let work = async |route: &engines::Route| by_model::optimize(app, actor, route, text, instruction).await;
    let offline = || {
        let ignored = instruction.is_some_and(|words| !words.trim().is_empty());
        (tidy::tidy(text), ignored.then_some(DraftWarning::InstructionNotFollowed).into_iter().collect())
    };
    let known = format!("{text}\n{}", instruction.unwrap_or_default());
    engines.write(work, offline, &known, String::clone).await
}

/// Writes a template for many mails.
pub async fn template(
    app: &App,
    actor: &Actor,
    core_points: &str,
    locale: Locale,
    engine: Option<&str>,
) -> Result<Written<EmailTemplateFields>> {
    let engines = Engines::load(app, actor, Permission::TemplateCreate, engine).await?;
    let work =
        async |route: &engines::Route| by_model::template(app, actor, route, core_points, locale).await;
    let said = |fields: &EmailTemplateFields| format!("{}\n{}", fields.subject, fields.body);
    engines.write(work, || offline::template(core_points, locale), core_points, said).await
}

/// What a text is written with.
struct Engines {
    plan: Plan,
    vocabulary: OrganizationVocabulary,
}

impl Engines {
    async fn load(app: &App, actor: &Actor, permission: Permission, engine: Option<&str>) -> Result<Self> {
        app.db
            .read(actor, permission, async |scope| {
                let plan = engines::plan(app, scope, Purpose::Draft, engine).await?;
                Ok(Self { plan, vocabulary: vocabulary(app, scope).await? })
            })
            .await
    }

    /// By the first model that can, else by the built-in engine. What a model says beyond `known` is flagged; the
    /// built-in engine says nothing else.
    async fn write<T>(
        &self,
        by_model: impl AsyncFn(&engines::Route) -> Result<T>,
        offline: impl FnOnce() -> (T, Vec<DraftWarning>),
        known: &str,
        said: impl Fn(&T) -> String,
    ) -> Result<Written<T>> {
        let vocabulary: &Vocabulary = &self.vocabulary;
        let (mut written, instead) = match self.plan.run(by_model).await? {
            Outcome::Model { value, engine, instead } => {
                let warnings = unknown_claims(&said(&value), known, vocabulary);
                (Written { engine, value, warnings }, instead)
            }
            Outcome::Offline { instead } => {
                let (value, warnings) = offline();
                (Written { engine: OFFLINE.to_owned(), value, warnings }, instead)
            }
        };
        if let Some(reason) = instead {
            let engine = written.engine.clone();
            written.warnings.insert(0, DraftWarning::EngineFallback { reason, engine });
        }
        Ok(written)
    }
}
