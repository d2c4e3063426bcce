//! The organization in use, its sample data, the dashboard and the search, through the real server.

use api::candidates::CandidateQuery;
use api::jobs::{JobFields, JobQuery};
use api::organizations::OrganizationFields;
use api::{Code, MergePatch};
use bole_tests::{TestApp, problem};
use serde_json::{Value, json};

fn patch(changes: Value) -> MergePatch<OrganizationFields> {
    MergePatch::from_object(changes.as_object().cloned().unwrap_or_default())
}

#[tokio::test]
async fn an_organization_keeps_what_is_set_and_refuses_what_cannot_be() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let changes = patch(json!({"name": "千里马", "settings": {"time_zone": "Europe/London"}}));
    let changed = user.client.update_organization(&changes).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.settings.time_zone.as_str()), ("千里马", "Europe/London"));
    assert_eq!(changed.settings.mail_pause_days, 30, "what was not named stays");
    assert_eq!(user.client.get_organization().await.unwrap(), changed);
    for (changes, pointer) in [
        (json!({"name": ""}), "/name"),
        (json!({"settings": {"time_zone": "Nowhere/Else"}}), "/settings/time_zone"),
        (json!({"settings": {"mail_pause_days": 9999}}), "/settings/mail_pause_days"),
        (json!({"slug": "x"}), "/slug"),
    ] {
        let refused = problem(user.client.update_organization(&patch(changes)).await);
        assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, pointer));
    }
    app.stop().await;
}

#[tokio::test]
async fn sample_data_fills_an_empty_organization_and_no_other() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    assert!(user.client.get_dashboard().await.unwrap().is_empty);
    let made = user.client.load_sample_data().await.unwrap();
    assert_eq!((made.jobs, made.candidates), (20, 60));
    let jobs = user.client.list_jobs(&JobQuery::default()).await.unwrap();
    assert_eq!(jobs.total, Some(20));
    assert!(jobs.items.iter().all(|job| job.company.is_some() && !job.keywords.is_empty()));
    let candidates = user.client.list_candidates(&CandidateQuery::default()).await.unwrap();
    assert_eq!(candidates.total, Some(60));
    assert!(candidates.items.iter().any(|candidate| !candidate.groups.is_empty()));
    let again = problem(user.client.load_sample_data().await);
    assert_eq!((again.status, again.code), (409, Code::SampleDataNotEmpty));
    let figures = user.client.get_dashboard().await.unwrap();
    assert!(!figures.is_empty && figures.open_jobs > 0 && !figures.recent.is_empty());
    assert_eq!((figures.candidates, figures.days.len()), (60, 30));
    assert!(figures.candidates_added > 0 && figures.candidates_added_before > 0);
    let last_days: u64 = figures.days.iter().map(|day| day.candidates_added).sum();
    assert!(last_days <= figures.candidates_added && last_days > 0);
    app.stop().await;
}

#[tokio::test]
async fn a_day_of_the_dashboard_begins_where_the_organization_is() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    // It is eight in the morning of the 24th in London, and still the 23rd in Honolulu.
    for (zone, today) in [("Europe/London", "2026-11-24"), ("Pacific/Honolulu", "2026-11-23")] {
        let changes = patch(json!({"settings": {"time_zone": zone}}));
        user.client.update_organization(&changes).await.unwrap();
        let figures = user.client.get_dashboard().await.unwrap();
        assert_eq!(figures.days.last().map(|day| day.date.to_string()).as_deref(), Some(today));
    }
    app.stop().await;
}

#[tokio::test]
async fn a_search_finds_every_kind_with_the_best_name_first() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    user.client.load_sample_data().await.unwrap();
    let named = JobFields { title: "天河智能顾问".into(), ..JobFields::default() };
    let named = user.client.create_job(&named).await.unwrap();
    app.pass(chrono::TimeDelta::minutes(1));
    let found = user.client.search("天河智能").await.unwrap();
    assert_eq!(found.jobs[0].id, named.id, "the words are in its title");
    assert!(found.jobs.len() > 1 && found.jobs.len() <= 10);
    assert_eq!(found.companies[0].title, "天河智能");
    assert!(found.jobs[1].subtitle.contains("天河智能"));
    let found = user.client.search("李思远").await.unwrap();
    assert_eq!((found.candidates.len(), found.jobs.len()), (1, 0));
    assert!(!user.client.search("首次联系").await.unwrap().templates.is_empty());
    assert_eq!(user.client.search("  ").await.unwrap(), api::search::SearchResults::default());
    assert_eq!(user.client.search("100%").await.unwrap().jobs, []);
    let long = problem(user.client.search(&"长".repeat(201)).await);
    assert_eq!((long.status, long.errors[0].pointer.as_str()), (422, "?q"));
    app.stop().await;
}

#[tokio::test]
async fn a_search_stays_in_its_organization() {
    let app = TestApp::start_with(|config| config.registration = server::RegistrationPolicy::Open).await;
    let (one, other) = (app.register("bole").await, app.register("other").await);
    one.client.load_sample_data().await.unwrap();
    assert_eq!(other.client.search("天河智能").await.unwrap(), api::search::SearchResults::default());
    assert!(other.client.get_dashboard().await.unwrap().is_empty);
    app.stop().await;
}
