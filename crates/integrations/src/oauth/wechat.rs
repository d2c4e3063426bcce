//! WeChat, for websites: like OAuth 2, but with names of its own and the secret in the query. It knows neither PKCE
//! nor e-mail addresses.

use domain::Result;
use serde_json::Value;

use super::web::{Web, failed, text, token};
use super::{Attempt, Person, Provider, address};

pub(super) fn authorize_url(
    provider: &Provider,
    pages: &str,
    attempt: &Attempt,
    redirect_uri: &str,
) -> Result<String> {
    let query = [
        ("appid", provider.client_id.as_str()),
        ("redirect_uri", redirect_uri),
        ("response_type", "code"),
        ("scope", "snsapi_login"),
        ("state", attempt.state.expose()),
    ];
    let mut url = address(pages, "/connect/qrconnect", &query)?;
    // Without it WeChat's page does not react to the scan.
    url.set_fragment(Some("wechat_redirect"));
    Ok(url.into())
}

pub(super) async fn identify(web: &Web, provider: &Provider, api: &str, code: &str) -> Result<Person> {
    let query = [
        ("appid", provider.client_id.as_str()),
        ("secret", provider.client_secret.expose()),
        ("code", code),
        ("grant_type", "authorization_code"),
    ];
    let exchange = web.client().get(address(api, "/sns/oauth2/access_token", &query)?);
    let answer = web.json(provider, exchange).await?;
    let (token, openid) = (token(provider, &answer)?, text(provider, &answer, "openid")?);
    let query = [("access_token", token.expose()), ("openid", openid), ("lang", "zh_CN")];
    let user = web.json(provider, web.client().get(address(api, "/sns/userinfo", &query)?)).await?;
    if user["openid"] != openid {
        return Err(failed(provider, "the answer is about somebody else"));
    }
    Ok(Person {
        subject: subject(&answer, &user).unwrap_or(openid).to_owned(),
        email: None,
        name: user["nickname"].as_str().unwrap_or_default().to_owned(),
        username: None,
    })
}

/// The union id is the same in all apps of one developer, and so outlives a change of the app.
fn subject<'a>(answer: &'a Value, user: &'a Value) -> Option<&'a str> {
    let id = |value: &'a Value| value["unionid"].as_str().filter(|id| !id.is_empty());
    id(answer).or_else(|| id(user))
}
