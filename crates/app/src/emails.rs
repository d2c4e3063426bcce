//! Mails: previewing and queueing them, sending what is queued, and unsubscribing.
//!
//! Queueing renders each mail and writes its row with a Message-ID that never changes; nothing is rendered again
//! when it is sent.

mod delivery;
mod examples;
mod mailing;
mod markdown;
mod outreach;
mod rendering;
pub mod unsubscribing;
pub mod worker;

use integrations::events::Topic;
use uuid::Uuid;

pub use mailing::Addressed;
pub(crate) use markdown::escape;
pub use outreach::{Previews, Queued, TemplateChoice, TemplatePreview, preview, preview_template, send};
pub use rendering::Rendered;

use crate::App;

/// Tells whoever watches the mails of an organization that something became of them.
pub fn announce(app: &App, organization_id: Uuid) {
    publish(app, Topic::Emails(organization_id));
}

/// Tells the workers as well that there is something to send. Call it after the commit.
pub fn announce_queued(app: &App, organization_id: Uuid) {
    publish(app, Topic::QueuedEmails);
    announce(app, organization_id);
}

fn publish(app: &App, topic: Topic) {
    // Those who watch look into the database anyway, if later.
    if let Err(error) = app.events.publish(topic, &()) {
        tracing::warn!(%error, "an event was not published");
    }
}

/// The Message-ID of a mail, at the domain of its sender.
pub(crate) fn message_id(mail_id: Uuid, sender: &str) -> String {
    let domain = sender.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("<{}@{domain}>", mail_id.simple())
}
