//! What the index in memory is built from: the whole organization's jobs and candidates, without their long texts.
//!
//! Rows carry their owner, so that the data scope of whoever asks the index can be applied to its answers.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::jobs::{EducationLevel, JobStatus, Salary, SalaryPeriod};
use domain::{Actor, Result, jobs};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::columns::{Strings, Word};
use crate::entities::{candidate, job, membership};
use crate::{Db, error};

/// A living candidate as the index needs them.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct IndexedCandidate {
    pub id: Uuid,
    pub owner_id: Uuid,
    pub name: String,
    pub current_company: Option<String>,
    pub current_position: Option<String>,
    pub keywords: Vec<String>,
    pub locations: Vec<String>,
    pub experience_years: Option<f64>,
    pub education_level: Option<EducationLevel>,
    pub level: Option<String>,
    pub salary: Salary,
    pub updated_at: DateTime<Utc>,
}

/// A living, open job as the index needs it.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct IndexedJob {
    pub id: Uuid,
    pub title: String,
    pub company_id: Option<Uuid>,
    pub status: JobStatus,
    pub keywords: Vec<String>,
    pub must_keywords: Vec<String>,
    pub locations: Vec<String>,
    pub level_set: Vec<String>,
    pub salary: Salary,
    pub salary_range: Option<String>,
    pub min_experience_years: Option<f64>,
    pub education_required: Option<EducationLevel>,
    pub updated_at: DateTime<Utc>,
}

/// Living candidates of an organization by id from after `after`.
pub async fn candidates(
    db: &Db,
    organization_id: Uuid,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<IndexedCandidate>> {
    let mut condition = Condition::all();
    if let Some(after) = after {
        condition = condition.add(candidate::Column::Id.gt(after));
    }
    let query = candidate_query(organization_id, condition).order_by_asc(candidate::Column::Id).limit(limit);
    candidate_rows(db, query).await
}

/// Those of the candidates that are living; the others are gone from the index.
pub async fn candidates_by_id(db: &Db, organization_id: Uuid, ids: &[Uuid]) -> Result<Vec<IndexedCandidate>> {
    let those = Condition::all().add(candidate::Column::Id.is_in(ids.iter().copied()));
    candidate_rows(db, candidate_query(organization_id, those)).await
}

/// Living, open jobs of an organization by id from after `after`.
pub async fn jobs(
    db: &Db,
    organization_id: Uuid,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<IndexedJob>> {
    let mut condition = Condition::all();
    if let Some(after) = after {
        condition = condition.add(job::Column::Id.gt(after));
    }
    job_rows(db, job_query(organization_id, condition).order_by_asc(job::Column::Id).limit(limit)).await
}

/// Those of the jobs that are living and open; the others are gone from the index.
pub async fn jobs_by_id(db: &Db, organization_id: Uuid, ids: &[Uuid]) -> Result<Vec<IndexedJob>> {
    let those = Condition::all().add(job::Column::Id.is_in(ids.iter().copied()));
    job_rows(db, job_query(organization_id, those)).await
}

/// Who is in the actor's team or in one below it, and the actor.
pub async fn team_of(db: &Db, actor: &Actor) -> Result<HashSet<Uuid>> {
    let fellows: Vec<Uuid> = membership::Entity::find()
        .select_only()
        .column(membership::Column::UserId)
        .filter(membership::Column::OrganizationId.eq(actor.organization_id))
        .filter(membership::Column::TeamId.is_in(actor.teams.iter().copied()))
        .into_tuple()
        .all(db.reader())
        .await
        .map_err(error::db)?;
    Ok(fellows.into_iter().chain([actor.user_id]).collect())
}

#[derive(FromQueryResult)]
struct CandidateRow {
    id: Uuid,
    user_id: Uuid,
    name: String,
    current_company: Option<String>,
    current_position: Option<String>,
    keywords: Strings,
    locations: Strings,
    experience_years: Option<f64>,
    education_level: Option<Word<EducationLevel>>,
    level: Option<String>,
    expected_salary_min: Option<i64>,
    expected_salary_max: Option<i64>,
    expected_salary_currency: Option<String>,
    expected_salary_period: Option<Word<SalaryPeriod>>,
    expected_salary_months: Option<i32>,
    updated_at: DateTime<Utc>,
}

fn candidate_query(organization_id: Uuid, condition: Condition) -> Select<candidate::Entity> {
    use candidate::Column;
    candidate::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::UserId,
            Column::Name,
            Column::CurrentCompany,
            Column::CurrentPosition,
            Column::Keywords,
            Column::Locations,
            Column::ExperienceYears,
            Column::EducationLevel,
            Column::Level,
            Column::ExpectedSalaryMin,
            Column::ExpectedSalaryMax,
            Column::ExpectedSalaryCurrency,
            Column::ExpectedSalaryPeriod,
            Column::ExpectedSalaryMonths,
            Column::UpdatedAt,
        ])
        .filter(Column::OrganizationId.eq(organization_id))
        .filter(Column::ArchivedAt.is_null())
        .filter(condition)
}

async fn candidate_rows(db: &Db, query: Select<candidate::Entity>) -> Result<Vec<IndexedCandidate>> {
    let rows = query.into_model::<CandidateRow>().all(db.reader()).await.map_err(error::db)?;
    let view = |row: CandidateRow| IndexedCandidate {
        id: row.id,
        owner_id: row.user_id,
        name: row.name,
        current_company: row.current_company,
        current_position: row.current_position,
        keywords: row.keywords.0,
        locations: row.locations.0,
        experience_years: row.experience_years,
        education_level: row.education_level.map(|level| level.0),
        level: row.level,
        salary: jobs::Salary {
            min: row.expected_salary_min,
            max: row.expected_salary_max,
            currency: row.expected_salary_currency,
            period: row.expected_salary_period.map(|period| period.0),
            months: row.expected_salary_months,
        },
        updated_at: row.updated_at,
    };
    Ok(rows.into_iter().map(view).collect())
}

#[derive(FromQueryResult)]
struct JobRow {
    id: Uuid,
    title: String,
    company_id: Option<Uuid>,
    status: Word<JobStatus>,
    keywords: Strings,
    must_keywords: Strings,
    locations: Strings,
    level_set: Strings,
    salary_range: Option<String>,
    salary_min: Option<i64>,
    salary_max: Option<i64>,
    salary_currency: Option<String>,
    salary_period: Option<Word<SalaryPeriod>>,
    salary_months: Option<i32>,
    min_experience_years: Option<f64>,
    education_required: Option<Word<EducationLevel>>,
    updated_at: DateTime<Utc>,
}

fn job_query(organization_id: Uuid, condition: Condition) -> Select<job::Entity> {
    use job::Column;
    let open = [JobStatus::Pending, JobStatus::InProgress].map(Word);
    job::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Title,
            Column::CompanyId,
            Column::Status,
            Column::Keywords,
            Column::MustKeywords,
            Column::Locations,
            Column::LevelSet,
            Column::SalaryRange,
            Column::SalaryMin,
            Column::SalaryMax,
            Column::SalaryCurrency,
            Column::SalaryPeriod,
            Column::SalaryMonths,
            Column::MinExperienceYears,
            Column::EducationRequired,
            Column::UpdatedAt,
        ])
        .filter(Column::OrganizationId.eq(organization_id))
        .filter(Column::ArchivedAt.is_null())
        .filter(Column::Status.is_in(open))
        .filter(condition)
}

async fn job_rows(db: &Db, query: Select<job::Entity>) -> Result<Vec<IndexedJob>> {
    let rows = query.into_model::<JobRow>().all(db.reader()).await.map_err(error::db)?;
    let view = |row: JobRow| IndexedJob {
        id: row.id,
        title: row.title,
        company_id: row.company_id,
        status: row.status.0,
        keywords: row.keywords.0,
        must_keywords: row.must_keywords.0,
        locations: row.locations.0,
        level_set: row.level_set.0,
        salary: jobs::Salary {
            min: row.salary_min,
            max: row.salary_max,
            currency: row.salary_currency,
            period: row.salary_period.map(|period| period.0),
            months: row.salary_months,
        },
        salary_range: row.salary_range,
        min_experience_years: row.min_experience_years,
        education_required: row.education_required.map(|level| level.0),
        updated_at: row.updated_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
