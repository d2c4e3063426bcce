//! Everything that is kept about a person, gathered.

use api::auth::tokens::ApiToken;
use api::email_accounts::EmailAccount;
use api::email_logs::EmailLog;
use api::email_templates::EmailTemplate;
use api::models::ApiKey;
use api::tasks::Task;
use app::auth::{avatars, own_data::Entry};
use domain::emails::EmailLogFilter;
use domain::logs::OperationLog;
use domain::page::{Page, Paging};
use domain::users::Identity;
use domain::{Error, Permission, Result};
use persistence::email_templates::EmailTemplateFilter;
use persistence::operation_logs::OperationLogFilter;
use persistence::tasks::TaskFilter;
use persistence::{
    Scope, api_keys, api_tokens, email_accounts, email_logs, email_templates, identities, operation_logs,
    tasks, users,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::sessions;
use crate::failure::Outcome;
use crate::session::InPerson;
use crate::state::State;

/// Rows that are asked for at once.
const ROWS: u32 = 500;
/// Pages of a kind at most: what is older is in the organization's own export.
const PAGES: u32 = 40;

/// The files of the archive.
pub async fn gather(state: &State, actor: &InPerson) -> Outcome<Vec<Entry>> {
    let mut entries = vec![file("profile", &super::profile(state, actor).await?)?];
    let own = state.app.db.read_own(actor, async |scope| gather_own(scope, actor).await).await?;
    entries.extend(own);
    if actor.may(Permission::TemplateRead) {
        let templates = async |scope: &Scope| gather_templates(scope, actor).await;
        entries.push(state.app.db.read(actor, Permission::TemplateRead, templates).await?);
    }
    let key = state.app.db.read_own(actor, async |scope| users::me(scope).await).await?.avatar_key;
    if let Some(key) = key
        && let Some((bytes, _)) = avatars::find(&state.app, &key).await?
    {
        let ending = key.rsplit('.').next().unwrap_or_default();
        entries.push(Entry { name: format!("picture.{ending}"), bytes: bytes.to_vec() });
    }
    Ok(entries)
}

async fn gather_own(scope: &Scope, actor: &InPerson) -> Result<Vec<Entry>> {
    let sessions = users::sessions(scope).await?;
    let sessions: Vec<_> = sessions.into_iter().map(|session| sessions::view(session, actor)).collect();
    let identities: Vec<_> = identities::list(scope).await?.iter().map(identity).collect();
    let tokens = all(async |paging| api_tokens::list(scope, paging).await).await?;
    let accounts = all(async |paging| email_accounts::list(scope, paging).await).await?;
    let keys = all(async |paging| api_keys::list(scope, paging).await).await?;
    let work = all(async |paging| tasks::list(scope, &TaskFilter::default(), paging).await).await?;
    let mails = all(async |paging| email_logs::list(scope, &EmailLogFilter::default(), paging).await).await?;
    let everything = OperationLogFilter::default();
    let log = all(async |paging| operation_logs::list(scope, &everything, paging).await).await?;
    Ok(vec![
        file("preferences", &users::preferences(scope).await?)?,
        file("sessions", &sessions)?,
        file("identities", &identities)?,
        file("api_tokens", &views::<_, ApiToken>(tokens))?,
        file("email_accounts", &views::<_, EmailAccount>(accounts))?,
        file("api_keys", &views::<_, ApiKey>(keys))?,
        file("emails", &views::<_, EmailLog>(mails))?,
        file("tasks", &views::<_, Task>(work))?,
        file("activity", &log.iter().map(operation).collect::<Vec<_>>())?,
    ])
}

/// Those that the person wrote.
async fn gather_templates(scope: &Scope, actor: &InPerson) -> Result<Entry> {
    let filter = EmailTemplateFilter::default();
    let mut found = all(async |paging| email_templates::list(scope, &filter, paging).await).await?;
    found.retain(|template| template.user_id == actor.user_id);
    file("email_templates", &views::<_, EmailTemplate>(found))
}

async fn all<T>(ask: impl AsyncFn(&Paging) -> Result<Page<T>>) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    for page in 1..=PAGES {
        let found = ask(&Paging { page, per_page: ROWS, sort: Vec::new() }).await?.items;
        let last = found.len() < ROWS as usize;
        rows.extend(found);
        if last {
            break;
        }
    }
    Ok(rows)
}

fn views<T, V: From<T>>(rows: Vec<T>) -> Vec<V> {
    rows.into_iter().map(V::from).collect()
}

fn identity(identity: &Identity) -> Value {
    json!({
        "provider": identity.provider, "name": identity.name, "email": identity.email,
        "created_at": identity.created_at,
    })
}

fn operation(log: &OperationLog) -> Value {
    json!({
        "created_at": log.created_at, "module": log.module, "action": log.action, "method": log.method,
        "path": log.path, "status": log.status, "ip": log.ip, "user_agent": log.user_agent,
        "request_params": log.request_params, "response_head": log.response_head,
    })
}

fn file(name: &str, content: &impl Serialize) -> Result<Entry> {
    let bytes = serde_json::to_vec_pretty(content).map_err(Error::internal)?;
    Ok(Entry { name: format!("{name}.json"), bytes })
}
