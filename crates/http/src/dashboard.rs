//! The dashboard.

use std::collections::BTreeMap;

use actix_web::{get, web};
use api::dashboard::{Dashboard, Day, Slice};
use api::logs::TimelineEntry;
use domain::Coded;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_dashboard);
}

/// Get the dashboard
///
/// Figures of what the caller sees; days are those of the organization's time zone.
#[utoipa::path(
    tag = "dashboard",
    security(("bearer" = ["recruit:report:read"])),
    responses((status = 200, body = Dashboard))
)]
#[get("/dashboard")]
async fn get_dashboard(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<Dashboard>> {
    Ok(web::Json(view(app::dashboard::get(&state.app, &actor).await?)))
}

fn view(dashboard: app::dashboard::Dashboard) -> Dashboard {
    let figures = dashboard.figures;
    let day = |day: persistence::dashboard::DayFigures| Day {
        date: day.date,
        candidates_added: day.candidates_added,
        mails_sent: day.mails_sent,
    };
    let top = figures.top_keywords.into_iter().map(|(name, count)| Slice { name, count });
    Dashboard {
        open_jobs: figures.open_jobs,
        candidates: figures.candidates,
        candidates_added: figures.candidates_added,
        candidates_added_before: figures.candidates_added_before,
        mails_sent: figures.mails_sent,
        mails_sent_before: figures.mails_sent_before,
        jobs_by_status: slices(&figures.jobs_by_status),
        mails_by_status: slices(&figures.mails_by_status),
        days: figures.days.into_iter().map(day).collect(),
        ai_calls: figures.ai_calls,
        ai_tokens: figures.ai_tokens,
        top_keywords: top.collect(),
        recent: dashboard.recent.into_iter().map(in_short).collect(),
        is_empty: dashboard.is_empty,
    }
}

/// What exactly was changed is told by the timeline of the thing itself.
fn in_short(log: domain::logs::ActionLog) -> TimelineEntry {
    TimelineEntry { changes: BTreeMap::new(), ..TimelineEntry::from(log) }
}

fn slices<T: Coded>(counted: &[(T, u64)]) -> Vec<Slice> {
    counted.iter().map(|(state, count)| Slice { name: state.code().to_owned(), count: *count }).collect()
}
