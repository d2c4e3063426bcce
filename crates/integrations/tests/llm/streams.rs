use std::time::Duration;

use bole_integrations::llm::{ChatRequest, Delta, Usage};
use domain::{Code, Result};
use futures_util::StreamExt;
use serde_json::json;

use crate::llm_server::{Behaviour, LlmServer, end, event, piece};
use crate::{client, client_with, endpoint, request, upstream, without_circuit};

/// Thoughts, answer and how it ended.
async fn collect(server: &LlmServer) -> (String, String, Option<Result<Delta>>) {
    let mut stream = client_with(without_circuit()).stream(&endpoint(server), &request()).await.unwrap();
    let (mut thoughts, mut answer) = (String::new(), String::new());
    while let Some(item) = stream.next().await {
        match item {
            Ok(Delta::Thinking(text)) => thoughts.push_str(&text),
            Ok(Delta::Answer(text)) => answer.push_str(&text),
            last => {
                assert!(stream.next().await.is_none(), "nothing follows the end");
                return (thoughts, answer, Some(last));
            }
        }
    }
    (thoughts, answer, None)
}

fn finish(reason: &str) -> Delta {
    let usage = Some(Usage { prompt_tokens: 11, completion_tokens: 7 });
    Delta::Finish { finish_reason: Some(reason.to_owned()), usage }
}

#[tokio::test]
async fn pieces_come_as_they_are_written_and_end_with_usage() {
    let server = LlmServer::start().await.unwrap();
    server.next(Behaviour::Reply("<think>想一想</think>您好，王女士。🙂".to_owned()));
    let (thoughts, answer, last) = collect(&server).await;
    assert_eq!((thoughts.as_str(), answer.as_str()), ("想一想", "您好，王女士。🙂"));
    assert_eq!(last.unwrap().unwrap(), finish("stop"));
    assert_eq!(server.received()[0].body["stream"], true);
}

#[tokio::test]
async fn a_character_cut_in_two_arrives_whole() {
    let server = LlmServer::start().await.unwrap();
    let bytes: Vec<u8> = [b"\xef\xbb\xbf: comment\n\n".to_vec(), piece("中文"), end()].concat();
    server.next(Behaviour::Stream(bytes.chunks(5).map(<[u8]>::to_vec).collect()));
    let (_, answer, last) = collect(&server).await;
    assert_eq!(answer, "中文");
    assert_eq!(last.unwrap().unwrap(), finish("stop"));
}

#[tokio::test]
async fn thoughts_in_a_field_of_their_own_are_told_apart() {
    let server = LlmServer::start().await.unwrap();
    let thought = event(&json!({"choices": [{"delta": {"reasoning_content": "先想", "content": null}}]}));
    server.next(Behaviour::Stream(vec![thought, piece("再答"), end()]));
    let (thoughts, answer, _) = collect(&server).await;
    assert_eq!((thoughts.as_str(), answer.as_str()), ("先想", "再答"));
}

#[tokio::test]
async fn a_stream_that_is_cut_is_a_failure_and_keeps_what_came() {
    let server = LlmServer::start().await.unwrap();
    server.next(Behaviour::Stream(vec![piece("half an "), piece("ans")]));
    let (_, answer, last) = collect(&server).await;
    assert_eq!(answer, "half an ans");
    assert_eq!(upstream(last.unwrap()).code, Code::AiUnavailable);
}

#[tokio::test]
async fn an_end_may_be_said_by_either_of_its_two_signs() {
    let server = LlmServer::start().await.unwrap();
    let reason = event(&json!({"choices": [{"delta": {}, "finish_reason": "length"}]}));
    server.next(Behaviour::Stream(vec![piece("a"), reason]));
    let (_, answer, last) = collect(&server).await;
    assert_eq!(answer, "a");
    assert_eq!(
        last.unwrap().unwrap(),
        Delta::Finish { finish_reason: Some("length".to_owned()), usage: None }
    );

    server.next(Behaviour::Stream(vec![piece("b"), b"data: [DONE]\n\n".to_vec()]));
    let (_, answer, last) = collect(&server).await;
    assert_eq!(answer, "b");
    assert_eq!(last.unwrap().unwrap(), Delta::Finish { finish_reason: None, usage: None });
}

#[tokio::test]
async fn what_is_no_stream_is_a_failure_and_not_an_empty_answer() {
    let server = LlmServer::start().await.unwrap();
    let html = "<html><body>Sign in</body></html>";
    for pieces in
        [vec![], vec![html.as_bytes().to_vec()], vec![b"data: [DONE]\n\n".to_vec()], vec![event(&json!({}))]]
    {
        server.next(Behaviour::Stream(pieces));
        let (_, _, last) = collect(&server).await;
        assert_eq!(upstream(last.unwrap()).code, Code::AiInvalidOutput);
    }
    server.next(Behaviour::Raw(200, "text/html; charset=utf-8", html.to_owned()));
    let refused = client().stream(&endpoint(&server), &request()).await.err().map(Err::<(), _>).unwrap();
    assert_eq!(upstream(refused).code, Code::AiInvalidOutput);
    server.next(Behaviour::Stream(vec![piece("a"), b"data: {\"choices\": [\n\n".to_vec()]));
    let (_, answer, last) = collect(&server).await;
    assert_eq!((answer.as_str(), upstream(last.unwrap()).code), ("a", Code::AiInvalidOutput));
}

#[tokio::test]
async fn an_error_inside_a_stream_has_its_type() {
    let server = LlmServer::start().await.unwrap();
    for (error, code) in [
        (json!({"error": {"code": 429, "message": "slow down"}}), Code::AiRateLimited),
        (json!({"error": {"message": "overloaded", "type": "server_error"}}), Code::AiUnavailable),
        (
            json!({"error": {"code": "invalid_api_key", "message": "sk-test-0123456789"}}),
            Code::AiAuthenticationFailed,
        ),
    ] {
        server.next(Behaviour::Stream(vec![piece("a"), event(&error), piece("never"), end()]));
        let (_, answer, last) = collect(&server).await;
        assert_eq!(answer, "a");
        assert_eq!(upstream(last.unwrap()).code, code);
    }
}

#[tokio::test]
async fn a_server_that_does_not_stream_is_understood() {
    let server = LlmServer::start().await.unwrap();
    let whole = json!({"choices": [{"message": {"content": "all at once"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7}});
    server.next(Behaviour::Raw(200, "application/json; charset=utf-8", whole.to_string()));
    let (_, answer, last) = collect(&server).await;
    assert_eq!(answer, "all at once");
    assert_eq!(last.unwrap().unwrap(), finish("stop"));
}

#[tokio::test]
async fn only_the_opening_of_a_stream_is_tried_again() {
    let server = LlmServer::start().await.unwrap();
    server.next(Behaviour::Status(503, None)).next(Behaviour::Reply("opened".to_owned()));
    let (_, answer, _) = collect(&server).await;
    assert_eq!(answer, "opened");
    server.next(Behaviour::Stream(vec![piece("cut")]));
    collect(&server).await;
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_stream_ends_at_its_deadline() {
    let server = LlmServer::start().await.unwrap();
    let pieces = std::iter::repeat_n(piece("长"), 5000).collect();
    server.next(Behaviour::Stream(pieces));
    let request = ChatRequest { deadline: Duration::from_millis(500), ..request() };
    let items: Vec<_> = client().stream(&endpoint(&server), &request).await.unwrap().collect().await;
    assert!(items.len() > 1);
    assert_eq!(upstream(items.into_iter().next_back().unwrap()).code, Code::AiTimeout);
}
