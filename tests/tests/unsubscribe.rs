//! Ending mails by the link in one, through the real server.

use api::email_logs::EmailStatus;
use api::emails::{Outreach, SkipReason};
use bole_tests::mailing::{mailbox, outreach};
use bole_tests::smtp_server::SmtpServer;
use bole_tests::{Answer, TestApp};
use chrono::TimeDelta;

async fn ask(app: &TestApp, method: &str, path: &str) -> Answer {
    let guest = app.guest();
    guest.transport().send_raw(guest.transport().request(method, path)).await
}

#[tokio::test]
async fn one_click_ends_the_mails_of_the_organization_and_looking_does_not() {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let user = app.register("bole").await;
    let account = user.mailbox(mailbox(&smtp)).await;
    let people = user.candidates(2).await;
    let with_link = Outreach {
        body: Some("Hello. [No more]({{unsubscribe_url}})".to_owned()),
        ..outreach(account.id, &people[..1])
    };
    user.client.send_emails(&with_link, "k1").await.unwrap();
    let at = Some(app.clock.now() + TimeDelta::hours(1));
    let later = Outreach { scheduled_at: at, ..outreach(account.id, &people) };
    user.client.send_emails(&later, "k2").await.unwrap();
    let mails = user.mails_when(|mails| mails.iter().any(|mail| mail.status == EmailStatus::Sent)).await;
    let sent = mails.iter().find(|mail| mail.status == EmailStatus::Sent).unwrap();
    let [mail] = smtp.mails().try_into().unwrap();
    let header = mail.header("list-unsubscribe");
    let link = header.trim_matches(['<', '>']);
    assert!(sent.content_html.contains(&format!("href=\"{link}\"")), "{}", sent.content_html);
    let path = link.trim_start_matches("http://127.0.0.1:8080");

    let page = ask(&app, "GET", path).await;
    let text = String::from_utf8_lossy(&page.body).into_owned();
    assert_eq!(page.status, 200);
    assert!(text.contains("退订") && text.contains("Unsubscribe") && text.contains("bole 猎头"), "{text}");
    assert!(text.contains("p0…@candidate.test") || !text.contains("p0@candidate.test"), "masked: {text}");
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    let still = user.client.send_emails(&outreach(account.id, &people[..1]), "k3").await.unwrap();
    assert_eq!(still.queued.len(), 1, "looking changes nothing");
    user.mails_when(|mails| mails.iter().filter(|mail| mail.status == EmailStatus::Sent).count() == 2).await;

    for _ in 0..2 {
        assert_eq!(ask(&app, "POST", path).await.status, 200);
    }
    let answer = user.client.send_emails(&outreach(account.id, &people), "k4").await.unwrap();
    assert_eq!(answer.queued.iter().map(|mail| mail.candidate_id).collect::<Vec<_>>(), people[1..]);
    assert_eq!(answer.skipped[0].reason, SkipReason::Suppressed);
    let cancelled = user.mails().await.into_iter().filter(|mail| mail.status == EmailStatus::Cancelled);
    let cancelled: Vec<_> = cancelled.map(|mail| mail.to_email).collect();
    assert_eq!(cancelled, ["p0@candidate.test"], "what was queued for the address is withdrawn");
    app.stop().await;
}

#[tokio::test]
async fn a_link_that_was_changed_or_made_up_does_nothing() {
    let app = TestApp::start_with(|config| config.workers = 0).await;
    let smtp = SmtpServer::start().await;
    let user = app.register("bole").await;
    let account = user.mailbox(mailbox(&smtp)).await;
    let people = user.candidates(1).await;
    let request = Outreach { body: Some("{{unsubscribe_url}}".to_owned()), ..outreach(account.id, &people) };
    user.client.send_emails(&request, "k").await.unwrap();
    let [mail] = user.mails().await.try_into().unwrap();
    let path = mail.content_text.trim_start_matches("http://127.0.0.1:8080").to_owned();
    assert_eq!(path.len(), "/u/".len() + 64, "{path}");
    let mut forged = path.clone().into_bytes();
    for at in [10, 60] {
        forged[at] = if forged[at] == b'0' { b'1' } else { b'0' };
        let forged = String::from_utf8(forged.clone()).unwrap();
        assert_eq!(ask(&app, "POST", &forged).await.status, 404, "{forged}");
    }
    for path in ["/u/x", "/u/%E9%80%80%E8%AE%A2", "/u/%ff%00", &format!("/u/{}", "z".repeat(64)), &path[..60]]
    {
        let answer = ask(&app, "GET", path).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, "text/html; charset=utf-8"),
            "{path}"
        );
    }
    assert_eq!(ask(&app, "PUT", &path).await.status, 405);
    let again = user.client.send_emails(&request, "k2").await.unwrap();
    assert_eq!(again.skipped, []);
    app.stop().await;
}
