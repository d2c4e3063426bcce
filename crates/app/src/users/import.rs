//! Many members from one file: read, held against the rules and what is there, and added in one transaction.

use std::collections::HashMap;

use bytes::Bytes;
use documents::{ExtractError, Extracted};
use domain::one_time_tokens::Purpose;
use domain::text::email_key;
use domain::users::import::{Column, Line, LineFault, faults, read};
use domain::{Actor, Code, Error, FieldError, Permission, Result, Secret};
use futures_util::{StreamExt, TryStreamExt, stream};
use persistence::Scope;
use persistence::sign_in::username_key;
use persistence::users::{administration, members};
use persistence::{roles, teams};
use uuid::Uuid;

use super::first_hash;
use crate::App;
use crate::auth::links;

/// Passwords that wait for the hasher at once.
const AT_ONCE: usize = 8;

/// What became of an import, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines that hold something.
    pub lines: usize,
    /// Members who were added, or would be.
    pub created: usize,
    /// What is wrong; as long as there is anything, nobody is added.
    pub faults: Vec<LineFault>,
}

/// Adds the members of a CSV file or a workbook, all or none; a dry run only says what would happen.
pub async fn import(
    app: &App,
    actor: &Actor,
    file_name: &str,
    bytes: Bytes,
    dry_run: bool,
) -> Result<Imported> {
    actor.require(Permission::UserImport)?;
    let extracted = app.extractor.extract(file_name, &bytes).await.map_err(|error| match error {
        ExtractError::Process(reason) => Error::internal(reason),
        error => Error::Rule(error.code()),
    })?;
    let mut lines = lines_of(&extracted)?;
    let check = async |scope: &Scope| resolve(scope, &mut lines).await;
    let faults = app.db.read(actor, Permission::UserImport, check).await?;
    let created = if faults.is_empty() { lines.len() } else { 0 };
    let report = Imported { lines: lines.len(), created, faults };
    if dry_run || !report.faults.is_empty() {
        return Ok(report);
    }
    let hashing = lines.iter().map(|line| first_hash(app, &line.member));
    let hashes: Vec<Secret> = stream::iter(hashing).buffered(AT_ONCE).try_collect().await?;
    let add = async |scope: &Scope| {
        let mut waiting = Vec::new();
        for (line, hash) in lines.iter().zip(hashes) {
            let member = administration::insert(scope, &line.member, hash).await?;
            waiting.extend(line.member.password.is_none().then_some(member.user));
        }
        Ok(waiting)
    };
    for user in app.db.scope(actor, Permission::UserImport, add).await? {
        links::send(app, &user, actor.organization_id, Purpose::ResetPassword).await?;
    }
    Ok(report)
}

fn lines_of(extracted: &Extracted) -> Result<Vec<Line>> {
    let sheet = extracted.sheets.iter().find(|sheet| !sheet.rows.is_empty());
    let sheet = sheet.ok_or_else(|| Error::Invalid(vec![FieldError::new("/file", Code::Required)]))?;
    read(&sheet.header, sheet.rows.iter().map(|row| (row.number, row.cells.as_slice())))
}

/// Puts ids in the place of names, and tells everything that is wrong with the lines.
async fn resolve(scope: &Scope, lines: &mut [Line]) -> Result<Vec<LineFault>> {
    let mut found = faults(lines, username_key);
    let roles = role_ids(scope).await?;
    let teams: HashMap<String, Uuid> =
        teams::list(scope).await?.into_iter().map(|team| (team.fields.name, team.id)).collect();
    let usernames: Vec<String> = lines.iter().map(|line| username_key(&line.member.username)).collect();
    let emails: Vec<String> = lines.iter().map(|line| email_key(&line.member.email)).collect();
    let taken = members::taken(scope, &usernames, &emails).await?;
    for ((line, username), email) in lines.iter_mut().zip(usernames).zip(emails) {
        let mut fault = |column, code| found.push(LineFault::new(line.number, column, code));
        if taken.contains(&username) {
            fault(Column::Username, Code::UsernameTaken);
        }
        if taken.contains(&email) {
            fault(Column::Email, Code::EmailTaken);
        }
        for name in &line.roles {
            match roles.get(name) {
                Some(Ok(id)) => line.member.role_ids.push(*id),
                Some(Err(code)) => fault(Column::Roles, *code),
                None => fault(Column::Roles, Code::UnknownReference),
            }
        }
        if let Some(name) = &line.team {
            line.member.team_id = teams.get(name).copied();
            if line.member.team_id.is_none() {
                fault(Column::Team, Code::UnknownReference);
            }
        }
    }
    found.sort_by_key(|fault| fault.line);
    Ok(found)
}

/// Roles by their words and names; those that are not the actor's to give with the reason.
async fn role_ids(scope: &Scope) -> Result<HashMap<String, Result<Uuid, Code>>> {
    let mut ids = HashMap::new();
    for role in roles::list(scope).await? {
        let given = domain::roles::check_gift(scope.actor(), None, &role.fields);
        let id = given.map(|()| role.id).map_err(|_refused| Code::PermissionNotHeld);
        ids.insert(role.fields.name.clone(), id);
        ids.insert(role.fields.code.clone(), id);
    }
    Ok(ids)
}
