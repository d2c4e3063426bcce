//! `bole import-django`, on a database that Django 4.2 made: the program itself, beside a server that runs.

use std::path::{Path, PathBuf};

use api::auth::LoginRequest;
use api::candidate_groups::CandidateGroupQuery;
use api::candidates::{CandidateQuery, ConsentStatus};
use api::companies::CompanyQuery;
use api::email_accounts::{EmailAccountQuery, TestRequest};
use api::email_templates::EmailTemplateQuery;
use api::jobs::{JobQuery, JobStatus};
use api::models::PageQuery;
use api::{Code, Secret};
use bole_tests::smtp_server::SmtpServer;
use bole_tests::{TestApp, User, problem, program};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

/// A mailbox's password as it travels: the address and 邮箱密码.
const AUTHENTICATION: &str = "AUTH PLAIN AHdhbmdAaHVudGVycy5leGFtcGxlAOmCrueuseWvhueggQ==";

/// The database of a Django project, and the key of its secrets.
struct Django {
    folder: TempDir,
    key: String,
}

impl Django {
    async fn new(smtp: &SmtpServer) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = make(&folder.path().join("db.sqlite3"), smtp.port, &[]).await;
        Self { folder, key: key.trim().to_owned() }
    }

    /// People work on with the Django project.
    async fn pass(&self) {
        make(&self.file("db.sqlite3"), 0, &["later"]).await;
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the program says to standard output, or else to standard error.
    async fn try_import(&self, app: &TestApp, arguments: &[&str]) -> Result<String, String> {
        let output = Command::new(program())
            .arg("import-django")
            .args(arguments)
            .env("DJANGO_DATABASE_URL", format!("sqlite://{}", self.file("db.sqlite3").display()))
            .env("BOLE_DATABASE_URL", app.database_url())
            .env("BOLE_DATA_DIR", app.data_dir())
            .env("BOLE_LOG", "warn")
            .current_dir(self.folder.path())
            .output()
            .await
            .unwrap();
        let said = |bytes| String::from_utf8(bytes).unwrap();
        if output.status.success() { Ok(said(output.stdout)) } else { Err(said(output.stderr)) }
    }

    /// The report on an import with the right key.
    async fn import(&self, app: &TestApp, arguments: &[&str]) -> Value {
        let arguments = [&["--json", "--fernet-key", &self.key], arguments].concat();
        serde_json::from_str(&self.try_import(app, &arguments).await.unwrap()).unwrap()
    }
}

async fn make(database: &Path, smtp_port: u16, arguments: &[&str]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/django-database.sh");
    let output = Command::new(script)
        .arg(database)
        .args(arguments)
        .env("SMTP_PORT", smtp_port.to_string())
        .output()
        .await
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// By kind of row: read, created, updated, unchanged, matched, skipped.
fn numbers(report: &Value) -> Vec<(&str, [u64; 6])> {
    let number = |value: &Value| value.as_u64().unwrap_or_else(|| value.as_array().unwrap().len() as u64);
    let fields = ["read", "created", "updated", "unchanged", "matched", "skipped"];
    let tables = report["tables"].as_array().unwrap().iter();
    tables.map(|table| (table["kind"].as_str().unwrap(), fields.map(|field| number(&table[field])))).collect()
}

fn table<'a>(report: &'a Value, kind: &str) -> &'a Value {
    report["tables"].as_array().unwrap().iter().find(|table| table["kind"] == kind).unwrap()
}

async fn sign_in(app: &TestApp, login: &str, password: &str) -> User {
    let request = LoginRequest { login: login.to_owned(), password: Secret::new(password) };
    app.user(app.guest().login(&request).await.unwrap())
}

#[tokio::test]
async fn a_django_database_is_taken_over_once_and_then_what_has_changed() {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let django = Django::new(&smtp).await;
    let stranger = app.register("bole").await;

    let rehearsed = django.import(&app, &["--new-organization", "旧系统", "--dry-run"]).await;
    assert_eq!((&rehearsed["dry_run"], &rehearsed["organization"]), (&json!(true), &json!("旧系统 (new)")));
    let expected = [
        ("user", [5, 4, 0, 0, 0, 1]),
        ("company", [3, 1, 0, 0, 1, 1]),
        ("job", [4, 2, 0, 0, 0, 2]),
        ("candidate", [5, 3, 0, 0, 0, 2]),
        ("candidate_group", [1, 1, 0, 0, 0, 0]),
        ("group_member", [3, 2, 0, 0, 0, 1]),
        ("email_template", [3, 2, 0, 0, 0, 1]),
        ("email_account", [1, 1, 0, 0, 0, 0]),
        ("api_key", [4, 2, 0, 0, 0, 2]),
    ];
    assert_eq!(numbers(&rehearsed), expected);

    let done = django.import(&app, &["--new-organization", "旧系统"]).await;
    assert_eq!(done["organization"], "旧系统", "the rehearsal made nothing");
    assert_eq!(numbers(&done), expected);
    assert_eq!(table(&done, "job")["skipped"][0], json!({"key": "3", "reason": "invalid: /title=required"}));
    let again = django.import(&app, &[]).await;
    let untouched = expected.map(|(kind, [read, created, _, _, matched, skipped])| {
        (kind, [read, 0, 0, created + matched, 0, skipped])
    });
    assert_eq!(numbers(&again), untouched);

    django.pass().await;
    let later = django.import(&app, &[]).await;
    assert_eq!(numbers(&later)[3], ("candidate", [6, 1, 1, 2, 0, 2]));
    let wang = sign_in(&app, "wang.fang", "wang-伯乐-2022").await;
    let changed = wang.client.list_candidates(&query("李思远")).await.unwrap();
    assert_eq!(changed.items[0].current_position.as_deref(), Some("首席架构师"));
    assert_eq!(wang.client.list_candidates(&CandidateQuery::default()).await.unwrap().total, Some(4));
    let theirs = stranger.client.list_candidates(&CandidateQuery::default()).await.unwrap();
    assert_eq!(theirs.total, Some(0), "another organization gets nothing of it");
    app.stop().await;
}

#[tokio::test]
async fn people_sign_in_with_their_old_passwords_and_find_their_work() {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let django = Django::new(&smtp).await;
    django.import(&app, &[]).await;

    let boss = sign_in(&app, "boss", "boss-千里马-2021").await;
    assert!(boss.profile.is_superuser, "whoever comes first is the operator");
    assert_eq!(
        (boss.profile.display_name.as_str(), boss.profile.roles.as_slice()),
        ("伯雷", ["admin".to_owned()].as_slice())
    );
    assert_eq!(boss.client.get_organization().await.unwrap().name, "伯雷的团队");
    let wang = sign_in(&app, "wang@hunters.example", "wang-伯乐-2022").await;
    assert_eq!(wang.profile.roles, ["consultant"]);
    let again = sign_in(&app, "wang.fang", "wang-伯乐-2022").await;
    assert_eq!(again.profile.id, wang.profile.id, "the hash that was renewed fits too");
    for (login, password) in [
        ("wang.fang", "wrong"),
        ("gone", "gone-常有-2020"),
        ("unusable_hunters.example", "!"),
        ("nomail", "nomail-常有-2020"),
    ] {
        let request = LoginRequest { login: login.to_owned(), password: Secret::new(password) };
        problem(app.guest().login(&request).await);
    }

    jobs_and_companies(&wang).await;
    candidates(&wang).await;
    mail(&wang, &smtp).await;
    api_keys(&wang).await;
    app.stop().await;
}

async fn api_keys(wang: &User) {
    let keys = wang.client.list_api_keys(&PageQuery::default()).await.unwrap().items;
    let hint = |provider: &str, name: &str| {
        let key = keys.iter().find(|key| key.provider == provider && key.name == name).unwrap();
        (key.is_shared, key.key_hint.as_str())
    };
    assert_eq!(hint("qwen", "我的"), (false, "…wang"));
    assert_eq!(hint("deepseek", "deepseek"), (true, "…team"), "what was nobody's is the organization's");
    assert_eq!(keys.len(), 2);
}

async fn jobs_and_companies(wang: &User) {
    let companies = wang.client.list_companies(&CompanyQuery::default()).await.unwrap().items;
    let [tianhe] = companies.as_slice() else { panic!("{companies:?}") };
    assert_eq!(
        (tianhe.name.as_str(), tianhe.city.as_deref(), tianhe.open_jobs),
        ("天河智能", Some("上海"), 1)
    );
    let jobs = wang.client.list_jobs(&JobQuery { sort: Some("title".into()), ..JobQuery::default() }).await;
    let jobs = jobs.unwrap().items;
    let [analyst, java] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!(java.company.as_ref().map(|company| company.id), Some(tianhe.id));
    assert_eq!((java.status, analyst.status), (JobStatus::InProgress, JobStatus::Closed));
    assert_eq!(
        (java.salary_min, java.salary_max, java.salary_months),
        (Some(30_000), Some(50_000), Some(16))
    );
    assert_eq!((java.min_experience_years, json!(java.education_required)), (Some(5.5), json!("bachelor")));
    assert_eq!(java.locations, ["上海", "杭州"]);
    assert_eq!(java.level_set, ["高级", "P7"]);
    assert!(
        ["java", "kubernetes"].iter().all(|code| java.keywords.contains(&(*code).to_owned())),
        "{java:?}"
    );
    assert_eq!(json!(java.source), "imported");
    assert_eq!(java.created_by.as_ref().map(|user| user.name.as_str()), Some("王芳"));
}

async fn candidates(wang: &User) {
    let list = wang.client.list_candidates(&query("李思远")).await.unwrap().items;
    let [li] = list.as_slice() else { panic!("{list:?}") };
    assert_eq!(li.emails, ["Siyuan.Li@example.com"]);
    assert_eq!(li.phone.as_deref(), Some("+8613800138000"));
    assert_eq!((li.experience_years, json!(li.education_level)), (Some(8.0), json!("master")));
    assert!(li.education.as_deref().unwrap().contains("复旦大学"));
    assert_eq!((li.expected_salary_min, json!(li.expected_salary_period)), (Some(500_000), json!("year")));
    assert_eq!((li.external_id.as_deref(), li.consent_status), (Some("R-1"), ConsentStatus::Unknown));
    assert!(
        li.keywords.contains(&"java".to_owned()) && li.keywords.contains(&"microservices".to_owned()),
        "{li:?}"
    );
    assert_eq!(li.owner.as_ref().map(|owner| owner.name.as_str()), Some("王芳"));
    let ada = wang.client.list_candidates(&query("Lovelace")).await.unwrap().items;
    assert_eq!((ada[0].emails.len(), ada[0].external_id.as_deref()), (0, None));
    let chen = wang.client.list_candidates(&query("陈晨")).await.unwrap().items;
    assert_eq!(chen[0].emails, ["chen@example.com", "chen.c@example.com"]);
    let groups = wang.client.list_candidate_groups(&CandidateGroupQuery::default()).await.unwrap().items;
    assert_eq!((groups[0].name.as_str(), groups[0].members), ("上海 Java 重点人选", 2));
}

async fn mail(wang: &User, smtp: &SmtpServer) {
    let query = EmailTemplateQuery { sort: Some("created_at".into()), ..EmailTemplateQuery::default() };
    let templates = wang.client.list_email_templates(&query).await.unwrap().items;
    let mut names: Vec<_> = templates.iter().map(|template| template.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["首次联系", "首次联系 (2)"]);
    let first = templates.iter().find(|template| template.name == "首次联系").unwrap();
    assert_eq!(first.body, "{{candidate.name}}，您好：\n\nA&B 诚邀 {{job.title}}\n{{user.signature}}");
    assert!(first.shared);
    let accounts = wang.client.list_email_accounts(&EmailAccountQuery::default()).await.unwrap().items;
    let [account] = accounts.as_slice() else { panic!("{accounts:?}") };
    assert!(account.has_password);
    let report = wang.client.test_email_account(account.id, TestRequest::default()).await.unwrap();
    assert!(report.ok, "{report:?}");
    assert_eq!(smtp.heard(AUTHENTICATION), 1);
}

#[tokio::test]
async fn rows_join_what_is_in_an_organization_and_secrets_can_follow_later() {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let django = Django::new(&smtp).await;
    let bole = app.register("bole").await;
    let tianhe = serde_json::from_value(json!({"name": "天河智能", "city": "北京"})).unwrap();
    let tianhe = bole.client.create_company(&tianhe).await.unwrap();
    app.stranger("nomail").await;
    let ours = ["--organization", "bole 猎头", "--email-domain", "example.com"];

    let report = django.try_import(&app, &[&ours[..], &["--json"]].concat()).await.unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(numbers(&report)[0], ("user", [5, 4, 0, 0, 0, 1]), "{report}");
    let reason = table(&report, "user")["skipped"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("in another organization"), "nobody is brought in who was not asked: {reason}");
    assert_eq!(numbers(&report)[1], ("company", [3, 0, 0, 0, 2, 1]));
    assert_eq!(numbers(&report)[7], ("email_account", [1, 1, 0, 0, 0, 0]));
    assert_eq!(numbers(&report)[8], ("api_key", [4, 0, 0, 0, 0, 4]));
    assert_eq!(
        bole.client.get_company(tianhe.id).await.unwrap().city.as_deref(),
        Some("北京"),
        "ours stays ours"
    );

    let report = django.import(&app, &ours).await;
    assert_eq!(numbers(&report)[3], ("candidate", [5, 0, 0, 3, 0, 2]));
    assert_eq!(numbers(&report)[7], ("email_account", [1, 0, 1, 0, 0, 0]));
    assert_eq!(numbers(&report)[8], ("api_key", [4, 2, 0, 0, 0, 2]));
    let keys = bole.client.list_api_keys(&PageQuery::default()).await.unwrap().items;
    assert_eq!(keys.iter().map(|key| key.key_hint.as_str()).collect::<Vec<_>>(), ["…team"]);

    // Whoever was erased here is not brought back by a change there.
    let li = bole.client.list_candidates(&query("李思远")).await.unwrap().items[0].id;
    bole.client.delete_candidate(li, api::candidates::DeleteQuery { erase: Some(true) }).await.unwrap();
    django.pass().await;
    let report = django.import(&app, &ours).await;
    assert_eq!(numbers(&report)[3], ("candidate", [6, 1, 0, 2, 0, 3]));
    assert_eq!(bole.client.list_candidates(&query("李思远")).await.unwrap().total, Some(0));
    app.stop().await;
}

#[tokio::test]
async fn other_names_are_mapped_by_a_file_and_faults_are_told() {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let django = Django::new(&smtp).await;
    let bole = app.register("bole").await;
    let into = ["--organization", "bole 猎头", "--mapping", "names.toml"];
    std::fs::write(
        django.file("names.toml"),
        "[company]\ntable = \"clients\"\n[job]\nnotes = \"department\"\n",
    )
    .unwrap();
    let text = django.try_import(&app, &[&into[..], &["--dry-run"]].concat()).await.unwrap();
    assert!(text.starts_with("Would import into bole 猎头\n"), "{text}");
    assert!(text.contains("company: no table\n"), "{text}");
    assert!(text.contains("no column for company_name, salary_min, salary_max, keywords"), "{text}");
    assert_eq!(bole.client.list_jobs(&JobQuery::default()).await.unwrap().total, Some(0));

    app.colleague(&bole, "nomail", None).await;
    let report =
        django.import(&app, &[&into[..], &["--dry-run", "--email-domain", "example.com"]].concat()).await;
    assert_eq!(numbers(&report)[0], ("user", [5, 4, 0, 0, 1, 0]), "a colleague's account is theirs");

    std::fs::write(django.file("names.toml"), "[job]\ntitel = \"x\"\n").unwrap();
    let said = django.try_import(&app, &into).await.unwrap_err();
    assert!(said.contains("names.toml: titel in [job]"), "{said}");
    let said = django.try_import(&app, &["--fernet-key", "short"]).await.unwrap_err();
    assert!(said.contains("the Fernet key"), "{said}");
    let said = django.try_import(&app, &["--organization", "nowhere"]).await.unwrap_err();
    assert!(said.contains("organization not found"), "{said}");
    let said = django.try_import(&app, &["--url", "sqlite:///nowhere/db.sqlite3"]).await.unwrap_err();
    assert!(said.contains("the database to import from"), "{said}");
    let missing = LoginRequest { login: "boss".to_owned(), password: Secret::new("boss-千里马-2021") };
    assert_eq!(problem(app.guest().login(&missing).await).code, Code::InvalidCredentials);
    app.stop().await;
}

fn query(words: &str) -> CandidateQuery {
    CandidateQuery { q: Some(words.to_owned()), ..CandidateQuery::default() }
}
