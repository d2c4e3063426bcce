//! The server as a library, so that tests start the real thing.

pub mod config;
pub mod keys;
pub mod serve;
pub mod wiring;
pub mod workers;

pub use app::auth::{create_account, create_member};
pub use app::{App, Protocol, Provider, RegistrationPolicy};
pub use config::{Config, LogFormat};
pub use domain::{Locale, Role};
pub use persistence::{Clock, Options};
pub use serve::{Instance, start};
pub use web::{Network, PerMinute, document};
pub use workers::Workers;
