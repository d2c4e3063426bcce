//! The OpenAPI document: gathered from the handlers, completed by rules that hold for all of them.

use std::collections::BTreeMap;

use actix_web::App;
use domain::{Coded, Permission};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, HttpMethod, InfoBuilder, LicenseBuilder, ObjectBuilder, OpenApi, Ref, RefOr, Required,
    ServerBuilder, Type,
};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::{AppExt, scope};

use crate::routes;

/// The document of the whole API, as it is served and committed.
pub fn document() -> OpenApi {
    let (_, gathered) = App::new()
        .into_utoipa_app()
        .openapi(frame())
        .service(scope::scope("/api").configure(routes::api))
        .configure(routes::outside)
        .split_for_parts();
    complete(gathered)
}

fn frame() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Bole 伯乐")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(include_str!("openapi.md")))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    let mut document = OpenApi::new(info, utoipa::openapi::Paths::new());
    document.servers = Some(vec![ServerBuilder::new().url("/").build()]);
    document
}

/// Adds what every operation has in common: sign-in, the errors that its kind can give, and headers.
fn complete(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_with(Default::default);
    let bearer = Http::builder().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.security_schemes.insert("bearer".to_owned(), RefOr::T(SecurityScheme::Http(bearer)));
    let mut nested = Vec::new();
    api::Problem::schemas(&mut nested);
    components.schemas.insert("Problem".to_owned(), api::Problem::schema());
    components.schemas.extend(nested);
    for (path, item) in &mut document.paths.paths {
        let operations = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                complete_operation(path, &method, operation);
            }
        }
    }
    document
}

fn complete_operation(path: &str, method: &HttpMethod, operation: &mut Operation) {
    describe_permission(operation);
    let signed_in = !is_public(operation);
    let has_query = operation.parameters.iter().flatten().any(
        |parameter| matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query),
    );
    let has_path = path.contains('{');
    let has_body = operation.request_body.is_some();
    let conditional = operation.responses.responses.contains_key("412");
    let mut errors = BTreeMap::from([
        ("429", "Too many requests"),
        ("500", "A fault of the server"),
        ("503", "Not ready"),
    ]);
    if signed_in {
        errors.insert("401", "Not signed in");
        errors.insert("403", "A permission is missing, or the account is deactivated");
    }
    if has_path {
        errors.insert("404", "Not found, or of another organization");
    }
    if has_body {
        errors.extend([("400", "Not JSON"), ("413", "Too large"), ("415", "Not the right content type")]);
    }
    if has_body || has_query {
        errors.insert("422", "Some fields are not valid");
    }
    for (status, description) in errors {
        let missing = !operation.responses.responses.contains_key(status);
        if missing {
            let problem = problem_response(description);
            operation.responses.responses.insert(status.to_owned(), RefOr::T(problem));
        }
    }
    for response in operation.responses.responses.iter_mut() {
        as_problem(response.0, response.1);
    }
    let parameters = operation.parameters.get_or_insert_default();
    parameters.push(RefOr::T(header(
        "Accept-Language",
        "`zh-CN` or `en`: the language of errors and explanations.",
        "zh-CN",
    )));
    if conditional && matches!(method, HttpMethod::Patch | HttpMethod::Put | HttpMethod::Delete) {
        parameters.push(RefOr::T(header(
            "If-Match",
            "The `ETag` that must still be the present one.",
            "\"3\"",
        )));
    }
}

/// The kind of access and the permission, in words, for people in Swagger UI.
fn describe_permission(operation: &mut Operation) {
    let scopes = permission_of(operation);
    let words = match scopes.as_deref() {
        None => "Access: public.".to_owned(),
        Some([]) => "Access: signed in; one's own things only.".to_owned(),
        Some(codes) => {
            let titles = codes.iter().map(|code| {
                let title =
                    Permission::from_code(code).map(|permission| permission.title(domain::Locale::En));
                format!("`{code}` ({})", title.unwrap_or("unknown"))
            });
            format!("Access: permission {}.", titles.collect::<Vec<_>>().join(", "))
        }
    };
    let description = operation.description.get_or_insert_default();
    if !description.is_empty() {
        description.push_str("\n\n");
    }
    description.push_str(&words);
}

fn is_public(operation: &Operation) -> bool {
    permission_of(operation).is_none()
}

/// The permissions of an operation; `None` when it is public. An operation that declares nothing counts as signed in,
/// and fails the access test.
fn permission_of(operation: &Operation) -> Option<Vec<String>> {
    let declared = serde_json::to_value(operation.security.as_ref()?).ok()?;
    let first = declared.as_array()?.first()?.as_object()?;
    let scopes = first.get("bearer")?.as_array()?;
    Some(scopes.iter().filter_map(|scope| scope.as_str().map(str::to_owned)).collect())
}

fn problem_response(description: &str) -> utoipa::openapi::Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}

/// Declared errors come as plain JSON from the attribute; they are problems.
fn as_problem(status: &str, response: &mut RefOr<utoipa::openapi::Response>) {
    let RefOr::T(response) = response else { return };
    let is_error = status.starts_with('4') || status.starts_with('5');
    let refers_to_problem = |value: &RefOr<utoipa::openapi::Content>| {
        serde_json::to_string(value).is_ok_and(|text| text.contains("#/components/schemas/Problem\""))
    };
    if is_error
        && let Some(content) =
            response.content.get("application/json").filter(|c| refers_to_problem(c)).cloned()
    {
        response.content.shift_remove("application/json");
        response.content.insert("application/problem+json".to_owned(), content);
    }
    if response.description.is_empty() {
        response.description = describe_status(status).to_owned();
    }
}

fn describe_status(status: &str) -> &'static str {
    match status {
        "200" => "Done",
        "201" => "Created",
        "202" => "Accepted; it goes on in the background",
        "204" => "Done; nothing to tell",
        "401" => "Not signed in",
        "403" => "Not allowed",
        "404" => "Not found, or of another organization",
        "409" => "In conflict with the present state",
        "412" => "Changed in the meantime",
        "422" => "Some fields are not valid",
        "502" => "A service outside refused or answered wrongly",
        "503" => "Limited or not available",
        "504" => "A service outside did not answer in time",
        _ => "See the schema",
    }
}

fn header(name: &str, description: &str, example: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .example(Some(example.into()))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_declares_its_access_and_its_errors() {
        let document = serde_json::to_value(document()).unwrap();
        let mut count = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                count += 1;
                let at = format!("{method} {path}");
                assert!(operation["security"].is_array(), "{at} declares no access");
                assert!(operation["summary"].is_string(), "{at} has no summary");
                for status in ["429", "500"] {
                    let content = &operation["responses"][status]["content"];
                    assert!(content["application/problem+json"].is_object(), "{at} lacks {status}");
                }
                let scopes = operation["security"][0]["bearer"].as_array();
                for scope in scopes.into_iter().flatten() {
                    let known = Permission::from_code(scope.as_str().unwrap());
                    assert!(known.is_some(), "{at} names an unknown permission {scope}");
                }
            }
        }
        assert!(count > 10);
    }
}
