//! What is kept for a time only is deleted when that is over.

use std::time::Duration;

use domain::Result;
use persistence::maintenance::purge;
use tokio_util::sync::CancellationToken;

use crate::App;

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(3600);
/// Days for which logs and finished tasks are kept.
const LOG_DAYS: i64 = 180;

/// Deletes hour by hour, until told to stop. Any number of processes may do it at the same time.
pub async fn run(app: App, stop: CancellationToken) {
    loop {
        if let Err(error) = purge(&app).await {
            tracing::error!(%error, "the purge failed; it goes on in an hour");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Deletes everything whose time is over; gives how many rows there were.
pub async fn purge(app: &App) -> Result<u64> {
    let mut rows = 0;
    loop {
        let purged = purge::run(&app.db, LOG_DAYS).await?;
        for key in &purged.storage_keys {
            app.storage.delete(key).await?;
        }
        if purged.rows == 0 {
            return Ok(rows);
        }
        rows += purged.rows;
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use domain::Permission;
    use persistence::documents::{self, NewDocument};
    use persistence::{Clock, Options, sign_in};
    use uuid::Uuid;

    use super::*;
    use crate::kit::{account, an_app};

    const KEY: &str = "documents/a";

    #[tokio::test]
    async fn a_document_that_nothing_was_saved_from_goes_with_its_file_after_its_day() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-11-24T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let app = an_app(&folder, Options { clock: clock.clone(), ..Options::default() }).await;
        let founded = sign_in::found_installation(&app.db, &account("zhang"), "千里马").await.unwrap();
        let actor = sign_in::actor(&app.db, founded.user.id, founded.organization.id).await.unwrap();
        app.storage.put(KEY, "李思远".as_bytes()).await.unwrap();
        let id = Uuid::now_v7();
        let new = NewDocument {
            id,
            storage_key: KEY.to_owned(),
            file_name: "a.txt".to_owned(),
            media_type: "text/plain".to_owned(),
            size: 9,
            sha256: String::new(),
            text: "李思远".to_owned(),
        };
        let insert = async |scope: &persistence::Scope| documents::insert(scope, new).await;
        app.db.scope(&actor, Permission::CandidateImport, insert).await.unwrap();
        clock.advance(TimeDelta::hours(23));
        purge(&app).await.unwrap();
        assert!(app.storage.get(KEY).await.unwrap().is_some(), "its day is not over");
        clock.advance(TimeDelta::hours(2));
        assert!(purge(&app).await.unwrap() > 0);
        assert!(app.storage.get(KEY).await.unwrap().is_none());
        let find = async |scope: &persistence::Scope| documents::find(scope, id).await;
        assert!(app.db.read(&actor, Permission::CandidateRead, find).await.is_err());
        app.db.close().await.unwrap();
    }
}
