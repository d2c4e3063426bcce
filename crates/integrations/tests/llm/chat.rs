use std::time::{Duration, Instant};

use bole_integrations::llm::{ChatRequest, Endpoint, Limits, Settings, Usage};
use domain::models::KeyStyle;
use domain::{Code, Error};

use crate::llm_server::{Behaviour, LlmServer};
use crate::{KEY, client, client_with, endpoint, request, upstream, without_circuit};

#[tokio::test]
async fn an_answer_comes_back_with_its_usage() {
    let server = LlmServer::start().await.unwrap();
    server.next(Behaviour::Reply("<think>嗯</think>您好，王女士".to_owned()));
    let endpoint = Endpoint { temperature: Some(0.1), ..endpoint(&server) };
    let reply = client().chat(&endpoint, &request()).await.unwrap();
    assert_eq!(reply.content, "您好，王女士");
    assert_eq!(reply.reasoning.as_deref(), Some("嗯"));
    assert_eq!(reply.usage, Some(Usage { prompt_tokens: 11, completion_tokens: 7 }));
    assert_eq!(reply.finish_reason.as_deref(), Some("stop"));

    let asked = &server.received()[0];
    assert_eq!(asked.path, "/v1/chat/completions");
    assert_eq!(asked.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    assert_eq!(asked.body["model"], "qwen2.5");
    assert_eq!(asked.body["temperature"], 0.1);
    assert_eq!(asked.text(), "你好");
}

#[tokio::test]
async fn azure_is_called_with_its_header_path_and_version() {
    let server = LlmServer::start().await.unwrap();
    let base_url = server.base_url().replace("/v1", "/openai?api-version=2024-10-21");
    let endpoint = Endpoint { base_url, key_style: KeyStyle::ApiKey, ..endpoint(&server) };
    client().chat(&endpoint, &request()).await.unwrap();
    let asked = &server.received()[0];
    assert_eq!(asked.path, "/openai/deployments/qwen2.5/chat/completions?api-version=2024-10-21");
    assert_eq!((asked.header("api-key"), asked.header("authorization")), (Some(KEY), None));
}

#[tokio::test]
async fn a_refusal_is_told_apart_and_not_tried_again() {
    let server = LlmServer::start().await.unwrap();
    let html = || Behaviour::Raw(403, "text/html", "<html>nginx</html>".to_owned());
    let numeric = r#"{"error":{"code":1302,"message":"bad sk-test-0123456789"}}"#.to_owned();
    let cases = [
        (Behaviour::Status(401, None), Code::AiAuthenticationFailed),
        (html(), Code::AiAuthenticationFailed),
        (Behaviour::Status(404, None), Code::AiModelNotFound),
        (Behaviour::Status(400, None), Code::AiRequestRejected),
        (Behaviour::Raw(400, "application/json", numeric), Code::AiRequestRejected),
        (Behaviour::Raw(302, "text/plain", String::new()), Code::AiRequestRejected),
        (Behaviour::Raw(200, "text/html", "<html>Sign in</html>".to_owned()), Code::AiInvalidOutput),
        (Behaviour::Raw(200, "application/json", "{\"choices\": [{".to_owned()), Code::AiInvalidOutput),
        (Behaviour::Raw(200, "application/json", "{\"choices\": []}".to_owned()), Code::AiInvalidOutput),
        (Behaviour::Raw(200, "application/json", "[1, 2]".to_owned()), Code::AiInvalidOutput),
        (
            Behaviour::Raw(200, "application/json", r#"{"error":{"code":"401","message":"key"}}"#.to_owned()),
            Code::AiAuthenticationFailed,
        ),
    ];
    let client = client();
    for (number, (behaviour, code)) in cases.into_iter().enumerate() {
        let told = format!("{behaviour:?}");
        server.next(behaviour);
        assert_eq!(upstream(client.chat(&endpoint(&server), &request()).await).code, code, "{told}");
        assert_eq!(server.received().len(), number + 1, "{told} is not tried again");
    }
}

#[tokio::test]
async fn what_passes_is_tried_again_and_at_most_three_times() {
    let server = LlmServer::start().await.unwrap();
    let client = client_with(without_circuit());
    let cases = [
        (Behaviour::Status(500, None), Code::AiUnavailable),
        (Behaviour::Status(503, None), Code::AiUnavailable),
        (Behaviour::Status(429, None), Code::AiRateLimited),
        (Behaviour::HangUp, Code::AiUnavailable),
        (Behaviour::Cut("{\"choices\":".to_owned()), Code::AiUnavailable),
    ];
    for (behaviour, code) in cases {
        let told = format!("{behaviour:?}");
        let before = server.received().len();
        server.next(behaviour.clone()).next(behaviour.clone()).next(Behaviour::Reply("now".to_owned()));
        assert_eq!(client.chat(&endpoint(&server), &request()).await.unwrap().content, "now", "{told}");
        assert_eq!(server.received().len(), before + 3, "{told}");

        server.always(behaviour);
        assert_eq!(upstream(client.chat(&endpoint(&server), &request()).await).code, code, "{told}");
        assert_eq!(server.received().len(), before + 3 + 4, "{told}");
    }
}

#[tokio::test]
async fn the_time_that_a_provider_asks_for_is_waited_when_there_is_that_time() {
    let server = LlmServer::start().await.unwrap();
    let client = client();
    server.next(Behaviour::Status(429, Some(1))).next(Behaviour::Reply("later".to_owned()));
    let started = Instant::now();
    assert_eq!(client.chat(&endpoint(&server), &request()).await.unwrap().content, "later");
    assert!(started.elapsed() >= Duration::from_secs(1));

    server.next(Behaviour::Status(429, Some(30)));
    let started = Instant::now();
    let refused = upstream(client.chat(&endpoint(&server), &request()).await);
    assert_eq!((refused.code, refused.retry_after), (Code::AiRateLimited, Some(Duration::from_secs(30))));
    assert!(started.elapsed() < Duration::from_secs(2), "it is not waited for nothing");
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_silent_server_is_given_up_at_the_deadline() {
    let server = LlmServer::start().await.unwrap();
    server.always(Behaviour::Slow(Duration::from_secs(30), "late".to_owned()));
    let started = Instant::now();
    let request = ChatRequest { deadline: Duration::from_millis(400), ..request() };
    assert_eq!(upstream(client().chat(&endpoint(&server), &request).await).code, Code::AiTimeout);
    assert!(started.elapsed() < Duration::from_secs(3));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_server_that_was_silent_too_long_is_asked_again() {
    let server = LlmServer::start().await.unwrap();
    server.next(Behaviour::Slow(Duration::from_secs(30), "late".to_owned())).reply_json(&1.into());
    let settings = Settings { silence_timeout: Duration::from_millis(300), ..Settings::default() };
    assert_eq!(client_with(settings).chat(&endpoint(&server), &request()).await.unwrap().content, "1");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_the_end() {
    let server = LlmServer::start().await.unwrap();
    server.next(Behaviour::Reply("长".repeat(10_000)));
    let settings = Settings { longest_answer: 1000, ..Settings::default() };
    let refused = upstream(client_with(settings).chat(&endpoint(&server), &request()).await);
    assert_eq!(refused.code, Code::AiInvalidOutput);
}

#[tokio::test]
async fn a_parameter_that_the_model_refuses_is_left_out() {
    let server = LlmServer::start().await.unwrap();
    let words = |name: &str| format!(r#"{{"error":{{"message":"Unsupported parameter: '{name}'"}}}}"#);
    server
        .next(Behaviour::Raw(400, "application/json", words("max_tokens")))
        .next(Behaviour::Raw(400, "application/json", words("temperature")))
        .next(Behaviour::Reply("fine".to_owned()));
    let endpoint = Endpoint { temperature: Some(0.1), max_tokens: Some(99), ..endpoint(&server) };
    assert_eq!(client().chat(&endpoint, &request()).await.unwrap().content, "fine");
    let last = &server.received()[2].body;
    assert_eq!((&last["max_completion_tokens"], last.get("temperature")), (&99.into(), None));
}

#[tokio::test]
async fn a_provider_that_keeps_failing_is_left_alone_and_then_tried_again() {
    let server = LlmServer::start().await.unwrap();
    let limits = Limits { outages: 3, pause: Duration::from_millis(1500), ..Limits::default() };
    let client = client_with(Settings { limits, retries: 0, ..Settings::default() });
    server.always(Behaviour::Status(500, None));
    for _ in 0..3 {
        upstream(client.chat(&endpoint(&server), &request()).await);
    }
    let refused = upstream(client.chat(&endpoint(&server), &request()).await);
    assert_eq!(refused.code, Code::AiUnavailable);
    assert!(refused.retry_after.is_some());
    assert_eq!(server.received().len(), 3, "the fourth call was not sent");

    server.always(Behaviour::Reply("back".to_owned()));
    tokio::time::sleep(Duration::from_millis(1600)).await;
    assert_eq!(client.chat(&endpoint(&server), &request()).await.unwrap().content, "back");
}

#[tokio::test]
async fn a_wrong_key_does_not_count_against_the_provider() {
    let server = LlmServer::start().await.unwrap();
    let limits = Limits { outages: 2, ..Limits::default() };
    let client = client_with(Settings { limits, ..Settings::default() });
    server.always(Behaviour::Status(401, None));
    for _ in 0..5 {
        assert_eq!(upstream(client.verify(&endpoint(&server)).await).code, Code::AiAuthenticationFailed);
    }
    server.always(Behaviour::Reply("Hi".to_owned()));
    client.verify(&endpoint(&server)).await.unwrap();
    assert_eq!(server.received().len(), 6);
}

#[tokio::test]
async fn calls_at_once_are_limited() {
    let server = LlmServer::start().await.unwrap();
    server.always(Behaviour::Slow(Duration::from_millis(300), "slow".to_owned()));
    let limits = Limits { per_provider: 2, wait: Duration::from_millis(100), ..Limits::default() };
    let client = client_with(Settings { limits, ..Settings::default() });
    let (endpoint, request) = (endpoint(&server), request());
    let call = || client.chat(&endpoint, &request);
    let results: [_; 3] = tokio::join!(call(), call(), call()).into();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 2);
    let refused = results.into_iter().find(Result::is_err).unwrap();
    assert_eq!(upstream(refused).code, Code::AiRateLimited);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_private_address_is_not_called_without_leave() {
    let server = LlmServer::start().await.unwrap();
    for host in ["127.0.0.1", "localhost"] {
        let base_url = server.base_url().replace("http://127.0.0.1", &format!("https://{host}"));
        let endpoint = Endpoint { base_url, allow_private: false, ..endpoint(&server) };
        match client().chat(&endpoint, &request()).await {
            Err(Error::Rule(code)) => assert_eq!(code, Code::PrivateAddress, "{host}"),
            other => panic!("{host}: {other:?}"),
        }
    }
    let endpoint = Endpoint { allow_private: false, ..endpoint(&server) };
    assert!(matches!(client().chat(&endpoint, &request()).await, Err(Error::Rule(Code::InvalidUrl))));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let server = LlmServer::start().await.unwrap();
    let endpoint = endpoint(&server);
    drop(server);
    // The listener's task ends a moment after its handle.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let refused = upstream(client().chat(&endpoint, &request()).await);
    assert_eq!(refused.code, Code::AiUnavailable);
}
