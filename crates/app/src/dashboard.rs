//! The dashboard: what the organization's figures say today.

use domain::logs::ActionLog;
use domain::page::Paging;
use domain::{Actor, Permission, Result};
use persistence::dashboard::{self, Figures};
use persistence::{action_logs, organizations};

use crate::{App, time_zones};

/// Lines of the timeline that are told; what was done to several at once is one line on the page.
const RECENT: u32 = 100;

/// What the dashboard shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Dashboard {
    /// The figures.
    pub figures: Figures,
    /// What happened last, newest first.
    pub recent: Vec<ActionLog>,
    /// Whether there is nothing yet.
    pub is_empty: bool,
}

/// What the dashboard shows to the actor, with days as they are where the organization is.
pub async fn get(app: &App, actor: &Actor) -> Result<Dashboard> {
    app.db
        .read(actor, Permission::ReportRead, async |scope| {
            let zone = time_zones::of(&organizations::settings(scope).await?.time_zone);
            let recent = Paging { per_page: RECENT, ..Paging::default() };
            Ok(Dashboard {
                figures: dashboard::figures(scope, &zone).await?,
                recent: action_logs::recent(scope, &recent).await?.items,
                is_empty: dashboard::is_empty(scope).await?,
            })
        })
        .await
}
