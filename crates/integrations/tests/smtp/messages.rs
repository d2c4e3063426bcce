use bole_integrations::smtp::{Correspondent, Mailer, Outbox, OutgoingMail};
use domain::Code;
use domain::emails::FailureKind;

use crate::mail;

/// The mail as it is written into an outbox: the same bytes as over SMTP.
async fn written(mail: &OutgoingMail) -> String {
    let folder = tempfile::tempdir().unwrap();
    let sent = Outbox::new(folder.path()).send(mail).await.unwrap();
    std::fs::read_to_string(sent.response).unwrap()
}

fn headers(text: &str) -> Vec<(&str, String)> {
    let head = text.split("\r\n\r\n").next().unwrap();
    let mut headers: Vec<(&str, String)> = Vec::new();
    for line in head.split("\r\n") {
        match headers.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some((_, value)) => value.push_str(line),
            None => {
                let (name, value) = line.split_once(": ").unwrap();
                headers.push((name, value.to_owned()));
            }
        }
    }
    headers
}

#[tokio::test]
async fn no_header_comes_in_through_a_name_or_a_subject() {
    let plain = headers(&written(&mail("a@candidate.test")).await)
        .into_iter()
        .map(|(name, _)| name.to_owned())
        .collect::<Vec<_>>();
    for poison in [
        "x\r\nBcc: everybody@candidate.test",
        "x\nBcc: everybody@candidate.test",
        "x\rBcc: everybody@candidate.test",
        "李\r\n\r\nBcc: everybody@candidate.test",
        "x\u{85}\u{2028}Bcc: everybody@candidate.test\0",
        "\" <everybody@candidate.test>, \"",
    ] {
        let mail = OutgoingMail {
            from: Correspondent::new(poison, "hr@corp.test"),
            to: Correspondent::new(poison, "a@candidate.test"),
            reply_to: Some(Correspondent::new(poison, "hr@corp.test")),
            subject: poison.to_owned(),
            ..mail("a@candidate.test")
        };
        let text = written(&mail).await;
        let mut names: Vec<_> = headers(&text).into_iter().map(|(name, _)| name.to_owned()).collect();
        names.retain(|name| name != "Reply-To");
        assert_eq!(names, plain, "{poison:?}\n{text}");
        assert!(!text.contains("\nBcc"), "{text}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_header_is_refused() {
    let good = mail("a@candidate.test");
    let to = |address: &str| OutgoingMail { to: Correspondent::new("", address), ..good.clone() };
    let id = |id: &str| OutgoingMail { message_id: id.to_owned(), ..good.clone() };
    let reply = |id: &str| OutgoingMail { in_reply_to: Some(id.to_owned()), ..good.clone() };
    let unsubscribe = |url: &str| OutgoingMail { list_unsubscribe: Some(url.to_owned()), ..good.clone() };
    let folder = tempfile::tempdir().unwrap();
    for bad in [
        to(""),
        to("nobody"),
        to("a@b.test, c@d.test"),
        to("a@b.test\r\nBcc: c@d.test"),
        to("a@b.test> RCPT TO:<c@d.test"),
        id("plain@corp.test"),
        id("<a@b.test>\r\nBcc: c@d.test"),
        id("<a b@c.test>"),
        reply("<a@b.test>\nBcc: c@d.test>"),
        unsubscribe("javascript:alert(1)"),
        unsubscribe("https://bole.test/u/1>\r\nBcc: c@d.test"),
    ] {
        let failure = Outbox::new(folder.path()).send(&bad).await.unwrap_err();
        assert_eq!(
            (failure.kind, failure.error.code),
            (FailureKind::Permanent, Code::MailRejected),
            "{bad:?}"
        );
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn chinese_and_emoji_survive_in_names_subject_and_body() {
    let text = written(&mail("a@candidate.test")).await;
    assert!(text.is_ascii(), "nothing depends on 8BITMIME");
    let subject = headers(&text).into_iter().find(|(name, _)| *name == "Subject").unwrap().1;
    assert!(subject.starts_with("=?utf-8?b?"), "{subject}");
    assert!(text.lines().all(|line| line.len() <= 998));
    assert!(text.contains("multipart/alternative"));
    let plain_only = written(&OutgoingMail { html: String::new(), ..mail("a@candidate.test") }).await;
    assert!(plain_only.contains("text/plain") && !plain_only.contains("multipart"));
}

#[tokio::test]
async fn the_outbox_is_for_the_operator_only_and_holds_a_mail_once() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data/outbox");
    let outbox = Outbox::new(&folder);
    let evil = OutgoingMail { message_id: "<../../x/y@corp.test>".to_owned(), ..mail("a@candidate.test") };
    let first = outbox.send(&evil).await.unwrap();
    let second = outbox.send(&evil).await.unwrap();
    assert_eq!(first, second);
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].path().display().to_string(), first.response);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&files[0].path()), mode(&folder)), (0o600, 0o700));
}
