//! Under which names a request stands in the log: by the operation of the OpenAPI document that it is.

use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::HttpRequest;
use actix_web::http::Method;
use domain::Coded;
use domain::masking::About;
use domain::operations::Operation;
use utoipa::openapi::path::PathItem;

use crate::openapi;

/// The names of a request.
pub struct Named {
    /// Its row of the catalogue.
    pub operation: Option<&'static Operation>,
    /// The code of its module; of what is not in the catalogue, the first word of its path.
    pub module: String,
    /// The id of its operation.
    pub action: String,
    /// The pattern of its path; empty when there is none.
    pub route: String,
}

impl Named {
    /// Whether `name` is the name of a person in its parameters. Of what nobody knows, it is.
    pub fn about(&self) -> About {
        self.operation.map_or(About::People, |operation| operation.module.about())
    }
}

/// The names of a request.
pub fn of(request: &HttpRequest) -> Named {
    let route = request.match_pattern().unwrap_or_default();
    let id = IDS.get(&(request.method().clone(), route.clone())).map(String::as_str);
    let operation = id.and_then(Operation::find);
    let module = match operation {
        Some(operation) => operation.module.code().to_owned(),
        None => first_word(request.path()),
    };
    let action = id.map_or_else(|| request.method().as_str().to_lowercase(), str::to_owned);
    Named { operation, module, action, route }
}

/// A word of the address that is one, and no id or secret.
fn first_word(path: &str) -> String {
    let word = path.trim_start_matches("/api/").split('/').next().unwrap_or_default();
    let is_plain = word.len() <= 40 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if is_plain { word.to_owned() } else { "other".to_owned() }
}

/// Operation ids by method and pattern.
static IDS: LazyLock<HashMap<(Method, String), String>> = LazyLock::new(|| {
    let mut ids = HashMap::new();
    for (path, item) in openapi::document().paths.paths {
        for (method, id) in operations(item) {
            ids.insert((method, path.clone()), id);
        }
    }
    ids
});

fn operations(item: PathItem) -> impl Iterator<Item = (Method, String)> {
    let all = [
        (Method::GET, item.get),
        (Method::POST, item.post),
        (Method::PUT, item.put),
        (Method::PATCH, item.patch),
        (Method::DELETE, item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation?.operation_id?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_that_changes_something_has_its_names_in_the_catalogue() {
        let nameless: Vec<_> = IDS
            .iter()
            .filter(|((method, _), id)| *method != Method::GET && Operation::find(id).is_none())
            .map(|((method, path), id)| format!("{id} ({method} {path})"))
            .collect();
        assert!(nameless.is_empty(), "add to domain/src/operations/catalogue.rs: {nameless:?}");
    }
}
