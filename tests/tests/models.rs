//! AI keys and models, through the real server.

use api::models::{ApiKeyChange, ModelConfigFields, NewApiKey, PageQuery};
use api::parse::ParseTextRequest;
use api::{Code, Secret};
use bole_tests::llm_server::{Behaviour, LlmServer};
use bole_tests::{TestApp, problem};
use serde_json::json;
use server::Role;

fn key(provider: &str, is_shared: bool) -> NewApiKey {
    NewApiKey {
        provider: provider.into(),
        name: "mine".into(),
        key: Secret::new("sk-0123456789abcdef"),
        base_url: None,
        is_shared,
    }
}

/// A model on this machine.
pub fn local(server: &LlmServer) -> ModelConfigFields {
    ModelConfigFields {
        name: "本地".into(),
        provider: "local".into(),
        model_name: "test-7b".into(),
        base_url: Some(server.base_url()),
        ..ModelConfigFields::default()
    }
}

#[tokio::test]
async fn a_new_installation_works_offline_and_lists_the_catalogue() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let listed = client.list_models().await.unwrap();
    assert_eq!(listed.models[0].id, "offline");
    assert!(listed.models[0].is_default && listed.models[0].is_available);
    let qwen = listed.models.iter().find(|model| model.id == "qwen_plus").unwrap();
    assert!(!qwen.is_available && !qwen.is_default);
    client.create_api_key(&key("qwen", false)).await.unwrap();
    let listed = client.list_models().await.unwrap();
    let qwen = listed.models.iter().find(|model| model.id == "qwen_plus").unwrap();
    assert!(qwen.is_available && qwen.is_default, "a key is there to be used");
    assert!(listed.providers.iter().any(|provider| provider.code == "local" && !provider.needs_key));
    app.stop().await;
}

#[tokio::test]
async fn a_key_is_never_shown_again_and_stays_its_owner_s() {
    let app = TestApp::start_with(|config| config.registration = server::RegistrationPolicy::Open).await;
    let (one, other) = (app.register("bole").await, app.register("other").await);
    let answer = one
        .client
        .transport()
        .json(
            "POST",
            "/api/api-keys",
            &json!({"provider": "qwen", "name": "mine", "key": "sk-0123456789abcdef"}),
        )
        .await;
    assert_eq!(answer.status, 201);
    assert!(!String::from_utf8_lossy(&answer.body).contains("0123456789"));
    let kept = one.client.list_api_keys(&PageQuery::default()).await.unwrap().items;
    assert_eq!((kept.len(), kept[0].key_hint.as_str(), kept[0].is_shared), (1, "…cdef", false));
    let taken = problem(one.client.create_api_key(&key("qwen", false)).await);
    assert_eq!(taken.code, Code::NameTaken);
    let change = ApiKeyChange { is_active: Some(false), ..ApiKeyChange::default() };
    assert_eq!(problem(other.client.update_api_key(kept[0].id, &change).await).status, 404);
    assert_eq!(problem(other.client.verify_api_key(kept[0].id).await).status, 404);
    assert!(!one.client.update_api_key(kept[0].id, &change).await.unwrap().is_active);
    let change = ApiKeyChange { key: Some(Secret::new("sk-9999999999999999")), ..ApiKeyChange::default() };
    assert_eq!(one.client.update_api_key(kept[0].id, &change).await.unwrap().key_hint, "…9999");
    for file in std::fs::read_dir(app.data_dir()).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(stored) = std::fs::read(&file) else { continue };
        let shows = stored.windows(16).any(|window| window == b"0123456789abcdef");
        assert!(!shows, "the key is readable in {}", file.display());
    }
    one.client.delete_api_key(kept[0].id).await.unwrap();
    assert_eq!(one.client.list_api_keys(&PageQuery::default()).await.unwrap().total, Some(0));
    app.stop().await;
}

#[tokio::test]
async fn a_key_is_verified_by_the_provider_s_own_word() {
    let server = LlmServer::start().await.unwrap();
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let lacking = client.create_api_key(&NewApiKey { base_url: None, ..key("local", true) }).await.unwrap();
    assert_eq!(problem(client.verify_api_key(lacking.id).await).code, Code::NoModel);
    client.create_model_config(&local(&server)).await.unwrap();
    server.next(Behaviour::Reply("Hi".into())).next(Behaviour::Status(401, None));
    assert!(client.verify_api_key(lacking.id).await.unwrap().ok);
    assert_eq!(server.received()[0].header("authorization"), Some("Bearer sk-0123456789abcdef"));
    let kept = client.list_api_keys(&PageQuery::default()).await.unwrap().items;
    assert!(kept[0].last_verified_at.is_some() && kept[0].last_error.is_none());
    let refused = client.verify_api_key(lacking.id).await.unwrap();
    assert_eq!(refused.error.map(|error| error.code), Some(Code::AiAuthenticationFailed));
    let kept = client.list_api_keys(&PageQuery::default()).await.unwrap().items;
    assert!(kept[0].last_verified_at.is_some() && kept[0].last_error.is_some());
    app.stop().await;
}

#[tokio::test]
async fn a_configuration_is_tried_by_a_real_call() {
    let server = LlmServer::start().await.unwrap();
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let config = client.create_model_config(&local(&server)).await.unwrap();
    server.next(Behaviour::Reply("Hi".into())).next(Behaviour::Status(404, None)).next(Behaviour::Raw(
        200,
        "text/html",
        "<h1>it works</h1>".into(),
    ));
    let tried = client.test_model_config(config.id).await.unwrap();
    assert!(tried.ok && tried.error.is_none());
    assert_eq!(server.received()[0].body["model"], "test-7b");
    for code in [Code::AiModelNotFound, Code::AiInvalidOutput] {
        let tried = client.test_model_config(config.id).await.unwrap();
        let error = tried.error.unwrap();
        assert_eq!((tried.ok, error.code, error.upstream.as_deref()), (false, code, Some("local/test-7b")));
    }
    app.stop().await;
}

#[tokio::test]
async fn only_the_operator_may_point_to_private_addresses() {
    let app = TestApp::start_with(|config| config.registration = server::RegistrationPolicy::Open).await;
    let (operator, admin) = (app.register("bole").await.client, app.register("other").await.client);
    let config = |provider: &str, url: &str| ModelConfigFields {
        name: format!("{provider} {url}"),
        provider: provider.into(),
        model_name: "m".into(),
        base_url: Some(url.into()),
        ..ModelConfigFields::default()
    };
    for (provider, url, pointer) in [
        ("local", "http://127.0.0.1:11434/v1", "/provider"),
        ("local", "https://models.example.com/v1", "/provider"),
        ("openai", "https://127.0.0.1/v1", "/base_url"),
        ("openai", "https://169.254.169.254/latest", "/base_url"),
        ("openai", "http://api.openai.com/v1", "/base_url"),
    ] {
        let refused = problem(admin.create_model_config(&config(provider, url)).await);
        assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, pointer), "{provider} {url}");
    }
    let refused = problem(operator.create_model_config(&config("openai", "https://10.0.0.1/v1")).await);
    assert_eq!(refused.errors[0].code, Code::PrivateAddress);
    operator.create_model_config(&config("local", "http://127.0.0.1:11434/v1")).await.unwrap();
    let keyed = NewApiKey { base_url: Some("https://192.168.0.1/v1".into()), ..key("qwen", false) };
    assert_eq!(problem(admin.create_api_key(&keyed).await).errors[0].code, Code::PrivateAddress);
    app.stop().await;
}

#[tokio::test]
async fn a_configuration_is_changed_deleted_and_kept_while_it_is_needed() {
    let server = LlmServer::start().await.unwrap();
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let first = client.create_model_config(&local(&server)).await.unwrap();
    let second = ModelConfigFields {
        name: "第二".into(),
        fallback_config_id: Some(first.id),
        is_default: true,
        ..local(&server)
    };
    let second = client.create_model_config(&second).await.unwrap();
    assert_eq!(problem(client.delete_model_config(first.id).await).code, Code::InUse);
    let patch = json!({"temperature": 0.5, "base_url": null});
    let patch = api::MergePatch::from_object(patch.as_object().cloned().unwrap_or_default());
    let changed = client.update_model_config(second.id, &patch, Some(second.version)).await.unwrap();
    assert_eq!((changed.temperature, changed.base_url.as_deref()), (Some(0.5), None));
    assert_eq!(
        problem(client.update_model_config(second.id, &patch, Some(1)).await).code,
        Code::StaleVersion
    );
    let listed = client.list_models().await.unwrap();
    let default: Vec<_> = listed.models.iter().filter(|model| model.is_default).collect();
    assert_eq!(default.iter().map(|model| model.id.clone()).collect::<Vec<_>>(), [second.id.to_string()]);
    client.delete_model_config(second.id).await.unwrap();
    client.delete_model_config(first.id).await.unwrap();
    assert_eq!(client.list_model_configs(&PageQuery::default()).await.unwrap().total, Some(0));
    app.stop().await;
}

#[tokio::test]
async fn an_engine_that_cannot_be_used_is_refused_with_its_reason() {
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let named = |engine: &str| ParseTextRequest {
        text: "李思远\nli@example.com".into(),
        engine: Some(engine.into()),
    };
    assert_eq!(problem(client.parse_candidates(&named("qwen_plus")).await).code, Code::NoApiKey);
    for unknown in ["gpt-99", "openrouter", "00000000-0000-7000-8000-000000000000"] {
        let refused = problem(client.parse_candidates(&named(unknown)).await);
        assert_eq!(refused.errors[0].pointer, "/engine", "{unknown}");
    }
    app.stop().await;
}

#[tokio::test]
async fn an_organization_that_switched_ai_off_works_offline_only() {
    let server = LlmServer::start().await.unwrap();
    let app = TestApp::start().await;
    let client = app.register("bole").await.client;
    let config = ModelConfigFields { is_default: true, ..local(&server) };
    let id = client.create_model_config(&config).await.unwrap().id;
    let off = json!({"settings": {"ai_enabled": false}});
    let off = api::MergePatch::from_object(off.as_object().cloned().unwrap_or_default());
    client.update_organization(&off).await.unwrap();
    let text = |engine: Option<String>| ParseTextRequest { text: "李思远\nli@example.com".into(), engine };
    let named = problem(client.parse_candidates(&text(Some(id.to_string()))).await);
    assert_eq!((named.status, named.code), (403, Code::AiDisabled));
    assert_eq!(client.parse_candidates(&text(None)).await.unwrap().documents[0].engine, "offline");
    assert_eq!(problem(client.test_model_config(id).await).code, Code::AiDisabled);
    let listed = client.list_models().await.unwrap().models;
    assert!(listed.iter().all(|model| model.is_available == (model.id == "offline")));
    assert!(server.received().is_empty());
    app.stop().await;
}

#[tokio::test]
async fn a_shared_key_is_managed_by_whoever_may_change_models() {
    let app = TestApp::start().await;
    let owner = app.register("bole").await;
    let admin = app.colleague(&owner, "admin", Some(Role::Admin)).await.client;
    let consultant = app.colleague(&owner, "consultant", Some(Role::Consultant)).await.client;
    let shared = owner.client.create_api_key(&key("qwen", true)).await.unwrap().id;
    let own = owner.client.create_api_key(&key("kimi", false)).await.unwrap().id;
    assert_eq!(problem(consultant.create_api_key(&key("qwen", true)).await).status, 403);
    let seen = consultant.list_api_keys(&PageQuery::default()).await.unwrap().items;
    assert_eq!(seen.iter().map(|key| (key.id, key.is_shared)).collect::<Vec<_>>(), [(shared, true)]);
    let change = ApiKeyChange { name: Some("ours".into()), ..ApiKeyChange::default() };
    assert_eq!(problem(consultant.update_api_key(shared, &change).await).status, 404);
    assert_eq!(problem(admin.update_api_key(own, &change).await).status, 404);
    assert_eq!(admin.update_api_key(shared, &change).await.unwrap().name, "ours");
    admin.delete_api_key(shared).await.unwrap();
    app.stop().await;
}
