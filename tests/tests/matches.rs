//! Matches, through the real server: exact, and right at once after every change.

use api::candidate_groups::{CandidateGroupFields, Members};
use api::candidates::{Candidate, CandidateFields, DeleteQuery};
use api::jobs::{Job, JobFields, JobQuery, JobStatus};
use api::matches::{CandidateMatch, CandidateMatchQuery, JobMatchQuery};
use api::{Client, Code, CommaList, MergePatch, Page};
use bole_tests::{Http, TestApp, problem};
use serde_json::{Value, json};
use uuid::Uuid;

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn job() -> JobFields {
    JobFields {
        title: "Java 开发工程师".into(),
        salary_range: Some("30-50K".into()),
        locations: words(&["上海"]),
        level_set: words(&["高级"]),
        keywords: Some(words(&["java", "kafka", "mysql", "redis"])),
        must_keywords: words(&["java", "mysql"]),
        job_requirement: Some("精通 Java 与 MySQL\n熟悉 Kafka、Redis 者优先".into()),
        min_experience_years: Some(5.0),
        ..JobFields::default()
    }
}

fn candidate(name: &str, keywords: &[&str]) -> CandidateFields {
    CandidateFields {
        name: name.into(),
        emails: vec![format!("{name}@example.com")],
        keywords: Some(words(keywords)),
        locations: words(&["Shanghai"]),
        experience_years: Some(6.0),
        skills: Some("Java，MySQL 调优".into()),
        ..CandidateFields::default()
    }
}

fn candidate_patch(changes: Value) -> MergePatch<CandidateFields> {
    MergePatch::from_object(changes.as_object().cloned().unwrap_or_default())
}

async fn add(client: &Client<Http>, name: &str, keywords: &[&str]) -> Candidate {
    client.create_candidate(&candidate(name, keywords)).await.unwrap()
}

async fn ranking(client: &Client<Http>, job: &Job) -> Page<CandidateMatch> {
    client.list_job_matches(job.id, &CandidateMatchQuery::default()).await.unwrap()
}

async fn names(client: &Client<Http>, job: &Job, query: &CandidateMatchQuery) -> Vec<String> {
    let page = client.list_job_matches(job.id, query).await.unwrap();
    assert_eq!(page.total, Some(page.items.len() as u64));
    page.items.into_iter().map(|found| found.candidate.name).collect()
}

#[tokio::test]
async fn a_match_says_how_well_both_fit_and_why() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let job = client.create_job(&job()).await.unwrap();
    add(&client, "li", &["java", "mysql", "kafka", "python"]).await;
    add(&client, "wang", &["python"]).await;
    let page = ranking(&client, &job).await;
    assert_eq!((page.total, page.items.len()), (Some(2), 2));
    let best = &page.items[0];
    assert_eq!(best.candidate.name, "li");
    let found = &best.result;
    assert_eq!(found.base_score, 0.75);
    let mut matched = found.matched.clone();
    matched.sort_unstable();
    assert_eq!(matched, ["java", "kafka", "mysql"]);
    assert_eq!(
        (found.missing.as_slice(), found.extra.as_slice()),
        (&words(&["redis"])[..], &words(&["python"])[..])
    );
    assert_eq!((found.coverage, found.policy_version.as_str()), (8, "1"));
    let sum: f64 = found.components.iter().map(|component| component.contribution).sum();
    assert!((sum - found.score.unwrap()).abs() < 1e-6, "{sum} {:?}", found.score);
    assert!(page.items[1].result.score < found.score);
    let must = found.components.iter().find(|component| component.name == "must_keywords").unwrap();
    assert_eq!((must.value, must.weight, must.contribution), (1.0, 0.35, 35.0));
    assert_eq!(must.explanation, "2 个必备关键词中具备 2 个");
    app.stop().await;
}

#[tokio::test]
async fn an_explanation_is_in_the_language_of_the_request() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let job = client.create_job(&job()).await.unwrap();
    add(&client, "li", &["java"]).await;
    let http = client.transport();
    let path = format!("/api/jobs/{}/matches", job.id);
    let answer = http.send_raw(http.request("GET", &path).header("accept-language", "en")).await;
    let words = answer.json()["items"][0]["components"][0]["explanation"].clone();
    assert_eq!(words, "Has 1 of 2 must-have keywords");
    app.stop().await;
}

#[tokio::test]
async fn the_places_of_a_keyword_are_shown_in_both_records() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let job = client.create_job(&job()).await.unwrap();
    add(&client, "li", &["java", "mysql", "kafka"]).await;
    let found = ranking(&client, &job).await.items.remove(0).result;
    let places = &found.evidence["mysql"];
    let slice = |text: &str, start: usize, end: usize| -> String {
        text.chars().skip(start).take(end - start).collect()
    };
    let place = places.job.iter().find(|place| place.field == "job_requirement").unwrap();
    assert_eq!(slice("精通 Java 与 MySQL\n熟悉 Kafka、Redis 者优先", place.start, place.end), "MySQL");
    assert_eq!(place.quote, "精通 Java 与 MySQL");
    let place = &places.candidate[0];
    assert_eq!((place.field.as_str(), place.quote.as_str()), ("skills", "Java，MySQL 调优"));
    assert_eq!(slice("Java，MySQL 调优", place.start, place.end), "MySQL");
    assert!(found.evidence["kafka"].candidate.is_empty(), "it was set by hand and stands nowhere");
    assert!(!found.evidence.contains_key("redis"), "it did not match");
    app.stop().await;
}

#[tokio::test]
async fn whatever_changed_a_moment_ago_is_matched_right() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let job = client.create_job(&job()).await.unwrap();
    assert_eq!(ranking(&client, &job).await.total, Some(0));
    let li = add(&client, "li", &["java"]).await;
    assert_eq!(ranking(&client, &job).await.items[0].result.base_score, 0.25);
    let more = candidate_patch(json!({"keywords": ["java", "mysql", "redis"]}));
    client.update_candidate(li.id, &more, None).await.unwrap();
    assert_eq!(ranking(&client, &job).await.items[0].result.base_score, 0.75);
    let fewer = MergePatch::from_object(
        json!({"keywords": ["redis"], "must_keywords": []}).as_object().unwrap().clone(),
    );
    let job = client.update_job(job.id, &fewer, None).await.unwrap();
    assert_eq!(ranking(&client, &job).await.items[0].result.base_score, 1.0);
    assert_eq!(client.list_candidate_matches(li.id, &JobMatchQuery::default()).await.unwrap().total, Some(1));
    client.change_job_status(job.id, JobStatus::InProgress).await.unwrap();
    client.change_job_status(job.id, JobStatus::Closed).await.unwrap();
    let closed = client.list_candidate_matches(li.id, &JobMatchQuery::default()).await.unwrap();
    assert_eq!(closed.total, Some(0), "closed jobs are left out");
    client.delete_candidate(li.id, DeleteQuery { erase: Some(true) }).await.unwrap();
    assert_eq!(ranking(&client, &job).await.total, Some(0), "whoever is gone is left out");
    app.stop().await;
}

#[tokio::test]
async fn a_job_without_keywords_cannot_be_scored() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let empty = JobFields { title: "某职位".into(), keywords: Some(Vec::new()), ..JobFields::default() };
    let job = client.create_job(&empty).await.unwrap();
    add(&client, "li", &["java"]).await;
    let found = ranking(&client, &job).await.items.remove(0).result;
    assert_eq!((found.score, found.reason.as_deref()), (None, Some("cannot_be_scored")));
    assert!(found.components.is_empty());
    app.stop().await;
}

#[tokio::test]
async fn filters_narrow_the_ranking() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let job = client.create_job(&job()).await.unwrap();
    let li = add(&client, "li", &["java", "mysql", "kafka", "redis"]).await;
    let wang = add(&client, "wang", &["java"]).await;
    let away = json!({"locations": ["北京"], "experience_years": 2.5});
    client.update_candidate(wang.id, &candidate_patch(away), None).await.unwrap();
    let group = CandidateGroupFields { name: "重点".into(), description: None };
    let group_id = client.create_candidate_group(&group).await.unwrap().id;
    client.add_group_members(group_id, &Members { candidate_ids: vec![wang.id] }).await.unwrap();
    let all = CandidateMatchQuery::default;
    let city = |name: &str| CommaList(words(&[name]));
    assert_eq!(names(&client, &job, &all()).await, ["li", "wang"]);
    assert_eq!(
        names(&client, &job, &CandidateMatchQuery { location: city("上海市"), ..all() }).await,
        ["li"]
    );
    assert_eq!(
        names(&client, &job, &CandidateMatchQuery { location: city("Beijing"), ..all() }).await,
        ["wang"]
    );
    assert_eq!(names(&client, &job, &CandidateMatchQuery { min_years: Some(6.0), ..all() }).await, ["li"]);
    assert_eq!(names(&client, &job, &CandidateMatchQuery { max_years: Some(2.5), ..all() }).await, ["wang"]);
    assert_eq!(
        names(&client, &job, &CandidateMatchQuery { group_id: Some(group_id), ..all() }).await,
        ["wang"]
    );
    let fits = CandidateMatchQuery { min_score: Some(80.0), ..all() };
    assert_eq!(names(&client, &job, &fits).await, ["li"]);
    let fresh = CandidateMatchQuery { not_contacted_days: Some(30), ..all() };
    assert_eq!(names(&client, &job, &fresh).await, ["li", "wang"], "nobody was mailed");
    for (query, pointer) in [
        (CandidateMatchQuery { min_score: Some(101.0), ..all() }, "?min_score"),
        (CandidateMatchQuery { min_years: Some(-1.0), ..all() }, "?min_years"),
        (CandidateMatchQuery { group_id: Some(li.id), ..all() }, "?group_id"),
        (CandidateMatchQuery { per_page: Some(101), ..all() }, "?per_page"),
    ] {
        let refused = problem(client.list_job_matches(job.id, &query).await);
        assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, pointer));
    }
    app.stop().await;
}

#[tokio::test]
async fn both_directions_of_the_sample_data_agree_and_pages_do_not_overlap() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    client.load_sample_data().await.unwrap();
    let jobs = client.list_jobs(&JobQuery { per_page: Some(100), ..JobQuery::default() }).await.unwrap();
    let open: Vec<&Job> = jobs.items.iter().filter(|job| job.status == JobStatus::InProgress).collect();
    let job = open[0];
    let query = |page| CandidateMatchQuery { page: Some(page), per_page: Some(25), ..Default::default() };
    let mut seen: Vec<CandidateMatch> = Vec::new();
    for page in 1..=3 {
        let page = client.list_job_matches(job.id, &query(page)).await.unwrap();
        assert_eq!(page.total, Some(60));
        seen.extend(page.items);
    }
    let mut ids: Vec<Uuid> = seen.iter().map(|found| found.candidate.id).collect();
    assert!(seen.is_sorted_by(|a, b| a.result.score >= b.result.score));
    let best = &seen[0];
    let mirror = JobMatchQuery { per_page: Some(100), ..JobMatchQuery::default() };
    let mirror = client.list_candidate_matches(best.candidate.id, &mirror).await.unwrap();
    let mirrored = mirror.items.iter().find(|found| found.job.id == job.id).unwrap();
    assert_eq!(mirrored.result.score, best.result.score);
    assert_eq!(mirrored.result.components, best.result.components);
    assert_eq!(mirrored.result.evidence, best.result.evidence);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 60);
    app.stop().await;
}

#[tokio::test]
async fn the_weights_of_the_organization_bear_on_the_score() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let job = client.create_job(&job()).await.unwrap();
    add(&client, "li", &["java", "mysql"]).await;
    let score = ranking(&client, &job).await.items[0].result.score;
    let weights = |weights: Value| {
        let settings = json!({"settings": {"match_weights": weights}});
        MergePatch::from_object(settings.as_object().cloned().unwrap_or_default())
    };
    let heavier = weights(json!({"must_keywords": 90, "nice_keywords": 1}));
    client.update_organization(&heavier).await.unwrap();
    assert!(ranking(&client, &job).await.items[0].result.score > score);
    let refused = problem(client.update_organization(&weights(json!({"must_keywords": 0}))).await);
    assert_eq!(refused.errors[0].pointer, "/settings/match_weights/must_keywords");
    app.stop().await;
}

#[tokio::test]
async fn nobody_matches_across_organizations() {
    let app = TestApp::start_with(|config| config.registration = server::RegistrationPolicy::Open).await;
    let (one, other) = (app.register("bole").await.client, app.register("other").await.client);
    let (ours, theirs) = (one.create_job(&job()).await.unwrap(), other.create_job(&job()).await.unwrap());
    let li = add(&one, "li", &["java"]).await;
    assert_eq!(ranking(&one, &ours).await.total, Some(1));
    assert_eq!(ranking(&other, &theirs).await.total, Some(0));
    let query = CandidateMatchQuery::default();
    let refused = problem(other.list_job_matches(ours.id, &query).await);
    assert_eq!((refused.status, refused.code), (404, Code::NotFound));
    let refused = problem(other.list_candidate_matches(li.id, &JobMatchQuery::default()).await);
    assert_eq!(refused.status, 404);
    app.stop().await;
}
