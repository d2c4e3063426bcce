//! Rate limits per user, per API token and per address, told in `RateLimit` headers.
//!
//! They are counted in this process, or in Redis for all nodes together; while Redis is away, in this process again.

use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use domain::Error;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use integrations::counter::Counter;
use uuid::Uuid;

use crate::failure::Failure;
use crate::request::ip_of;
use crate::session::{Caller, Credential};
use crate::state::State;

/// What figures are told for.
const WINDOW: Duration = Duration::from_secs(60);

/// Requests a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerMinute {
    /// Without sign-in, by address.
    pub guest: u32,
    /// Signed in, by user.
    pub user: u32,
    /// By one of the user's API tokens, which count for the user too.
    pub token: u32,
    /// Calls that ask a model or open documents, by user.
    pub ai: u32,
    /// Sign-in and registration, by address.
    pub sign_in: u32,
}

impl Default for PerMinute {
    fn default() -> Self {
        Self { guest: 100, user: 600, token: 600, ai: 60, sign_in: 10 }
    }
}

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr),
    User(Uuid),
    Token(Uuid),
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => write!(formatter, "{address}"),
            Self::User(id) | Self::Token(id) => write!(formatter, "{id}"),
        }
    }
}

type Keyed = RateLimiter<Key, DefaultKeyedStateStore<Key>, DefaultClock, StateInformationMiddleware>;

struct Policy {
    name: &'static str,
    quota: u32,
    limiter: Keyed,
}

/// All limits.
pub struct Limits {
    /// `None` switches them off, for measuring.
    policies: Option<Policies>,
    /// Counts for all nodes together.
    shared: Option<Counter>,
}

struct Policies {
    guest: Policy,
    user: Policy,
    token: Policy,
    ai: Policy,
    sign_in: Policy,
}

/// What a policy says of a request.
struct Verdict {
    policy: String,
    remaining: String,
    wait: Option<Duration>,
}

impl Limits {
    /// Limits by these figures, `None` for no limits; counted by `shared` if there is one.
    pub fn new(per_minute: Option<PerMinute>, shared: Option<Counter>) -> Self {
        let policies = per_minute.map(|figures| Policies {
            guest: Policy::new("guest", figures.guest),
            user: Policy::new("user", figures.user),
            token: Policy::new("token", figures.token),
            ai: Policy::new("ai", figures.ai),
            sign_in: Policy::new("sign-in", figures.sign_in),
        });
        Self { policies, shared }
    }

    /// Forgets whoever has not called for a while, so that memory stays bounded. Call it now and then.
    pub fn forget_idle(&self) {
        for policy in self.policies.iter().flat_map(Policies::all) {
            policy.limiter.retain_recent();
            policy.limiter.shrink_to_fit();
        }
    }

    async fn check(&self, request: &ServiceRequest) -> Vec<Verdict> {
        let Some(policies) = &self.policies else { return Vec::new() };
        let mut verdicts = Vec::new();
        for (policy, key) in policies.of(request) {
            verdicts.push(policy.check(key, self.shared.as_ref()).await);
        }
        verdicts
    }
}

impl Policies {
    fn all(&self) -> [&Policy; 5] {
        [&self.guest, &self.user, &self.token, &self.ai, &self.sign_in]
    }

    /// What counts for a request, and for whom.
    fn of(&self, request: &ServiceRequest) -> Vec<(&Policy, Key)> {
        let address = Key::Address(ip_of(request.peer_addr()));
        let (method, path) = (request.method(), request.path());
        if *method == Method::POST && is_sign_in(path) {
            return vec![(&self.sign_in, address)];
        }
        let extensions = request.extensions();
        let Some(caller) = extensions.get::<Caller>() else { return vec![(&self.guest, address)] };
        let user = if is_ai(method, path) { &self.ai } else { &self.user };
        let mut counted = vec![(user, Key::User(caller.user_id))];
        if let Credential::Token(token) = &caller.credential {
            counted.push((&self.token, Key::Token(token.id)));
        }
        counted
    }
}

fn is_sign_in(path: &str) -> bool {
    matches!(
        path,
        "/api/auth/login"
            | "/api/auth/login/2fa"
            | "/api/auth/register"
            | "/api/auth/oauth/register"
            | "/api/auth/password/reset"
            | "/api/auth/password/reset/confirm"
            | "/api/auth/verify-email"
    )
}

fn is_ai(method: &Method, path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    *method == Method::POST && matches!(last, "parse" | "draft" | "optimize" | "generate" | "test" | "verify")
}

impl Policy {
    fn new(name: &'static str, per_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        let limiter = RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>();
        Self { name, quota: per_minute, limiter }
    }

    async fn check(&self, key: Key, shared: Option<&Counter>) -> Verdict {
        let counted = match shared {
            Some(counter) => counter.count(&format!("bole:limit:{}:{key}", self.name), WINDOW).await,
            None => None,
        };
        let (remaining, wait, reset) = match counted {
            Some(count) => {
                let wait = (count.events > self.quota).then_some(count.left);
                (self.quota.saturating_sub(count.events), wait, count.left)
            }
            None => self.check_here(key),
        };
        let reset = reset.as_secs() + u64::from(reset < WINDOW);
        Verdict {
            policy: format!("\"{}\";q={};w={}", self.name, self.quota, WINDOW.as_secs()),
            remaining: format!("\"{}\";r={remaining};t={reset}", self.name),
            wait,
        }
    }

    /// What is left, how long to wait, and when there will be more.
    fn check_here(&self, key: Key) -> (u32, Option<Duration>, Duration) {
        match self.limiter.check_key(&key) {
            Ok(state) => (state.remaining_burst_capacity(), None, WINDOW),
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now());
                (0, Some(wait), wait)
            }
        }
    }
}

/// Middleware: refuses what is over the limit and tells how much is left.
pub async fn limit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, BoxBody>>, actix_web::Error> {
    let state = request.app_data::<web::Data<State>>().filter(|_| request.path().starts_with("/api/"));
    let verdicts = match state {
        Some(state) => state.limits.check(&request).await,
        None => Vec::new(),
    };
    let mut response = match verdicts.iter().filter_map(|verdict| verdict.wait).max() {
        Some(wait) => {
            let retry_after = wait + Duration::from_secs(1);
            request.error_response(Failure(Error::Limited { retry_after })).map_into_right_body()
        }
        None => next.call(request).await?.map_into_left_body(),
    };
    let told = |tell: fn(&Verdict) -> &str| verdicts.iter().map(tell).collect::<Vec<_>>().join(", ");
    let policy = told(|verdict| &verdict.policy);
    let remaining = told(|verdict| &verdict.remaining);
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", remaining)] {
        if let Some(value) = HeaderValue::from_str(&value).ok().filter(|value| !value.is_empty()) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    Ok(response)
}
