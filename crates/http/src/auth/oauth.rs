//! Signing in with an account elsewhere: leaving for the provider, coming back, and being new.

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use api::auth::oauth::{Identity, OAuthProvider, OAuthRegistration, OAuthStranger};
use app::auth::oauth::{self, Answer, Arrival, Attempt, Newcomer};
use domain::{Code, Error};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{client, cookie as refresh_cookie, device, identities, signed_in};
use crate::extract::{Json, Query};
use crate::failure::{Failure, Outcome};
use crate::request::locale_of;
use crate::session::InPerson;
use crate::state::State;

/// Keeps an attempt, and then whoever it brought, for the browser that began it.
const COOKIE: &str = "bole_oauth";
const COOKIE_PATH: &str = "/api/auth/oauth";

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_oauth_providers)
        .service(authorize_with_oauth)
        .service(finish_oauth)
        .service(get_oauth_stranger)
        .service(register_with_oauth)
        .service(link_oauth_stranger);
}

/// List where one can sign in
///
/// The providers that the operator has configured.
#[utoipa::path(tag = "auth", security(()), responses((status = 200, body = Vec<OAuthProvider>)))]
#[get("/auth/oauth/providers")]
async fn list_oauth_providers(state: web::Data<State>) -> web::Json<Vec<OAuthProvider>> {
    let providers = state.app.oauth.providers().iter();
    let view =
        |provider: &app::Provider| OAuthProvider { key: provider.key.clone(), title: provider.title.clone() };
    web::Json(providers.map(view).collect())
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Departing {
    /// The address in the page at which to go on, such as `/jobs`.
    next: Option<String>,
}

/// Leave for a provider to sign in
///
/// For browsers: leads to the provider's page, and remembers in a cookie that this browser asked.
#[utoipa::path(
    tag = "auth",
    security(()),
    params(("provider" = String, Path), Departing),
    responses((status = 303, description = "To the provider's page"))
)]
#[get("/auth/oauth/{provider}/authorize")]
async fn authorize_with_oauth(
    state: web::Data<State>,
    provider: web::Path<String>,
    Query(departing): Query<Departing>,
) -> Outcome<HttpResponse> {
    match oauth::depart(&state.app, &provider, departing.next.filter(|next| is_within(next))).await {
        Ok(departure) => {
            let mut response = lead_to(&departure.url);
            response.cookie(luggage(&state, departure.luggage));
            Ok(response.finish())
        }
        Err(error @ Error::NotFound(_)) => Err(Failure(error)),
        Err(error) => Ok(lead_to(&told("/login?", &error)).finish()),
    }
}

/// The names are the standard's. Providers add others of their own, which are left alone.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Arriving {
    /// The code to exchange.
    code: Option<String>,
    /// What the attempt was begun with.
    state: Option<String>,
    /// Why there is no code.
    error: Option<String>,
}

/// Come back from a provider
///
/// For browsers: signs in, or leads to the page on which whoever is new goes on. What went wrong is told to that page by
/// `problem`, a code.
#[utoipa::path(
    tag = "auth",
    security(()),
    params(("provider" = String, Path), Arriving),
    responses((status = 303, description = "To the page"))
)]
#[get("/auth/oauth/{provider}/callback")]
async fn finish_oauth(
    state: web::Data<State>,
    request: HttpRequest,
    provider: web::Path<String>,
    Query(arriving): Query<Arriving>,
) -> HttpResponse {
    let attempt = brought(&request).and_then(|luggage| Attempt::open(&state.app, &luggage));
    let attempt = match attempt {
        Ok(attempt) => attempt,
        Err(error) => return lead_to(&told("/login?", &error)).finish(),
    };
    let origin = if attempt.is_linking() { "/settings?tab=security&" } else { "/login?" };
    let answer = Answer { code: arriving.code, state: arriving.state, error: arriving.error };
    match oauth::arrive(&state.app, &provider, &attempt, answer, &device(&request)).await {
        Ok(Arrival::SignedIn(session)) => {
            let token = session.refresh_token.expose().to_owned();
            let mut response = lead_to(attempt.next().unwrap_or("/"));
            response.cookie(refresh_cookie(&state, token, time::Duration::days(30)));
            response.cookie(nothing(&state)).finish()
        }
        Ok(Arrival::TwoFactor(ticket)) => {
            let address = second_step(attempt.next().unwrap_or("/"), ticket.expose());
            lead_to(&address).cookie(nothing(&state)).finish()
        }
        Ok(Arrival::Stranger(stranger)) => lead_to("/oauth/link").cookie(luggage(&state, stranger)).finish(),
        Ok(Arrival::Linked) => lead_to("/settings?tab=security").cookie(nothing(&state)).finish(),
        Err(error) => lead_to(&told(origin, &error)).cookie(nothing(&state)).finish(),
    }
}

/// Get who came back
///
/// For the browser that came back from a provider with an account that is linked to nobody yet.
#[utoipa::path(
    tag = "auth",
    security(()),
    responses((status = 200, body = OAuthStranger), (status = 400, body = api::Problem))
)]
#[get("/auth/oauth/stranger")]
async fn get_oauth_stranger(
    state: web::Data<State>,
    request: HttpRequest,
) -> Outcome<web::Json<OAuthStranger>> {
    let stranger = oauth::meet(&state.app, &brought(&request)?).await?;
    Ok(web::Json(OAuthStranger {
        provider: stranger.provider,
        name: stranger.name,
        email: stranger.email,
        username: stranger.username,
        has_account: stranger.has_account,
        may_register: stranger.may_register,
        next: stranger.next,
    }))
}

/// Register with a provider's account
///
/// Makes an account without a password for whoever came back from a provider, as the registration policy allows.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body = OAuthRegistration,
    responses(
        (status = 201, body = api::auth::SignedIn),
        (status = 403, body = api::Problem),
        (status = 409, body = api::Problem)
    )
)]
#[post("/auth/oauth/register")]
async fn register_with_oauth(
    state: web::Data<State>,
    request: HttpRequest,
    Json(body): Json<OAuthRegistration>,
) -> Outcome<HttpResponse> {
    let stranger = brought(&request)?;
    if client(&request) != Some("web") {
        return Err(Failure(Error::Rule(Code::ClientHeaderRequired)));
    }
    let newcomer = Newcomer {
        username: body.username,
        email: body.email,
        first_name: body.first_name,
        last_name: body.last_name,
        organization_name: body.organization_name,
    };
    let locale = locale_of(request.headers());
    let session = oauth::register(&state.app, &stranger, newcomer, locale, &device(&request)).await?;
    let mut response = HttpResponse::Created();
    response.cookie(nothing(&state));
    signed_in(&state, &request, &session, response).await
}

/// Link the provider's account that one came back with
///
/// By signing in, the person has proved the account here that it is linked to.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    responses(
        (status = 201, body = Identity),
        (status = 400, body = api::Problem),
        (status = 409, body = api::Problem)
    )
)]
#[post("/auth/oauth/link")]
async fn link_oauth_stranger(
    state: web::Data<State>,
    request: HttpRequest,
    actor: InPerson,
) -> Outcome<HttpResponse> {
    let linked = oauth::link(&state.app, &actor, &brought(&request)?).await?;
    Ok(HttpResponse::Created().cookie(nothing(&state)).json(identities::view(&state, linked)))
}

/// The cookie that goes along to the provider and back. The way back begins at another site, so that it cannot be strict.
pub(super) fn luggage(state: &State, value: String) -> Cookie<'static> {
    let minutes = oauth::LIFETIME.num_minutes();
    Cookie::build(COOKIE, value)
        .path(COOKIE_PATH)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.settings.https)
        .max_age(time::Duration::minutes(minutes))
        .finish()
}

fn nothing(state: &State) -> Cookie<'static> {
    let mut cookie = luggage(state, String::new());
    cookie.set_max_age(time::Duration::ZERO);
    cookie
}

fn brought(request: &HttpRequest) -> Result<String, Error> {
    let cookie = request.cookie(COOKIE).filter(|cookie| !cookie.value().is_empty());
    cookie.map(|cookie| cookie.value().to_owned()).ok_or(Error::Rule(Code::OauthStateInvalid))
}

fn lead_to(address: &str) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((header::LOCATION, address));
    response
}

/// The address of the page that shows what went wrong. What providers say of it goes to the log.
fn told(page: &str, error: &Error) -> String {
    match error {
        Error::Upstream(_) | Error::Internal(_) => tracing::warn!(%error, "a sign-in with a provider failed"),
        _ => tracing::debug!(%error, "a sign-in with a provider was refused"),
    }
    format!("{page}problem={}", error.code().as_str())
}

/// The page that asks for the second factor. The ticket is in the part of the address that browsers send nowhere.
fn second_step(next: &str, ticket: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/login?next={next}#ticket={ticket}")
}

/// Whether an address is one of the page: `//host` and `/\host` would lead elsewhere.
fn is_within(address: &str) -> bool {
    address.starts_with('/')
        && !address[1..].starts_with(['/', '\\'])
        && address.len() <= 500
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_sign_in_goes_on_within_the_page_only() {
        for address in ["/", "/jobs?page=2", "/candidates/1"] {
            assert!(is_within(address), "{address}");
        }
        for address in ["", "jobs", "//evil.test", "/\\evil.test", "https://evil.test", "/a\r\nb", "/\t/evil"]
        {
            assert!(!is_within(address), "{address}");
        }
    }
}
