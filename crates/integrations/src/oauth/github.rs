//! GitHub: OAuth 2 with PKCE, and two calls for who it is and which addresses were verified.

use domain::Result;
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use serde_json::Value;

use super::web::{Web, failed, text, token};
use super::{Attempt, Person, Provider, address};

const PUBLIC: &str = "https://github.com";
const PUBLIC_API: &str = "https://api.github.com";

pub(super) fn authorize_url(
    provider: &Provider,
    url: &str,
    attempt: &Attempt,
    redirect_uri: &str,
) -> Result<String> {
    let verifier = PkceCodeVerifier::new(attempt.verifier.expose().to_owned());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    let query = [
        ("client_id", provider.client_id.as_str()),
        ("redirect_uri", redirect_uri),
        ("scope", "read:user user:email"),
        ("state", attempt.state.expose()),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    address(url, "/login/oauth/authorize", &query).map(Into::into)
}

pub(super) async fn identify(
    web: &Web,
    provider: &Provider,
    url: &str,
    code: &str,
    attempt: &Attempt,
    redirect_uri: &str,
) -> Result<Person> {
    let form = [
        ("client_id", provider.client_id.as_str()),
        ("client_secret", provider.client_secret.expose()),
        ("code", code),
        ("redirect_uri", redirect_uri),
        ("code_verifier", attempt.verifier.expose()),
    ];
    let exchange = web.client().post(address(url, "/login/oauth/access_token", &[])?).form(&form);
    let token = token(provider, &web.json(provider, exchange).await?)?;
    let ask = async |path: &str| {
        let request = web.client().get(address(&api(url), path, &[])?).bearer_auth(token.expose());
        web.json(provider, request).await
    };
    let user = ask("/user").await?;
    let id = user["id"].as_u64().ok_or_else(|| failed(provider, "no id in the answer"))?;
    let login = text(provider, &user, "login")?.to_owned();
    Ok(Person {
        subject: id.to_string(),
        email: verified_email(&ask("/user/emails").await?),
        name: user["name"].as_str().unwrap_or(&login).to_owned(),
        username: Some(login),
    })
}

/// An enterprise's own server has its interface below its pages.
fn api(url: &str) -> String {
    let url = url.trim_end_matches('/');
    if url == PUBLIC { PUBLIC_API.to_owned() } else { format!("{url}/api/v3") }
}

/// The primary address if it was verified, else another one that was.
fn verified_email(emails: &Value) -> Option<String> {
    let verified = || emails.as_array().into_iter().flatten().filter(|email| email["verified"] == true);
    let chosen = verified().find(|email| email["primary"] == true).or_else(|| verified().next())?;
    chosen["email"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_verified_address_counts_and_the_primary_one_first() {
        let email = |email: &str, primary: bool, verified: bool| json!({"email": email, "primary": primary, "verified": verified});
        let emails = json!([email("a@x.cn", false, true), email("b@x.cn", true, true)]);
        assert_eq!(verified_email(&emails).as_deref(), Some("b@x.cn"));
        let emails = json!([email("a@x.cn", false, true), email("b@x.cn", true, false)]);
        assert_eq!(verified_email(&emails).as_deref(), Some("a@x.cn"));
        assert_eq!(verified_email(&json!([email("a@x.cn", true, false)])), None);
        assert_eq!(verified_email(&json!({"message": "Not Found"})), None);
    }

    #[test]
    fn an_enterprise_server_has_its_interface_below_its_pages() {
        assert_eq!(api("https://github.com/"), "https://api.github.com");
        assert_eq!(api("https://git.corp.test"), "https://git.corp.test/api/v3");
    }
}
