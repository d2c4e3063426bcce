//! Keywords, through the real server.

use api::keywords::{KeywordFields, KeywordQuery, NormalizeRequest};
use api::parse::ParseTextRequest;
use api::{Code, CommaList, MergePatch};
use bole_tests::{TestApp, problem};
use serde_json::json;

fn own() -> KeywordFields {
    KeywordFields {
        code: "bole-seven".into(),
        name_zh: "伯乐七号".into(),
        name_en: "Bole Seven".into(),
        category: "technology".into(),
        aliases: vec!["乐七号".into()],
    }
}

#[tokio::test]
async fn the_standard_vocabulary_is_listed_searched_and_narrowed() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let all = client.list_keywords(&KeywordQuery::default()).await.unwrap();
    assert!(all.total.is_some_and(|total| total >= 800), "{:?}", all.total);
    assert_eq!(all.items.len(), 20);
    let found = client
        .list_keywords(&KeywordQuery { q: Some("k8s".into()), ..KeywordQuery::default() })
        .await
        .unwrap();
    assert_eq!(found.items[0].code, "kubernetes");
    assert!(found.items[0].is_standard);
    let category = KeywordQuery { category: Some("finance".into()), ..KeywordQuery::default() };
    let finance = client.list_keywords(&category).await.unwrap();
    assert!(finance.items.iter().all(|keyword| keyword.category == "finance") && !finance.items.is_empty());
    let codes = KeywordQuery { code: CommaList(vec!["java".into(), "go".into()]), ..KeywordQuery::default() };
    assert_eq!(client.list_keywords(&codes).await.unwrap().total, Some(2));
    app.stop().await;
}

#[tokio::test]
async fn an_own_keyword_is_found_in_texts_from_the_moment_it_is_there() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let request =
        NormalizeRequest { words: vec!["乐七号".into()], text: Some("熟悉伯乐七号与Java".into()) };
    let before = client.normalize_keywords(&request).await.unwrap();
    assert_eq!((before.words[0].code.as_deref(), before.found), (None, vec!["java".to_owned()]));
    assert!(!client.create_keyword(&own()).await.unwrap().is_standard);
    let after = client.normalize_keywords(&request).await.unwrap();
    assert_eq!(after.words[0].code.as_deref(), Some("bole-seven"));
    assert_eq!(after.found, ["bole-seven", "java"]);
    let resume = "姓名：李思远\n邮箱：li@example.com\n技能：乐七号";
    let text = ParseTextRequest { text: resume.into(), engine: None };
    let parsed = client.parse_candidates(&text).await.unwrap();
    let keywords = parsed.documents[0].items[0].fields.keywords.clone().unwrap_or_default();
    assert!(keywords.contains(&"bole-seven".to_owned()), "{keywords:?}");
    let patch = json!({"aliases": ["白马七号"]});
    let patch = MergePatch::from_object(patch.as_object().cloned().unwrap_or_default());
    assert_eq!(client.update_keyword("bole-seven", &patch).await.unwrap().aliases, ["白马七号"]);
    let request = NormalizeRequest { words: vec!["白马七号".into(), "乐七号".into()], text: None };
    let changed = client.normalize_keywords(&request).await.unwrap();
    assert_eq!(changed.words[0].code.as_deref(), Some("bole-seven"));
    client.delete_keyword("bole-seven").await.unwrap();
    assert_eq!(client.normalize_keywords(&request).await.unwrap().words[0].code, None);
    app.stop().await;
}

#[tokio::test]
async fn a_standard_keyword_is_neither_taken_nor_changed() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let taken = problem(client.create_keyword(&KeywordFields { code: "java".into(), ..own() }).await);
    assert_eq!((taken.status, taken.errors[0].pointer.as_str()), (422, "/code"));
    client.create_keyword(&own()).await.unwrap();
    assert_eq!(problem(client.create_keyword(&own()).await).code, Code::NameTaken);
    let rename =
        |code: &str| MergePatch::from_object(json!({"code": code}).as_object().cloned().unwrap_or_default());
    assert_eq!(problem(client.update_keyword("java", &rename("java")).await).status, 404);
    assert_eq!(problem(client.update_keyword("bole-seven", &rename("x")).await).errors[0].pointer, "/code");
    assert_eq!(problem(client.delete_keyword("java").await).status, 404);
    app.stop().await;
}
