//! Background tasks, through the real server.

use std::time::Duration;

use api::Code;
use bole_tests::{TestApp, problem};
use serde_json::{Value, json};

const RESUME: &str = "姓名：李思远\n手机：139 0000 1201\n邮箱：lisiyuan@example.com\n工作年限：8年\n\n专业技能\n精通Java开发\n";

#[tokio::test]
async fn whoever_prefers_not_to_wait_gets_a_task_with_the_same_result() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let http = client.transport();
    let form = || {
        let resume = reqwest::multipart::Part::bytes(RESUME.as_bytes().to_vec()).file_name("a.txt");
        let broken = reqwest::multipart::Part::bytes(b"%PDF-1.7 nothing".to_vec()).file_name("b.pdf");
        reqwest::multipart::Form::new().part("file", resume).part("file", broken)
    };
    let ask = || http.request("POST", "/api/candidates/parse").multipart(form());
    let answer = http.send_raw(ask().header("prefer", "respond-async, wait=5")).await;
    assert_eq!((answer.status, answer.header("preference-applied")), (202, "respond-async"));
    let id = answer.json()["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(answer.header("location"), format!("/api/tasks/{id}"));
    let task = loop {
        let task = client.get_task(id).await.unwrap();
        if task.finished_at.is_some() {
            break task;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!((task.kind.as_str(), task.current, task.total), ("parse_candidates", 2, 2));
    let mut later = task.result.unwrap();
    let mut now = http.send_raw(ask()).await.json();
    for result in [&mut later, &mut now] {
        for document in result["documents"].as_array_mut().unwrap() {
            document["document_id"] = Value::Null;
            if document["error"].is_object() {
                document["error"]["request_id"] = Value::Null;
            }
        }
    }
    assert_eq!(later, now);
    assert_eq!(later["documents"][0]["items"][0]["fields"]["name"], "李思远");
    assert!(later["documents"][1]["error"]["code"].is_string());
    let late = problem(client.cancel_task(id).await);
    assert_eq!((late.status, late.code), (409, Code::NotCancellable));
    app.stop().await;
}

#[tokio::test]
async fn a_task_is_seen_only_by_whoever_asked_for_it() {
    let app = TestApp::start_with(|config| config.registration = server::RegistrationPolicy::Open).await;
    let (one, other) = (app.register("bole").await.client, app.register("other").await.client);
    let http = one.transport();
    let body = json!({"text": RESUME});
    let request = http.request("POST", "/api/candidates/parse").header("prefer", "respond-async").json(&body);
    let id = http.send_raw(request).await.json()["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(problem(other.get_task(id).await).status, 404);
    assert_eq!(problem(other.cancel_task(id).await).status, 404);
    assert!(one.get_task(id).await.is_ok());
    app.stop().await;
}

#[tokio::test]
async fn a_task_that_waits_is_cancelled_at_once() {
    let app = TestApp::start_with(|config| config.workers = 0).await;
    let client = app.register("bole").await.client;
    let http = client.transport();
    let body = json!({"text": "职位：Java 开发工程师\n要求：精通 Java"});
    let request = http.request("POST", "/api/jobs/parse").header("prefer", "respond-async").json(&body);
    let id = http.send_raw(request).await.json()["id"].as_str().unwrap().parse().unwrap();
    let task = client.get_task(id).await.unwrap();
    assert_eq!((task.kind.as_str(), task.started_at, task.finished_at), ("parse_jobs", None, None));
    let cancelled = client.cancel_task(id).await.unwrap();
    assert_eq!(json!(cancelled.state), "cancelled");
    assert_eq!(problem(client.cancel_task(id).await).code, Code::NotCancellable);
    app.stop().await;
}
