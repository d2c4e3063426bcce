//! Statistics and health, through the real server.

use api::Secret;
use api::SheetFormat;
use api::auth::LoginRequest;
use api::jobs::{JobFields, JobQuery};
use api::statistics::{Bucket, StatisticsExport, StatisticsQuery, StatisticsTable};
use bole_tests::{TestApp, User, problem};
use chrono::TimeDelta;
use server::Role;

/// The statistics once the sign-ins, which are written a moment after their answers, are in them.
async fn settled(user: &User, query: &StatisticsQuery, sign_ins: u64) -> api::statistics::Statistics {
    for _ in 0..500 {
        let found = user.client.get_statistics(query).await.unwrap();
        if found.sign_ins.succeeded + found.sign_ins.failed == sign_ins {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("there are never {sign_ins} sign-ins");
}

#[tokio::test]
async fn requests_sign_ins_and_members_are_counted_over_time() {
    let app = TestApp::start().await;
    let admin = app.register("bole").await;
    app.colleague(&admin, "colleague", Some(Role::Consultant)).await;
    let wrong = LoginRequest { login: "colleague".into(), password: Secret::new("wrong-password-1") };
    problem(app.guest().login(&wrong).await);
    for _ in 0..3 {
        admin.client.list_jobs(&JobQuery::default()).await.unwrap();
    }
    problem(admin.client.create_job(&JobFields::default()).await);
    let found = settled(&admin, &StatisticsQuery::default(), 2).await;
    assert_eq!((found.sign_ins.succeeded, found.sign_ins.failed), (1, 1));
    assert_eq!((found.users.total, found.users.active, found.users.joined), (2, 2, 2));
    let route = |method: &str, route: &str| {
        found.requests.routes.iter().find(|row| row.method == method && row.route == route).cloned()
    };
    let list = route("GET", "/api/jobs").unwrap();
    assert_eq!((list.count, list.client_errors), (3, 0));
    assert!(list.p50_ms > Some(0.0) && list.p95_ms >= list.p50_ms);
    assert_eq!(route("POST", "/api/jobs").unwrap().client_errors, 1);
    assert_eq!(found.course.len(), 30);
    let today = found.course.last().unwrap();
    assert_eq!((today.joined, today.sign_ins, today.failed_sign_ins), (2, 1, 1));
    assert!(today.requests >= 4 && today.errors == 1);
    assert_eq!(found.mails.iter().map(|mail| mail.count).sum::<u64>(), 0);
    app.stop().await;
}

#[tokio::test]
async fn the_course_is_cut_into_weeks_and_months_and_counts_go_on_over_a_restart() {
    let mut app = TestApp::start().await;
    let user = app.register("bole").await;
    user.client.list_jobs(&JobQuery::default()).await.unwrap();
    app.instance.take().unwrap().stop().await.unwrap();
    let next = app.start_another(|_config| {}).await;
    drop(app);
    let user = next.sign_in("bole").await;
    user.client.list_jobs(&JobQuery::default()).await.unwrap();
    for (bucket, length) in [(Bucket::Day, 30), (Bucket::Week, 5), (Bucket::Month, 2)] {
        let query = StatisticsQuery { bucket, ..StatisticsQuery::default() };
        let found = user.client.get_statistics(&query).await.unwrap();
        assert_eq!(found.course.len(), length, "{bucket:?}");
        let jobs = found.requests.routes.iter().find(|row| row.route == "/api/jobs").unwrap();
        assert_eq!(jobs.count, 2);
        assert_eq!(found.course.iter().map(|at| at.requests).sum::<u64>(), found.requests.count);
    }
    next.pass(TimeDelta::minutes(1));
    let export = StatisticsExport { table: StatisticsTable::Routes, ..StatisticsExport::default() };
    let csv = user.client.export_statistics(&export, SheetFormat::Csv).await.unwrap();
    assert!(String::from_utf8(csv).unwrap().contains("/api/jobs"));
    for table in [StatisticsTable::Course, StatisticsTable::Ai] {
        let export = StatisticsExport { table, ..StatisticsExport::default() };
        assert!(user.client.export_statistics(&export, SheetFormat::Xlsx).await.unwrap().starts_with(b"PK"));
    }
    let long = StatisticsQuery { from: "2020-01-01".parse().ok(), ..StatisticsQuery::default() };
    assert_eq!(problem(user.client.get_statistics(&long).await).errors[0].pointer, "?to");
    next.stop().await;
}

#[tokio::test]
async fn figures_of_others_are_not_counted() {
    let app = TestApp::start().await;
    let owner = app.register("bole").await;
    let stranger = app.stranger("stranger").await;
    for _ in 0..5 {
        stranger.client.list_jobs(&JobQuery::default()).await.unwrap();
    }
    let found = owner.client.get_statistics(&StatisticsQuery::default()).await.unwrap();
    assert_eq!(found.users.total, 1);
    assert!(found.requests.routes.iter().all(|row| row.route != "/api/jobs"));
    app.stop().await;
}

#[tokio::test]
async fn health_is_the_operator_s_alone() {
    let app = TestApp::start().await;
    let operator = app.register("bole").await;
    let health = operator.client.get_system_health().await.unwrap();
    assert!(health.database.ok && health.storage_ok && !health.version.is_empty());
    assert_eq!((health.database.pending_migrations, health.tasks.waiting, health.mails.waiting), (0, 0, 0));
    assert_eq!(health.operation_log.lost, 0);
    assert!(health.machine.cores > 0);
    let admin = app.colleague(&operator, "second", Some(Role::Admin)).await;
    assert_eq!(problem(admin.client.get_system_health().await).status, 403);
    app.stop().await;
}
