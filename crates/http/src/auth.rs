//! Registration, sign-in, and one's own account.

mod activity;
mod avatars;
mod export;
mod identities;
mod links;
mod oauth;
mod own_data;
mod sessions;
mod tokens;
mod two_factor;

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, get, patch, post, put, web};
use api::MergePatch;
use api::auth::two_factor::{SignInAnswer, TwoFactorRequired};
use api::auth::{
    LoginRequest, PasswordChange, Profile, ProfileFields, RefreshRequest, Registration, RegistrationInfo,
    SwitchRequest,
};
use app::auth::{self, Device, Session, SignIn};
use app::system_mails::mailbox;
use domain::jobs::NamedRef;
use domain::{Check, Code, Coded, Error, Permission};
use persistence::users::ProfileChange;
use persistence::{organizations, sign_in, users};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::{Json, RawJson};
use crate::failure::{Failure, Outcome};
use crate::operation_logs;
use crate::request::{ip_of, locale_of};
use crate::session::{InPerson, SignedIn};
use crate::state::State;
use crate::tokens::LIFETIME;

const COOKIE: &str = "bole_refresh";
const COOKIE_PATH: &str = "/api/auth";

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(get_registration)
        .service(register)
        .service(login)
        .service(refresh)
        .service(switch_organization)
        .service(logout)
        .service(logout_all)
        .service(get_profile)
        .service(update_profile)
        .service(replace_profile)
        .service(change_password)
        .configure(activity::routes)
        .configure(avatars::routes)
        .configure(identities::routes)
        .configure(links::routes)
        .configure(oauth::routes)
        .configure(own_data::routes)
        .configure(sessions::routes)
        .configure(tokens::routes)
        .configure(two_factor::routes);
}

/// Tell who may register
#[utoipa::path(tag = "auth", security(()), responses((status = 200, body = RegistrationInfo)))]
#[get("/auth/registration")]
async fn get_registration(state: web::Data<State>) -> Outcome<web::Json<RegistrationInfo>> {
    let found = auth::registration_state(&state.app).await?;
    let has_mail = mailbox::is_set(&state.app).await?;
    Ok(web::Json(RegistrationInfo { is_first: found.is_first, is_open: found.is_open, has_mail }))
}

/// Register
///
/// The first to register becomes the operator and the admin of the first organization; others join the one that
/// invited them. The refresh token is in an
/// HttpOnly cookie, or in the body for clients that send `X-Client: api`.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body = Registration,
    responses(
        (status = 201, body = api::auth::SignedIn),
        (status = 403, body = api::Problem),
        (status = 404, body = api::Problem),
        (status = 409, body = api::Problem),
        (status = 410, body = api::Problem)
    )
)]
#[post("/auth/register")]
async fn register(
    state: web::Data<State>,
    request: HttpRequest,
    Json(registration): Json<Registration>,
) -> Outcome<HttpResponse> {
    let locale = locale_of(request.headers());
    let session = auth::register(&state.app, registration, locale, &device(&request)).await?;
    signed_in(&state, &request, &session, HttpResponse::Created()).await
}

/// Sign in
///
/// By user name or e-mail address. The answer to an unknown name and to a wrong password is the same. With two-factor
/// sign-in on, the answer is a ticket for `POST /api/auth/login/2fa`.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body = LoginRequest,
    responses((status = 200, body = SignInAnswer), (status = 401, body = api::Problem), (status = 403, body = api::Problem))
)]
#[post("/auth/login")]
async fn login(
    state: web::Data<State>,
    request: HttpRequest,
    Json(body): Json<LoginRequest>,
) -> Outcome<HttpResponse> {
    operation_logs::keep_tried(&request, &body.login);
    match auth::login(&state.app, &body.login, body.password, &device(&request)).await? {
        SignIn::Done(session) => signed_in(&state, &request, &session, HttpResponse::Ok()).await,
        SignIn::TwoFactor(ticket) => {
            Ok(HttpResponse::Ok().json(TwoFactorRequired { two_factor_required: true, ticket }))
        }
    }
}

/// Get the next access token
///
/// A refresh token is good for one use. Using it again ends the session, because somebody else has it.
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body = RefreshRequest,
    responses((status = 200, body = api::auth::SignedIn), (status = 401, body = api::Problem), (status = 403, body = api::Problem))
)]
#[post("/auth/refresh")]
async fn refresh(
    state: web::Data<State>,
    request: HttpRequest,
    RawJson(body): RawJson<RefreshRequest>,
) -> Outcome<HttpResponse> {
    let token = refresh_token(&request, body)?;
    let session = auth::refresh(&state.app, &token).await?;
    signed_in(&state, &request, &session, HttpResponse::Ok()).await
}

/// Go on in another of one's organizations
///
/// The session moves there; the answer is that of a sign-in.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = SwitchRequest,
    responses((status = 200, body = api::auth::SignedIn), (status = 404, body = api::Problem))
)]
#[post("/auth/switch")]
async fn switch_organization(
    state: web::Data<State>,
    actor: InPerson,
    request: HttpRequest,
    RawJson(body): RawJson<SwitchRequest>,
) -> Outcome<HttpResponse> {
    let token = refresh_token(&request, RefreshRequest { refresh_token: body.refresh_token })?;
    let session = auth::switch(&state.app, &actor, &token, body.organization_id).await?;
    signed_in(&state, &request, &session, HttpResponse::Ok()).await
}

/// Sign out
#[utoipa::path(
    tag = "auth",
    security(()),
    request_body = RefreshRequest,
    responses((status = 204), (status = 401, body = api::Problem), (status = 403, body = api::Problem))
)]
#[post("/auth/logout")]
async fn logout(
    state: web::Data<State>,
    request: HttpRequest,
    RawJson(body): RawJson<RefreshRequest>,
) -> Outcome<HttpResponse> {
    let token = refresh_token(&request, body)?;
    auth::logout(&state.app, &token).await?;
    Ok(HttpResponse::NoContent().cookie(cookie(&state, String::new(), time::Duration::ZERO)).finish())
}

/// Sign out everywhere
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 204)))]
#[post("/auth/logout-all")]
async fn logout_all(state: web::Data<State>, actor: InPerson) -> Outcome<HttpResponse> {
    auth::logout_all(&state.app, &actor).await?;
    Ok(HttpResponse::NoContent().cookie(cookie(&state, String::new(), time::Duration::ZERO)).finish())
}

/// Get one's own profile
#[utoipa::path(tag = "auth", security(("bearer" = [])), responses((status = 200, body = Profile)))]
#[get("/auth/profile")]
async fn get_profile(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<Profile>> {
    Ok(web::Json(profile(&state, &actor).await?))
}

/// Change one's own profile
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = MergePatch<ProfileFields>,
    responses((status = 200, body = Profile))
)]
#[patch("/auth/profile")]
async fn update_profile(
    state: web::Data<State>,
    actor: InPerson,
    RawJson(patch): RawJson<MergePatch<ProfileFields>>,
) -> Outcome<web::Json<Profile>> {
    change_profile(&state, &actor, &patch).await
}

/// Change one's own profile
///
/// The same as PATCH.
#[utoipa::path(
    tag = "auth",
    security(("bearer" = [])),
    request_body = MergePatch<ProfileFields>,
    responses((status = 200, body = Profile))
)]
#[put("/auth/profile")]
async fn replace_profile(
    state: web::Data<State>,
    actor: InPerson,
    RawJson(patch): RawJson<MergePatch<ProfileFields>>,
) -> Outcome<web::Json<Profile>> {
    change_profile(&state, &actor, &patch).await
}

async fn change_profile(
    state: &State,
    actor: &domain::Actor,
    patch: &MergePatch<ProfileFields>,
) -> Outcome<web::Json<Profile>> {
    let fields = patch.apply(&ProfileFields::from(&profile(state, actor).await?))?;
    fields.validate()?;
    let change = ProfileChange {
        first_name: Some(fields.first_name),
        last_name: Some(fields.last_name),
        locale: Some(fields.locale),
        time_zone: Some(fields.time_zone),
    };
    state.app.db.own(actor, async |scope| users::update_profile(scope, &change).await).await?;
    Ok(web::Json(profile(state, actor).await?))
}

/// Change one's password
///
/// Ends every other session.
#[utoipa::path(tag = "auth", security(("bearer" = [])), request_body = PasswordChange, responses((status = 204)))]
#[post("/auth/password/change")]
async fn change_password(
    state: web::Data<State>,
    actor: InPerson,
    Json(change): Json<PasswordChange>,
) -> Outcome<HttpResponse> {
    auth::change_password(&state.app, &actor, actor.session_id, change.old_password, change.new_password)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn profile(state: &State, actor: &domain::Actor) -> Outcome<Profile> {
    let roles = sign_in::role_codes(&state.app.db, actor.user_id, actor.organization_id).await?;
    let memberships = sign_in::memberships(&state.app.db, actor.user_id).await?;
    let (user, organization) = state
        .app
        .db
        .read_own(actor, async |scope| {
            let user = users::me(scope).await?;
            Ok((user, organizations::current(scope).await?))
        })
        .await?;
    let permissions = Permission::ALL.iter().copied().filter(|permission| actor.may(*permission)).collect();
    Ok(Profile {
        display_name: user.display_name(),
        id: user.id,
        username: user.username,
        email: user.email,
        email_verified: user.email_verified_at.is_some(),
        avatar_url: user.avatar_key.map(|key| format!("/api/avatars/{key}")),
        first_name: user.first_name,
        last_name: user.last_name,
        locale: user.locale,
        time_zone: user.time_zone,
        is_superuser: user.is_superuser,
        organization: NamedRef { id: organization.id, name: organization.fields.name },
        organizations: memberships
            .into_iter()
            .map(|membership| NamedRef { id: membership.organization_id, name: membership.organization_name })
            .collect(),
        roles,
        permissions,
        date_joined: user.date_joined,
    })
}

async fn signed_in(
    state: &State,
    request: &HttpRequest,
    session: &Session,
    mut response: actix_web::HttpResponseBuilder,
) -> Outcome<HttpResponse> {
    let actor = sign_in::actor(&state.app.db, session.user_id, session.organization_id).await?;
    let user = profile(state, &actor).await?;
    request.extensions_mut().insert(SignedIn(actor));
    let access_token =
        state.tokens.issue(session.user_id, session.organization_id, session.session_id, state.now())?;
    let refresh_token = session.refresh_token.expose().to_owned();
    let keeps_it_itself = client(request) == Some("api");
    if !keeps_it_itself {
        response.cookie(cookie(state, refresh_token.clone(), time::Duration::days(30)));
    }
    Ok(response.json(api::auth::SignedIn {
        user,
        access_token,
        expires_in: LIFETIME,
        refresh_token: keeps_it_itself.then_some(refresh_token),
    }))
}

/// The refresh token of the body, else of the cookie. A cookie counts only with `X-Client: web`, which no foreign
/// page can send.
fn refresh_token(request: &HttpRequest, body: RefreshRequest) -> Outcome<String> {
    if let Some(token) = body.refresh_token {
        return Ok(token);
    }
    let cookie = request.cookie(COOKIE).filter(|cookie| !cookie.value().is_empty());
    let cookie = cookie.ok_or(Failure(Error::Unauthenticated(Code::MissingCredentials)))?;
    if client(request) == Some("web") {
        Ok(cookie.value().to_owned())
    } else {
        Err(Failure(Error::Rule(Code::ClientHeaderRequired)))
    }
}

fn client(request: &HttpRequest) -> Option<&str> {
    request.headers().get("x-client")?.to_str().ok()
}

fn cookie(state: &State, value: String, age: time::Duration) -> Cookie<'static> {
    Cookie::build(COOKIE, value)
        .path(COOKIE_PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(state.settings.https)
        .max_age(age)
        .finish()
}

fn device(request: &HttpRequest) -> Device {
    let agent = request.headers().get("user-agent").and_then(|value| value.to_str().ok());
    Device { user_agent: agent.unwrap_or_default().to_owned(), ip: ip_of(request.peer_addr()).to_string() }
}
