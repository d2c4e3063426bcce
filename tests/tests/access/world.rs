//! An organization with one row of everything that a path can name.

use std::collections::BTreeMap;

use bole_tests::User;
use serde_json::{Value, json};
use uuid::Uuid;

/// The values of path parameters, as `noun/parameter`.
pub struct World {
    pub parameters: BTreeMap<String, String>,
}

impl World {
    /// Makes the rows as their owner would.
    pub async fn build(owner: &User) -> Self {
        let mut world = Self { parameters: BTreeMap::new() };
        world.make(owner, "companies", "/api/companies", json!({"name": "字节跳动"})).await;
        let job = world.make(owner, "jobs", "/api/jobs", json!({"title": "Java 工程师"})).await;
        let person = json!({"name": "李思远", "emails": ["li@example.com"], "raw_skills": ["Java"]});
        let candidate = world.make(owner, "candidates", "/api/candidates", person).await;
        world.make(owner, "candidate-groups", "/api/candidate-groups", json!({"name": "后端"})).await;
        let keyword = json!({"code": "in-house-erp", "name_zh": "自研 ERP", "name_en": "ERP", "category": "technology"});
        world.make(owner, "keywords", "/api/keywords", keyword).await;
        let template = json!({"name": "首次联系", "subject": "您好", "body": "您好", "shared": true});
        world.make(owner, "email-templates", "/api/email-templates", template).await;
        let account = json!({"account": {
            "email_address": "owner@example.com", "smtp_host": "127.0.0.1", "smtp_port": 9,
            "smtp_security": "none", "smtp_username": "",
        }});
        let account = world.make(owner, "email-accounts", "/api/email-accounts", account).await;
        let key = json!({"provider": "qwen", "name": "key", "key": "sk-0123456789"});
        world.make(owner, "api-keys", "/api/api-keys", key).await;
        let config =
            json!({"name": "草稿", "provider": "qwen", "model_name": "qwen-plus", "purposes": ["draft"]});
        world.make(owner, "configs", "/api/llm/configs", config).await;
        let token = json!({"name": "程序", "scopes": ["recruit:job:read"]});
        world.make(owner, "tokens", "/api/auth/tokens", token).await;
        let sessions = owner.client.list_sessions().await.unwrap();
        world.parameters.insert("sessions/id".to_owned(), sessions[0].id.to_string());
        world.make(owner, "roles", "/api/roles", json!({"code": "lead", "name": "主管"})).await;
        world.make(owner, "teams", "/api/teams", json!({"name": "上海一部"})).await;
        let user = json!({"username": "assistant", "email": "assistant@example.com", "password": bole_tests::PASSWORD});
        world.make(owner, "users", "/api/auth/users", user).await;
        let invitation = json!({"email": "invited@example.com", "role": "viewer"});
        world.make(owner, "invitations", "/api/invitations", invitation).await;
        // Only a provider makes such a row; the test of OAuth tries to delete one of somebody else's.
        world.parameters.insert("identities/id".to_owned(), Uuid::max().to_string());
        world.send(owner, &account, &candidate, &job).await;
        world.parse(owner).await;
        world.wait_for_a_log(owner).await;
        world
    }

    /// Operations are written a moment after their answers.
    async fn wait_for_a_log(&mut self, owner: &User) {
        let answer = loop {
            let answer = owner.client.transport().get("/api/operation-logs").await.json();
            if answer["items"][0].is_object() {
                break answer;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        };
        let id = answer["items"][0]["id"].as_str().unwrap().to_owned();
        self.parameters.insert("operation-logs/id".to_owned(), id);
    }

    async fn make(&mut self, owner: &User, noun: &str, path: &str, body: Value) -> String {
        let answer = owner.client.transport().json("POST", path, &body).await;
        assert_eq!(answer.status, 201, "{path}: {}", answer.json());
        let row = answer.json();
        let name = if row["id"].is_string() { "id" } else { "code" };
        let value = row[name].as_str().unwrap().to_owned();
        self.parameters.insert(format!("{noun}/{name}"), value.clone());
        value
    }

    async fn send(&mut self, owner: &User, account: &str, candidate: &str, job: &str) {
        let mail = json!({
            "from_account_id": account, "to": {"candidate_ids": [candidate]}, "job_id": job,
            "subject": "您好", "body": "您好",
            "scheduled_at": "2027-01-01T00:00:00Z",
        });
        let answer = owner.client.transport().json("POST", "/api/emails/send", &mail).await;
        assert_eq!(answer.status, 202, "{}", answer.json());
        let id = answer.json()["queued"][0]["email_log_id"].as_str().unwrap().to_owned();
        self.parameters.insert("email-logs/id".to_owned(), id);
    }

    async fn parse(&mut self, owner: &User) {
        let text = json!({"text": "王芳，13900139000，wang@example.com", "engine": "offline"});
        let answer = owner.client.transport().json("POST", "/api/candidates/parse", &text).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        let id = answer.json()["documents"][0]["document_id"].as_str().unwrap().to_owned();
        self.parameters.insert("documents/id".to_owned(), id);
        let request = owner.client.transport().request("POST", "/api/candidates/parse");
        let request = request.header("prefer", "respond-async").json(&text);
        let answer = owner.client.transport().send_raw(request).await;
        assert_eq!(answer.status, 202, "{}", answer.json());
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        self.parameters.insert("tasks/id".to_owned(), id);
    }

    /// Everything is still there, as its owner left it.
    pub async fn check_untouched(&self, owner: &User) {
        for (key, value) in &self.parameters {
            let (noun, _) = key.split_once('/').unwrap();
            let path = match noun {
                "configs" => format!("/api/llm/configs/{value}"),
                "users" => format!("/api/auth/users/{value}"),
                "documents" => format!("/api/documents/{value}/file"),
                "tokens" => format!("/api/auth/tokens/{value}"),
                "api-keys" | "identities" | "invitations" | "keywords" | "sessions" => continue,
                noun => format!("/api/{noun}/{value}"),
            };
            let answer = owner.client.transport().get(&path).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.json());
            let version = &answer.json()["version"];
            assert!(version.is_null() || *version == 1, "{path} has changed: {}", answer.json());
        }
    }
}
