use domain::{Error, Permission, Role};
use persistence::{candidates, companies, jobs, users};

use crate::kit::{candidate, company, new_candidate, new_job, on_each, word};

#[tokio::test]
async fn an_error_rolls_the_whole_unit_of_work_back() {
    on_each(async |world| {
        let failed: domain::Result<()> = world
            .try_work(async |scope| {
                companies::insert(scope, company("天河智能")).await?;
                Err(Error::internal("boom"))
            })
            .await;
        assert!(failed.is_err());
        let names = world
            .work(async |scope| companies::list(scope, &Default::default(), &Default::default()).await)
            .await;
        assert_eq!(names.total, 0);
    })
    .await;
}

#[tokio::test]
async fn a_permission_that_is_missing_stops_the_work_before_it_begins() {
    on_each(async |world| {
        let viewer = world.colleague("viewer", Role::Viewer).await;
        let mut ran = false;
        let denied = world
            .db
            .scope(&viewer, Permission::CandidateDelete, async |_| {
                ran = true;
                Ok(())
            })
            .await;
        assert!(matches!(denied, Err(Error::Forbidden(Permission::CandidateDelete))));
        assert!(!ran);
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_another_organization_is_not_found() {
    on_each(async |world| {
        let (job, candidate_id, company_id) = (world.their_job, world.their_candidate, world.their_company);
        assert_eq!(word(world.try_work(async |scope| jobs::find(scope, job).await).await), "not_found");
        assert_eq!(
            word(world.try_work(async |scope| jobs::delete(scope, job, None).await).await),
            "not_found"
        );
        let stolen =
            world.try_work(async |scope| candidates::update(scope, candidate_id, candidate("x"), None).await);
        assert_eq!(word(stolen.await), "not_found");
        assert_eq!(
            word(world.try_work(async |scope| companies::delete(scope, company_id, None).await).await),
            "not_found"
        );
        let listed = world.work(async |scope| candidates::find_many(scope, &[candidate_id]).await).await;
        assert!(listed.is_empty());
        let mut fields = crate::kit::job("x");
        fields.company_id = Some(company_id);
        let refers = world.try_work(async |scope| {
            jobs::insert(scope, jobs::NewJob { fields: fields.clone(), ..Default::default() }).await
        });
        let Err(Error::Invalid(faults)) = refers.await else { panic!("their company was taken") };
        assert_eq!(
            (faults[0].pointer.as_str(), faults[0].code.as_str()),
            ("/company_id", "unknown_reference")
        );
    })
    .await;
}

#[tokio::test]
async fn reading_cannot_write_and_one_s_own_things_are_nobody_else_s() {
    on_each(async |world| {
        let written = world
            .db
            .read(&world.us, Permission::JobRead, async |scope| companies::insert(scope, company("x")).await)
            .await;
        assert_eq!(word(written), "internal");
        let foreign = world.db.own(&world.us, async |scope| jobs::insert(scope, new_job("x")).await).await;
        assert_eq!(word(foreign), "internal");
        let me = world.db.read_own(&world.us, async |scope| users::me(scope).await).await.expect("me");
        assert_eq!(me.id, world.us.user_id);
    })
    .await;
}

#[tokio::test]
async fn units_of_work_run_in_spawned_tasks_and_wait_for_each_other() {
    on_each(async |world| {
        let tasks: Vec<_> = (0..20)
            .map(|number| {
                let (db, us) = (world.db.clone(), world.us.clone());
                let name = format!("人选 {number}");
                tokio::spawn(async move {
                    let names = [name];
                    db.scope(&us, Permission::CandidateCreate, async |scope| {
                        let before =
                            candidates::list(scope, &Default::default(), &Default::default()).await?.total;
                        for name in &names {
                            candidates::insert(scope, new_candidate(name)).await?;
                        }
                        Ok(before)
                    })
                    .await
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("no panic").expect("written");
        }
        let all = world
            .work(async |scope| candidates::list(scope, &Default::default(), &Default::default()).await)
            .await;
        assert_eq!(all.total, 20);
    })
    .await;
}
