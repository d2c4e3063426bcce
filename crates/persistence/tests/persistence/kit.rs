//! A database for a test, with two organizations in it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::candidates::CandidateFields;
use domain::companies::CompanyFields;
use domain::jobs::JobFields;
use domain::page::{Paging, SortKey};
use domain::{Actor, Coded, Locale, Permission, Role, Secret};
use persistence::candidates::NewCandidate;
use persistence::jobs::NewJob;
use persistence::sign_in::NewAccount;
use persistence::{Clock, Db, Options, Scope, candidates, companies, jobs, sign_in};
use sea_orm::{ConnectionTrait, Database};
use uuid::Uuid;

/// What a test works on.
pub struct World {
    pub db: Db,
    pub clock: Clock,
    /// The admin of the organization under test.
    pub us: Actor,
    /// The admin of another organization, whose rows nobody else may see.
    pub them: Actor,
    pub their_job: Uuid,
    pub their_candidate: Uuid,
    pub their_company: Uuid,
    pub url: String,
}

/// Runs a test on each database there is.
pub async fn on_each(test: impl AsyncFn(&World)) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("bole.sqlite").display());
    eprintln!("on SQLite");
    run(&url, &test).await;
    for (name, variable) in [("PostgreSQL", "BOLE_TEST_POSTGRES_URL"), ("MariaDB", "BOLE_TEST_MYSQL_URL")] {
        let Ok(server) = std::env::var(variable) else { continue };
        eprintln!("on {name}");
        let database = fresh_name();
        let admin = Database::connect(&server).await.expect("the test server");
        admin.execute_unprepared(&format!("CREATE DATABASE {database}")).await.expect("a database");
        let (base, _) = server.rsplit_once('/').expect("a URL with a database");
        run(&format!("{base}/{database}"), &test).await;
        admin.execute_unprepared(&format!("DROP DATABASE {database}")).await.expect("dropping the database");
    }
}

async fn run(url: &str, test: &impl AsyncFn(&World)) {
    let world = World::new(url).await;
    test(&world).await;
    world.they_are_untouched().await;
    world.db.close().await.expect("closing");
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("bole_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst))
}

impl World {
    async fn new(url: &str) -> Self {
        let clock = Clock::fixed("2026-11-24T08:00:00.123456Z".parse::<DateTime<Utc>>().expect("a time"));
        let options =
            Options { max_connections: 8, acquire_timeout: Duration::from_secs(60), clock: clock.clone() };
        let db = Db::connect(url, options).await.expect("connecting");
        db.migrate().await.expect("migrating");
        let first =
            sign_in::found_installation(&db, &account("zhang"), "千里马猎头").await.expect("the first user");
        let second =
            sign_in::found_organization(&db, &account("other"), "Others Ltd").await.expect("the second");
        let us = sign_in::actor(&db, first.user.id, first.organization.id).await.expect("us");
        let them = sign_in::actor(&db, second.user.id, second.organization.id).await.expect("them");
        let (their_company, their_job, their_candidate) = db
            .scope(&them, Permission::JobCreate, async |scope| {
                let company = companies::insert(scope, company("Their Company")).await?;
                let job =
                    jobs::insert(scope, NewJob { fields: job("Their Job"), ..NewJob::default() }).await?;
                let candidate = candidates::insert(scope, new_candidate("Their Candidate")).await?;
                Ok((company.id, job.id, candidate.id))
            })
            .await
            .expect("their rows");
        Self { db, clock, us, them, their_job, their_candidate, their_company, url: url.to_owned() }
    }

    /// Whatever a test did, the other organization is as it was.
    async fn they_are_untouched(&self) {
        self.db
            .read(&self.them, Permission::JobRead, async |scope| {
                assert_eq!(jobs::find(scope, self.their_job).await?.version, 1);
                assert_eq!(candidates::find(scope, self.their_candidate).await?.version, 1);
                assert_eq!(companies::find(scope, self.their_company).await?.version, 1);
                let all = candidates::list(scope, &Default::default(), &Paging::default()).await?;
                assert_eq!(all.total, 1, "nothing of ours is with them");
                Ok(())
            })
            .await
            .expect("their rows are there");
    }

    /// Another member of our organization.
    pub async fn colleague(&self, username: &str, role: Role) -> Actor {
        let org = self.us.organization_id;
        let user =
            sign_in::join_organization(&self.db, &account(username), org, Some(role)).await.expect("joining");
        sign_in::actor(&self.db, user.id, org).await.expect("an actor")
    }

    /// One unit of work of ours that must succeed.
    pub async fn work<T>(&self, work: impl AsyncFnOnce(&Scope) -> domain::Result<T>) -> T {
        self.db.scope(&self.us, Permission::JobUpdate, work).await.expect("the work")
    }

    /// One unit of work of ours that may fail.
    pub async fn try_work<T>(
        &self,
        work: impl AsyncFnOnce(&Scope) -> domain::Result<T>,
    ) -> domain::Result<T> {
        self.db.scope(&self.us, Permission::JobUpdate, work).await
    }
}

pub fn account(username: &str) -> NewAccount {
    NewAccount {
        username: username.to_owned(),
        email: format!("{username}@example.com"),
        first_name: "伟".to_owned(),
        last_name: "张".to_owned(),
        password_hash: Secret::new("hash"),
        locale: Locale::Zh,
        identity: None,
    }
}

pub fn company(name: &str) -> CompanyFields {
    CompanyFields { name: name.to_owned(), ..CompanyFields::default() }
}

pub fn job(title: &str) -> JobFields {
    JobFields { title: title.to_owned(), keywords: Some(Vec::new()), ..JobFields::default() }
}

pub fn new_job(title: &str) -> NewJob {
    NewJob { fields: job(title), ..NewJob::default() }
}

pub fn candidate(name: &str) -> CandidateFields {
    CandidateFields { name: name.to_owned(), keywords: Some(Vec::new()), ..CandidateFields::default() }
}

pub fn new_candidate(name: &str) -> NewCandidate {
    NewCandidate { fields: candidate(name), ..NewCandidate::default() }
}

pub fn strings(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

pub fn sorted_by(keys: &str) -> Paging {
    Paging { sort: SortKey::parse_list(keys), ..Paging::default() }
}

/// The stable word of a failure, which is what a caller acts on.
pub fn word<T: std::fmt::Debug>(result: domain::Result<T>) -> &'static str {
    result.expect_err("a failure").code().code()
}
