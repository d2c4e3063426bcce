//! An answer as it is written.

use std::collections::VecDeque;
use std::pin::Pin;

use domain::{Code, Result};
use futures_util::stream::{self, Stream};
use reqwest::Response;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::chat::Usage;
use super::endpoint::Endpoint;
use super::failure::{self, Failure};
use super::gate::Pass;
use super::sse::Decoder;
use super::thinking::{Piece, Splitter};
use super::wire;

/// A piece of an answer. A stream without failure ends with one `Finish`, and nothing follows a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delta {
    /// A piece of how the model comes to its answer.
    Thinking(String),
    /// A piece of the answer.
    Answer(String),
    /// The answer is complete.
    Finish {
        /// Why the model stopped, where it says so.
        finish_reason: Option<String>,
        /// What the call cost, where the provider says so.
        usage: Option<Usage>,
    },
}

/// The pieces of an answer; dropping it ends the call.
pub type DeltaStream = Pin<Box<dyn Stream<Item = Result<Delta>> + Send>>;

/// What a provider sends.
#[derive(Debug)]
pub(crate) enum Source {
    /// Everything at once.
    Whole(wire::Answer),
    /// Server-sent events, up to a limit of bytes.
    Events { response: Response, limit: usize },
}

/// Turns what a provider sends into pieces.
pub(crate) fn deltas(source: Source, pass: Pass, endpoint: Endpoint, deadline: Instant) -> DeltaStream {
    let reader = Reader::new(source, deadline);
    Box::pin(stream::unfold(Some((reader, pass, endpoint)), async |state| {
        let (mut reader, pass, endpoint) = state?;
        match reader.next().await {
            Ok(delta @ Delta::Finish { .. }) => {
                pass.answered();
                Some((Ok(delta), None))
            }
            Ok(delta) => Some((Ok(delta), Some((reader, pass, endpoint)))),
            Err(failure) => {
                if failure.is_outage() {
                    pass.failed()
                } else {
                    pass.answered()
                }
                Some((Err(failure.into_error(&endpoint)), None))
            }
        }
    }))
}

struct Reader {
    events: Option<(Response, usize)>,
    deadline: Instant,
    decoder: Decoder,
    splitter: Splitter,
    ready: VecDeque<Delta>,
    finish_reason: Option<String>,
    usage: Option<Usage>,
    has_spoken: bool,
    bytes: usize,
    end: End,
}

/// Whether more will come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Open,
    /// The server said that it is done.
    Declared,
    /// The connection ended.
    Reached,
}

impl Reader {
    fn new(source: Source, deadline: Instant) -> Self {
        let (whole, events) = match source {
            Source::Whole(answer) => (Some(answer), None),
            Source::Events { response, limit } => (None, Some((response, limit))),
        };
        let mut reader = Self {
            end: if events.is_some() { End::Open } else { End::Declared },
            events,
            deadline,
            decoder: Decoder::default(),
            splitter: Splitter::default(),
            ready: VecDeque::new(),
            finish_reason: None,
            usage: None,
            has_spoken: false,
            bytes: 0,
        };
        if let Some(answer) = whole {
            reader.take_whole(answer);
        }
        reader
    }

    async fn next(&mut self) -> Result<Delta, Failure> {
        loop {
            if let Some(delta) = self.ready.pop_front() {
                return Ok(delta);
            }
            if self.end != End::Open {
                return self.finish();
            }
            self.read().await?;
        }
    }

    fn take_whole(&mut self, answer: wire::Answer) {
        // The tags of a whole answer have been read already; an answer may quote them.
        let wire::Answer { content, reasoning, finish_reason, usage } = answer;
        (self.finish_reason, self.usage) = (finish_reason, usage);
        self.speak(Delta::Thinking(reasoning));
        self.speak(Delta::Answer(content));
    }

    async fn read(&mut self) -> Result<(), Failure> {
        let Some((response, limit)) = &mut self.events else {
            self.end = End::Reached;
            return Ok(());
        };
        let chunk =
            timeout_at(self.deadline, response.chunk()).await.map_err(|_elapsed| Failure::deadline())?;
        let too_long = || Failure::new(Code::AiInvalidOutput, "the stream is too long");
        let Some(chunk) = chunk? else {
            let last = self.decoder.finish().map_err(|_too_long| too_long())?;
            self.end = End::Reached;
            return last.map_or(Ok(()), |data| self.take_event(&data));
        };
        self.bytes += chunk.len();
        if self.bytes > *limit {
            return Err(too_long());
        }
        for data in self.decoder.push(&chunk).map_err(|_too_long| too_long())? {
            self.take_event(&data)?;
        }
        Ok(())
    }

    fn take_event(&mut self, data: &str) -> Result<(), Failure> {
        let data = data.trim();
        if self.end == End::Declared || data.is_empty() {
            return Ok(());
        }
        if data == "[DONE]" {
            self.end = End::Declared;
            return Ok(());
        }
        let value: Value = serde_json::from_str(data)
            .map_err(|error| Failure::new(Code::AiInvalidOutput, format!("not JSON ({error}): {data}")))?;
        if let Some(failure) = failure::of_error_value(&value) {
            return Err(failure);
        }
        let wire::Answer { content, reasoning, finish_reason, usage } = wire::delta(&value);
        self.finish_reason = finish_reason.or(self.finish_reason.take());
        self.usage = usage.or(self.usage);
        self.speak(Delta::Thinking(reasoning));
        for piece in self.splitter.push(&content) {
            self.speak_piece(piece);
        }
        Ok(())
    }

    fn speak_piece(&mut self, piece: Piece) {
        self.speak(match piece {
            Piece::Thought(text) => Delta::Thinking(text),
            Piece::Answer(text) => Delta::Answer(text),
        });
    }

    fn speak(&mut self, delta: Delta) {
        if matches!(&delta, Delta::Thinking(text) | Delta::Answer(text) if !text.is_empty()) {
            self.has_spoken = true;
            self.ready.push_back(delta);
        }
    }

    /// The end counts only when the server said that it is the end.
    fn finish(&mut self) -> Result<Delta, Failure> {
        if let Some(piece) = self.splitter.finish() {
            self.speak_piece(piece);
            if let Some(delta) = self.ready.pop_front() {
                return Ok(delta);
            }
        }
        match (&self.finish_reason, self.end, self.has_spoken) {
            (None, _, false) => Err(Failure::new(Code::AiInvalidOutput, "the stream has no answer in it")),
            (None, End::Reached, true) => {
                Err(Failure::new(Code::AiUnavailable, "the stream ended before the answer did"))
            }
            _ => Ok(Delta::Finish { finish_reason: self.finish_reason.take(), usage: self.usage }),
        }
    }
}
