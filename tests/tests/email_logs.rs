//! What the worker makes of queued mails, against a mail server that does as it is told.

use api::email_accounts::EmailAccountFields;
use api::email_logs::{EmailLogQuery, EmailStatus, FailureKind};
use api::emails::Outreach;
use api::{Code, CommaList, MergePatch};
use bole_tests::mailing::{mailbox, outreach};
use bole_tests::smtp_server::{HANG_UP, SILENCE, SmtpServer};
use bole_tests::{TestApp, User, problem};
use chrono::TimeDelta;
use serde_json::json;

async fn start() -> (TestApp, User, SmtpServer) {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let user = app.register("bole").await;
    (app, user, smtp)
}

fn all(status: EmailStatus) -> impl Fn(&[api::email_logs::EmailLog]) -> bool {
    move |mails| !mails.is_empty() && mails.iter().all(|mail| mail.status == status)
}

#[tokio::test]
async fn a_queued_mail_is_sent_with_the_headers_that_it_needs() {
    let (app, user, smtp) = start().await;
    let account = user.mailbox(mailbox(&smtp)).await;
    let person = user.candidate("Jane Miller", "jane@candidate.test").await;
    user.client.send_emails(&outreach(account.id, &[person]), "k").await.unwrap();
    let [log] = user.mails_when(all(EmailStatus::Sent)).await.try_into().unwrap();
    assert_eq!((log.sent_at, log.failure_reason), (Some(app.clock.now()), None));

    let [mail] = smtp.mails().try_into().unwrap();
    assert_eq!(
        (mail.from.as_str(), mail.to.as_slice()),
        ("hr@corp.test", ["jane@candidate.test".to_owned()].as_slice())
    );
    assert_eq!(mail.header("message-id"), log.message_id);
    assert_eq!(mail.header("subject"), "A word with you, Jane Miller");
    assert_eq!(mail.header("from"), "\"Fang Wang\" <hr@corp.test>");
    assert_eq!(mail.header("date"), "Tue, 24 Nov 2026 08:00:00 +0000");
    let link = mail.header("list-unsubscribe");
    assert!(link.starts_with("<http://127.0.0.1:8080/u/") && link.ends_with('>'), "{link}");
    assert_eq!(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert!(mail.text.contains("multipart/alternative") && mail.text.contains("Dear Jane,"), "{}", mail.text);
    app.stop().await;
}

#[tokio::test]
async fn one_mailbox_sends_over_one_connection_and_several_do_not_wait_for_each_other() {
    // The server is not stopped in good order, which would wait for the silent one.
    let (_app, user, smtp) = start().await;
    let slow = SmtpServer::start().await;
    slow.answer(".", SILENCE);
    let (account, stuck) = (user.mailbox(mailbox(&smtp)).await, user.mailbox(mailbox(&slow)).await);
    let people = user.candidates(6).await;
    user.client.send_emails(&outreach(stuck.id, &people[5..]), "k1").await.unwrap();
    user.client.send_emails(&outreach(account.id, &people[..5]), "k2").await.unwrap();
    user.mails_when(|mails| mails.iter().filter(|mail| mail.status == EmailStatus::Sent).count() == 5).await;
    assert_eq!((smtp.connections(), smtp.mails().len()), (1, 5));
    let sending = EmailLogQuery { status: CommaList(vec![EmailStatus::Sending]), ..EmailLogQuery::default() };
    assert_eq!(user.client.list_email_logs(&sending).await.unwrap().total, Some(1));
    let refused = user.client.cancel_email(user.mails().await[5].id).await;
    assert_eq!(problem(refused).code, Code::NotCancellable);
}

#[tokio::test]
async fn a_mailbox_keeps_to_its_limits() {
    let (app, user, smtp) = start().await;
    let limited = EmailAccountFields { per_minute_limit: 2, daily_limit: 3, ..mailbox(&smtp) };
    let account = user.mailbox(limited).await;
    let people = user.candidates(5).await;
    user.client.send_emails(&outreach(account.id, &people), "k").await.unwrap();
    let sent = |count: usize| {
        move |mails: &[api::email_logs::EmailLog]| {
            mails.iter().filter(|mail| mail.status == EmailStatus::Sent).count() == count
        }
    };
    user.mails_when(sent(2)).await;
    app.pass(TimeDelta::seconds(61));
    user.mails_when(sent(3)).await;
    let user = app.pass_for(user, TimeDelta::days(1)).await;
    user.mails_when(sent(5)).await;
    assert_eq!(smtp.mails().len(), 5);
    app.stop().await;
}

#[tokio::test]
async fn what_may_pass_is_tried_five_times_with_growing_waits() {
    let (app, user, smtp) = start().await;
    smtp.answer("RCPT", "451 4.2.1 mailbox busy");
    let account = user.mailbox(mailbox(&smtp)).await;
    let person = user.candidate("Jane", "jane@candidate.test").await;
    user.client.send_emails(&outreach(account.id, &[person]), "k").await.unwrap();
    let mut waits = Vec::new();
    for attempt in 1..=4 {
        let [log] = user
            .mails_when(|mails| mails[0].retry_count == attempt && mails[0].status == EmailStatus::Queued)
            .await
            .try_into()
            .unwrap();
        assert_eq!(log.failure_kind, Some(FailureKind::Transient));
        assert!(log.failure_reason.as_ref().unwrap().starts_with("451 4.2.1"), "{log:?}");
        let wait = log.next_attempt_at.unwrap() - app.clock.now();
        waits.push(wait.num_seconds());
        app.pass(wait);
    }
    for (wait, base) in waits.iter().zip([30, 60, 120, 240]) {
        assert!((base..=base * 3 / 2).contains(wait), "{waits:?}");
    }
    let [log] = user.mails_when(all(EmailStatus::Failed)).await.try_into().unwrap();
    assert_eq!(
        (log.retry_count, log.failure_kind, log.next_attempt_at),
        (5, Some(FailureKind::Transient), None)
    );
    assert_eq!(smtp.heard("RCPT"), 5);

    smtp.behave();
    user.client.retry_email(log.id).await.unwrap();
    let [sent] = user.mails_when(all(EmailStatus::Sent)).await.try_into().unwrap();
    assert_eq!((sent.message_id.as_str(), sent.failure_reason), (log.message_id.as_str(), None));
    assert_eq!(smtp.mails()[0].header("message-id"), log.message_id);
    app.stop().await;
}

#[tokio::test]
async fn what_is_refused_fails_at_once_with_the_server_s_words_and_others_still_go() {
    let (app, user, smtp) = start().await;
    smtp.answer("RCPT TO:<p1@", "550 5.1.1 no such person here");
    let account = user.mailbox(mailbox(&smtp)).await;
    let people = user.candidates(3).await;
    user.client.send_emails(&outreach(account.id, &people), "k").await.unwrap();
    let mails = user
        .mails_when(|mails| {
            mails.iter().all(|mail| !matches!(mail.status, EmailStatus::Queued | EmailStatus::Sending))
        })
        .await;
    let states: Vec<_> = mails.iter().map(|mail| (mail.status, mail.failure_kind)).collect();
    let sent = (EmailStatus::Sent, None);
    assert_eq!(states, [sent, (EmailStatus::Failed, Some(FailureKind::Permanent)), sent]);
    assert!(mails[1].failure_reason.as_ref().unwrap().contains("no such person here"));
    assert_eq!((mails[1].retry_count, smtp.heard("RCPT TO:<p1@")), (1, 1));
    let counts = user.client.count_email_logs().await.unwrap();
    assert_eq!((counts.sent, counts.failed, counts.queued), (2, 1, 0));
    app.stop().await;
}

#[tokio::test]
async fn a_mailbox_that_is_not_let_in_rests_and_goes_on_when_it_is_mended() {
    let (app, user, smtp) = start().await;
    let new = api::email_accounts::NewEmailAccount {
        account: mailbox(&smtp),
        password: Some(api::Secret::new("wrong-password")),
    };
    let account = user.client.create_email_account(&new).await.unwrap();
    smtp.answer("AUTH", "535 5.7.8 authentication failed");
    let people = user.candidates(4).await;
    user.client.send_emails(&outreach(account.id, &people), "k").await.unwrap();
    let failed = user.mails_when(|mails| mails.iter().any(|mail| mail.status == EmailStatus::Failed)).await;
    assert_eq!(failed.iter().filter(|mail| mail.status == EmailStatus::Queued).count(), 3, "three wait");
    let noted = user.client.get_email_account(account.id).await.unwrap().last_error.unwrap();
    assert!(noted.starts_with("535"), "{noted}");
    let tried = smtp.heard("AUTH");

    smtp.behave();
    let change = api::email_accounts::EmailAccountChange {
        account: None,
        password: Some(api::Secret::new("right-password")),
    };
    user.client.update_email_account(account.id, &change, None).await.unwrap();
    let mails = user
        .mails_when(|mails| mails.iter().filter(|mail| mail.status == EmailStatus::Sent).count() == 3)
        .await;
    assert_eq!(mails.len(), 4);
    assert_eq!(smtp.heard("AUTH"), tried + 1, "over one connection");
    assert_eq!(user.client.get_email_account(account.id).await.unwrap().last_error, None);
    app.stop().await;
}

#[tokio::test]
async fn a_server_that_hangs_up_costs_a_try_and_no_mail() {
    let (app, user, smtp) = start().await;
    smtp.answer_once(".", HANG_UP);
    let account = user.mailbox(mailbox(&smtp)).await;
    let people = user.candidates(3).await;
    user.client.send_emails(&outreach(account.id, &people), "k").await.unwrap();
    user.mails_when(|mails| mails.iter().any(|mail| mail.failure_kind.is_some())).await;
    app.pass(TimeDelta::minutes(2));
    user.mails_when(all(EmailStatus::Sent)).await;
    assert_eq!(smtp.mails().len(), 3);
    app.stop().await;
}

#[tokio::test]
async fn a_waiting_mail_can_be_cancelled_and_queued_again() {
    let (app, user, smtp) = start().await;
    let account = user.mailbox(mailbox(&smtp)).await;
    let person = user.candidate("Jane", "jane@candidate.test").await;
    let at = app.clock.now() + TimeDelta::hours(3);
    let later = Outreach { scheduled_at: Some(at), ..outreach(account.id, &[person]) };
    let id = user.client.send_emails(&later, "k").await.unwrap().queued[0].email_log_id;
    let log = user.client.get_email_log(id).await.unwrap();
    assert_eq!(
        (log.status, log.scheduled_at, log.next_attempt_at),
        (EmailStatus::Queued, Some(at), Some(at))
    );
    assert_eq!(problem(user.client.retry_email(id).await).code, Code::NotRetryable);
    assert_eq!(user.client.cancel_email(id).await.unwrap().status, EmailStatus::Cancelled);
    assert_eq!(problem(user.client.cancel_email(id).await).code, Code::NotCancellable);
    let user = app.pass_for(user, TimeDelta::hours(4)).await;
    user.client.retry_email(id).await.unwrap();
    user.mails_when(all(EmailStatus::Sent)).await;
    assert_eq!(problem(user.client.retry_email(id).await).code, Code::NotRetryable);
    assert_eq!(smtp.mails().len(), 1);
    app.stop().await;
}

#[tokio::test]
async fn a_scheduled_mail_leaves_when_its_time_has_come() {
    let (app, user, smtp) = start().await;
    let account = user.mailbox(mailbox(&smtp)).await;
    let people = user.candidates(2).await;
    let at = Some(app.clock.now() + TimeDelta::hours(1));
    let later = Outreach { scheduled_at: at, ..outreach(account.id, &people[..1]) };
    user.client.send_emails(&later, "k1").await.unwrap();
    user.client.send_emails(&outreach(account.id, &people[1..]), "k2").await.unwrap();
    let mails = user.mails_when(|mails| mails[1].status == EmailStatus::Sent).await;
    assert_eq!(mails[0].status, EmailStatus::Queued);
    let user = app.pass_for(user, TimeDelta::hours(1)).await;
    user.mails_when(all(EmailStatus::Sent)).await;
    app.stop().await;
}

#[tokio::test]
async fn somebody_who_must_not_be_mailed_any_more_gets_none_of_what_was_queued() {
    let (app, user, smtp) = start().await;
    let account = user.mailbox(mailbox(&smtp)).await;
    let person = user.candidate("Jane", "jane@candidate.test").await;
    let at = Some(app.clock.now() + TimeDelta::hours(1));
    let later = Outreach { scheduled_at: at, ..outreach(account.id, &[person]) };
    user.client.send_emails(&later, "k").await.unwrap();
    let patch = serde_json::from_value::<MergePatch<_>>(json!({"do_not_contact": true})).unwrap();
    user.client.update_candidate(person, &patch, None).await.unwrap();
    let user = app.pass_for(user, TimeDelta::hours(1)).await;
    let [log] = user.mails_when(all(EmailStatus::Cancelled)).await.try_into().unwrap();
    assert_eq!(log.failure_reason.as_deref(), Some("do_not_contact"));
    assert_eq!(smtp.connections(), 0);
    app.stop().await;
}

#[tokio::test]
async fn a_mail_whose_lease_ran_out_is_taken_over_and_whoever_lost_it_writes_nothing() {
    let (app, user, smtp) = start().await;
    smtp.answer_once(".", SILENCE);
    let account = user.mailbox(mailbox(&smtp)).await;
    let person = user.candidate("Jane", "jane@candidate.test").await;
    user.client.send_emails(&outreach(account.id, &[person]), "k").await.unwrap();
    user.mails_when(all(EmailStatus::Sending)).await;
    // The clock of another machine is past the lease, which the first one renews by its own.
    let other = app.start_another(|_config| {}).await;
    other.pass(TimeDelta::seconds(60));
    let [log] = user.mails_when(all(EmailStatus::Sent)).await.try_into().unwrap();
    assert_eq!((log.retry_count, log.sent_at), (2, Some(other.clock.now())));
    let [mail] = smtp.mails().try_into().unwrap();
    assert_eq!(mail.header("message-id"), log.message_id);
    // The first one notices at its next heartbeat, gives up, and stops without waiting for the silent server.
    app.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn nobody_adds_a_header_or_a_recipient_through_a_name_or_a_subject() {
    let (app, user, smtp) = start().await;
    let named =
        EmailAccountFields { display_name: "Fang\r\nBcc: evil@evil.test".to_owned(), ..mailbox(&smtp) };
    let account = user.mailbox(named).await;
    let person = user.candidate("Jane\r\nBcc: evil@evil.test\r\n\r\nbody", "jane@candidate.test").await;
    let request = Outreach {
        subject: Some("Hello\r\nX-Evil: 1 {{candidate.name}}".to_owned()),
        ..outreach(account.id, &[person])
    };
    user.client.send_emails(&request, "k").await.unwrap();
    user.mails_when(all(EmailStatus::Sent)).await;
    let [mail] = smtp.mails().try_into().unwrap();
    assert_eq!(mail.to, ["jane@candidate.test"]);
    assert_eq!((mail.header("bcc"), mail.header("x-evil")), (String::new(), String::new()));
    assert!(mail.header("subject").starts_with("Hello X-Evil: 1 Jane Bcc: evil@evil.test"), "{}", mail.text);
    app.stop().await;
}

#[tokio::test]
async fn the_stream_tells_of_every_change_and_ends_when_the_server_stops() {
    let (app, user, smtp) = start().await;
    let account = user.mailbox(mailbox(&smtp)).await;
    let person = user.candidate("Jane", "jane@candidate.test").await;
    let request = user.client.transport().request("GET", "/api/email-logs/events");
    let mut stream = request.send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut text = String::new();
    let mut until = async |wanted: &str| {
        while !text.contains(wanted) {
            let chunk = stream.chunk().await.unwrap();
            text.push_str(std::str::from_utf8(&chunk.expect("the stream goes on")).unwrap());
        }
    };
    until("event: counts\ndata: {\"queued\":0").await;
    user.client.send_emails(&outreach(account.id, &[person]), "k").await.unwrap();
    until("\"sent\":1").await;
    app.stop().await;
    // What is still on its way ends; a stream that went on would have held up the stop.
    while let Ok(Some(_)) = stream.chunk().await {}
}

#[tokio::test]
async fn the_stream_is_for_those_who_may_see_mails() {
    let (app, user, _smtp) = start().await;
    let answer = app.guest().transport().get("/api/email-logs/events").await;
    assert_eq!(answer.status, 401);
    let unknown = user.client.get_email_log(uuid::Uuid::now_v7()).await;
    assert_eq!(problem(unknown).code, Code::NotFound);
    app.stop().await;
}
