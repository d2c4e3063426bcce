//! Writing mails and templates, through the real server.

use std::time::Duration;

use api::candidates::CandidateFields;
use api::email_templates::GenerateTemplateRequest;
use api::emails::{DraftRequest, EmailText, Generated, OptimizeRequest};
use api::jobs::JobFields;
use api::parse::Warning;
use api::{Client, Code};
use bole_tests::llm_server::{Behaviour, LlmServer};
use bole_tests::{Http, TestApp, problem};
use serde_json::json;

use crate::models::local;

async fn records(client: &Client<Http>) -> DraftRequest {
    let job = JobFields {
        title: "Java 架构师".into(),
        company_name: Some("天河智能".into()),
        salary_range: Some("40-60K·15薪".into()),
        job_requirement: Some("精通 Java、Kubernetes".into()),
        ..JobFields::default()
    };
    let candidate = CandidateFields {
        name: "李思远".into(),
        emails: vec!["li@example.com".into()],
        phone: Some("+8613900001201".into()),
        current_company: Some("云栈数据".into()),
        raw_skills: vec!["Java".into()],
        keywords: Some(vec!["java".into()]),
        ..CandidateFields::default()
    };
    DraftRequest {
        job_id: Some(client.create_job(&job).await.unwrap().id),
        candidate_id: Some(client.create_candidate(&candidate).await.unwrap().id),
        core_points: "约时间电话沟通".into(),
        ..DraftRequest::default()
    }
}

fn codes(warnings: &[Warning]) -> Vec<&str> {
    warnings.iter().map(|warning| warning.code.as_str()).collect()
}

fn keeps_the_rules(mail: &EmailText) -> bool {
    mail.body.starts_with("{{candidate.salutation}}") && mail.body.ends_with("{{user.signature}}")
}

/// A server with a model behind it.
async fn with_model(is_default: bool) -> (TestApp, Client<Http>, LlmServer, String) {
    let model = LlmServer::start().await.unwrap();
    let app = TestApp::start_with(|config| config.ai_timeout = Duration::from_secs(1)).await;
    let client = app.register("bole").await.client;
    let fields = api::models::ModelConfigFields { is_default, ..local(&model) };
    let engine = client.create_model_config(&fields).await.unwrap().id.to_string();
    (app, client, model, engine)
}

#[tokio::test]
async fn a_draft_of_the_offline_engine_keeps_the_rules_in_both_languages() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let request = records(&client).await;
    for (language, word) in [("zh-CN", "打个电话"), ("en", "call you")] {
        let request = DraftRequest { language: Some(language.into()), ..request.clone() };
        let Generated { engine, result, warnings } = client.draft_email(&request).await.unwrap();
        assert_eq!((engine.as_str(), codes(&warnings)), ("offline", vec![]));
        assert!(keeps_the_rules(&result), "{}", result.body);
        assert!(result.body.contains(word) && result.body.contains("Java"), "{}", result.body);
        assert!(result.body.contains("{{job.salary_range}}") && !result.body.contains("{{job.locations}}"));
    }
    let unknown = DraftRequest { job_id: Some(request.candidate_id.unwrap()), ..request };
    let refused = problem(client.draft_email(&unknown).await);
    assert_eq!(
        (refused.errors[0].pointer.as_str(), refused.errors[0].code),
        ("/job_id", Code::UnknownReference)
    );
    app.stop().await;
}

#[tokio::test]
async fn a_draft_by_a_model_is_held_to_the_rules_and_to_the_records() {
    let (app, client, model, engine) = with_model(false).await;
    let request = DraftRequest { engine: Some(engine), ..records(&client).await };
    let without_signature = json!({"subject": "机会", "body": "{{candidate.salutation}}\n您好"});
    let good = json!({
        "subject": "{{job.company_name}} 的机会",
        "body": "{{candidate.salutation}}\n\n团队 300 人，年薪 80 万，与未来集团齐名。\n\n{{user.signature}}"
    });
    model.reply_json(&without_signature).reply_json(&good);
    let Generated { engine, result, warnings } = client.draft_email(&request).await.unwrap();
    assert_eq!(engine, "local/test-7b");
    assert!(
        keeps_the_rules(&result) && result.body.contains("回复"),
        "an invitation is added: {}",
        result.body
    );
    assert_eq!(
        codes(&warnings),
        ["number_not_in_records", "number_not_in_records", "company_not_in_records"]
    );
    let asked = model.received();
    assert_eq!(asked.len(), 2);
    assert!(asked[1].text().contains("must end with {{user.signature}}"));
    for private in ["李思远", "li@example.com", "13900001201"] {
        assert!(!asked[0].text().contains(private), "{private} is none of the model's business");
    }
    model.always(Behaviour::Reply(without_signature.to_string()));
    let refused = problem(client.draft_email(&request).await);
    assert_eq!((refused.status, refused.code), (502, Code::AiInvalidOutput));
    app.stop().await;
}

#[tokio::test]
async fn a_named_model_that_fails_is_an_error_and_a_default_one_falls_back() {
    for (behaviour, code, status) in [
        (Behaviour::Status(401, None), Code::AiAuthenticationFailed, 502),
        (Behaviour::Status(404, None), Code::AiModelNotFound, 502),
        (Behaviour::Status(429, Some(30)), Code::AiRateLimited, 503),
        (Behaviour::Slow(Duration::from_secs(20), String::new()), Code::AiTimeout, 504),
        (Behaviour::Reply("[]".into()), Code::AiInvalidOutput, 502),
    ] {
        let (app, client, model, engine) = with_model(true).await;
        let request = records(&client).await;
        model.always(behaviour.clone());
        let named = DraftRequest { engine: Some(engine), ..request.clone() };
        let refused = problem(client.draft_email(&named).await);
        assert_eq!((refused.status, refused.code), (status, code), "{behaviour:?}");
        if code == Code::AiRateLimited {
            assert_eq!(refused.retry_after, Some(30));
        }
        let fallen = client.draft_email(&request).await.unwrap();
        assert_eq!((fallen.engine.as_str(), codes(&fallen.warnings)), ("offline", vec!["engine_fallback"]));
        assert!(keeps_the_rules(&fallen.result));
        app.stop().await;
    }
}

#[tokio::test]
async fn a_rewritten_text_keeps_every_placeholder_or_is_refused() {
    let (app, client, model, engine) = with_model(false).await;
    let request = OptimizeRequest {
        text: "{{candidate.salutation}},有个{{job.title}}机会!!!".into(),
        instruction: Some("更正式".into()),
        engine: Some(engine),
    };
    let lost = json!({"optimized_text": "您好，有个职位机会。"});
    let kept = json!({"optimized_text": "{{candidate.salutation}}，想向您介绍一个{{job.title}}的机会。"});
    model.reply_json(&lost).reply_json(&kept);
    let better = client.optimize_email(&request).await.unwrap();
    assert!(better.result.optimized_text.contains("{{job.title}}"));
    model.always(Behaviour::Reply(lost.to_string()));
    let refused = problem(client.optimize_email(&request).await);
    assert_eq!((refused.status, refused.code), (502, Code::AiInvalidOutput));
    let offline = OptimizeRequest { engine: Some("offline".into()), ..request };
    let tidied = client.optimize_email(&offline).await.unwrap();
    assert_eq!(tidied.result.optimized_text, "{{candidate.salutation}},有个{{job.title}}机会！");
    assert_eq!(codes(&tidied.warnings), ["instruction_not_followed"]);
    app.stop().await;
}

#[tokio::test]
async fn a_template_is_written_by_either_engine_and_can_be_kept() {
    let (app, client, model, engine) = with_model(false).await;
    let request = GenerateTemplateRequest {
        core_points: "邀请了解机会；强调技术氛围".into(),
        language: Some("zh-CN".into()),
        engine: Some("offline".into()),
    };
    let offline = client.generate_email_template(&request).await.unwrap();
    client.create_email_template(&offline.result).await.unwrap();
    let body = "{{candidate.salutation}}\n\n{{user.name}}想介绍{{job.company_name}}的{{job.title}}，期待回复。\n\n{{user.signature}}";
    let unknown = json!({"name": "邀请", "subject": "{{job.salary}}", "body": body});
    let good = json!({"name": "邀请", "subject": "{{job.title}} 机会", "body": body});
    model.reply_json(&unknown).reply_json(&good);
    let request = GenerateTemplateRequest { engine: Some(engine), ..request };
    let written = client.generate_email_template(&request).await.unwrap();
    assert_eq!((written.result.name.as_str(), written.result.body.as_str()), ("邀请", body));
    assert_eq!(model.received().len(), 2);
    client.create_email_template(&written.result).await.unwrap();
    app.stop().await;
}
