//! Who may do what: every operation of the document, for everybody who might ask.
//!
//! The operations, their kinds of access and their permissions are read from the document, so that a new one is
//! exercised from its first day. One that cannot be exercised fails here.

mod tokens;
mod world;

use std::collections::BTreeMap;

use bole_tests::{Contract, Http, PASSWORD, TestApp, User};
use serde_json::{Value, json};
use server::Role;
use uuid::Uuid;

use world::World;

/// What anybody may ask, and nothing else.
const PUBLIC: [&str; 20] = [
    "authorize_with_oauth",
    "finish_oauth",
    "forgot_password",
    "get_avatar",
    "get_health",
    "get_invited",
    "get_oauth_stranger",
    "get_readiness",
    "get_registration",
    "list_oauth_providers",
    "login",
    "login_two_factor",
    "logout",
    "refresh",
    "register",
    "register_with_oauth",
    "reset_password",
    "show_unsubscribe",
    "unsubscribe",
    "verify_email",
];

/// An operation of the document.
struct Operation {
    id: String,
    method: String,
    pattern: String,
    /// `None`: public. Empty: signed in.
    permission: Option<Vec<String>>,
    has_body: bool,
    /// Answers with events that never end.
    is_stream: bool,
}

fn operations() -> Vec<Operation> {
    let contract = Contract::shared();
    let mut operations = Vec::new();
    for (pattern, item) in contract.document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let scopes = &operation["security"][0]["bearer"];
            operations.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                pattern: pattern.clone(),
                permission: scopes
                    .as_array()
                    .map(|scopes| scopes.iter().map(|scope| scope.as_str().unwrap().to_owned()).collect()),
                has_body: operation["requestBody"].is_object(),
                is_stream: operation["responses"]["200"]["content"]["text/event-stream"].is_object(),
            });
        }
    }
    // These end the session that asks.
    operations.sort_by_key(|operation| operation.id == "logout_all");
    operations
}

impl Operation {
    fn path(&self, parameters: &BTreeMap<String, String>) -> String {
        let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) => {
                let key = format!("{}/{name}", self.noun());
                parameters.get(&key).or_else(|| parameters.get(name)).cloned().unwrap_or_else(|| {
                    panic!("{}: no value for {key}", self.id);
                })
            }
            None => part.to_owned(),
        };
        self.pattern.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// The resource that an id in the path belongs to.
    fn noun(&self) -> &str {
        let before = self.pattern.split("/{").next().unwrap();
        before.rsplit('/').next().unwrap()
    }

    /// Whether the path names a row.
    fn names_a_row(&self) -> bool {
        self.pattern.contains('{')
    }

    async fn ask(&self, http: &Http, path: &str) -> (u16, Value) {
        let mut request = http.request(&self.method, path);
        if self.has_body {
            request = request.json(&body(&self.id));
        }
        if self.is_stream {
            let status = request.send().await.unwrap().status().as_u16();
            return (status, json!({"code": if status == 403 { "forbidden" } else { "" }}));
        }
        let answer = http.send_raw(request).await;
        (answer.status, answer.json())
    }
}

/// A body that each operation takes.
fn body(operation: &str) -> Value {
    let nobody = Uuid::nil();
    match operation {
        "register" => json!({"username": "new", "email": "new@example.com", "password": PASSWORD}),
        "login" => json!({"login": "nobody", "password": "wrong"}),
        "refresh" | "logout" => json!({"refresh_token": "none"}),
        "confirm_two_factor" => json!({"code": "000000"}),
        "disable_two_factor" | "renew_recovery_codes" => json!({"password": "wrong"}),
        "delete_account" => json!({"password": "wrong"}),
        "replace_preferences" | "set_avatar" => json!({}),
        "login_two_factor" => json!({"ticket": "none", "code": "000000"}),
        "create_api_token" => json!({"name": Uuid::now_v7(), "scopes": ["recruit:job:read"]}),
        "change_password" => json!({"old_password": "wrong", "new_password": PASSWORD}),
        "forgot_password" => json!({"email": "nobody@example.com"}),
        "reset_password" => json!({"token": "none", "new_password": PASSWORD}),
        "verify_email" => json!({"token": "none"}),
        "change_email" => json!({"new_email": "new@example.com", "password": "wrong"}),
        "switch_organization" => json!({"organization_id": nobody, "refresh_token": "none"}),
        "create_invitation" => json!({"email": format!("{}@example.com", nobody.simple()), "role": "viewer"}),
        "accept_invitation" => json!({"token": "none"}),
        "set_system_mail" => json!({"mailbox": {"from_email": "a@b.cn", "smtp_host": "127.0.0.1"}}),
        "create_identity" => json!({"provider": "nowhere"}),
        "create_company" => json!({"name": Uuid::now_v7()}),
        "create_job" => json!({"title": "Rust 工程师"}),
        "create_candidate" => json!({"name": "李思远"}),
        "create_candidate_group" => json!({"name": Uuid::now_v7()}),
        "create_keyword" => {
            json!({"code": Uuid::now_v7(), "name_zh": "词", "name_en": "word", "category": "technology"})
        }
        "save_jobs" => json!({"items": [{"fields": {"title": "Rust 工程师"}, "action": "create"}]}),
        "save_candidates" => json!({"items": [{"fields": {"name": "李思远"}, "action": "create"}]}),
        "change_job_status" => json!({"status": "in_progress"}),
        "change_candidates" => json!({"candidate_ids": [nobody], "action": "archive"}),
        "change_jobs" => json!({"job_ids": [nobody], "action": "archive"}),
        "merge_candidate" => json!({"other_id": Uuid::max()}),
        "add_group_members" | "remove_group_members" => json!({"candidate_ids": [nobody]}),
        "normalize_keywords" => json!({"words": ["k8s"]}),
        "parse_jobs" | "parse_candidates" => json!({"text": "李思远，13800138000", "engine": "offline"}),
        "create_email_account" => json!({"account": {
            "email_address": format!("{}@example.com", Uuid::now_v7()), "smtp_host": "smtp.example.com",
            "smtp_port": 465, "smtp_security": "tls", "smtp_username": "a",
        }}),
        "create_email_template" => json!({"name": Uuid::now_v7(), "subject": "您好", "body": "您好"}),
        "generate_email_template" => json!({"core_points": "约时间", "engine": "offline"}),
        "draft_email" => json!({"core_points": "约时间", "engine": "offline"}),
        "optimize_email" => json!({"text": "您好", "engine": "offline"}),
        "preview_emails" | "send_emails" => {
            json!({"to": {"candidate_ids": [nobody]}, "subject": "您好", "body": "您好"})
        }
        "create_api_key" => json!({"provider": "qwen", "name": Uuid::now_v7(), "key": "sk-1"}),
        "create_model_config" => {
            json!({"name": Uuid::now_v7(), "provider": "qwen", "model_name": "qwen-plus",
            "purposes": ["draft"]})
        }
        "replace_profile" => json!({"first_name": "", "last_name": "", "locale": "en", "time_zone": "UTC"}),
        "preview_email_template" | "test_email_account" | "test_system_mail" => json!({}),
        "create_role" => json!({"code": Uuid::now_v7(), "name": "主管"}),
        "create_team" => json!({"name": Uuid::now_v7()}),
        "create_user" => {
            json!({"username": "newcomer", "email": "newcomer@example.com", "password": PASSWORD})
        }
        "import_users" => json!({}),
        "set_user_roles" => json!({"role_ids": []}),
        "reset_user_password" => json!({"password": PASSWORD}),
        "update_menus" => json!({"items": []}),
        name if name.starts_with("update_") => json!({}),
        other => panic!("the access test does not know a body for {other}: teach it one"),
    }
}

#[test]
fn every_operation_is_public_by_the_list_signed_in_or_asks_for_one_permission() {
    let mut public: Vec<_> =
        operations().into_iter().filter(|operation| operation.permission.is_none()).map(|o| o.id).collect();
    public.sort();
    assert_eq!(public, PUBLIC);
    for operation in operations() {
        let permissions = operation.permission.unwrap_or_default();
        assert!(permissions.len() <= 1, "{} asks for {permissions:?}", operation.id);
    }
}

#[tokio::test]
async fn nobody_gets_in_without_signing_in() {
    let app = TestApp::start().await;
    let guest = app.guest();
    for operation in operations().iter().filter(|operation| operation.permission.is_some()) {
        let path = operation.path(&nowhere());
        let (status, _) = operation.ask(guest.transport(), &path).await;
        assert_eq!(status, 401, "{} {}", operation.method, operation.pattern);
    }
    app.stop().await;
}

#[tokio::test]
async fn each_role_may_do_what_its_permissions_say_and_nothing_else() {
    let app = TestApp::start().await;
    let admin = app.register("admin").await;
    let mut people: Vec<(&str, Option<Role>, User)> = Vec::new();
    for (name, role) in [
        ("nothing", None),
        ("viewer", Some(Role::Viewer)),
        ("researcher", Some(Role::Researcher)),
        ("consultant", Some(Role::Consultant)),
        ("second_admin", Some(Role::Admin)),
    ] {
        people.push((name, role, app.colleague(&admin, name, role).await));
    }
    for operation in operations() {
        let Some(permissions) = &operation.permission else { continue };
        for (name, role, user) in &people {
            let held = role.map(Role::permissions).unwrap_or_default();
            let may =
                permissions.iter().all(|permission| held.iter().any(|held| held.to_string() == *permission));
            let (status, problem) = operation.ask(user.client.transport(), &operation.path(&nowhere())).await;
            let at = format!("{} {} as {name}: {status} {problem}", operation.method, operation.pattern);
            if may {
                assert!(status != 401 && status != 403 && status < 500, "{at}");
            } else {
                assert_eq!(status, 403, "{at}");
                assert_eq!(problem["code"], "forbidden", "{at}");
            }
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn what_belongs_to_another_organization_is_not_found() {
    let app = TestApp::start().await;
    let owner = app.register("owner").await;
    let world = World::build(&owner).await;
    let stranger = app.stranger("stranger").await;
    let mut asked = 0;
    let not_public = |operation: &&Operation| operation.names_a_row() && operation.permission.is_some();
    for operation in operations().iter().filter(not_public) {
        let path = operation.path(&world.parameters);
        let (status, problem) = operation.ask(stranger.client.transport(), &path).await;
        assert_eq!(status, 404, "{} {path} as a stranger: {problem}", operation.method);
        asked += 1;
    }
    assert!(asked > 20, "only {asked} operations name a row");
    world.check_untouched(&owner).await;
    app.stop().await;
}

#[tokio::test]
async fn ones_own_things_are_not_found_by_a_colleague() {
    let app = TestApp::start().await;
    let owner = app.register("owner").await;
    let world = World::build(&owner).await;
    let colleague = app.colleague(&owner, "colleague", Some(Role::Admin)).await;
    let own = |operation: &&Operation| {
        operation.names_a_row() && operation.permission.as_ref().is_some_and(|p| p.is_empty())
            || operation.names_a_row() && operation.noun() == "email-accounts"
    };
    for operation in operations().iter().filter(own) {
        let path = operation.path(&world.parameters);
        let (status, problem) = operation.ask(colleague.client.transport(), &path).await;
        assert_eq!(status, 404, "{} {path} as a colleague: {problem}", operation.method);
    }
    app.stop().await;
}

/// Ids that nothing has.
fn nowhere() -> BTreeMap<String, String> {
    BTreeMap::from([
        ("id".to_owned(), Uuid::nil().to_string()),
        ("code".to_owned(), "no-such-keyword".to_owned()),
        ("token".to_owned(), "none".to_owned()),
    ])
}
