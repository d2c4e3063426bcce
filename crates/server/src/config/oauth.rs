//! `BOLE_OAUTH_<NAME>_<FIELD>`: the providers with whose accounts people may sign in.
//!
//! `GOOGLE`, `GITHUB` and `WECHAT` are known and need an id and a secret only; any other name is an OpenID Connect
//! issuer, whose address is needed too.

use std::collections::{BTreeMap, BTreeSet};

use app::{Protocol, Provider};
use domain::Secret;

const PREFIX: &str = "BOLE_OAUTH_";
const FIELDS: [&str; 5] = ["CLIENT_ID", "CLIENT_SECRET", "ISSUER", "TITLE", "URL"];

/// Whether a variable is one of these.
pub fn reads(variable: &str) -> bool {
    split(variable).is_some()
}

/// The provider's part of a variable's name, and the field.
fn split(variable: &str) -> Option<(&str, &str)> {
    let rest = variable.strip_prefix(PREFIX)?;
    FIELDS.iter().find_map(|field| {
        let name = rest.strip_suffix(field)?.strip_suffix('_')?;
        let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        (!name.is_empty() && name.len() <= 50 && name.chars().all(fits)).then_some((name, *field))
    })
}

/// All providers, and what is wrong with them.
pub fn read(values: &BTreeMap<String, String>, faults: &mut Vec<String>) -> Vec<Provider> {
    let unknown = values.keys().filter(|variable| variable.starts_with(PREFIX) && !reads(variable));
    faults.extend(unknown.map(|variable| {
        format!(
            "{variable}: expected a name that ends with _CLIENT_ID, _CLIENT_SECRET, _ISSUER, _TITLE or _URL"
        )
    }));
    let names: BTreeSet<&str> =
        values.keys().filter_map(|variable| split(variable)).map(|(name, _)| name).collect();
    names.into_iter().filter_map(|name| provider(name, values, faults)).collect()
}

fn provider(name: &str, values: &BTreeMap<String, String>, faults: &mut Vec<String>) -> Option<Provider> {
    let text = |field: &str| {
        let value = values.get(&format!("{PREFIX}{name}_{field}")).map(|value| value.trim().to_owned());
        value.filter(|value| !value.is_empty())
    };
    let url = |field: &str| text(field).map(|url| url.trim_end_matches('/').to_owned());
    let (title, protocol) = match name {
        "GITHUB" => {
            ("GitHub", Protocol::GitHub { url: url("URL").unwrap_or("https://github.com".to_owned()) })
        }
        "WECHAT" => ("微信", wechat(url("URL"))),
        // An issuer's address is compared letter by letter, so that a slash at its end stays.
        "GOOGLE" => (
            "Google",
            Protocol::Oidc { issuer: text("ISSUER").unwrap_or("https://accounts.google.com".to_owned()) },
        ),
        _ => (name, Protocol::Oidc { issuer: text("ISSUER").unwrap_or_default() }),
    };
    let mut missing =
        |field: &str, what: &str| faults.push(format!("{PREFIX}{name}_{field}: expected {what}"));
    let (id, secret) = (text("CLIENT_ID"), text("CLIENT_SECRET"));
    if id.is_none() {
        missing("CLIENT_ID", "the id that the provider gave");
    }
    if secret.is_none() {
        missing("CLIENT_SECRET", "the secret that the provider gave");
    }
    if let Protocol::Oidc { issuer } = &protocol
        && !domain::text::is_url(issuer)
    {
        missing("ISSUER", "the http or https address of the issuer");
        return None;
    }
    Some(Provider {
        key: name.to_lowercase().replace('_', "-"),
        title: text("TITLE").unwrap_or_else(|| title.to_owned()),
        protocol,
        client_id: id?,
        client_secret: Secret::new(secret?),
    })
}

fn wechat(url: Option<String>) -> Protocol {
    match url {
        Some(url) => Protocol::WeChat { pages: url.clone(), api: url },
        None => Protocol::WeChat {
            pages: "https://open.weixin.qq.com".to_owned(),
            api: "https://api.weixin.qq.com".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> (Vec<Provider>, Vec<String>) {
        let values =
            pairs.iter().map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned())).collect();
        let mut faults = Vec::new();
        let providers = read(&values, &mut faults);
        (providers, faults)
    }

    #[test]
    fn the_known_ones_need_an_id_and_a_secret_and_others_their_issuer() {
        let (providers, faults) = of(&[
            ("GITHUB_CLIENT_ID", "a"),
            ("GITHUB_CLIENT_SECRET", "hunter2"),
            ("OUR_HOUSE_CLIENT_ID", "b"),
            ("OUR_HOUSE_CLIENT_SECRET", "hunter3"),
            ("OUR_HOUSE_ISSUER", "https://sso.example.com/realms/a/"),
            ("OUR_HOUSE_TITLE", "Our House"),
        ]);
        assert_eq!(faults, Vec::<String>::new());
        let [github, house] = providers.as_slice() else { panic!("{providers:?}") };
        assert_eq!((github.key.as_str(), github.title.as_str()), ("github", "GitHub"));
        assert_eq!(github.protocol, Protocol::GitHub { url: "https://github.com".to_owned() });
        assert_eq!((house.key.as_str(), house.title.as_str()), ("our-house", "Our House"));
        let issuer = "https://sso.example.com/realms/a/".to_owned();
        assert_eq!(house.protocol, Protocol::Oidc { issuer });
        assert!(!format!("{providers:?}").contains("hunter"));
    }

    #[test]
    fn what_is_missing_or_misspelt_is_told_without_values() {
        let (providers, faults) =
            of(&[("GOOGLE_CLIENT_SECRET", "hunter2"), ("HOUSE_CLIENT_ID", "a"), ("GITHUB_ID", "b")]);
        assert!(providers.is_empty());
        let names: Vec<_> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
        assert_eq!(
            names,
            [
                "BOLE_OAUTH_GITHUB_ID",
                "BOLE_OAUTH_GOOGLE_CLIENT_ID",
                "BOLE_OAUTH_HOUSE_CLIENT_SECRET",
                "BOLE_OAUTH_HOUSE_ISSUER"
            ]
        );
        assert!(!faults.join(" ").contains("hunter2"));
    }
}
