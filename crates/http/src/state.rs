//! What handlers share.

use std::time::Instant;

use app::App;
use chrono::{DateTime, Utc};

use crate::limits::Limits;
use crate::metering::RequestMeter;
use crate::network::Network;
use crate::operation_logs::OperationLogger;
use crate::presence::Presence;
use crate::spa::Spa;
use crate::tokens::Tokens;

/// What handlers share. Put together once at start-up.
pub struct State {
    /// The product.
    pub app: App,
    /// Makes and checks access tokens.
    pub tokens: Tokens,
    /// How many requests are allowed.
    pub limits: Limits,
    /// Writes the operation log.
    pub operation_logger: OperationLogger,
    /// Who was here when.
    pub presence: Presence,
    /// Counts requests.
    pub request_meter: RequestMeter,
    /// When the process was started.
    pub started: Instant,
    /// The single-page app's files.
    pub spa: Spa,
    /// What the operator set.
    pub settings: Settings,
}

/// What the operator set for HTTP.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Origins from which browsers may call, beside the own one.
    pub cors_origins: Vec<String>,
    /// Who may reach the server.
    pub network: Network,
    /// Whether the public address is https, so that cookies are `Secure` and HSTS is sent.
    pub https: bool,
    /// The secret that `/metrics` asks for as a bearer token; absent: only the machine itself may read them.
    pub metrics_token: Option<domain::Secret>,
}

impl State {
    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.db.clock().now()
    }
}
