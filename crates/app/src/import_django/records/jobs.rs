use chrono::{DateTime, Utc};
use domain::deriving::derive_job;
use domain::jobs::{JobFields, JobStatus, RecordSource};
use domain::parsing::degree_of;
use domain::{Check as _, Coded as _, Error, Kind, Permission, Result};
use persistence::Scope;
use persistence::imports::RowKind;
use persistence::jobs::{self, NewJob};
use uuid::Uuid;

use super::{Context, Record, Refusal, Row, places, skills, years};
use crate::App;

/// What other systems call the states of a search.
const STATUS_WORDS: &[(JobStatus, &[&str])] = &[
    (JobStatus::Pending, &["pending", "draft", "new", "待处理", "待启动", "未开始"]),
    (JobStatus::InProgress, &["in_progress", "in progress", "open", "active", "ongoing", "进行中", "招聘中"]),
    (
        JobStatus::Closed,
        &["closed", "inactive", "cancelled", "canceled", "paused", "已关闭", "关闭", "已取消", "已暂停"],
    ),
    (JobStatus::Success, &["success", "filled", "placed", "done", "completed", "成功", "已完成", "已入职"]),
];

/// A job.
#[derive(Clone)]
pub(in crate::import_django) struct Opening {
    fields: JobFields,
    status: JobStatus,
    added_at: Option<DateTime<Utc>>,
}

impl Record for Opening {
    const KIND: RowKind = RowKind::Job;
    const PERMISSION: Permission = Permission::JobImport;
    const REFERS: &'static [(&'static str, RowKind)] =
        &[("owner", RowKind::User), ("company", RowKind::Company)];

    fn read(row: &Row, context: &Context<'_>) -> Result<Self, Refusal> {
        let company_id = context.reference(row, "company", RowKind::Company);
        if context.lacks(row, "company", RowKind::Company) {
            context.note("its company is not here");
        }
        let mut fields = JobFields {
            title: row.text("title").unwrap_or_default(),
            company_id,
            company_name: row.text("company_name").filter(|_| company_id.is_none()),
            department: row.text("department"),
            salary_range: row.text("salary_range"),
            salary_min: row.whole("salary_min"),
            salary_max: row.whole("salary_max"),
            level_set: row.list("level_set"),
            locations: places(row, "locations"),
            raw_skills: skills(row),
            job_description: row.prose("job_description"),
            job_requirement: row.prose("job_requirement"),
            min_experience_years: years(row, "min_experience_years"),
            education_required: row.text("education_required").as_deref().and_then(degree_of),
            notes: row.prose("notes"),
            ..JobFields::default()
        };
        derive_job(&mut fields, None, context.vocabulary)?;
        fields.validate()?;
        let status = row.text("status").map(|word| status_of(&word));
        if status == Some(None) {
            context.note("its status is not known; it is pending");
        }
        Ok(Self { fields, status: status.flatten().unwrap_or_default(), added_at: row.time("created_at") })
    }

    async fn create(_app: &App, scope: &Scope, records: Vec<Self>) -> Result<Vec<Uuid>> {
        let new = records.into_iter().map(|Self { fields, status, added_at }| NewJob {
            fields,
            status,
            added_at,
            source: RecordSource::Imported,
            document_id: None,
        });
        jobs::insert_many(scope, new.collect()).await
    }

    async fn update(self, _app: &App, scope: &Scope, id: Uuid) -> Result<()> {
        if jobs::find(scope, id).await?.archived_at.is_some() {
            return Err(Error::NotFound(Kind::Job));
        }
        let job = jobs::update(scope, id, self.fields, None).await?;
        if job.status.next().contains(&self.status) {
            jobs::set_status(scope, id, self.status, None).await?;
        }
        Ok(())
    }
}

fn status_of(word: &str) -> Option<JobStatus> {
    let word = word.to_lowercase();
    JobStatus::from_code(&word).or_else(|| {
        STATUS_WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(status, _)| *status)
    })
}
