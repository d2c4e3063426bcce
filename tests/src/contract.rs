//! Holding answers against the OpenAPI document.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use serde_json::{Value, json};

use crate::transport::Answer;

/// The document, with a validator for each schema that was needed.
pub struct Contract {
    document: Value,
    validators: Mutex<HashMap<String, Arc<jsonschema::Validator>>>,
}

impl Contract {
    /// The contract of the server under test.
    pub fn shared() -> Arc<Self> {
        static SHARED: LazyLock<Arc<Contract>> = LazyLock::new(|| {
            let document = serde_json::to_value(server::document()).unwrap();
            Arc::new(Contract { document, validators: Mutex::default() })
        });
        Arc::clone(&SHARED)
    }

    /// The document.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The pattern of the document that a path fits; the one with the fewest parameters wins.
    pub fn pattern(&self, path: &str) -> Option<&str> {
        let patterns = self.document["paths"].as_object()?.keys();
        let fits = |pattern: &&String| {
            pattern.split('/').count() == path.split('/').count()
                && pattern
                    .split('/')
                    .zip(path.split('/'))
                    .all(|(part, given)| part.starts_with('{') || part == given)
        };
        patterns.filter(fits).min_by_key(|pattern| pattern.matches('{').count()).map(String::as_str)
    }

    /// Panics when an answer is not one that the document allows.
    #[track_caller]
    pub fn check(&self, method: &str, path: &str, answer: &Answer) {
        if !path.starts_with("/api/") || path == "/api/openapi.json" {
            return;
        }
        let problem = answer.header("content-type").starts_with("application/problem+json");
        assert!(answer.status < 400 || problem, "{method} {path}: {} is not a problem", answer.status);
        assert!(!answer.header("x-request-id").is_empty(), "{method} {path} has no request id");
        let Some(pattern) = self.pattern(path) else { return };
        let operation = &self.document["paths"][pattern][method.to_lowercase()];
        if operation.is_null() {
            assert_eq!(answer.status, 405, "{method} {path} is not in the document");
            return;
        }
        let response = &operation["responses"][answer.status.to_string()];
        let at = format!("{method} {pattern} → {}", answer.status);
        assert!(
            response.is_object(),
            "{at} is not in the document: {}",
            String::from_utf8_lossy(&answer.body)
        );
        let media_type = answer.header("content-type").split(';').next().unwrap_or_default();
        let content = response["content"].as_object();
        match content.and_then(|content| content.get(media_type)) {
            Some(content) if media_type.ends_with("json") => self.check_body(&at, &content["schema"], answer),
            Some(_) => {}
            None => assert!(answer.body.is_empty(), "{at} has an undocumented {media_type} body"),
        }
    }

    fn check_body(&self, at: &str, schema: &Value, answer: &Answer) {
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        let validator = {
            let mut validators = self.validators.lock().unwrap();
            let known =
                validators.entry(schema.to_string()).or_insert_with(|| Arc::new(self.validator(schema)));
            Arc::clone(known)
        };
        let faults: Vec<String> =
            validator.iter_errors(&body).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(faults.is_empty(), "{at} does not fit its schema: {}\n{body:#}", faults.join("\n"));
    }

    fn validator(&self, schema: &Value) -> jsonschema::Validator {
        let whole = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": [schema],
            "components": self.document["components"],
        });
        jsonschema::options().build(&whole).unwrap()
    }
}
