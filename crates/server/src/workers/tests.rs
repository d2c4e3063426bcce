#![cfg(test)]
//! The mail worker over a database of its own, where the product's mails go into the outbox.

use std::path::Path;

use app::App;
use app::emails::worker::{Tally, run_once};
use app::system_mails::{self, Addressee, SystemMail};
use chrono::{DateTime, TimeDelta, Utc};
use domain::users::Registration;
use domain::{Actor, Locale, Secret};
use persistence::maintenance::{self, mails};
use persistence::{Clock, Options};

use super::*;
use crate::Config;
use crate::wiring;

/// The product with one account, on a clock that stands still.
async fn product(folder: &Path) -> (App, Actor, Clock) {
    let now: DateTime<Utc> = "2026-11-24T08:00:00Z".parse().unwrap();
    let clock = Clock::fixed(now);
    let config = Config::for_tests(folder);
    let options = Options { clock: clock.clone(), ..Options::default() };
    let db = wiring::database(&config, options).await.unwrap();
    let app = wiring::product(&config, db, Path::new("bole")).unwrap();
    let registration = Registration {
        username: "bole".to_owned(),
        email: "bole@example.com".to_owned(),
        password: Secret::new("千里马常有而伯乐不常有"),
        first_name: String::new(),
        last_name: String::new(),
        organization_name: None,
        invitation_token: None,
    };
    app::auth::create_account(&app, registration, Locale::Zh).await.unwrap();
    let actor = maintenance::operator(&app.db).await.unwrap();
    (app, actor, clock)
}

/// Queues mails of the product to the operator.
async fn queue(app: &App, actor: &Actor, count: usize) {
    let me = app.db.read_own(actor, async |scope| persistence::users::me(scope).await).await.unwrap();
    let to = Addressee::of(&me, actor.organization_id);
    for _ in 0..count {
        system_mails::enqueue(app, &to, &SystemMail::PasswordChanged).await.unwrap();
    }
}

fn outbox(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("outbox")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_mail_of_the_product_itself_goes_into_the_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let (app, actor, _clock) = product(folder.path()).await;
    queue(&app, &actor, 3).await;
    let tally = run_once(&app, name()).await.unwrap();
    assert_eq!(tally, Tally { sent: 3, ..Tally::default() });
    assert_eq!(outbox(folder.path()), 3);
    let file = std::fs::read_dir(folder.path().join("outbox")).unwrap().next().unwrap().unwrap().path();
    let mail = std::fs::read_to_string(file).unwrap();
    assert!(mail.contains("To: bole@example.com") && mail.contains("text/html"), "{mail}");
    assert_eq!(run_once(&app, name()).await.unwrap(), Tally::default(), "nothing is left");
}

#[tokio::test]
async fn a_pass_leaves_the_mail_of_a_dead_worker_until_its_lease_has_run_out() {
    let folder = tempfile::tempdir().unwrap();
    let (app, actor, clock) = product(folder.path()).await;
    queue(&app, &actor, 1).await;
    let lease = TimeDelta::seconds(15);
    let claim = mails::claim(&app.db, None, "dead", 1, lease).await.unwrap();
    assert_eq!(run_once(&app, name()).await.unwrap(), Tally::default());
    clock.advance(lease + TimeDelta::seconds(1));
    assert_eq!(run_once(&app, name()).await.unwrap().sent, 1);
    let late = mails::finish(&app.db, &claim.mails[0], mails::Sent::Ok).await.unwrap();
    assert!(!late, "the dead one writes nothing");
    assert_eq!(outbox(folder.path()), 1);
}

#[tokio::test]
async fn two_workers_share_the_work_and_stop_when_they_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let (app, actor, _clock) = product(folder.path()).await;
    queue(&app, &actor, 20).await;
    let workers = [Workers::start(&app, 1), Workers::start(&app, 1)];
    while mails::outstanding(&app.db).await.unwrap() > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for workers in workers {
        workers.stop().await.unwrap();
    }
    assert_eq!(outbox(folder.path()), 20);
    queue(&app, &actor, 1).await;
    assert_eq!(mails::outstanding(&app.db).await.unwrap(), 1);
}

#[tokio::test]
async fn without_workers_nothing_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (app, actor, _clock) = product(folder.path()).await;
    queue(&app, &actor, 1).await;
    Workers::start(&app, 0).stop().await.unwrap();
    assert_eq!(mails::outstanding(&app.db).await.unwrap(), 1);
}
