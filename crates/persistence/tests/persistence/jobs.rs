use domain::jobs::{JobFilter, JobStatus};
use domain::logs::{SubjectType, Verb};
use domain::page::Paging;
use persistence::changes::{self, ChangeKind, Feed};
use persistence::jobs::{self, JobKeys, NewJob, Removed};
use persistence::{action_logs, companies};

use crate::kit::{company, job, new_job, on_each, sorted_by, strings, word};

#[tokio::test]
async fn a_job_comes_back_as_it_was_written() {
    on_each(async |world| {
        let mut fields = job(" 高级 Java 开发工程师 ");
        fields.company_name = Some("天河智能".to_owned());
        fields.salary_range = Some("30-50K·16薪".to_owned());
        fields.salary_min = Some(30_000);
        fields.salary_max = Some(50_000);
        fields.salary_period = Some(domain::jobs::SalaryPeriod::Month);
        fields.salary_months = Some(16);
        fields.locations = strings(&["上海", "杭州"]);
        fields.keywords = Some(strings(&["java", "spring-boot"]));
        fields.must_keywords = strings(&["java"]);
        fields.min_experience_years = Some(3.5);
        fields.education_required = Some(domain::jobs::EducationLevel::Bachelor);
        fields.job_description = Some("长".repeat(50_000));
        let saved = world
            .work(async |scope| {
                jobs::insert(scope, NewJob { fields: fields.clone(), ..NewJob::default() }).await
            })
            .await;
        let found = world.work(async |scope| jobs::find(scope, saved.id).await).await;
        assert_eq!(found, saved);
        assert_eq!(found.company.as_ref().map(|company| company.name.as_str()), Some("天河智能"));
        assert_eq!(found.created_by.as_ref().map(|user| user.name.as_str()), Some("张伟"));
        let expected = domain::jobs::JobFields {
            title: "高级 Java 开发工程师".to_owned(),
            company_id: found.company.as_ref().map(|company| company.id),
            company_name: None,
            ..fields.clone()
        };
        assert_eq!(found.fields, expected);
        assert_eq!(found.created_at, world.clock.now());
    })
    .await;
}

#[tokio::test]
async fn an_update_with_a_version_that_is_old_is_refused() {
    on_each(async |world| {
        let saved = world.work(async |scope| jobs::insert(scope, new_job("a")).await).await;
        let second = world.work(async |scope| jobs::update(scope, saved.id, job("b"), Some(1)).await).await;
        assert_eq!((second.version, second.fields.title.as_str()), (2, "b"));
        let stale =
            world.try_work(async |scope| jobs::update(scope, saved.id, job("c"), Some(1)).await).await;
        assert_eq!(word(stale), "stale_version");
        let third = world.work(async |scope| jobs::update(scope, saved.id, job("c"), None).await).await;
        assert_eq!(third.version, 3, "without a version the last write wins");
        let same = world.work(async |scope| jobs::update(scope, saved.id, job("c"), Some(3)).await).await;
        assert_eq!(same.version, 3, "nothing changed");
    })
    .await;
}

#[tokio::test]
async fn of_two_writers_that_saw_the_same_version_one_wins() {
    on_each(async |world| {
        let saved = world.work(async |scope| jobs::insert(scope, new_job("a")).await).await;
        let write = |title: &'static str| {
            let (db, us, id) = (world.db.clone(), world.us.clone(), saved.id);
            tokio::spawn(async move {
                let permission = domain::Permission::JobUpdate;
                db.scope(&us, permission, async |scope| jobs::update(scope, id, job(title), Some(1)).await)
                    .await
            })
        };
        let outcomes = [write("b"), write("c"), write("d")];
        let mut won = 0;
        for outcome in outcomes {
            match outcome.await.expect("no panic") {
                Ok(_) => won += 1,
                Err(error) => assert_eq!(error.code().as_str(), "stale_version"),
            }
        }
        assert_eq!(won, 1);
    })
    .await;
}

#[tokio::test]
async fn lists_filter_search_sort_and_page() {
    on_each(async |world| {
        let make = |title: &str, places: &[&str], keywords: &[&str], salary: Option<i64>| {
            let mut fields = job(title);
            fields.locations = strings(places);
            fields.keywords = Some(strings(keywords));
            fields.salary_max = salary;
            fields.job_requirement = Some(format!("{title} 要求 100% C++_x"));
            NewJob { fields, ..NewJob::default() }
        };
        let ids = world
            .work(async |scope| {
                let new = vec![
                    make("后端开发", &["上海"], &["java", "mysql"], Some(3)),
                    make("前端开发", &["上海", "北京"], &["react"], None),
                    make("Ｄata 工程师", &["深圳"], &["java"], Some(1)),
                ];
                jobs::insert_many(scope, new).await
            })
            .await;
        let titles = async |filter: JobFilter, paging: Paging| {
            let page = world.work(async |scope| jobs::list(scope, &filter, &paging).await).await;
            page.items.into_iter().map(|job| job.fields.title).collect::<Vec<_>>()
        };
        let q = |text: &str| JobFilter { q: Some(text.to_owned()), ..JobFilter::default() };
        assert_eq!(titles(q("DATA 工程"), Paging::default()).await, ["Ｄata 工程师"]);
        assert_eq!(titles(q("100%"), Paging::default()).await.len(), 3);
        assert_eq!(titles(q("100_"), Paging::default()).await.len(), 0, "an underscore is no wildcard");
        assert_eq!(titles(q("c++_x 后端"), Paging::default()).await, ["后端开发"]);
        let java = JobFilter { keyword: strings(&["java"]), ..JobFilter::default() };
        assert_eq!(titles(java, sorted_by("salary_max")).await, ["Ｄata 工程师", "后端开发"]);
        let both = JobFilter { keyword: strings(&["java", "mysql"]), ..JobFilter::default() };
        assert_eq!(titles(both, Paging::default()).await, ["后端开发"]);
        let north = JobFilter { location: strings(&["北京", "深圳"]), ..JobFilter::default() };
        assert_eq!(titles(north, sorted_by("title")).await, ["前端开发", "Ｄata 工程师"]);
        for order in ["salary_max", "-salary_max"] {
            let last = titles(JobFilter::default(), sorted_by(order)).await.pop();
            assert_eq!(last.as_deref(), Some("前端开发"), "without a salary comes last by {order}");
        }
        let second = Paging { page: 2, per_page: 2, ..sorted_by("created_at") };
        let page = world.work(async |scope| jobs::list(scope, &JobFilter::default(), &second).await).await;
        assert_eq!((page.items.len(), page.total), (1, 3));
        let unknown =
            world.try_work(async |scope| jobs::list(scope, &q("x"), &sorted_by("notes")).await).await;
        assert_eq!(word(unknown), "invalid");
        let walked = world
            .work(async |scope| jobs::cursor(scope, &JobFilter::default(), Some(ids[0]), 10).await)
            .await;
        assert_eq!(walked.iter().map(|job| job.id).collect::<Vec<_>>(), ids[1..]);
    })
    .await;
}

#[tokio::test]
async fn a_job_moves_only_along_its_arrows_and_every_move_is_in_its_timeline() {
    on_each(async |world| {
        let saved = world.work(async |scope| jobs::insert(scope, new_job("a")).await).await;
        let refused = world
            .try_work(async |scope| jobs::set_status(scope, saved.id, JobStatus::Success, None).await)
            .await;
        assert_eq!(word(refused), "invalid_transition");
        let moved = world
            .work(async |scope| jobs::set_status(scope, saved.id, JobStatus::InProgress, Some(1)).await)
            .await;
        assert_eq!((moved.status, moved.version), (JobStatus::InProgress, 2));
        let timeline = world
            .work(async |scope| {
                action_logs::timeline(scope, (SubjectType::Job, saved.id), &Paging::default()).await
            })
            .await;
        let verbs: Vec<_> = timeline.items.iter().map(|line| line.verb).collect();
        assert_eq!(verbs, [Verb::StatusChanged, Verb::Created]);
        assert_eq!(
            timeline.items[0].changes["status"],
            [serde_json::json!("pending"), serde_json::json!("in_progress")]
        );
        assert_eq!(timeline.items[0].user.as_ref().map(|user| user.id), Some(world.us.user_id));
    })
    .await;
}

#[tokio::test]
async fn a_company_with_jobs_stays_and_its_name_is_taken_once() {
    on_each(async |world| {
        let mut fields = job("a");
        fields.company_name = Some("天河智能".to_owned());
        let new = vec![
            NewJob { fields: fields.clone(), ..NewJob::default() },
            NewJob { fields, ..NewJob::default() },
        ];
        world.work(async |scope| jobs::insert_many(scope, new.clone()).await).await;
        let found = world
            .work(async |scope| companies::list(scope, &Default::default(), &Paging::default()).await)
            .await;
        assert_eq!(found.total, 1, "one company for both jobs");
        assert_eq!(found.items[0].open_jobs, 2);
        let id = found.items[0].id;
        let deleted = world.try_work(async |scope| companies::delete(scope, id, None).await).await;
        assert_eq!(word(deleted), "in_use");
        let again = world.try_work(async |scope| companies::insert(scope, company("天河智能")).await).await;
        assert_eq!(word(again), "name_taken");
        world.work(async |scope| companies::insert(scope, company("Their Company")).await).await;
    })
    .await;
}

#[tokio::test]
async fn the_same_title_at_the_same_company_is_a_duplicate() {
    on_each(async |world| {
        let mut fields = job("Java 开发");
        fields.company_name = Some("天河 智能".to_owned());
        let saved = world
            .work(async |scope| {
                jobs::insert(scope, NewJob { fields: fields.clone(), ..NewJob::default() }).await
            })
            .await;
        let keys = [
            JobKeys { title: "JAVA开发".to_owned(), company_name: Some("天河智能".to_owned()) },
            JobKeys { title: "Java 开发".to_owned(), company_name: None },
            JobKeys { title: "Their Job".to_owned(), company_name: None },
        ];
        let found = world.work(async |scope| jobs::find_duplicates(scope, &keys).await).await;
        assert_eq!(found[0].iter().map(|duplicate| duplicate.id).collect::<Vec<_>>(), [saved.id]);
        assert!(found[1].is_empty() && found[2].is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_change_feed_tells_each_change_in_order() {
    on_each(async |world| {
        let org = world.us.organization_id;
        let start = changes::latest(&world.db, org).await.expect("a number");
        let ids =
            world.work(async |scope| jobs::insert_many(scope, vec![new_job("a"), new_job("b")]).await).await;
        let removed = world.work(async |scope| jobs::delete(scope, ids[0], None).await).await;
        assert_eq!(removed, Removed::Deleted);
        let Feed::Changes(feed) = changes::since(&world.db, org, start, 100).await.expect("the feed") else {
            panic!("behind")
        };
        let seen: Vec<_> = feed.iter().map(|change| (change.seq, change.kind, change.subject_id)).collect();
        let job = ChangeKind::Job;
        assert_eq!(seen, [(start + 1, job, ids[0]), (start + 2, job, ids[1]), (start + 3, job, ids[0])]);
        assert_eq!(changes::latest(&world.db, org).await.expect("a number"), start + 3);
        let rest = changes::since(&world.db, org, start + 3, 100).await.expect("the feed");
        assert_eq!(rest, Feed::Changes(Vec::new()));
        assert_eq!(changes::since(&world.db, org, start - 5, 100).await.expect("the feed"), Feed::Behind);
    })
    .await;
}

#[tokio::test]
async fn archived_jobs_leave_the_list_and_can_come_back() {
    on_each(async |world| {
        let saved = world.work(async |scope| jobs::insert(scope, new_job("a")).await).await;
        let total = async |archived| {
            let filter = JobFilter { archived, ..JobFilter::default() };
            world.work(async |scope| jobs::list(scope, &filter, &Paging::default()).await).await.total
        };
        world.work(async |scope| jobs::archive(scope, saved.id, None).await).await;
        assert_eq!((total(false).await, total(true).await), (0, 1));
        world.work(async |scope| jobs::restore_many(scope, &[saved.id]).await).await;
        assert_eq!((total(false).await, total(true).await), (1, 0));
    })
    .await;
}
