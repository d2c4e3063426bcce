//! Who reaches the server, from where, by which name, and how often.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use api::Secret;
use bole_tests::TestApp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use server::{Network, PerMinute};

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: serde_json::Value,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Asks as a proxy or a browser would.
async fn ask(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    let client =
        reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut all = HeaderMap::new();
    for (name, value) in headers {
        all.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
    }
    let answer = client.get(format!("{}{path}", app.url())).headers(all).send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let body = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default();
    Answer { status, headers, body }
}

async fn behind_a_proxy(change: impl FnOnce(&mut Network)) -> TestApp {
    let mut network =
        Network { trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()], ..Network::default() };
    change(&mut network);
    TestApp::start_with(|config| {
        config.network = network;
        config.public_url = "https://bole.example.com".to_owned();
    })
    .await
}

#[tokio::test]
async fn an_address_that_is_not_wanted_is_refused_wherever_it_says_it_comes_from() {
    let app = behind_a_proxy(|network| {
        network.allow = vec!["10.0.0.0/8".parse().unwrap()];
        network.deny = vec!["10.6.6.0/24".parse().unwrap()];
    })
    .await;
    for (forwarded, status) in [
        ("10.0.0.1", 200),
        ("10.6.6.1", 403),
        ("192.0.2.1", 403),
        // The client's own words do not count, only what the proxy adds behind them.
        ("10.0.0.1, 192.0.2.1", 403),
    ] {
        let answer = ask(&app, "/api/auth/registration", &[("x-forwarded-for", forwarded)]).await;
        assert_eq!(answer.status, status, "{forwarded}");
        if status == 403 {
            assert_eq!(answer.body["code"], "address_not_allowed");
        }
    }
    // The proxy itself is not in the list; whoever looks whether the server lives may ask all the same.
    assert_eq!(ask(&app, "/api/auth/registration", &[]).await.status, 403);
    assert_eq!(ask(&app, "/api/health", &[]).await.status, 200);
    app.stop().await;
}

#[tokio::test]
async fn nobody_but_a_trusted_proxy_is_believed() {
    let app = TestApp::start_with(|config| {
        config.network.deny = vec!["192.0.2.0/24".parse().unwrap()];
        config.public_url = "https://bole.example.com".to_owned();
    })
    .await;
    let lies = [("x-forwarded-for", "192.0.2.1"), ("x-forwarded-proto", "http")];
    assert_eq!(ask(&app, "/api/auth/registration", &lies).await.status, 200);
    app.stop().await;
}

#[tokio::test]
async fn the_server_answers_to_its_own_names_only() {
    let app = TestApp::start_with(|config| {
        config.network.allowed_hosts = vec!["bole.example.com".to_owned()];
    })
    .await;
    for (host, status) in [("bole.example.com", 200), ("bole.example.com:8080", 200), ("evil.test", 400)] {
        let answer = ask(&app, "/api/auth/registration", &[("host", host)]).await;
        assert_eq!(answer.status, status, "{host}");
    }
    assert_eq!(ask(&app, "/jobs", &[("host", "evil.test")]).await.body["code"], "host_not_allowed");
    app.stop().await;
}

#[tokio::test]
async fn plain_http_before_the_proxy_is_led_to_https() {
    let app = behind_a_proxy(|_network| {}).await;
    let plain = ask(&app, "/api/jobs?page=2", &[("x-forwarded-proto", "http")]).await;
    assert_eq!((plain.status, plain.header("location")), (308, "https://bole.example.com/api/jobs?page=2"));
    for headers in [&[("x-forwarded-proto", "https")][..], &[]] {
        let answer = ask(&app, "/api/auth/registration", headers).await;
        assert_eq!(answer.status, 200);
        assert!(answer.header("strict-transport-security").starts_with("max-age="));
    }
    app.stop().await;
}

#[tokio::test]
async fn browsers_are_told_to_stay_safe_on_every_answer() {
    let app =
        TestApp::start_with(|config| config.cors_origins = vec!["https://friend.test".to_owned()]).await;
    for path in ["/api/auth/registration", "/api/nothing", "/swagger-ui/", "/nothing.js", "/u/none"] {
        let answer = ask(&app, path, &[]).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.split(';').any(|part| part.contains("script-src") && part.contains("unsafe-inline")));
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert!(!answer.header("referrer-policy").is_empty(), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
    for (origin, allowed) in [("https://friend.test", "https://friend.test"), ("https://evil.test", "")] {
        let answer = ask(&app, "/api/auth/registration", &[("origin", origin)]).await;
        assert_eq!(answer.header("access-control-allow-origin"), allowed);
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    app.stop().await;
}

#[tokio::test]
async fn guests_are_counted_by_their_own_address_behind_a_proxy() {
    let app = TestApp::start_with(|config| {
        config.network.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        config.rate_limit = Some(PerMinute { guest: 2, ..PerMinute::default() });
    })
    .await;
    let from =
        async |address: &str| ask(&app, "/api/auth/registration", &[("x-forwarded-for", address)]).await;
    let first = from("203.0.113.1").await;
    assert_eq!(first.header("ratelimit-policy"), "\"guest\";q=2;w=60");
    assert!(first.header("ratelimit").starts_with("\"guest\";r=1;t="), "{}", first.header("ratelimit"));
    assert_eq!(from("203.0.113.1").await.status, 200);
    let refused = from("203.0.113.1").await;
    assert_eq!((refused.status, refused.body["code"].as_str()), (429, Some("rate_limited")));
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(from("203.0.113.2").await.status, 200);
    app.stop().await;
}

#[tokio::test]
async fn several_nodes_count_together_in_redis_and_each_for_itself_while_it_is_away() {
    let Some((mut redis, url)) = start_redis() else {
        eprintln!("skipped: there is no redis-server (scripts/install-test-tools.sh databases)");
        return;
    };
    let change = |config: &mut server::Config| {
        config.rate_limit = Some(PerMinute { guest: 3, ..PerMinute::default() });
        config.redis_url = Some(Secret::new(&*url));
    };
    let one = TestApp::start_with(change).await;
    let other = one.start_another(change).await;
    let path = "/api/auth/registration";
    assert_eq!(ask(&one, path, &[]).await.status, 200);
    assert_eq!(ask(&other, path, &[]).await.status, 200);
    assert_eq!(ask(&one, path, &[]).await.status, 200);
    let refused = ask(&other, path, &[]).await;
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=61).contains(&wait), "{wait}");

    redis.kill().unwrap();
    redis.wait().unwrap();
    assert_eq!(ask(&other, path, &[]).await.status, 200);
    assert_eq!(ask(&one, path, &[]).await.status, 200);
    other.stop().await;
    one.stop().await;
}

fn start_redis() -> Option<(Child, String)> {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let child = Command::new("redis-server")
        .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"])
        .stdout(Stdio::null())
        .spawn()
        .ok()?;
    let url = format!("redis://127.0.0.1:{port}");
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    Some((child, url))
}
