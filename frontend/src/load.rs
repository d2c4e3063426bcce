//! What the page knows of something it has asked the server for.

use std::future::Future;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use api::ApiError;

/// The state of something asked for.
#[derive(Clone, Debug)]
pub enum Load<T> {
    /// Asked for the first time.
    Loading,
    /// Here; it stays while it is asked for again.
    Ready(T),
    /// The server said no, or could not be reached.
    Failed(ApiError),
}

/// Something that is asked for, and asked for again whenever a signal that the question reads changes.
pub struct Query<T: Send + Sync + 'static> {
    state: RwSignal<Load<T>>,
    asking: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Query<T> {}

/// Asks now and on every change of the signals that `ask` reads. Read them before the `async move` block:
///
/// `query(move || { let page = list.page(); async move { client().jobs(page).await } })`
///
/// Answers that a newer question has overtaken are dropped.
pub fn query<T, F>(ask: impl Fn() -> F + 'static) -> Query<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let query =
        Query { state: RwSignal::new(Load::Loading), asking: RwSignal::new(true), again: RwSignal::new(0) };
    let newest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        query.again.track();
        let answer = ask();
        newest.update_value(|number| *number += 1);
        let mine = newest.get_value();
        query.asking.set(true);
        spawn_local(async move {
            let answer = answer.await;
            // `None` when the page that asked is gone.
            if newest.try_get_value() == Some(mine) {
                query.state.set(answer.map_or_else(Load::Failed, Load::Ready));
                query.asking.set(false);
            }
        });
    });
    query
}

impl<T: Send + Sync + 'static> Query<T> {
    /// The state, as a signal to follow.
    pub fn state(self) -> RwSignal<Load<T>> {
        self.state
    }

    /// Whether an answer is under way, the first or a later one.
    pub fn asking(self) -> bool {
        self.asking.get()
    }

    /// Asks again, keeping what is shown until the answer is here.
    pub fn reload(self) {
        self.again.update(|times| *times += 1);
    }

    /// Puts in what is known already, such as the answer to a save.
    pub fn put(self, value: T) {
        self.state.set(Load::Ready(value));
    }

    /// Changes what is shown before the server has answered; `reload` brings back the truth.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.state.update(|state| {
            if let Load::Ready(value) = state {
                change(value);
            }
        });
    }

    /// Reads a part of the value, if it is here; follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.state.with(|state| match state {
            Load::Ready(value) => Some(read(value)),
            _ => None,
        })
    }

    /// Asks again at an interval for as long as the component lives and `wanted` says so (of the present
    /// value), but not while the tab is hidden.
    pub fn poll(self, interval: Duration, wanted: impl Fn(&T) -> bool + 'static) {
        let tick = move || {
            let needed = self.state.with_untracked(|state| match state {
                Load::Ready(value) => wanted(value),
                _ => false,
            });
            if needed && !document().hidden() {
                self.reload();
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, interval) {
            on_cleanup(move || timer.clear());
        }
    }
}

impl<T: Clone + Send + Sync + 'static> Query<T> {
    /// A copy of the value, if it is here; follows it.
    pub fn ready(self) -> Option<T> {
        self.with(T::clone)
    }
}
