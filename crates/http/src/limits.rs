//! Rate limits per user and per address, told in `RateLimit` headers.

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
use uuid::Uuid;

use crate::failure::Failure;
use crate::request::ip_of;
use crate::session::Caller;
use crate::state::State;

/// Requests a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerMinute {
    /// Without sign-in, by address.
    pub guest: u32,
    /// Signed in, by user.
    pub user: u32,
    /// Calls that ask a model or open documents, by user.
    pub ai: u32,
    /// Sign-in and registration, by address.
    pub sign_in: u32,
}

impl Default for PerMinute {
    fn default() -> Self {
        Self { guest: 100, user: 600, ai: 60, sign_in: 10 }
    }
}

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr),
    User(Uuid),
}

type Keyed = RateLimiter<Key, DefaultKeyedStateStore<Key>, DefaultClock, StateInformationMiddleware>;

struct Policy {
    name: &'static str,
    quota: u32,
    limiter: Keyed,
}

/// All limits; `None` switches them off, for measuring.
pub struct Limits(Option<Policies>);

struct Policies {
    guest: Policy,
    user: Policy,
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
    /// Limits by these figures; `None` for no limits.
    pub fn new(per_minute: Option<PerMinute>) -> Self {
        Self(per_minute.map(|figures| Policies {
            guest: Policy::new("guest", figures.guest),
            user: Policy::new("user", figures.user),
            ai: Policy::new("ai", figures.ai),
            sign_in: Policy::new("sign-in", figures.sign_in),
        }))
    }

    /// Forgets whoever has not called for a while, so that memory stays bounded. Call it now and then.
    pub fn forget_idle(&self) {
        if let Some(policies) = &self.0 {
            for policy in [&policies.guest, &policies.user, &policies.ai, &policies.sign_in] {
                policy.limiter.retain_recent();
                policy.limiter.shrink_to_fit();
            }
        }
    }

    fn check(&self, request: &ServiceRequest) -> Option<Verdict> {
        let policies = self.0.as_ref()?;
        let caller = request.extensions().get::<Caller>().map(|caller| caller.user_id);
        let address = Key::Address(ip_of(request.peer_addr()));
        let path = request.path();
        let policy = match caller {
            _ if request.method() == Method::POST && is_sign_in(path) => &policies.sign_in,
            None => return Some(policies.guest.check(address)),
            Some(user) if is_ai(request.method(), path) => return Some(policies.ai.check(Key::User(user))),
            Some(user) => return Some(policies.user.check(Key::User(user))),
        };
        Some(policy.check(address))
    }
}

fn is_sign_in(path: &str) -> bool {
    matches!(
        path,
        "/api/auth/login"
            | "/api/auth/login/2fa"
            | "/api/auth/register"
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

    fn check(&self, key: Key) -> Verdict {
        let policy = format!("\"{}\";q={};w=60", self.name, self.quota);
        let (remaining, wait) = match self.limiter.check_key(&key) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(refused) => (0, Some(refused.wait_time_from(DefaultClock::default().now()))),
        };
        let reset = wait.map_or(60, |wait| wait.as_secs() + 1);
        Verdict { policy, remaining: format!("\"{}\";r={remaining};t={reset}", self.name), wait }
    }
}

/// Middleware: refuses what is over the limit and tells how much is left.
pub async fn limit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, BoxBody>>, actix_web::Error> {
    let verdict = request
        .app_data::<web::Data<State>>()
        .filter(|_| request.path().starts_with("/api/"))
        .and_then(|state| state.limits.check(&request));
    let mut response = match verdict.as_ref().and_then(|verdict| verdict.wait) {
        Some(wait) => {
            let retry_after = wait + Duration::from_secs(1);
            request.error_response(Failure(Error::Limited { retry_after })).map_into_right_body()
        }
        None => next.call(request).await?.map_into_left_body(),
    };
    if let Some(verdict) = verdict {
        for (name, value) in [("ratelimit-policy", verdict.policy), ("ratelimit", verdict.remaining)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
    }
    Ok(response)
}
