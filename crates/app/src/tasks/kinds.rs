//! Every kind of task there is, and how its rows are run.

use std::future::Future;
use std::pin::Pin;

use domain::{Error, Result};
use serde_json::Value;

use super::{Task, TaskContext};
use crate::parse::{ParseCandidates, ParseJobs};

/// One kind of task.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// The stable word.
    pub word: &'static str,
    /// Runs a row of this kind.
    pub run: for<'a> fn(Value, &'a TaskContext) -> Running<'a>,
}

type Running<'a> = Pin<Box<dyn Future<Output = Result<Value>> + 'a>>;

/// The kinds of the product.
pub(super) const ALL: &[Kind] = &[Kind::of::<ParseCandidates>(), Kind::of::<ParseJobs>()];

impl Kind {
    /// The kind of a type.
    pub const fn of<T: Task>() -> Self {
        Self { word: T::KIND, run: run::<T> }
    }
}

fn run<T: Task>(payload: Value, context: &TaskContext) -> Running<'_> {
    Box::pin(async move {
        let task: T = serde_json::from_value(payload).map_err(Error::internal)?;
        // By way of a text, in which a number of 32 bits is written as an answer would write it: 0.97.
        let text = serde_json::to_string(&task.run(context).await?).map_err(Error::internal)?;
        serde_json::from_str(&text).map_err(Error::internal)
    })
}
