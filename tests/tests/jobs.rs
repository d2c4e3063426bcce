//! Jobs, through the real server.

use api::Code;
use api::SheetFormat;
use api::companies::CompanyFields;
use api::jobs::{BulkAction, BulkItem, BulkJobAction, BulkRequest, JobFields, JobQuery, JobStatus};
use api::{CommaList, MergePatch};
use bole_tests::{TestApp, problem};
use serde_json::json;

fn fields() -> JobFields {
    JobFields {
        title: "Java 开发工程师".into(),
        company_name: Some("天河智能".into()),
        salary_range: Some("20-40K·16薪".into()),
        locations: vec!["上海".into()],
        job_requirement: Some("精通 Java，熟悉 Kubernetes 者优先".into()),
        ..JobFields::default()
    }
}

#[tokio::test]
async fn a_job_is_made_with_what_follows_from_its_texts() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let job = user.client.create_job(&fields()).await.unwrap();
    assert_eq!((job.salary_min, job.salary_max, job.salary_months), (Some(20_000), Some(40_000), Some(16)));
    assert_eq!(job.company.as_ref().map(|company| company.name.as_str()), Some("天河智能"));
    assert!(job.keywords.contains(&"java".to_owned()) && job.keywords.contains(&"kubernetes".to_owned()));
    assert_eq!(user.client.get_job(job.id).await.unwrap(), job);
    app.stop().await;
}

#[tokio::test]
async fn a_list_is_filtered_sorted_and_paged() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    for (title, city) in [("产品经理", "北京"), ("Java 开发", "上海"), ("Go 开发", "上海")] {
        let job = JobFields { title: title.into(), locations: vec![city.into()], ..JobFields::default() };
        user.client.create_job(&job).await.unwrap();
    }
    let titles = async |query: JobQuery| {
        let page = user.client.list_jobs(&query).await.unwrap();
        page.items.into_iter().map(|job| job.title).collect::<Vec<_>>()
    };
    let sort = Some("title".to_owned());
    let in_shanghai =
        JobQuery { location: CommaList(vec!["上海".into()]), sort: sort.clone(), ..JobQuery::default() };
    assert_eq!(titles(in_shanghai).await, ["Go 开发", "Java 开发"]);
    assert_eq!(titles(JobQuery { q: Some("产品".into()), ..JobQuery::default() }).await, ["产品经理"]);
    let second = JobQuery { page: Some(2), per_page: Some(2), sort, ..JobQuery::default() };
    assert_eq!(user.client.list_jobs(&second).await.unwrap().total, Some(3));
    assert_eq!(titles(second).await.len(), 1);
    let first = JobQuery { cursor: Some(String::new()), per_page: Some(2), ..JobQuery::default() };
    let walked = user.client.list_jobs(&first).await.unwrap();
    let rest = JobQuery { cursor: walked.next_cursor, per_page: Some(2), ..JobQuery::default() };
    let rest = user.client.list_jobs(&rest).await.unwrap();
    assert_eq!((walked.items.len(), rest.items.len(), rest.next_cursor), (2, 1, None));
    let unknown =
        user.client.list_jobs(&JobQuery { sort: Some("salary".into()), ..JobQuery::default() }).await;
    assert_eq!(problem(unknown).code, Code::Invalid);
    app.stop().await;
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let job = user.client.create_job(&fields()).await.unwrap();
    let rename = |title: &str| {
        let patch = json!({"title": title});
        MergePatch::<JobFields>::from_object(patch.as_object().cloned().unwrap_or_default())
    };
    let changed = user.client.update_job(job.id, &rename("一"), Some(job.version)).await.unwrap();
    assert_eq!(changed.version, job.version + 1);
    let stale = problem(user.client.update_job(job.id, &rename("二"), Some(job.version)).await);
    assert_eq!((stale.status, stale.code), (412, Code::StaleVersion));
    assert_eq!(user.client.update_job(job.id, &rename("三"), None).await.unwrap().title, "三");
    app.stop().await;
}

#[tokio::test]
async fn a_status_moves_only_along_its_arrows() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let job = user.client.create_job(&fields()).await.unwrap();
    let refused = problem(user.client.change_job_status(job.id, JobStatus::Success).await);
    assert_eq!((refused.status, refused.code), (409, Code::InvalidTransition));
    let started = user.client.change_job_status(job.id, JobStatus::InProgress).await.unwrap();
    assert_eq!(started.status, JobStatus::InProgress);
    app.stop().await;
}

#[tokio::test]
async fn reviewed_jobs_are_saved_together_or_not_at_all() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let item = |fields: JobFields| BulkItem {
        fields,
        action: BulkAction::Create,
        merge_into: None,
        document_id: None,
    };
    let bad = BulkRequest { items: vec![item(fields()), item(JobFields::default())] };
    let refused = problem(user.client.save_jobs(&bad).await);
    assert_eq!(refused.errors[0].pointer, "/items/1/fields/title");
    assert_eq!(user.client.list_jobs(&JobQuery::default()).await.unwrap().total, Some(0));
    let good =
        BulkRequest { items: vec![item(fields()), BulkItem { action: BulkAction::Skip, ..item(fields()) }] };
    let saved = user.client.save_jobs(&good).await.unwrap();
    assert_eq!(
        saved.items.iter().map(|item| item.action).collect::<Vec<_>>(),
        [BulkAction::Create, BulkAction::Skip]
    );
    app.stop().await;
}

#[tokio::test]
async fn another_organization_sees_nothing() {
    let app = TestApp::start_with(|config| config.registration = server::RegistrationPolicy::Open).await;
    let (one, other) = (app.register("bole").await, app.register("other").await);
    let job = one.client.create_job(&fields()).await.unwrap();
    let company =
        one.client.create_company(&CompanyFields { name: "甲".into(), ..CompanyFields::default() }).await;
    assert_eq!(problem(other.client.get_job(job.id).await).status, 404);
    assert_eq!(problem(other.client.delete_job(job.id).await).status, 404);
    assert_eq!(problem(other.client.get_company(company.unwrap().id).await).status, 404);
    assert_eq!(other.client.list_jobs(&JobQuery::default()).await.unwrap().total, Some(0));
    app.stop().await;
}

#[tokio::test]
async fn several_jobs_change_together_or_not_at_all() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let one = user.client.create_job(&fields()).await.unwrap();
    let two = user.client.create_job(&JobFields { title: "测试工程师".into(), ..fields() }).await.unwrap();
    let job_ids = vec![one.id, two.id];
    let start = BulkJobAction::ChangeStatus { job_ids: job_ids.clone(), status: JobStatus::InProgress };
    assert_eq!(user.client.change_jobs(&start).await.unwrap().affected, 2);
    user.client.change_job_status(two.id, JobStatus::Success).await.unwrap();

    let close = BulkJobAction::ChangeStatus { job_ids: job_ids.clone(), status: JobStatus::Closed };
    assert_eq!(problem(user.client.change_jobs(&close).await).code, Code::InvalidTransition);
    assert_eq!(user.client.get_job(one.id).await.unwrap().status, JobStatus::InProgress);

    user.client.change_jobs(&BulkJobAction::Archive { job_ids: job_ids.clone() }).await.unwrap();
    assert_eq!(user.client.list_jobs(&JobQuery::default()).await.unwrap().total, Some(0));
    user.client.change_jobs(&BulkJobAction::Restore { job_ids: job_ids.clone() }).await.unwrap();
    assert_eq!(user.client.list_jobs(&JobQuery::default()).await.unwrap().total, Some(2));
    user.client.change_jobs(&BulkJobAction::Delete { job_ids }).await.unwrap();
    assert_eq!(problem(user.client.get_job(one.id).await).status, 404);
    let nothing = BulkJobAction::Archive { job_ids: Vec::new() };
    assert_eq!(problem(user.client.change_jobs(&nothing).await).errors[0].pointer, "/job_ids");
    app.stop().await;
}

#[tokio::test]
async fn jobs_are_exported_as_they_are_filtered() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    user.client.create_job(&fields()).await.unwrap();
    user.client.create_job(&JobFields { title: "测试工程师".into(), ..fields() }).await.unwrap();
    let wanted = JobQuery { q: Some("测试".into()), ..JobQuery::default() };
    let export =
        String::from_utf8(user.client.export_jobs(&wanted, SheetFormat::Csv).await.unwrap()).unwrap();
    assert_eq!(export.lines().count(), 2, "{export}");
    let workbook = user.client.export_jobs(&wanted, SheetFormat::Xlsx).await.unwrap();
    assert!(workbook.starts_with(b"PK"), "a workbook is a ZIP archive");
    app.stop().await;
}
