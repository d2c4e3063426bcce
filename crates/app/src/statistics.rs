//! The figures of an organization over time.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::emails::EmailStatus;
use domain::statistics::{Bucket, Span};
use domain::tasks::TaskState;
use domain::{Actor, Coded, Permission, Result};
use persistence::statistics::{self, AiFigures, Hourly, Members, Requests, RouteFigures};
use persistence::users::Names;
use persistence::{Scope, organizations, users};

use crate::{App, time_zones};

/// Who was seen within this time is online.
const ONLINE: TimeDelta = TimeDelta::minutes(5);

/// The figures of a span.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in the API")]
pub struct Statistics {
    pub span: Span,
    pub members: Members,
    /// Those that succeeded, and those that failed.
    pub sign_ins: (u64, u64),
    pub routes: Vec<RouteFigures>,
    pub mails: Vec<(EmailStatus, u64)>,
    pub ai: Vec<AiFigures>,
    /// The names of the users of `ai`.
    pub names: Names,
    pub tasks: Vec<(String, TaskState, u64)>,
    /// Files and bytes.
    pub storage: (u64, u64),
    pub course: Vec<(NaiveDate, Course)>,
}

/// The figures of one bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the API")]
pub struct Course {
    pub joined: u64,
    pub sign_ins: u64,
    pub failed_sign_ins: u64,
    pub requests: Requests,
    pub mails_sent: u64,
    pub mails_failed: u64,
    pub ai_calls: u64,
    pub ai_tokens: u64,
}

/// The figures from one day to another, as days begin and end where the organization is.
pub async fn get(
    app: &App,
    actor: &Actor,
    permission: Permission,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    bucket: Bucket,
) -> Result<Statistics> {
    app.db
        .read(actor, permission, async |scope| {
            let zone = time_zones::of(&organizations::settings(scope).await?.time_zone);
            let today = scope.now().with_timezone(&zone).date_naive();
            gather(scope, Span::of(from, to, today)?, bucket, zone).await
        })
        .await
}

async fn gather(scope: &Scope, span: Span, bucket: Bucket, zone: Tz) -> Result<Statistics> {
    let moments = span.moments(&zone);
    let members = statistics::members(scope, &moments, scope.now() - ONLINE).await?;
    let sign_ins = statistics::sign_ins(scope, &moments).await?;
    let requests = statistics::requests(scope, &moments).await?;
    let mails = statistics::mails(scope, &moments).await?;
    let ai = statistics::ai_calls(scope, &moments).await?;
    let ai_hours = statistics::ai_hours(scope, &moments).await?;

    let mut buckets = Buckets::new(span, bucket, zone);
    for at in &members.joined {
        buckets.at(*at).joined += 1;
    }
    for Hourly { hour, of: succeeded, count } in &sign_ins {
        let course = buckets.at(*hour);
        *(if *succeeded { &mut course.sign_ins } else { &mut course.failed_sign_ins }) += count;
    }
    for (hour, number) in requests {
        let course = &mut buckets.at(hour).requests;
        course.requests += number.requests;
        course.errors += number.errors;
    }
    for Hourly { hour, of: status, count } in &mails {
        match status {
            EmailStatus::Sent => buckets.at(*hour).mails_sent += count,
            EmailStatus::Failed | EmailStatus::Bounced => buckets.at(*hour).mails_failed += count,
            _ => {}
        }
    }
    for Hourly { hour, of: tokens, count } in &ai_hours {
        let course = buckets.at(*hour);
        course.ai_calls += count;
        course.ai_tokens += tokens;
    }
    Ok(Statistics {
        span,
        members,
        sign_ins: (total(&sign_ins, &true), total(&sign_ins, &false)),
        routes: statistics::routes(scope, &moments).await?,
        mails: EmailStatus::ALL.iter().map(|status| (*status, total(&mails, status))).collect(),
        names: users::names(scope, ai.iter().map(|figures| figures.user_id)).await?,
        ai,
        tasks: statistics::tasks(scope, &moments).await?,
        storage: statistics::storage(scope).await?,
        course: buckets.of.into_iter().collect(),
    })
}

fn total<T: PartialEq>(hours: &[Hourly<T>], of: &T) -> u64 {
    hours.iter().filter(|hour| hour.of == *of).map(|hour| hour.count).sum()
}

/// The buckets of a span, by their first days.
struct Buckets {
    of: BTreeMap<NaiveDate, Course>,
    bucket: Bucket,
    zone: Tz,
}

impl Buckets {
    fn new(span: Span, bucket: Bucket, zone: Tz) -> Self {
        let of = span.starts(bucket).into_iter().map(|start| (start, Course::default())).collect();
        Self { of, bucket, zone }
    }

    /// The bucket of a moment.
    fn at(&mut self, moment: DateTime<Utc>) -> &mut Course {
        let day = moment.with_timezone(&self.zone).date_naive();
        self.of.entry(self.bucket.start_of(day)).or_default()
    }
}
