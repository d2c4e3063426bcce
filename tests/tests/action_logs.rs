//! The action log and the timelines, through the real server.

use api::companies::CompanyFields;
use api::logs::{ActionLogQuery, SubjectType, Verb};
use api::models::PageQuery;
use api::{MergePatch, SheetFormat};
use bole_tests::{TestApp, problem};
use chrono::TimeDelta;
use serde_json::json;

fn city(city: &str) -> MergePatch<CompanyFields> {
    MergePatch::from_object(json!({ "city": city }).as_object().cloned().unwrap_or_default())
}

#[tokio::test]
async fn what_is_done_to_a_company_is_told_field_by_field_in_its_timeline_and_in_the_log() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let fields =
        CompanyFields { name: "天河智能".into(), city: Some("上海".into()), ..Default::default() };
    let company = user.client.create_company(&fields).await.unwrap();
    app.pass(TimeDelta::minutes(1));
    let changed_at = app.clock.now();
    user.client.update_company(company.id, &city("杭州"), None).await.unwrap();
    let timeline = user.client.list_company_timeline(company.id, &PageQuery::default()).await.unwrap();
    assert_eq!(
        timeline.items.iter().map(|entry| entry.verb).collect::<Vec<_>>(),
        [Verb::Updated, Verb::Created]
    );
    assert_eq!(timeline.items[0].changes["city"], [json!("上海"), json!("杭州")]);

    let all = user.client.list_action_logs(&ActionLogQuery::default()).await.unwrap();
    assert_eq!(all.total, Some(2));
    for query in [
        ActionLogQuery { verb: Some(Verb::Updated), ..Default::default() },
        ActionLogQuery { from: Some(changed_at), ..Default::default() },
        ActionLogQuery {
            q: Some("天河".into()),
            subject_type: Some(SubjectType::Company),
            subject_id: Some(company.id),
            user_id: Some(user.profile.id),
            verb: Some(Verb::Updated),
            to: Some(changed_at + TimeDelta::seconds(1)),
            ..Default::default()
        },
    ] {
        let found = user.client.list_action_logs(&query).await.unwrap();
        assert_eq!(
            found.items.iter().map(|entry| entry.id).collect::<Vec<_>>(),
            [timeline.items[0].id],
            "{query:?}"
        );
    }
    let none = ActionLogQuery { subject_type: Some(SubjectType::Job), ..Default::default() };
    assert_eq!(user.client.list_action_logs(&none).await.unwrap().items, []);
    let file = user.client.export_action_logs(&ActionLogQuery::default(), SheetFormat::Csv).await.unwrap();
    let text = String::from_utf8(file).unwrap();
    assert_eq!(text.lines().count(), 3);
    assert!(text.contains(r#"city: ""上海"" → ""杭州"""#), "{text}");
    app.stop().await;
}

#[tokio::test]
async fn the_action_log_is_for_those_who_may_see_logs() {
    let app = TestApp::start().await;
    let admin = app.register("bole").await;
    let consultant = app.colleague(&admin, "consultant", Some(server::Role::Consultant)).await;
    let refused = problem(consultant.client.list_action_logs(&ActionLogQuery::default()).await);
    assert_eq!(refused.status, 403);
    app.stop().await;
}
