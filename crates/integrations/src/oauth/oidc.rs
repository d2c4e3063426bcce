//! OpenID Connect: the answer is a token that the issuer signed, bound to our question by nonce and PKCE.

use domain::{Code, Error, Result};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims, CoreProviderMetadata,
    CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndUserEmail, EndUserName, EndUserUsername, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    IssuerUrl, LocalizedClaim, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    Scope, TokenResponse,
};

use super::web::{Web, failed};
use super::{Attempt, Person, Provider};

/// A client whose issuer has said where to sign in, and perhaps where to get tokens and claims.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

pub(super) async fn authorize_url(
    web: &Web,
    provider: &Provider,
    issuer: &str,
    attempt: &Attempt,
    redirect_uri: &str,
) -> Result<String> {
    let client = client(web, provider, issuer, redirect_uri).await?;
    let (state, nonce) = (attempt.state.expose().to_owned(), attempt.nonce.expose().to_owned());
    let verifier = PkceCodeVerifier::new(attempt.verifier.expose().to_owned());
    let (url, _, _) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        )
        .add_scope(Scope::new("email".to_owned()))
        .add_scope(Scope::new("profile".to_owned()))
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .url();
    Ok(url.into())
}

pub(super) async fn identify(
    web: &Web,
    provider: &Provider,
    issuer: &str,
    code: &str,
    attempt: &Attempt,
    redirect_uri: &str,
) -> Result<Person> {
    let client = client(web, provider, issuer, redirect_uri).await?;
    let tokens: CoreTokenResponse = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .map_err(|error| failed(provider, &error.to_string()))?
        .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.expose().to_owned()))
        .request_async(&|request: HttpRequest| web.send(request))
        .await
        .map_err(|error| failed(provider, &words(&error)))?;
    let claims = verified(provider, &client, &tokens, attempt)?;
    let person = Person {
        subject: claims.subject().to_string(),
        email: verified_email(claims.email(), claims.email_verified()),
        name: name(claims.name()),
        username: username(claims.preferred_username()),
    };
    if person.email.is_some() && !person.name.is_empty() {
        return Ok(person);
    }
    // Many issuers keep the token small and tell the rest to whoever asks for it.
    Ok(ask(web, &client, tokens.access_token().clone(), &claims).await.map_or(person.clone(), |told| {
        Person {
            email: person.email.or_else(|| verified_email(told.email(), told.email_verified())),
            name: if person.name.is_empty() { name(told.name()) } else { person.name },
            username: person.username.or_else(|| username(told.preferred_username())),
            ..person
        }
    }))
}

async fn client(web: &Web, provider: &Provider, issuer: &str, redirect_uri: &str) -> Result<Client> {
    let issuer = IssuerUrl::new(issuer.to_owned()).map_err(Error::internal)?;
    let metadata = CoreProviderMetadata::discover_async(issuer, &|request: HttpRequest| web.send(request))
        .await
        .map_err(|error| failed(provider, &words(&error)))?;
    let methods = metadata.token_endpoint_auth_methods_supported().cloned().unwrap_or_default();
    let in_body = methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic);
    let client = CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(provider.client_id.clone()),
        Some(ClientSecret::new(provider.client_secret.expose().to_owned())),
    );
    let client = client
        .set_redirect_uri(RedirectUrl::new(redirect_uri.to_owned()).map_err(Error::internal)?)
        .set_auth_type(if in_body { AuthType::RequestBody } else { AuthType::BasicAuth });
    Ok(client)
}

/// What the issuer signed, once signature, audience, time, nonce and the hash of the access token are right.
fn verified(
    provider: &Provider,
    client: &Client,
    tokens: &CoreTokenResponse,
    attempt: &Attempt,
) -> Result<CoreIdTokenClaims> {
    let refused = |reason: String| failed(provider, &reason);
    let token = tokens.id_token().ok_or_else(|| refused("no id_token in the answer".to_owned()))?;
    let verifier = client.id_token_verifier();
    let nonce = Nonce::new(attempt.nonce.expose().to_owned());
    let claims = token.claims(&verifier, &nonce).map_err(|error| refused(error.to_string()))?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|error| refused(error.to_string()))?;
        let key = token.signing_key(&verifier).map_err(|error| refused(error.to_string()))?;
        let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)
            .map_err(|error| refused(error.to_string()))?;
        if actual != *expected {
            return Err(refused("the access token is not the one that was signed".to_owned()));
        }
    }
    Ok(claims.clone())
}

/// The claims that the issuer gives to whoever has the access token. Without them a sign-in is still good.
async fn ask(
    web: &Web,
    client: &Client,
    token: AccessToken,
    claims: &CoreIdTokenClaims,
) -> Option<CoreUserInfoClaims> {
    let request = client.user_info(token, Some(claims.subject().clone())).ok()?;
    let told = request.request_async(&|request: HttpRequest| web.send(request)).await;
    told.inspect_err(|error| tracing::warn!(code = Code::OauthFailed.as_str(), "{}", words(error))).ok()
}

fn verified_email(email: Option<&EndUserEmail>, verified: Option<bool>) -> Option<String> {
    email.filter(|_| verified == Some(true)).map(|email| email.to_string())
}

fn name(name: Option<&LocalizedClaim<EndUserName>>) -> String {
    let name = name.and_then(|name| name.get(None).or_else(|| name.iter().next().map(|(_, name)| name)));
    name.map(|name| name.to_string()).unwrap_or_default()
}

fn username(username: Option<&EndUserUsername>) -> Option<String> {
    username.map(|username| username.to_string())
}

/// An error with what caused it, which its own text leaves out.
fn words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words = format!("{words}: {cause}");
        source = cause.source();
    }
    words
}
