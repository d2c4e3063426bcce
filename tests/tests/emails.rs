//! Previewing and queueing mails, through the real server, whose workers are off.

use std::collections::HashSet;

use api::candidate_groups::{CandidateGroupFields, Members};
use api::candidates::{CandidateFields, ConsentStatus, DeleteQuery};
use api::email_accounts::{EmailAccountChange, EmailAccountFields};
use api::email_logs::{EmailStatus, TriggerType};
use api::email_templates::EmailTemplateFields;
use api::emails::{Outreach, Recipients, SkipReason};
use api::jobs::JobFields;
use api::{Code, MergePatch};
use bole_tests::mailing::{mailbox, outreach};
use bole_tests::smtp_server::SmtpServer;
use bole_tests::{TestApp, User, problem};
use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

/// A server that only queues, somebody, and a mailbox of theirs.
async fn start() -> (TestApp, User, Uuid) {
    let app = TestApp::start_with(|config| config.workers = 0).await;
    let user = app.register("bole").await;
    let smtp = SmtpServer::start().await;
    let account = user.mailbox(mailbox(&smtp)).await;
    (app, user, account.id)
}

#[tokio::test]
async fn each_recipient_gets_a_row_of_their_own_with_a_message_id_of_its_own() {
    let (app, user, account) = start().await;
    let people = user.candidates(3).await;
    let twice = [people.clone(), people.clone()].concat();
    let answer = user.client.send_emails(&outreach(account, &twice), "once").await.unwrap();
    assert_eq!(answer.queued.len(), 3, "a person named twice gets one mail");
    assert_eq!(answer.skipped, []);
    let mails = user.mails().await;
    let ids: HashSet<_> = mails.iter().map(|mail| mail.message_id.as_str()).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|id| id.starts_with('<') && id.ends_with("@corp.test>")), "{ids:?}");
    for (number, mail) in mails.iter().enumerate() {
        assert_eq!(mail.to_email, format!("p{number}@candidate.test"));
        assert_eq!(mail.subject, format!("A word with you, Person {number}"));
        assert_eq!(mail.content_text, "Dear Person,\n\nplease call me.");
        assert_eq!((mail.status, mail.trigger_type), (EmailStatus::Queued, TriggerType::Manual));
        assert_eq!(mail.campaign_id, Some(answer.campaign_id));
    }
    app.stop().await;
}

#[tokio::test]
async fn a_group_is_mailed_from_a_template_which_may_be_edited() {
    let (app, user, account) = start().await;
    let people = user.candidates(2).await;
    let outsider = user.candidate("Outsider", "o@candidate.test").await;
    let group = CandidateGroupFields { name: "Java".into(), ..CandidateGroupFields::default() };
    let group = user.client.create_candidate_group(&group).await.unwrap();
    user.client.add_group_members(group.id, &Members { candidate_ids: people.clone() }).await.unwrap();
    let template = EmailTemplateFields {
        name: "t".into(),
        subject: "Hello {{candidate.name}}".into(),
        body: "{{user.name}}".into(),
        shared: false,
    };
    let template = user.client.create_email_template(&template).await.unwrap();
    let request = Outreach {
        from_account_id: Some(account),
        to: Recipients { candidate_ids: vec![outsider], group_id: Some(group.id) },
        template_id: Some(template.id),
        subject: Some("Hi {{candidate.name}}".into()),
        ..Outreach::default()
    };
    let answer = user.client.send_emails(&request, "once").await.unwrap();
    assert_eq!(answer.queued.len(), 3, "the group and who was chosen beside it");
    let mails = user.mails().await;
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, ["Hi Outsider", "Hi Person 0", "Hi Person 1"], "as edited");
    assert!(mails.iter().all(|mail| mail.content_text == "Fang Wang"), "the body of the template");
    assert!(mails.iter().all(|mail| mail.trigger_type == TriggerType::Group));
    app.stop().await;
}

#[tokio::test]
async fn everybody_who_gets_no_mail_is_named_with_the_reason() {
    let (app, user, account) = start().await;
    let job = JobFields { title: "Architect".into(), ..JobFields::default() };
    let job = user.client.create_job(&job).await.unwrap().id;
    let person = |name: &str, change: &dyn Fn(&mut CandidateFields)| {
        let emails = vec![format!("{}@candidate.test", name.to_lowercase())];
        let mut fields = CandidateFields {
            name: name.into(),
            emails,
            current_company: Some("Northwind".into()),
            ..CandidateFields::default()
        };
        change(&mut fields);
        fields
    };
    let people = [
        person("Fine", &|_| {}),
        person("Addressless", &|fields| fields.emails.clear()),
        person("Closed", &|fields| fields.do_not_contact = true),
        person("Withdrawn", &|fields| fields.consent_status = ConsentStatus::Withdrawn),
        person("Same", &|fields| fields.emails = vec!["FINE@candidate.test".into()]),
        person("Jobless", &|fields| fields.current_company = None),
        person("Recent", &|_| {}),
        person("Archived", &|_| {}),
    ];
    let mut ids = Vec::new();
    for fields in &people {
        ids.push(user.client.create_candidate(fields).await.unwrap().id);
    }
    // Recent and Archived get a mail for the job; the latter is then archived, because mails keep the person.
    let about = |to: &[Uuid]| Outreach {
        job_id: Some(job),
        body: Some("{{candidate.current_company}} {{job.title}}".into()),
        ..outreach(account, to)
    };
    user.client.send_emails(&about(&ids[6..]), "first").await.unwrap();
    user.client.delete_candidate(ids[7], DeleteQuery::default()).await.unwrap();
    ids.push(Uuid::now_v7());

    let answer = user.client.send_emails(&about(&ids), "second").await.unwrap();
    assert_eq!(answer.queued.iter().map(|mail| mail.candidate_id).collect::<Vec<_>>(), ids[..1]);
    let reasons: Vec<_> =
        answer.skipped.iter().map(|skipped| (skipped.name.as_str(), skipped.reason)).collect();
    use SkipReason::{
        ConsentWithdrawn, DoNotContact, DuplicateAddress, MissingValue, NoAddress, NotFound, RecentlyMailed,
    };
    assert_eq!(
        reasons,
        [
            ("Addressless", NoAddress),
            ("Closed", DoNotContact),
            ("Withdrawn", ConsentWithdrawn),
            ("Same", DuplicateAddress),
            ("Jobless", MissingValue),
            ("Recent", RecentlyMailed),
            ("Archived", NotFound),
            ("", NotFound),
        ]
    );
    let missing = answer.skipped.iter().find(|skipped| skipped.reason == MissingValue).unwrap();
    assert!(missing.message.contains("{{candidate.current_company}}"), "{}", missing.message);
    // No session lives so long unused.
    let user = app.pass_for(user, TimeDelta::days(20)).await;
    let user = app.pass_for(user, TimeDelta::days(11)).await;
    let later = user.client.send_emails(&about(&ids[6..7]), "later").await.unwrap();
    assert_eq!(later.queued.len(), 1, "a month later the person may be asked again");
    app.stop().await;
}

#[tokio::test]
async fn a_preview_is_what_will_be_sent_and_says_what_will_not() {
    let (app, user, account) = start().await;
    let people = user.candidates(2).await;
    let silent = CandidateFields { name: "Silent".into(), ..CandidateFields::default() };
    let silent = user.client.create_candidate(&silent).await.unwrap().id;
    let request = outreach(account, &[people.as_slice(), &[silent]].concat());
    let preview = user.client.preview_emails(&request).await.unwrap();
    assert_eq!((preview.total, preview.items.len()), (3, 3));
    assert_eq!(preview.skipped.iter().map(|one| one.candidate_id).collect::<Vec<_>>(), [silent]);
    assert_eq!(preview.items[2].problems[0].reason, SkipReason::NoAddress);
    assert_eq!(user.mails().await, [], "nothing is queued by looking");
    user.client.send_emails(&request, "k").await.unwrap();
    for (shown, mail) in preview.items.iter().zip(user.mails().await) {
        assert_eq!(
            (&shown.subject, &shown.html, &shown.text),
            (&mail.subject, &mail.content_html, &mail.content_text)
        );
    }
    let without_mailbox = Outreach { from_account_id: None, ..request };
    assert_eq!(user.client.preview_emails(&without_mailbox).await.unwrap().items.len(), 3);
    app.stop().await;
}

#[tokio::test]
async fn a_repeated_request_gives_the_first_answer_and_sends_nothing_twice() {
    let (app, user, account) = start().await;
    let people = user.candidates(2).await;
    let request = outreach(account, &people);
    let first = user.client.send_emails(&request, "key-1").await.unwrap();
    assert_eq!(user.client.send_emails(&request, "key-1").await.unwrap(), first);
    assert_eq!(user.mails().await.len(), 2);
    let other = outreach(account, &people[..1]);
    assert_eq!(problem(user.client.send_emails(&other, "key-1").await).code, Code::IdempotencyKeyReused);
    assert_eq!(user.client.send_emails(&other, "key-2").await.unwrap().queued.len(), 1);

    // A failed request leaves its key free.
    let wrong = Outreach { job_id: Some(people[0]), ..outreach(account, &people[1..]) };
    assert_eq!(problem(user.client.send_emails(&wrong, "key-3").await).status, 422);
    assert_eq!(user.client.send_emails(&other, "key-3").await.unwrap().queued.len(), 1);

    // At the same time, too, the mails are queued once.
    let racing = (0..4).map(|_| user.client.send_emails(&request, "key-4"));
    let answers = join_all(racing).await;
    let good: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
    assert!(!good.is_empty() && good.iter().all(|answer| *answer == good[0]), "{answers:?}");
    assert_eq!(user.mails().await.len(), 6);

    let too_long = user.client.transport().request("POST", "/api/emails/send").json(&request);
    let too_long = too_long.header("idempotency-key", "k".repeat(256));
    assert_eq!(user.client.transport().send_raw(too_long).await.status, 422);
    app.stop().await;
}

async fn join_all<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut pinned: Vec<_> = futures.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = pinned.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, slot) in pinned.iter_mut().zip(&mut done) {
            if slot.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *slot = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test]
async fn what_is_wrong_with_a_send_is_named_and_nothing_is_queued() {
    let (app, user, account) = start().await;
    let http = user.client.transport();
    let person = user.candidate("Li Lei", "li@candidate.test").await;
    let nobody = Uuid::now_v7();
    let good =
        json!({"from_account_id": account, "to": {"candidate_ids": [person]}, "subject": "s", "body": "b"});
    let with = |name: &str, value: serde_json::Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    for (body, pointer, code) in [
        (with("to", json!({})), "/to", "no_recipients"),
        (with("to", json!({"group_id": nobody})), "/to/group_id", "unknown_reference"),
        (with("from_account_id", json!(null)), "/from_account_id", "required"),
        (with("from_account_id", json!(nobody)), "/from_account_id", "unknown_reference"),
        (with("template_id", json!(nobody)), "/template_id", "unknown_reference"),
        (with("job_id", json!(nobody)), "/job_id", "unknown_reference"),
        (with("subject", json!("")), "/subject", "required"),
        (with("body", json!("{{who}}")), "/body", "unknown_placeholder"),
        (with("body", json!("x".repeat(50_001))), "/body", "too_long"),
        (with("cc", json!("x@y.cn")), "/cc", "unknown_field"),
    ] {
        let answer = http.json("POST", "/api/emails/send", &body).await;
        let fault = &answer.json()["errors"][0];
        let found = (answer.status, fault["pointer"].as_str(), fault["code"].as_str());
        assert_eq!(found, (422, Some(pointer), Some(code)));
    }
    let off = EmailAccountFields { is_active: false, ..EmailAccountFields::default() };
    let patch = MergePatch::between(&EmailAccountFields::default(), &off).unwrap();
    let change = EmailAccountChange { account: Some(patch), password: None };
    user.client.update_email_account(account, &change, None).await.unwrap();
    let refused = user.client.send_emails(&outreach(account, &[person]), "k").await;
    assert_eq!(problem(refused).code, Code::AccountUnusable);
    assert_eq!(user.mails().await, []);
    app.stop().await;
}

#[tokio::test]
async fn a_rendered_mail_cannot_grow_out_of_bounds() {
    let (app, user, account) = start().await;
    let signature = EmailAccountFields { signature: "x".repeat(5000), ..EmailAccountFields::default() };
    let patch = MergePatch::between(&EmailAccountFields::default(), &signature).unwrap();
    let change = EmailAccountChange { account: Some(patch), password: None };
    user.client.update_email_account(account, &change, None).await.unwrap();
    let person = user.candidate("Li Lei", "li@candidate.test").await;
    let body = Some("{{user.signature}}".repeat(2500));
    let request = Outreach { body, ..outreach(account, &[person]) };
    let refused = problem(user.client.send_emails(&request, "k").await);
    assert_eq!((refused.errors[0].pointer.as_str(), refused.errors[0].code), ("/body", Code::TooLong));
    app.stop().await;
}
