//! The operation log, through the real server.

use api::auth::LoginRequest;
use api::candidates::CandidateFields;
use api::jobs::JobFields;
use api::operation_logs::{OperationLog, OperationLogQuery};
use api::{Secret, SheetFormat};
use bole_tests::{PASSWORD, TestApp, User, problem};
use chrono::TimeDelta;
use serde_json::json;

/// The newest rows, once there are `count` that match: they are written a moment after the answers.
async fn logged(user: &User, query: &OperationLogQuery, count: u64) -> Vec<OperationLog> {
    for _ in 0..500 {
        let page = user.client.list_operation_logs(query).await.unwrap();
        if page.total == Some(count) {
            return page.items;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("there are never {count} rows of {query:?}");
}

fn of(action: &str) -> OperationLogQuery {
    OperationLogQuery { action: Some(action.to_owned()), ..OperationLogQuery::default() }
}

#[tokio::test]
async fn a_change_is_logged_with_who_what_and_from_where_in_both_languages() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let fields = JobFields { title: "Java 后端工程师".into(), ..JobFields::default() };
    let job = user.client.create_job(&fields).await.unwrap();
    let row = logged(&user, &of("create_job"), 1).await.remove(0);
    assert_eq!((row.user_id, row.username.as_deref()), (Some(user.profile.id), Some("bole")));
    assert_eq!((row.module.name_en.as_str(), row.module.name_zh.as_str()), ("Jobs", "职位"));
    assert_eq!((row.action.name_en.as_str(), row.action.name_zh.as_str()), ("Add a job", "新增职位"));
    assert_eq!((row.method.as_str(), row.path.as_str(), row.status), ("POST", "/api/jobs", 201));
    assert!(row.success && row.ip == "127.0.0.1" && !row.request_id.is_empty());
    let detail = user.client.get_operation_log(row.id).await.unwrap();
    assert!(detail.request_params.contains("Java 后端工程师"), "{}", detail.request_params);
    assert!(detail.response_head.contains(&job.id.to_string()), "{}", detail.response_head);
    assert!(detail.response_head.chars().count() <= 500);
    app.stop().await;
}

#[tokio::test]
async fn neither_secrets_nor_personal_data_stand_in_the_log() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let person = CandidateFields {
        name: "李思远".into(),
        emails: vec!["li.siyuan@example.com".into()],
        phone: Some("13800138000".into()),
        current_position: Some("工程师 手机139 0013 9000".into()),
        summary: Some("十年经验，现居上海徐汇。".into()),
        ..CandidateFields::default()
    };
    user.client.create_candidate(&person).await.unwrap();
    let key = json!({"provider": "qwen", "name": "key", "key": "sk-very-secret-0123456789"});
    user.client.transport().json("POST", "/api/api-keys", &key).await;
    let text = json!({"text": "王芳，13900139000，wang.fang@example.com", "engine": "offline"});
    user.client.transport().json("POST", "/api/candidates/parse", &text).await;
    let login = LoginRequest { login: "bole@example.com".into(), password: Secret::new("wrong-password-1") };
    problem(app.guest().login(&login).await);
    app.sign_in("bole").await;
    // Registration, candidate, key, parsing, and two sign-ins.
    let rows = logged(&user, &OperationLogQuery::default(), 6).await;
    let mut all = String::new();
    for row in rows {
        let detail = user.client.get_operation_log(row.id).await.unwrap();
        all.push_str(&serde_json::to_string(&detail).unwrap());
    }
    for hidden in [
        PASSWORD,
        "思远",
        "li.siyuan",
        "13800138000",
        "0013 9000",
        "13900139000",
        "十年经验",
        "very-secret",
        "王芳",
        "wang.fang",
        "wrong-password",
        "bole@example",
        "eyJ",
    ] {
        assert!(!all.contains(hidden), "{hidden} stands in {all}");
    }
    assert!(all.contains("l***@example.com") && all.contains("李***"));
    app.stop().await;
}

#[tokio::test]
async fn sign_ins_are_logged_whether_they_succeed_or_not_and_so_are_refusals() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    app.sign_in("bole").await;
    for login in ["bole", "nobody-at-all"] {
        let wrong = LoginRequest { login: login.into(), password: Secret::new("wrong-password-1") };
        problem(app.guest().login(&wrong).await);
    }
    let rows = logged(&user, &of("login"), 2).await;
    assert_eq!(
        rows.iter().map(|row| (row.status, row.success)).collect::<Vec<_>>(),
        [(401, false), (200, true)]
    );
    assert!(rows.iter().all(|row| row.user_id == Some(user.profile.id)), "an unknown name is nobody's");
    let invalid = JobFields::default();
    problem(user.client.create_job(&invalid).await);
    let failed = OperationLogQuery { success: Some(false), status: Some(422), ..of("create_job") };
    let rows = logged(&user, &failed, 1).await;
    let detail = user.client.get_operation_log(rows[0].id).await.unwrap();
    assert!(detail.response_head.contains("/title"), "{}", detail.response_head);
    app.stop().await;
}

#[tokio::test]
async fn the_log_is_filtered_exported_and_kept_as_long_as_the_organization_says() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let fields = JobFields { title: "Rust".into(), ..JobFields::default() };
    user.client.create_job(&fields).await.unwrap();
    logged(&user, &OperationLogQuery::default(), 2).await;
    let jobs = OperationLogQuery {
        module: Some("jobs".into()),
        method: Some("POST".into()),
        ip: Some("127.0.0.1".into()),
        user_id: Some(user.profile.id),
        q: Some("/api/jobs".into()),
        from: Some(app.clock.now() - TimeDelta::hours(1)),
        to: Some(app.clock.now() + TimeDelta::hours(1)),
        ..OperationLogQuery::default()
    };
    logged(&user, &jobs, 1).await;
    let csv = user.client.export_operation_logs(&jobs, SheetFormat::Csv).await.unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.lines().count() == 2 && csv.contains("/api/jobs"), "{csv}");
    let xlsx = user.client.export_operation_logs(&jobs, SheetFormat::Xlsx).await.unwrap();
    assert!(xlsx.starts_with(b"PK"));
    let settings = json!({"settings": {"log_retention_days": 3}});
    let refused = user.client.transport().json("PATCH", "/api/organization", &settings).await;
    assert_eq!(refused.json()["errors"][0]["pointer"], "/settings/log_retention_days");
    app.stop().await;
}

#[tokio::test]
async fn what_was_asked_before_the_server_stopped_is_in_the_log_of_the_next_one() {
    let mut app = TestApp::start().await;
    let user = app.register("bole").await;
    for number in 0..20 {
        let fields = JobFields { title: format!("Rust {number}"), ..JobFields::default() };
        user.client.create_job(&fields).await.unwrap();
    }
    app.instance.take().unwrap().stop().await.unwrap();
    let next = app.start_another(|_config| {}).await;
    drop(app);
    let user = next.sign_in("bole").await;
    let page = user.client.list_operation_logs(&of("create_job")).await.unwrap();
    assert_eq!(page.total, Some(20), "nothing was lost");
    next.stop().await;
}
