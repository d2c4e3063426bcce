//! What stands between a sign-in and who guesses.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::sign_in::Patience;
use domain::text::email_key;
use domain::{Error, Result, devices};
use persistence::sign_in;
use ring::digest;

use crate::App;

/// How long the answer to a sign-in that fails takes at least, so that the time tells nothing of why it did. A hash
/// from an older system may take a few times as long to check as one of ours.
const FAILURE_TIME: Duration = Duration::from_millis(350);

/// The name that is tried and the network from which it is. Both are counted, whether or not anybody has the name.
pub(super) struct Guard {
    name: String,
    network: String,
}

impl Guard {
    pub(super) fn of(login: &str, ip: &str) -> Self {
        let network = ip.parse().map_or_else(|_| ip.to_owned(), devices::network);
        Self { name: subject("name", &email_key(login)), network: subject("network", &network) }
    }

    /// Counts the attempt, or refuses it while the name or the network is locked.
    pub(super) async fn begin(&self, app: &App) -> Result<()> {
        let subjects = [(self.name.clone(), Patience::NAME), (self.network.clone(), Patience::NETWORK)];
        let Some(until) = sign_in::begin_attempt(&app.db, &subjects).await? else { return Ok(()) };
        let retry_after = (until - app.db.clock().now()).to_std().unwrap_or_default();
        Err(Error::Limited { retry_after })
    }

    /// The attempt was no guess: the name is free again, and the network is not blamed for it.
    pub(super) async fn passed(&self, app: &App) -> Result<()> {
        sign_in::forget_failures(&app.db, std::slice::from_ref(&self.name)).await?;
        sign_in::take_back(&app.db, &self.network).await
    }
}

/// Frees the names of an account whose owner has proved to be it by a link.
pub(super) async fn free(app: &App, names: &[&str]) -> Result<()> {
    let subjects: Vec<_> = names.iter().map(|name| subject("name", &email_key(name))).collect();
    sign_in::forget_failures(&app.db, &subjects).await
}

/// Waits for the answer, and longer when it is a failure that came soon.
pub(super) async fn same_time<T>(answer: impl Future<Output = Result<T>>) -> Result<T> {
    let enough = tokio::time::sleep(FAILURE_TIME);
    let result = answer.await;
    if result.is_err() {
        enough.await;
    }
    result
}

fn subject(kind: &str, text: &str) -> String {
    let digest = digest::digest(&digest::SHA256, format!("{kind}:{text}").as_bytes());
    URL_SAFE_NO_PAD.encode(digest)
}
