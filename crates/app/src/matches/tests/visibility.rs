//! Who sees which candidates among the matches, by the data scope of the roles, on a real database.

use chrono::{DateTime, TimeDelta, Utc};
use domain::candidates::CandidateFields;
use domain::jobs::JobFields;
use domain::page::Paging;
use domain::{Actor, DataScope, Permission, Role};
use persistence::candidates::NewCandidate;
use persistence::jobs::NewJob;
use persistence::{Clock, Options, candidates, jobs, sign_in};
use uuid::Uuid;

use super::super::{CandidateNarrowing, JobNarrowing, for_candidate, for_job};
use crate::App;
use crate::kit::{account, an_app};

async fn add_candidate(app: &App, actor: &Actor, name: &str) -> Uuid {
    let keywords = Some(vec!["java".to_owned()]);
    let fields = CandidateFields { name: name.to_owned(), keywords, ..CandidateFields::default() };
    let new = NewCandidate { fields, ..NewCandidate::default() };
    let work = async |scope: &persistence::Scope| candidates::insert(scope, new).await;
    app.db.scope(actor, Permission::CandidateCreate, work).await.unwrap().id
}

async fn names(app: &App, actor: &Actor, job: Uuid) -> Vec<String> {
    let none = CandidateNarrowing::default();
    let page = for_job(app, actor, job, none, &Paging::default()).await.unwrap();
    assert_eq!(page.total, page.items.len() as u64, "nobody is counted who is not shown");
    let mut names: Vec<_> = page.items.into_iter().map(|found| found.subject.candidate.fields.name).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn only_candidates_that_the_actor_sees_are_ranked() {
    let folder = tempfile::tempdir().unwrap();
    let app = an_app(&folder, Options::default()).await;
    let founded = sign_in::found_installation(&app.db, &account("zhang"), "千里马").await.unwrap();
    let organization = founded.organization.id;
    let admin = sign_in::actor(&app.db, founded.user.id, organization).await.unwrap();
    let joined = sign_in::join_organization(&app.db, &account("li"), organization, Some(Role::Consultant))
        .await
        .unwrap();
    let mut colleague = sign_in::actor(&app.db, joined.id, organization).await.unwrap();
    let keywords = Some(vec!["java".to_owned()]);
    let fields = JobFields { title: "Java".to_owned(), keywords, ..JobFields::default() };
    let new = NewJob { fields, ..NewJob::default() };
    let work = async |scope: &persistence::Scope| jobs::insert(scope, new).await;
    let job = app.db.scope(&admin, Permission::JobCreate, work).await.unwrap().id;
    let theirs = add_candidate(&app, &admin, "their own").await;
    add_candidate(&app, &colleague, "my own").await;

    assert_eq!(names(&app, &admin, job).await, ["my own", "their own"]);
    assert_eq!(names(&app, &colleague, job).await, ["my own", "their own"]);
    for narrow in [DataScope::Own, DataScope::Team] {
        colleague.data_scope = narrow;
        assert_eq!(names(&app, &colleague, job).await, ["my own"], "{narrow:?}");
        let hidden =
            for_candidate(&app, &colleague, theirs, JobNarrowing::default(), &Paging::default()).await;
        assert!(hidden.is_err(), "jobs are not matched with somebody who is not seen");
    }
    app.db.close().await.unwrap();
}

#[tokio::test]
async fn an_index_that_was_built_before_follows_what_another_node_changed() {
    let folder = tempfile::tempdir().unwrap();
    let app = an_app(&folder, Options::default()).await;
    let founded = sign_in::found_installation(&app.db, &account("zhang"), "千里马").await.unwrap();
    let admin = sign_in::actor(&app.db, founded.user.id, founded.organization.id).await.unwrap();
    let fields = JobFields { title: "x".into(), keywords: Some(vec!["java".into()]), ..Default::default() };
    let new = NewJob { fields, ..NewJob::default() };
    let work = async |scope: &persistence::Scope| jobs::insert(scope, new).await;
    let job = app.db.scope(&admin, Permission::JobCreate, work).await.unwrap().id;
    assert!(names(&app, &admin, job).await.is_empty());
    // Another process on the same database, with an index of its own.
    let other = an_app(&folder, Options::default()).await;
    for round in 0..3 {
        let id = add_candidate(&other, &admin, &round.to_string()).await;
        assert_eq!(names(&app, &admin, job).await.len(), round + 1);
        assert_eq!(names(&other, &admin, job).await.len(), round + 1);
        let work = async |scope: &persistence::Scope| candidates::archive(scope, id, None).await;
        other.db.scope(&admin, Permission::CandidateUpdate, work).await.unwrap();
        assert_eq!(names(&app, &admin, job).await.len(), round, "the archived one is gone");
        let work = async |scope: &persistence::Scope| candidates::restore_many(scope, &[id]).await;
        app.db.scope(&admin, Permission::CandidateUpdate, work).await.unwrap();
        assert_eq!(names(&other, &admin, job).await.len(), round + 1);
    }
    other.db.close().await.unwrap();
    app.db.close().await.unwrap();
}

#[tokio::test]
async fn an_index_that_is_too_far_behind_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed("2026-11-24T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
    let app = an_app(&folder, Options { clock: clock.clone(), ..Options::default() }).await;
    let founded = sign_in::found_installation(&app.db, &account("zhang"), "千里马").await.unwrap();
    let admin = sign_in::actor(&app.db, founded.user.id, founded.organization.id).await.unwrap();
    let fields = JobFields { title: "x".into(), keywords: Some(vec!["java".into()]), ..Default::default() };
    let new = NewJob { fields, ..NewJob::default() };
    let work = async |scope: &persistence::Scope| jobs::insert(scope, new).await;
    let job = app.db.scope(&admin, Permission::JobCreate, work).await.unwrap().id;
    let first = add_candidate(&app, &admin, "first").await;
    assert_eq!(names(&app, &admin, job).await, ["first"]);
    add_candidate(&app, &admin, "second").await;
    let work = async |scope: &persistence::Scope| candidates::archive(scope, first, None).await;
    app.db.scope(&admin, Permission::CandidateUpdate, work).await.unwrap();
    clock.advance(TimeDelta::days(8));
    assert!(crate::retention::purge(&app).await.unwrap() > 0, "the changes are not kept for ever");
    add_candidate(&app, &admin, "third").await;
    assert_eq!(names(&app, &admin, job).await, ["second", "third"]);
    app.db.close().await.unwrap();
}

#[tokio::test]
async fn many_who_ask_while_others_write_all_see_what_was_saved_before_they_asked() {
    let folder = tempfile::tempdir().unwrap();
    let app = an_app(&folder, Options::default()).await;
    let founded = sign_in::found_installation(&app.db, &account("zhang"), "千里马").await.unwrap();
    let admin = sign_in::actor(&app.db, founded.user.id, founded.organization.id).await.unwrap();
    let fields = JobFields { title: "x".into(), keywords: Some(vec!["java".into()]), ..Default::default() };
    let new = NewJob { fields, ..NewJob::default() };
    let work = async |scope: &persistence::Scope| jobs::insert(scope, new).await;
    let job = app.db.scope(&admin, Permission::JobCreate, work).await.unwrap().id;
    let writers = (0..4).map(async |writer| {
        for round in 0..5 {
            let name = format!("{writer}-{round}");
            add_candidate(&app, &admin, &name).await;
            assert!(names(&app, &admin, job).await.contains(&name), "{name} was saved before");
        }
    });
    futures_util::future::join_all(writers).await;
    assert_eq!(names(&app, &admin, job).await.len(), 20);
    app.db.close().await.unwrap();
}
