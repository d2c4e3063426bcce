use std::collections::HashSet;

use chrono::TimeDelta;
use domain::email_accounts::EmailAccountFields;
use domain::emails::{EmailLogFilter, EmailStatus, FailureKind, SkipReason, TriggerType};
use domain::page::Paging;
use domain::{DataScope, Permission, Role, Secret};
use persistence::email_accounts::{self, PasswordChange};
use persistence::email_logs::{self, NewEmail};
use persistence::jobs::Removed;
use persistence::maintenance::mails::{self, Sent};
use persistence::maintenance::recipients;
use persistence::suppressions::{self, SuppressionReason};
use persistence::{candidates, jobs};
use uuid::Uuid;

use crate::kit::{World, new_candidate, new_job, on_each, word};

const LEASE: TimeDelta = TimeDelta::seconds(60);

fn mailbox(per_minute: u32, daily: u32) -> EmailAccountFields {
    EmailAccountFields {
        email_address: "hr@example.com".to_owned(),
        smtp_host: "smtp.example.com".to_owned(),
        per_minute_limit: per_minute,
        daily_limit: daily,
        ..EmailAccountFields::default()
    }
}

fn mail(account: Option<Uuid>) -> NewEmail {
    NewEmail {
        id: Uuid::now_v7(),
        from_account_id: account,
        candidate_id: None,
        job_id: None,
        group_id: None,
        template_id: None,
        campaign_id: None,
        to_email: "wei@example.com".to_owned(),
        subject: "机会".to_owned(),
        content_html: "<p>您好</p>".to_owned(),
        content_text: "您好".to_owned(),
        trigger_type: TriggerType::Manual,
        scheduled_at: None,
        message_id: format!("<{}@bole>", Uuid::new_v4()),
    }
}

async fn account(world: &World, per_minute: u32, daily: u32) -> Uuid {
    let sealed = Some(Secret::new("sealed"));
    world
        .work(async |scope| {
            email_accounts::insert(scope, Uuid::now_v7(), mailbox(per_minute, daily), sealed.clone()).await
        })
        .await
        .id
}

async fn queue(world: &World, account: Uuid, count: usize) -> Vec<Uuid> {
    let mails: Vec<_> = (0..count).map(|_| mail(Some(account))).collect();
    world.work(async |scope| email_logs::enqueue(scope, mails.clone()).await).await;
    mails.into_iter().map(|mail| mail.id).collect()
}

#[tokio::test]
async fn parallel_workers_take_each_mail_exactly_once() {
    on_each(async |world| {
        let account = account(world, 10_000, 10_000).await;
        let queued: HashSet<_> = queue(world, account, 60).await.into_iter().collect();
        assert_eq!(mails::due_accounts(&world.db).await.expect("accounts"), [Some(account)]);
        let workers: Vec<_> = (0..6)
            .map(|number| {
                let db = world.db.clone();
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    loop {
                        let claim = mails::claim(&db, Some(account), &format!("w{number}"), 100, LEASE)
                            .await
                            .expect("a claim");
                        if claim.mails.is_empty() {
                            return taken;
                        }
                        for mail in claim.mails {
                            assert!(mails::finish(&db, &mail, Sent::Ok).await.expect("told"));
                            taken.push(mail.id);
                        }
                    }
                })
            })
            .collect();
        let mut taken = Vec::new();
        for worker in workers {
            taken.extend(worker.await.expect("no panic"));
        }
        assert_eq!(taken.len(), 60);
        assert_eq!(taken.into_iter().collect::<HashSet<_>>(), queued);
        assert_eq!(mails::outstanding(&world.db).await.expect("a count"), 0);
        let counts = world
            .work(async |scope| email_logs::count_by_status(scope, &EmailLogFilter::default()).await)
            .await;
        assert_eq!(counts["sent"], 60);
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_keeps_its_limits_and_holds_one_mail_at_a_time() {
    on_each(async |world| {
        let account = account(world, 3, 5).await;
        queue(world, account, 10).await;
        let claim = async || mails::claim(&world.db, Some(account), "w", 1, LEASE).await.expect("a claim");
        let send = async || {
            let mut sent = 0;
            while let [mail] = claim().await.mails.as_slice() {
                assert!(claim().await.mails.is_empty(), "one is in flight");
                assert!(mails::finish(&world.db, mail, Sent::Ok).await.expect("told"));
                sent += 1;
            }
            sent
        };
        let began = world.clock.now();
        assert_eq!(send().await, 3, "three a minute");
        assert_eq!(claim().await.wait_until, Some(began + TimeDelta::minutes(1)));
        world.clock.advance(TimeDelta::seconds(61));
        assert_eq!(send().await, 2, "five a day");
        assert_eq!(claim().await.wait_until, Some(began + TimeDelta::days(1)));
        world.clock.advance(TimeDelta::days(1));
        assert_eq!(send().await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_mail_whose_worker_died_is_taken_over_and_the_dead_one_writes_nothing() {
    on_each(async |world| {
        let account = account(world, 100, 100).await;
        let ids = queue(world, account, 1).await;
        let claim = async |worker: &str| {
            mails::claim(&world.db, Some(account), worker, 1, LEASE).await.expect("a claim").mails
        };
        let first = claim("one").await.remove(0);
        assert_eq!(
            word(world.try_work(async |scope| email_logs::cancel(scope, ids[0]).await).await),
            "not_cancellable"
        );
        assert!(mails::heartbeat(&world.db, &first, LEASE).await.expect("alive"));
        world.clock.advance(TimeDelta::seconds(61));
        let second = claim("two").await.remove(0);
        assert_eq!((second.id, second.attempt), (first.id, 2));
        assert_eq!(second.message_id, first.message_id, "the same mail");
        assert!(!mails::heartbeat(&world.db, &first, LEASE).await.expect("told"));
        assert!(
            !mails::finish(&world.db, &first, Sent::Failed(FailureKind::Permanent, "x".into()))
                .await
                .expect("told")
        );
        assert!(mails::finish(&world.db, &second, Sent::Ok).await.expect("told"));
        let log = world.work(async |scope| email_logs::find(scope, ids[0]).await).await;
        assert_eq!((log.status, log.sent_at), (EmailStatus::Sent, Some(world.clock.now())));
    })
    .await;
}

#[tokio::test]
async fn failures_wait_or_end_and_people_cancel_and_retry() {
    on_each(async |world| {
        let account = account(world, 100, 100).await;
        let ids = queue(world, account, 2).await;
        let claim = async || {
            mails::claim(&world.db, Some(account), "w", 1, LEASE).await.expect("a claim").mails.pop()
        };
        let first = claim().await.expect("a mail");
        let later = world.clock.now() + TimeDelta::seconds(30);
        assert!(
            mails::finish(&world.db, &first, Sent::Retry("421 later".into(), later)).await.expect("told")
        );
        let second = claim().await.expect("the other mail");
        assert_ne!(second.id, first.id);
        let refused = Sent::Failed(FailureKind::Permanent, "550 no such user".into());
        assert!(mails::finish(&world.db, &second, refused).await.expect("told"));
        assert!(claim().await.is_none(), "nothing is due");
        let log = world.work(async |scope| email_logs::find(scope, second.id).await).await;
        assert_eq!(
            (log.status, log.failure_reason.as_deref()),
            (EmailStatus::Failed, Some("550 no such user"))
        );
        world.clock.advance(TimeDelta::seconds(30));
        let again = claim().await.expect("due again");
        assert_eq!((again.id, again.attempt), (first.id, 2));
        assert!(mails::finish(&world.db, &again, Sent::Released).await.expect("told"));
        let cancelled = world.work(async |scope| email_logs::cancel(scope, first.id).await).await;
        assert_eq!(cancelled.status, EmailStatus::Cancelled);
        assert!(claim().await.is_none());
        for id in ids {
            let queued = world.work(async |scope| email_logs::retry(scope, id).await).await;
            assert_eq!((queued.status, queued.retry_count), (EmailStatus::Queued, 0));
        }
        assert_eq!(
            word(world.try_work(async |scope| email_logs::retry(scope, first.id).await).await),
            "not_retryable"
        );
    })
    .await;
}

#[tokio::test]
async fn a_scheduled_mail_waits_for_its_time() {
    on_each(async |world| {
        let account = account(world, 100, 100).await;
        let at = world.clock.now() + TimeDelta::hours(2);
        let scheduled = NewEmail { scheduled_at: Some(at), ..mail(Some(account)) };
        world.work(async |scope| email_logs::enqueue(scope, vec![scheduled.clone()]).await).await;
        assert!(mails::due_accounts(&world.db).await.expect("accounts").is_empty());
        world.clock.advance(TimeDelta::hours(2));
        assert_eq!(mails::due_accounts(&world.db).await.expect("accounts"), [Some(account)]);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_mail_history_is_archived_and_counts_as_mailed() {
    on_each(async |world| {
        let account = account(world, 100, 100).await;
        let (candidate, job) = world
            .work(async |scope| {
                let candidate = candidates::insert(scope, new_candidate("a")).await?;
                let job = jobs::insert(scope, new_job("j")).await?;
                let mail = NewEmail {
                    candidate_id: Some(candidate.id),
                    job_id: Some(job.id),
                    ..mail(Some(account))
                };
                email_logs::enqueue(scope, vec![mail]).await?;
                Ok((candidate.id, job.id))
            })
            .await;
        let since = world.clock.now() - TimeDelta::days(30);
        let mailed = world
            .work(async |scope| {
                email_logs::mailed_since(scope, job, &[candidate, world.their_candidate], since).await
            })
            .await;
        assert_eq!(mailed, HashSet::from([candidate]));
        let page = world
            .work(async |scope| email_logs::list(scope, &EmailLogFilter::default(), &Paging::default()).await)
            .await;
        assert_eq!(page.items[0].candidate.as_ref().map(|candidate| candidate.name.as_str()), Some("a"));
        assert_eq!(
            page.items[0].from_account.as_ref().map(|account| account.name.as_str()),
            Some("hr@example.com")
        );
        assert_eq!(
            world.work(async |scope| candidates::delete(scope, candidate, None).await).await,
            Removed::Archived
        );
        assert_eq!(world.work(async |scope| jobs::delete(scope, job, None).await).await, Removed::Archived);
        let gone = world.work(async |scope| email_accounts::delete(scope, account, None).await).await;
        assert_eq!(gone, Removed::Archived);
        assert_eq!(
            word(world.try_work(async |scope| email_accounts::find(scope, account).await).await),
            "not_found"
        );
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_is_its_owner_s_alone_and_its_password_stays_sealed() {
    on_each(async |world| {
        let id = account(world, 100, 100).await;
        let colleague = world.colleague("colleague", Role::Admin).await;
        let seen = world.db.own(&colleague, async |scope| email_accounts::find(scope, id).await).await;
        assert_eq!(word(seen), "not_found");
        let seen = world
            .db
            .read(&colleague, Permission::EmailSend, async |scope| email_accounts::find(scope, id).await);
        assert_eq!(word(seen.await), "not_found");
        let sealed = mails::account(&world.db, id).await.expect("the account");
        assert_eq!(sealed.sealed_password.as_ref().map(Secret::expose), Some("sealed"));
        let forget = async |scope: &persistence::Scope| {
            email_accounts::update(scope, id, mailbox(1, 1), PasswordChange::Set(None), Some(1)).await
        };
        let updated = world.db.own(&world.us, forget).await.expect("updated");
        assert!(!updated.has_password && updated.version == 2);
        world
            .db
            .own(&world.us, async |scope| email_accounts::delete(scope, id, None).await)
            .await
            .expect("deleted");
    })
    .await;
}

#[tokio::test]
async fn suppressed_addresses_are_found_whatever_their_capitals() {
    on_each(async |world| {
        let found = world
            .work(async |scope| {
                suppressions::insert(scope, "No@Example.com", SuppressionReason::Unsubscribed).await?;
                suppressions::insert(scope, "no@example.com", SuppressionReason::Manual).await?;
                suppressions::among(scope, ["NO@EXAMPLE.COM", "yes@example.com"]).await
            })
            .await;
        assert_eq!(found, HashSet::from(["no@example.com".to_owned()]));
    })
    .await;
}

#[tokio::test]
async fn whomever_anybody_mailed_counts_as_contacted_until_that_is_long_ago() {
    on_each(async |world| {
        let account = account(world, 100, 100).await;
        let new = vec![new_candidate("a"), new_candidate("b")];
        let ids = world.work(async |scope| candidates::insert_many(scope, new.clone()).await).await;
        let to_a = NewEmail { candidate_id: Some(ids[0]), ..mail(Some(account)) };
        world.work(async |scope| email_logs::enqueue(scope, vec![to_a.clone()]).await).await;
        // A colleague who sees only their own mails is told all the same.
        let mut colleague = world.colleague("li", Role::Consultant).await;
        colleague.data_scope = DataScope::Own;
        let contacted = async || {
            let read = world.db.read(&colleague, Permission::MatchRead, async |scope| {
                email_logs::contacted_since(scope, scope.now() - TimeDelta::days(30)).await
            });
            read.await.expect("a set")
        };
        assert_eq!(contacted().await, HashSet::from([ids[0]]), "it is about to go");
        let claim = mails::claim(&world.db, Some(account), "w", 1, LEASE).await.expect("a claim");
        assert!(mails::finish(&world.db, &claim.mails[0], Sent::Ok).await.expect("told"));
        assert_eq!(contacted().await, HashSet::from([ids[0]]));
        world.clock.advance(TimeDelta::days(31));
        assert!(contacted().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn unsubscribing_suppresses_the_address_in_one_organization_and_withdraws_what_waits() {
    on_each(async |world| {
        let account = account(world, 100, 100).await;
        let ids = queue(world, account, 3).await;
        let recipient = recipients::find(&world.db, ids[0]).await.expect("found").expect("a recipient");
        assert_eq!(
            (recipient.organization_id, recipient.email.as_str()),
            (world.us.organization_id, "wei@example.com")
        );
        let sending =
            mails::claim(&world.db, Some(account), "w", 1, LEASE).await.expect("a claim").mails.remove(0);
        assert_eq!(recipients::objection(&world.db, &sending).await.expect("asked"), None);
        for _ in 0..2 {
            recipients::unsubscribe(&world.db, ids[0]).await.expect("unsubscribed");
        }
        let found = world.work(async |scope| suppressions::among(scope, ["WEI@example.com"]).await).await;
        assert_eq!(found.len(), 1);
        let counts = world
            .work(async |scope| email_logs::count_by_status(scope, &EmailLogFilter::default()).await)
            .await;
        assert_eq!(
            (counts["cancelled"], counts["sending"]),
            (2, 1),
            "what is in flight cannot be called back"
        );
        let reason = recipients::objection(&world.db, &sending).await.expect("asked");
        assert_eq!(reason, Some(SkipReason::Suppressed));
        let withdrawn = Sent::Withdrawn(SkipReason::Suppressed);
        assert!(mails::finish(&world.db, &sending, withdrawn).await.expect("told"));
        let log = world.work(async |scope| email_logs::find(scope, sending.id).await).await;
        assert_eq!((log.status, log.failure_reason.as_deref()), (EmailStatus::Cancelled, Some("suppressed")));
        assert_eq!(recipients::find(&world.db, Uuid::now_v7()).await.expect("asked"), None);
        recipients::unsubscribe(&world.db, Uuid::now_v7()).await.expect("nothing to do");
    })
    .await;
}

#[tokio::test]
async fn a_mail_of_a_dead_worker_waits_with_its_mailbox_and_ends_with_it() {
    on_each(async |world| {
        let switch = async |id: Uuid, on: bool| {
            let fields = EmailAccountFields { is_active: on, ..mailbox(100, 100) };
            let keep = PasswordChange::Keep;
            world
                .work(async |scope| {
                    email_accounts::update(scope, id, fields.clone(), keep.clone(), None).await
                })
                .await
        };
        let claim = async |id: Uuid| mails::claim(&world.db, Some(id), "w", 1, LEASE).await.expect("a claim");
        let status =
            async |id: Uuid| world.work(async |scope| email_logs::find(scope, id).await).await.status;
        let account = account(world, 100, 100).await;
        let id = queue(world, account, 1).await[0];
        assert_eq!(claim(account).await.mails.len(), 1);
        let held = claim(account).await;
        assert_eq!(held.wait_until, Some(world.clock.now() + LEASE), "the other worker's lease");
        switch(account, false).await;
        world.clock.advance(LEASE + TimeDelta::seconds(1));
        let off = claim(account).await;
        assert!(off.is_off && off.mails.is_empty());
        assert_eq!(status(id).await, EmailStatus::Queued, "it waits for the mailbox");
        switch(account, true).await;
        assert_eq!(claim(account).await.mails.len(), 1);
        world.work(async |scope| email_accounts::delete(scope, account, None).await).await;
        world.clock.advance(LEASE + TimeDelta::seconds(1));
        assert_eq!(claim(account).await.mails, []);
        assert_eq!(status(id).await, EmailStatus::Cancelled, "its mailbox is gone");
        let again = world.try_work(async |scope| email_logs::retry(scope, id).await).await;
        assert_eq!(word(again), "account_unusable");
    })
    .await;
}
