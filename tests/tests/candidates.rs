//! Candidates and their groups, through the real server.

use api::Code;
use api::SheetFormat;
use api::candidate_groups::{CandidateGroupFields, Members};
use api::candidates::{BulkCandidateAction, CandidateFields, CandidateQuery, DeleteQuery, DuplicateReason};
use bole_tests::{TestApp, problem};
use serde_json::json;

fn fields(name: &str, email: &str) -> CandidateFields {
    CandidateFields {
        name: name.into(),
        emails: vec![email.into()],
        skills: Some("精通 Java 与 Kubernetes".into()),
        expected_salary: Some("年薪50-80万".into()),
        ..CandidateFields::default()
    }
}

#[tokio::test]
async fn a_candidate_is_made_with_what_follows_from_their_texts() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let candidate = user.client.create_candidate(&fields("李思远", "li@example.com")).await.unwrap();
    assert_eq!(
        (candidate.expected_salary_min, candidate.expected_salary_max),
        (Some(500_000), Some(800_000))
    );
    assert!(candidate.keywords.contains(&"kubernetes".to_owned()));
    let found = CandidateQuery { q: Some("思远".into()), ..CandidateQuery::default() };
    assert_eq!(user.client.list_candidates(&found).await.unwrap().total, Some(1));
    app.stop().await;
}

#[tokio::test]
async fn every_kind_of_bad_input_is_named() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let http = user.client.transport();
    for (body, status, pointer, code) in [
        (json!({"name": ""}), 422, "/name", "required"),
        (json!({"name": "x", "emails": ["nonsense"]}), 422, "/emails/0", "invalid_email"),
        (json!({"name": "x", "nmae": 1}), 422, "/nmae", "unknown_field"),
        (json!({"name": 7}), 422, "/name", "invalid_format"),
        (json!({"name": "x", "keywords": ["no-such-thing"]}), 422, "/keywords/0", "unknown_keyword"),
        (json!({"name": "x", "experience_years": 99}), 422, "/experience_years", "out_of_range"),
    ] {
        let answer = http.json("POST", "/api/candidates", &body).await;
        assert_eq!(answer.status, status, "{body}");
        let fault = &answer.json()["errors"][0];
        assert_eq!(
            (fault["pointer"].as_str(), fault["code"].as_str()),
            (Some(pointer), Some(code)),
            "{body}"
        );
    }
    let broken = http.request("POST", "/api/candidates").header("content-type", "application/json").body("{");
    assert_eq!(http.send_raw(broken).await.status, 400);
    let plain = http.request("POST", "/api/candidates").header("content-type", "text/plain").body("x");
    assert_eq!(http.send_raw(plain).await.status, 415);
    app.stop().await;
}

#[tokio::test]
async fn two_records_of_one_person_become_one() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let kept = user.client.create_candidate(&fields("李思远", "li@example.com")).await.unwrap();
    let other =
        CandidateFields { external_id: Some("A-1".into()), ..fields("Siyuan Li", "siyuan@example.com") };
    let other = user.client.create_candidate(&other).await.unwrap();
    let merged = user.client.merge_candidate(kept.id, other.id).await.unwrap();
    assert_eq!(merged.emails, ["li@example.com", "siyuan@example.com"]);
    assert_eq!(merged.external_id.as_deref(), Some("A-1"));
    assert_eq!(user.client.list_candidates(&CandidateQuery::default()).await.unwrap().total, Some(1));
    app.stop().await;
}

#[tokio::test]
async fn a_group_keeps_its_members_and_an_erased_person_leaves_it() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let group = CandidateGroupFields { name: "重点".into(), description: None };
    let group_id = user.client.create_candidate_group(&group).await.unwrap().id;
    let taken = problem(user.client.create_candidate_group(&group).await);
    assert_eq!((taken.status, taken.code), (409, Code::NameTaken));
    let candidate = user.client.create_candidate(&fields("李思远", "li@example.com")).await.unwrap();
    let members = Members { candidate_ids: vec![candidate.id] };
    assert_eq!(user.client.add_group_members(group_id, &members).await.unwrap().affected, 1);
    assert_eq!(user.client.add_group_members(group_id, &members).await.unwrap().affected, 0);
    assert_eq!(user.client.get_candidate(candidate.id).await.unwrap().groups.len(), 1);
    user.client.delete_candidate(candidate.id, DeleteQuery { erase: Some(true) }).await.unwrap();
    assert_eq!(user.client.get_candidate_group(group_id).await.unwrap().members, 0);
    let export = user.client.export_candidates(&CandidateQuery::default(), SheetFormat::Csv).await.unwrap();
    assert!(!String::from_utf8_lossy(&export).contains("李思远"));
    app.stop().await;
}

#[tokio::test]
async fn a_second_record_of_a_person_is_found_until_it_is_archived() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let one = user.client.create_candidate(&fields("李思远", "li@example.com")).await.unwrap();
    let two = user.client.create_candidate(&fields("Siyuan Li", "LI@example.com")).await.unwrap();
    let found = user.client.list_candidate_duplicates(one.id).await.unwrap().items;
    assert_eq!(
        found.iter().map(|one| (one.id, one.reason)).collect::<Vec<_>>(),
        [(two.id, DuplicateReason::Email)]
    );

    let candidate_ids = vec![two.id];
    let archive = BulkCandidateAction::Archive { candidate_ids: candidate_ids.clone() };
    assert_eq!(user.client.change_candidates(&archive).await.unwrap().affected, 1);
    assert_eq!(user.client.list_candidate_duplicates(one.id).await.unwrap().items, []);
    assert!(user.client.get_candidate(two.id).await.unwrap().archived_at.is_some());
    user.client.change_candidates(&BulkCandidateAction::Restore { candidate_ids }).await.unwrap();
    assert_eq!(user.client.list_candidate_duplicates(one.id).await.unwrap().items.len(), 1);
    app.stop().await;
}
