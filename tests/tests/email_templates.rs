//! Mail templates, through the real server.

use api::candidates::{CandidateFields, SalutationTitle};
use api::email_accounts::EmailAccountFields;
use api::email_templates::{EmailTemplateFields, EmailTemplateQuery, TemplatePreviewRequest};
use api::emails::SkipReason;
use api::jobs::JobFields;
use api::{Code, MergePatch};
use bole_tests::mailing::mailbox;
use bole_tests::smtp_server::SmtpServer;
use bole_tests::{TestApp, problem};

fn template() -> EmailTemplateFields {
    EmailTemplateFields {
        name: "首次联系".into(),
        subject: "{{job.company_name}} {{job.title}} 机会".into(),
        body: "{{candidate.salutation}}：\n\n我是**{{user.name}}**。薪资 {{job.salary_range}}，地点 {{job.locations}}。\n\n\
               {{user.signature}}\n\n[退订]({{unsubscribe_url}})"
            .into(),
        shared: false,
    }
}

#[tokio::test]
async fn a_template_is_made_found_changed_and_deleted() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let made = user.client.create_email_template(&template()).await.unwrap();
    assert_eq!(user.client.get_email_template(made.id).await.unwrap(), made);
    let again = user.client.create_email_template(&template()).await;
    assert_eq!(problem(again).code, Code::NameTaken);
    let query = EmailTemplateQuery { q: Some("首次".into()), ..EmailTemplateQuery::default() };
    assert_eq!(user.client.list_email_templates(&query).await.unwrap().total, Some(1));
    let patch =
        MergePatch::between(&template(), &EmailTemplateFields { shared: true, ..template() }).unwrap();
    let changed = user.client.update_email_template(made.id, &patch, Some(1)).await.unwrap();
    assert!(changed.shared && changed.version == 2);
    let stale = user.client.update_email_template(made.id, &patch, Some(1)).await;
    assert_eq!(problem(stale).code, Code::StaleVersion);
    user.client.delete_email_template(made.id).await.unwrap();
    assert_eq!(problem(user.client.get_email_template(made.id).await).code, Code::NotFound);
    app.stop().await;
}

#[tokio::test]
async fn a_placeholder_that_does_not_exist_is_refused_by_name() {
    let app = TestApp::start().await;
    let user = app.register("bole").await;
    let wrong = EmailTemplateFields { body: "{{candidate.salary}} {{job.title}}".into(), ..template() };
    let refused = problem(user.client.create_email_template(&wrong).await);
    let [fault] = refused.errors.try_into().unwrap();
    assert_eq!((fault.pointer.as_str(), fault.code), ("/body", Code::UnknownPlaceholder));
    assert!(fault.message.contains("candidate.salary"), "{}", fault.message);
    app.stop().await;
}

#[tokio::test]
async fn a_preview_shows_a_real_person_or_an_example() {
    let (app, smtp) = (TestApp::start().await, SmtpServer::start().await);
    let user = app.register("bole").await;
    let made = user.client.create_email_template(&template()).await.unwrap();

    let example =
        user.client.preview_email_template(made.id, &TemplatePreviewRequest::default()).await.unwrap();
    assert_eq!((example.candidate_id, example.candidate_name.as_str()), (None, "李思远"));
    assert!(example.html.contains("李思远 您好：") && example.problems.is_empty(), "{example:?}");

    let candidate = CandidateFields {
        name: "王伟<script>".into(),
        emails: vec!["wang@candidate.test".into()],
        salutation_title: Some(SalutationTitle::Ms),
        ..CandidateFields::default()
    };
    let candidate = user.client.create_candidate(&candidate).await.unwrap();
    let job = JobFields {
        title: "架构师".into(),
        company_name: Some("千里科技".into()),
        locations: vec!["上海".into(), "杭州".into()],
        ..JobFields::default()
    };
    let job = user.client.create_job(&job).await.unwrap();
    let account = EmailAccountFields { signature: "**王芳**\n千里马".into(), ..mailbox(&smtp) };
    let account = user.mailbox(account).await;
    let request = TemplatePreviewRequest {
        candidate_id: Some(candidate.id),
        job_id: Some(job.id),
        from_account_id: Some(account.id),
    };
    let preview = user.client.preview_email_template(made.id, &request).await.unwrap();
    assert_eq!(preview.subject, "千里科技 架构师 机会");
    assert_eq!(preview.to_email.as_deref(), Some("wang@candidate.test"));
    assert!(!preview.html.contains("<script") && preview.html.contains("&lt;script&gt;"), "{}", preview.html);
    assert!(preview.html.contains("<strong>王芳</strong><br>\n千里马"), "{}", preview.html);
    assert!(preview.text.contains("地点 上海、杭州"), "{}", preview.text);
    let [missing] = preview.problems.try_into().unwrap();
    assert_eq!(missing.reason, SkipReason::MissingValue);
    assert!(missing.message.contains("{{job.salary_range}}"), "{}", missing.message);

    let nobody = TemplatePreviewRequest { candidate_id: Some(job.id), ..TemplatePreviewRequest::default() };
    let refused = problem(user.client.preview_email_template(made.id, &nobody).await);
    assert_eq!((refused.errors[0].pointer.as_str(), refused.status), ("/candidate_id", 422));
    app.stop().await;
}
