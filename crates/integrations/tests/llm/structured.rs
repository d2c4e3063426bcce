use bole_integrations::llm::{
    Message, Structured, StructuredFailure, StructuredFormat, StructuredRequest, Usage, structured,
};
use domain::Code;
use domain::models::StructuredOutput;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

use crate::llm_server::{Behaviour, LlmServer};
use crate::{client, endpoint, upstream};

#[derive(Debug, Deserialize, PartialEq)]
struct Job {
    title: String,
    years: u8,
}

fn job() -> Job {
    Job { title: "架构师".to_owned(), years: 5 }
}

fn request(capability: StructuredOutput) -> StructuredRequest {
    StructuredRequest {
        messages: vec![Message::system("Read the job."), Message::user("招聘架构师")],
        format: StructuredFormat {
            name: "job".to_owned(),
            json_schema: json!({"type": "object", "title": "JOB-SCHEMA"}),
        },
        capability,
        deadline: Duration::from_secs(5),
    }
}

async fn ask(server: &LlmServer, capability: StructuredOutput) -> Result<Structured<Job>, StructuredFailure> {
    let check = |job: &Job| if job.years <= 40 { Ok(()) } else { Err("years must be at most 40".to_owned()) };
    structured(&client(), &endpoint(server), &request(capability), check).await
}

fn formats(server: &LlmServer) -> Vec<serde_json::Value> {
    server.received().iter().map(|asked| asked.body["response_format"]["type"].clone()).collect()
}

#[tokio::test]
async fn a_value_of_the_schema_is_accepted_at_once() {
    let server = LlmServer::start().await.unwrap();
    server.reply_json(&json!({"title": "架构师", "years": 5}));
    let found = ask(&server, StructuredOutput::JsonSchema).await.unwrap();
    assert_eq!(found.value, job());
    assert_eq!(found.rounds.len(), 1);
    assert_eq!(found.rounds[0].usage, Some(Usage { prompt_tokens: 11, completion_tokens: 7 }));
    let asked = &server.received()[0];
    assert_eq!(asked.body["response_format"]["json_schema"]["schema"]["title"], "JOB-SCHEMA");
    assert_eq!(asked.body["temperature"], 0.1);
    assert!(!asked.text().contains("JOB-SCHEMA"), "the schema is not paid for twice");
}

#[tokio::test]
async fn without_schema_mode_the_schema_stands_in_the_instructions() {
    let server = LlmServer::start().await.unwrap();
    for capability in [StructuredOutput::JsonObject, StructuredOutput::Plain] {
        server
            .next(Behaviour::Reply("好的：\n```json\n{\"title\": \"架构师\", \"years\": 5}\n```".to_owned()));
        assert_eq!(ask(&server, capability).await.unwrap().value, job());
    }
    assert_eq!(formats(&server), [json!("json_object"), json!(null)]);
    for asked in server.received() {
        let system = asked.body["messages"][0]["content"].as_str().unwrap();
        assert!(
            system.starts_with("Read the job.") && system.contains("JOB-SCHEMA") && system.contains("JSON")
        );
    }
}

#[tokio::test]
async fn a_server_that_refuses_a_format_is_asked_in_the_next_simpler_way() {
    let server = LlmServer::start().await.unwrap();
    server.next(Behaviour::Status(400, None)).next(Behaviour::Status(422, None));
    server.reply_json(&json!({"title": "架构师", "years": 5}));
    let found = ask(&server, StructuredOutput::JsonSchema).await.unwrap();
    assert_eq!(formats(&server), [json!("json_schema"), json!("json_object"), json!(null)]);
    let failed: Vec<_> = found.rounds.iter().map(|round| round.failed).collect();
    assert_eq!(failed, [Some(Code::AiRequestRejected), Some(Code::AiRequestRejected), None]);

    server.always(Behaviour::Status(400, None));
    let failure = ask(&server, StructuredOutput::JsonSchema).await.unwrap_err();
    assert_eq!(upstream(Err::<(), _>(failure.error)).code, Code::AiRequestRejected);
    assert_eq!(failure.rounds.len(), 3);
}

#[tokio::test]
async fn a_wrong_answer_gets_one_repair_that_is_told_what_was_wrong() {
    let server = LlmServer::start().await.unwrap();
    for (wrong, told) in [
        ("no JSON at all", "not JSON"),
        (r#"{"title": "架构师"}"#, "missing field `years`"),
        (r#"{"title": "架构师", "years": 99}"#, "years must be at most 40"),
    ] {
        server.next(Behaviour::Reply(wrong.to_owned())).reply_json(&json!({"title": "架构师", "years": 5}));
        let found = ask(&server, StructuredOutput::JsonObject).await.unwrap();
        assert_eq!(found.value, job());
        assert_eq!(found.rounds.len(), 2);
        assert_eq!((found.rounds[0].failed, found.rounds[1].failed), (Some(Code::AiInvalidOutput), None));
        let messages = server.received().pop().unwrap().body["messages"].clone();
        assert_eq!((&messages[2]["role"], &messages[2]["content"]), (&json!("assistant"), &json!(wrong)));
        assert!(messages[3]["content"].as_str().unwrap().contains(told), "{messages}");
    }
}

#[tokio::test]
async fn a_model_that_stays_wrong_is_given_up_and_all_its_tokens_are_counted() {
    let server = LlmServer::start().await.unwrap();
    server.always(Behaviour::Reply("still no JSON".to_owned()));
    let failure = ask(&server, StructuredOutput::JsonObject).await.unwrap_err();
    assert_eq!(upstream(Err::<(), _>(failure.error)).code, Code::AiInvalidOutput);
    assert_eq!(failure.rounds.len(), 2);
    let total: u64 =
        failure.rounds.iter().filter_map(|round| round.usage).map(|usage| usage.completion_tokens).sum();
    assert_eq!(total, 14);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_provider_that_fails_in_the_repair_does_not_hide_the_first_round() {
    let server = LlmServer::start().await.unwrap();
    server.next(Behaviour::Reply("no JSON".to_owned())).next(Behaviour::Status(401, None));
    let failure = ask(&server, StructuredOutput::Plain).await.unwrap_err();
    assert_eq!(upstream(Err::<(), _>(failure.error)).code, Code::AiAuthenticationFailed);
    assert!(failure.rounds[0].usage.is_some());
    assert_eq!(failure.rounds[1].failed, Some(Code::AiAuthenticationFailed));
}
