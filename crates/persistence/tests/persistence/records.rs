use chrono::{FixedOffset, TimeDelta};
use domain::email_templates::EmailTemplateFields;
use domain::jobs::JobStatus;
use domain::keywords::Keyword;
use domain::models::{AiUsage, CallOutcome, ModelConfigFields, Purpose};
use domain::page::Paging;
use domain::{Permission, Role, Secret};
use persistence::api_keys::{self, NewApiKey};
use persistence::email_templates::{self, EmailTemplateFilter};
use persistence::idempotency_keys::{self, Answer, Begun};
use persistence::{ai_usage, candidates, dashboard, jobs, keywords, llm_configs, maintenance, organizations};
use serde_json::json;
use uuid::Uuid;

use crate::kit::{new_candidate, new_job, on_each, strings, word};

#[tokio::test]
async fn templates_are_one_s_own_until_they_are_shared() {
    on_each(async |world| {
        let mut fields = EmailTemplateFields {
            name: "首次联系".into(),
            subject: "{{job.title}}".into(),
            body: "您好".into(),
            shared: false,
        };
        let saved = world.work(async |scope| email_templates::insert(scope, fields.clone()).await).await;
        let colleague = world.colleague("colleague", Role::Consultant).await;
        let seen = async || {
            let list = async |scope: &persistence::Scope| {
                email_templates::list(scope, &EmailTemplateFilter::default(), &Paging::default()).await
            };
            world.db.read(&colleague, Permission::TemplateRead, list).await.expect("a list").total
        };
        assert_eq!(seen().await, 0);
        fields.shared = true;
        world
            .work(async |scope| email_templates::update(scope, saved.id, fields.clone(), Some(1)).await)
            .await;
        assert_eq!(seen().await, 1);
        let twice = world.try_work(async |scope| email_templates::insert(scope, fields.clone()).await).await;
        assert_eq!(word(twice), "name_taken");
        world.work(async |scope| email_templates::delete(scope, saved.id, Some(2)).await).await;
        assert_eq!(seen().await, 0);
    })
    .await;
}

#[tokio::test]
async fn one_s_own_key_goes_before_the_organization_s_and_others_never_see_it() {
    on_each(async |world| {
        let key = |shared, name: &str| NewApiKey {
            id: Uuid::now_v7(),
            shared,
            provider: "qwen".into(),
            name: name.into(),
            sealed_key: Secret::new(format!("sealed {name}")),
            key_hint: "abcd".into(),
            base_url: None,
        };
        let shared = world.work(async |scope| api_keys::insert(scope, key(true, "ours")).await).await;
        let own = world
            .db
            .own(&world.us, async |scope| api_keys::insert(scope, key(false, "mine")).await)
            .await
            .expect("added");
        let used = world.work(async |scope| api_keys::usable(scope).await).await;
        assert_eq!((used[0].key.id, used[0].sealed_key.expose()), (own.id, "sealed mine"));
        assert_eq!(used[1].key.id, shared.id);
        let mine = world
            .db
            .read_own(&world.us, async |scope| api_keys::list(scope, &Paging::default()).await)
            .await
            .expect("keys");
        assert_eq!(mine.total, 1, "the organization's is not among one's own");
        let colleague = world.colleague("colleague", Role::Admin).await;
        let used =
            world.db.read(&colleague, Permission::ModelRead, async |scope| api_keys::usable(scope).await);
        let used: Vec<Uuid> = used.await.expect("a look").into_iter().map(|sealed| sealed.key.id).collect();
        assert_eq!(used, [shared.id]);
        let foreign = world
            .db
            .read(&colleague, Permission::ModelRead, async |scope| api_keys::find(scope, own.id).await);
        assert_eq!(word(foreign.await), "not_found");
        let twice = world.try_work(async |scope| api_keys::insert(scope, key(true, "ours")).await).await;
        assert_eq!(word(twice), "name_taken");
    })
    .await;
}

#[tokio::test]
async fn there_is_one_default_configuration_and_what_is_used_stays() {
    on_each(async |world| {
        let config = |name: &str, fallback| ModelConfigFields {
            name: name.into(),
            provider: "qwen".into(),
            model_name: "qwen-plus".into(),
            is_default: true,
            fallback_config_id: fallback,
            ..ModelConfigFields::default()
        };
        let first = world.work(async |scope| llm_configs::insert(scope, config("a", None)).await).await;
        let second =
            world.work(async |scope| llm_configs::insert(scope, config("b", Some(first.id))).await).await;
        let found = world.work(async |scope| llm_configs::active(scope).await).await;
        let order: Vec<_> = found.iter().map(|config| (config.id, config.fields.is_default)).collect();
        assert_eq!(order, [(second.id, true), (first.id, false)]);
        assert_eq!(
            word(world.try_work(async |scope| llm_configs::delete(scope, first.id, None).await).await),
            "in_use"
        );
        let own = world.try_work(async |scope| {
            llm_configs::update(scope, first.id, config("a", Some(first.id)), None).await
        });
        assert_eq!(word(own.await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn own_keywords_are_kept_by_code_and_their_stamp_follows_every_change() {
    on_each(async |world| {
        let keyword = |name: &str| Keyword {
            code: "bole-7".into(),
            category: "technology".into(),
            name_zh: name.into(),
            name_en: "Bole 7".into(),
            aliases: strings(&["伯乐七"]),
            ..Keyword::default()
        };
        let stamp = async || world.work(async |scope| keywords::stamp(scope).await).await;
        let mut stamps = vec![stamp().await];
        world.work(async |scope| keywords::insert(scope, keyword("甲")).await).await;
        stamps.push(stamp().await);
        world.clock.advance(TimeDelta::seconds(1));
        world.work(async |scope| keywords::update(scope, "bole-7", keyword("乙")).await).await;
        stamps.push(stamp().await);
        assert_eq!(world.work(async |scope| keywords::all(scope).await).await, [keyword("乙")]);
        let twice = world.try_work(async |scope| keywords::insert(scope, keyword("丙")).await).await;
        assert_eq!(word(twice), "name_taken");
        world.work(async |scope| keywords::delete(scope, "bole-7").await).await;
        stamps.dedup();
        assert_eq!(stamps.len(), 3);
        assert_eq!(stamp().await, stamps[0]);
    })
    .await;
}

#[tokio::test]
async fn the_first_answer_is_given_again() {
    on_each(async |world| {
        let begin = async |hash: &str| {
            let begin =
                async |scope: &persistence::Scope| idempotency_keys::begin(scope, "POST /x", "k", hash).await;
            world.db.own(&world.us, begin).await
        };
        let Ok(Begun::First(id)) = begin("h").await else { panic!("the first") };
        assert_eq!(word(begin("h").await), "idempotency_in_progress");
        assert_eq!(word(begin("other").await), "idempotency_key_reused");
        let answer = Answer { status: 202, body: "{}".into(), headers: json!({"location": "/y"}) };
        world
            .db
            .own(&world.us, async |scope| idempotency_keys::finish(scope, id, &answer).await)
            .await
            .expect("kept");
        assert_eq!(begin("h").await.expect("again"), Begun::Again(answer.clone()));
        let theirs =
            async |scope: &persistence::Scope| idempotency_keys::begin(scope, "POST /x", "k", "h").await;
        assert!(
            matches!(world.db.own(&world.them, theirs).await, Ok(Begun::First(_))),
            "a key is its user's"
        );
        world.clock.advance(TimeDelta::hours(25));
        maintenance::purge::run(&world.db, 30).await.expect("a purge");
        assert!(matches!(begin("h").await, Ok(Begun::First(_))));
    })
    .await;
}

#[tokio::test]
async fn the_dashboard_counts_what_one_sees() {
    on_each(async |world| {
        world
            .work(async |scope| {
                assert!(dashboard::is_empty(scope).await?);
                let mut wanted = new_job("a");
                wanted.fields.keywords = Some(strings(&["java", "mysql"]));
                let mut open = new_job("b");
                open.status = JobStatus::InProgress;
                open.fields.keywords = Some(strings(&["java"]));
                let mut closed = new_job("c");
                closed.status = JobStatus::Closed;
                closed.fields.keywords = Some(strings(&["cobol"]));
                jobs::insert_many(scope, vec![wanted, open, closed]).await?;
                candidates::insert(scope, new_candidate("a")).await?;
                let call = AiUsage {
                    provider: "qwen".into(),
                    model: "qwen-plus".into(),
                    purpose: Purpose::Parse,
                    prompt_tokens: 100,
                    completion_tokens: 20,
                    cost: Some(0.25),
                    latency_ms: 900,
                    outcome: CallOutcome::Ok,
                };
                ai_usage::record(scope, vec![call.clone(), call]).await
            })
            .await;
        world.clock.advance(TimeDelta::days(40));
        world.work(async |scope| candidates::insert(scope, new_candidate("b")).await).await;
        let east = FixedOffset::east_opt(8 * 3600).expect("an offset");
        let figures = world.work(async |scope| dashboard::figures(scope, &east).await).await;
        assert_eq!((figures.open_jobs, figures.candidates), (2, 2));
        assert_eq!((figures.candidates_added, figures.candidates_added_before), (1, 1));
        assert_eq!((figures.ai_calls, figures.ai_tokens), (0, 0), "too long ago");
        assert_eq!(figures.top_keywords, [("java".to_owned(), 2), ("mysql".to_owned(), 1)]);
        let statuses = [(JobStatus::Pending, 1), (JobStatus::InProgress, 1), (JobStatus::Closed, 1)];
        assert_eq!(figures.jobs_by_status, statuses);
        let today = figures.days.last().expect("days");
        assert_eq!((figures.days.len(), today.candidates_added), (30, 1));
        assert_eq!(today.date, world.clock.now().with_timezone(&east).date_naive());
    })
    .await;
}

#[tokio::test]
async fn an_organization_changes_its_settings_and_no_others() {
    on_each(async |world| {
        let mut fields = world.work(async |scope| organizations::current(scope).await).await.fields;
        fields.settings.mail_pause_days = 7;
        world.work(async |scope| organizations::update(scope, fields.clone()).await).await;
        assert_eq!(world.work(async |scope| organizations::settings(scope).await).await.mail_pause_days, 7);
        let theirs = world
            .db
            .read(&world.them, Permission::OrganizationRead, async |scope| {
                organizations::settings(scope).await
            })
            .await;
        assert_eq!(theirs.expect("settings").mail_pause_days, 30);
    })
    .await;
}
