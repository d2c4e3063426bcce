//! What happens now, told to whoever watches: the progress of a task, the state of a mail.
//!
//! Inside one process. Nothing is kept: who subscribes late reads the state from the database first, and who
//! reads too slowly is told how much was missed, so that memory stays bounded.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::broadcast;
use uuid::Uuid;

/// What one can watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The progress of one task.
    Task(Uuid),
    /// The tasks of one user.
    Tasks(Uuid),
    /// The mails of one organization.
    Emails(Uuid),
    /// That mails were queued, for whoever sends them.
    QueuedEmails,
    /// That tasks were queued, for whoever does them.
    QueuedTasks,
}

/// How many events a reader may lag behind.
const BUFFER: usize = 256;

/// Publishes and subscribes. Cheap to clone; clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Events(Arc<Mutex<Topics>>);

#[derive(Debug, Default)]
struct Topics {
    senders: HashMap<Topic, broadcast::Sender<Value>>,
    is_closed: bool,
}

impl Events {
    /// Tells everybody who watches the topic now; nobody has to.
    pub fn publish(&self, topic: Topic, event: &impl Serialize) -> domain::Result<()> {
        let mut topics = self.lock();
        let Some(sender) = topics.senders.get(&topic) else { return Ok(()) };
        let value = serde_json::to_value(event).map_err(domain::Error::internal)?;
        // The send fails only when the last reader has just gone.
        if sender.send(value).is_err() {
            topics.senders.remove(&topic);
        }
        Ok(())
    }

    /// Watches a topic from now on.
    pub fn subscribe(&self, topic: Topic) -> Subscription {
        let mut topics = self.lock();
        let receiver = (!topics.is_closed)
            .then(|| topics.senders.entry(topic).or_insert_with(|| broadcast::channel(BUFFER).0).subscribe());
        Subscription { topic, receiver, events: self.clone() }
    }

    /// Ends every subscription, also future ones: the process stops, and streams must not hold it up.
    pub fn close(&self) {
        let mut topics = self.lock();
        topics.is_closed = true;
        topics.senders.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Topics> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reader of one topic; watching ends when it is dropped.
#[derive(Debug)]
pub struct Subscription {
    topic: Topic,
    receiver: Option<broadcast::Receiver<Value>>,
    events: Events,
}

/// What a reader gets.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// An event.
    Event(Value),
    /// The reader was too slow and so many events are gone. Read the state from the database.
    Missed(u64),
}

impl Subscription {
    /// Waits for the next event; `None` when there will be none. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Received> {
        match self.receiver.as_mut()?.recv().await {
            Ok(event) => Some(Received::Event(event)),
            Err(broadcast::error::RecvError::Lagged(missed)) => Some(Received::Missed(missed)),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.receiver = None;
        let mut topics = self.events.lock();
        if topics.senders.get(&self.topic).is_some_and(|sender| sender.receiver_count() == 0) {
            topics.senders.remove(&self.topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ONE: Topic = Topic::Task(Uuid::from_u128(1));
    const OTHER: Topic = Topic::Emails(Uuid::from_u128(1));

    #[tokio::test]
    async fn an_event_reaches_every_reader_of_its_topic_and_no_other() {
        let events = Events::default();
        events.publish(ONE, &json!("too early")).unwrap();
        let (mut first, mut second) = (events.subscribe(ONE), events.subscribe(ONE));
        let mut other = events.subscribe(OTHER);
        events.clone().publish(ONE, &json!({"current": 1})).unwrap();
        events.publish(OTHER, &json!("mail")).unwrap();
        let expected = Some(Received::Event(json!({"current": 1})));
        assert_eq!(first.next().await, expected);
        assert_eq!(second.next().await, expected);
        assert_eq!(other.next().await, Some(Received::Event(json!("mail"))));
    }

    #[tokio::test]
    async fn a_slow_reader_is_told_what_it_missed() {
        let events = Events::default();
        let mut slow = events.subscribe(ONE);
        for number in 0..BUFFER + 10 {
            events.publish(ONE, &number).unwrap();
        }
        assert_eq!(slow.next().await, Some(Received::Missed(10)));
        assert_eq!(slow.next().await, Some(Received::Event(json!(10))));
    }

    #[tokio::test]
    async fn a_topic_without_readers_takes_no_memory() {
        let events = Events::default();
        let (first, second) = (events.subscribe(ONE), events.subscribe(ONE));
        drop(first);
        assert_eq!(events.lock().senders.len(), 1);
        drop(second);
        assert_eq!(events.lock().senders.len(), 0);
        for number in 0..1000 {
            events.publish(Topic::Task(Uuid::from_u128(number)), &json!(null)).unwrap();
        }
        assert_eq!(events.lock().senders.len(), 0);
    }

    #[tokio::test]
    async fn closing_ends_every_subscription() {
        let events = Events::default();
        let mut watching = events.subscribe(ONE);
        events.close();
        assert_eq!(watching.next().await, None);
        assert_eq!(events.subscribe(ONE).next().await, None);
    }
}
