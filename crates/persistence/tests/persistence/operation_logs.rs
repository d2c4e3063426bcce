use chrono::TimeDelta;
use domain::Secret;
use domain::logs::{OperationLog, OperationLogFilter};
use domain::page::Paging;
use persistence::maintenance::operation_logs::{Entry, insert};
use persistence::{maintenance, operation_logs, organizations};
use uuid::Uuid;

use crate::kit::{World, on_each};

fn log(world: &World, organization_id: Option<Uuid>, status: u16) -> OperationLog {
    OperationLog {
        id: Uuid::now_v7(),
        organization_id,
        user_id: organization_id.map(|_| world.us.user_id),
        username: None,
        module: "jobs".into(),
        action: "create_job".into(),
        method: "POST".into(),
        path: "/api/jobs".into(),
        route: "/api/jobs".into(),
        ip: "::1".into(),
        user_agent: "长".repeat(600),
        request_params: "{}".into(),
        response_head: String::new(),
        status,
        duration_ms: 3,
        request_id: "r-1".into(),
        created_at: world.clock.now(),
    }
}

async fn write(world: &World, logs: Vec<OperationLog>) {
    let entries = logs.into_iter().map(|log| Entry { log, tried: None }).collect();
    insert(&world.db, entries).await.expect("written");
}

async fn listed(world: &World, filter: OperationLogFilter) -> Vec<OperationLog> {
    world.work(async |scope| operation_logs::list(scope, &filter, &Paging::default()).await).await.items
}

#[tokio::test]
async fn operations_are_logged_in_batches_and_seen_by_their_organization_only() {
    on_each(async |world| {
        let (ours, theirs) = (Some(world.us.organization_id), Some(world.them.organization_id));
        let foreign = log(world, theirs, 201);
        let logs = vec![log(world, ours, 201), log(world, ours, 422), foreign.clone(), log(world, None, 401)];
        write(world, logs).await;
        let all = listed(world, OperationLogFilter::default()).await;
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|log| log.username.as_deref() == Some("zhang")), "the writer found the name");
        let found = world.work(async |scope| operation_logs::find(scope, all[0].id).await).await;
        assert_eq!(found, all[0]);
        let missing = world.try_work(async |scope| operation_logs::find(scope, foreign.id).await).await;
        assert!(missing.is_err());
    })
    .await;
}

#[tokio::test]
async fn each_filter_of_the_operation_log_narrows_it() {
    on_each(async |world| {
        let ours = Some(world.us.organization_id);
        let one = OperationLog {
            action: "delete_company".into(),
            module: "companies".into(),
            method: "DELETE".into(),
            path: "/api/companies/1".into(),
            ip: "10.0.0.1".into(),
            status: 409,
            created_at: world.clock.now() + TimeDelta::hours(2),
            ..log(world, ours, 409)
        };
        write(world, vec![log(world, ours, 201), one.clone()]).await;
        let text = |text: &str| Some(text.to_owned());
        for filter in [
            OperationLogFilter { q: text("COMPANIES"), ..Default::default() },
            OperationLogFilter { module: text("companies"), ..Default::default() },
            OperationLogFilter { action: text("delete_company"), ..Default::default() },
            OperationLogFilter { method: text("DELETE"), ..Default::default() },
            OperationLogFilter { ip: text("10.0.0.1"), ..Default::default() },
            OperationLogFilter { status: Some(409), ..Default::default() },
            OperationLogFilter { success: Some(false), ..Default::default() },
            OperationLogFilter {
                from: Some(world.clock.now() + TimeDelta::hours(1)),
                to: Some(world.clock.now() + TimeDelta::hours(3)),
                ..Default::default()
            },
        ] {
            let found: Vec<_> = listed(world, filter.clone()).await.iter().map(|log| log.id).collect();
            assert_eq!(found, [one.id], "{filter:?}");
        }
        let nobody = OperationLogFilter { user_id: Some(Uuid::nil()), ..Default::default() };
        assert_eq!(listed(world, nobody).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_failed_sign_in_is_found_in_the_organization_of_the_account_that_was_tried() {
    on_each(async |world| {
        let failed = OperationLog { username: Some("z***".into()), ..log(world, None, 401) };
        let entry = |name: &str| Entry {
            log: OperationLog { id: Uuid::now_v7(), ..failed.clone() },
            tried: Some(Secret::new(name)),
        };
        let tried = vec![entry(" ZHANG "), entry("zhang@example.com"), entry("nobody"), entry("other")];
        insert(&world.db, tried).await.expect("written");
        let ours = listed(world, OperationLogFilter::default()).await;
        assert_eq!(ours.len(), 2);
        for log in ours {
            assert_eq!((log.user_id, log.username.as_deref()), (Some(world.us.user_id), Some("zhang")));
        }
    })
    .await;
}

#[tokio::test]
async fn an_organization_keeps_its_operations_as_long_as_it_says() {
    on_each(async |world| {
        world
            .work(async |scope| {
                let mut fields = organizations::current(scope).await?.fields;
                fields.settings.log_retention_days = 10;
                organizations::update(scope, fields).await
            })
            .await;
        let (ours, theirs) = (Some(world.us.organization_id), Some(world.them.organization_id));
        write(world, vec![log(world, ours, 201), log(world, theirs, 201)]).await;
        world.clock.advance(TimeDelta::days(9));
        maintenance::purge::run(&world.db, 180).await.expect("a purge");
        assert_eq!(listed(world, OperationLogFilter::default()).await.len(), 1);
        world.clock.advance(TimeDelta::days(2));
        maintenance::purge::run(&world.db, 180).await.expect("a purge");
        assert_eq!(listed(world, OperationLogFilter::default()).await, []);
        let all = async |scope: &persistence::Scope| {
            operation_logs::list(scope, &OperationLogFilter::default(), &Paging::default()).await
        };
        let kept = world.db.read(&world.them, domain::Permission::LogRead, all).await.expect("their log");
        assert_eq!(kept.total, 1, "others keep theirs longer");
    })
    .await;
}
