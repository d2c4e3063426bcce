//! Tells a model's thoughts from its answer where both come in one text, the thoughts in tags in front.
//!
//! A tag counts only before the answer has begun, so that a `<think>` quoted inside an answer stays in it.

const TAGS: [(&str, &str); 2] = [("<think>", "</think>"), ("<thinking>", "</thinking>")];

/// A piece of text and what it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Thought(String),
    Answer(String),
}

/// Splits a text that comes in pieces cut anywhere, also inside a tag.
#[derive(Debug, Default)]
pub(crate) struct Splitter {
    state: State,
    held: String,
}

#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Before,
    Thinking {
        close: &'static str,
    },
    Answering,
}

impl Splitter {
    /// Takes the next piece and gives what is certain by now; what could be the begin of a tag is held back.
    pub(crate) fn push(&mut self, text: &str) -> Vec<Piece> {
        self.held.push_str(text);
        let mut pieces = Vec::new();
        while let Some(piece) = self.step() {
            pieces.extend(piece);
        }
        pieces
    }

    /// Gives what was held back, when nothing more will come.
    pub(crate) fn finish(&mut self) -> Option<Piece> {
        let rest = std::mem::take(&mut self.held);
        let piece = match self.state {
            State::Thinking { .. } => Piece::Thought(rest),
            State::Before | State::Answering => Piece::Answer(rest),
        };
        Some(piece).filter(|piece| !piece.is_empty())
    }

    /// One step; the inner `None` is progress without text, the outer one means that more must come first.
    fn step(&mut self) -> Option<Option<Piece>> {
        match self.state {
            State::Before => self.step_before(),
            State::Thinking { close } => self.step_thinking(close),
            State::Answering if self.held.is_empty() => None,
            State::Answering => Some(Some(Piece::Answer(std::mem::take(&mut self.held)))),
        }
    }

    fn step_before(&mut self) -> Option<Option<Piece>> {
        let start = self.held.trim_start();
        if let Some((open, close)) = TAGS.into_iter().find(|(open, _)| start.starts_with(open)) {
            self.held = start[open.len()..].to_owned();
            self.state = State::Thinking { close };
            return Some(None);
        }
        if start.is_empty() || TAGS.iter().any(|(open, _)| open.starts_with(start)) {
            return None;
        }
        self.held = start.to_owned();
        self.state = State::Answering;
        Some(None)
    }

    fn step_thinking(&mut self, close: &'static str) -> Option<Option<Piece>> {
        if let Some(end) = self.held.find(close) {
            let thought = self.held[..end].to_owned();
            self.held.drain(..end + close.len());
            self.state = State::Before;
            return Some(Some(Piece::Thought(thought)).filter(|piece| !piece.is_empty()));
        }
        let certain = self.held.len() - overlap(&self.held, close);
        let thought: String = self.held.drain(..certain).collect();
        (!thought.is_empty()).then_some(Some(Piece::Thought(thought)))
    }
}

impl Piece {
    fn is_empty(&self) -> bool {
        let (Self::Thought(text) | Self::Answer(text)) = self;
        text.is_empty()
    }
}

/// The length of the longest end of the text that begins the tag.
fn overlap(text: &str, tag: &str) -> usize {
    (1..tag.len()).rev().find(|&length| text.ends_with(&tag[..length])).unwrap_or(0)
}

/// Splits a whole text into thoughts and answer.
pub(crate) fn split(text: &str) -> (String, String) {
    let mut splitter = Splitter::default();
    let pieces = splitter.push(text).into_iter().chain(splitter.finish());
    pieces.fold((String::new(), String::new()), |(mut thoughts, mut answer), piece| {
        match piece {
            Piece::Thought(text) => thoughts.push_str(&text),
            Piece::Answer(text) => answer.push_str(&text),
        }
        (thoughts, answer)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_pieces(text: &str, size: usize) -> (String, String) {
        let mut splitter = Splitter::default();
        let chars: Vec<char> = text.chars().collect();
        let (mut thoughts, mut answer) = (String::new(), String::new());
        let mut all: Vec<Piece> =
            chars.chunks(size).flat_map(|chunk| splitter.push(&chunk.iter().collect::<String>())).collect();
        all.extend(splitter.finish());
        for piece in all {
            match piece {
                Piece::Thought(text) => thoughts.push_str(&text),
                Piece::Answer(text) => answer.push_str(&text),
            }
        }
        (thoughts, answer)
    }

    #[test]
    fn thoughts_are_told_from_the_answer_however_the_text_is_cut() {
        let cases = [
            ("<think>想一想 a<b</think>答案", "想一想 a<b", "答案"),
            ("\n<thinking>x</think>y</thinking>\n\nz", "x</think>y", "z"),
            ("<think>a</think> <think>b</think>c", "ab", "c"),
            ("<th is no tag", "", "<th is no tag"),
            ("the tag <think>is quoted</think>", "", "the tag <think>is quoted</think>"),
            ("<think>never closed </thi", "never closed </thi", ""),
            ("{\"a\": \"</think>\"}", "", "{\"a\": \"</think>\"}"),
            ("", "", ""),
        ];
        for (text, thoughts, answer) in cases {
            for size in 1..=text.len().max(1) {
                assert_eq!(
                    in_pieces(text, size),
                    (thoughts.to_owned(), answer.to_owned()),
                    "{text} by {size}"
                );
            }
            assert_eq!(split(text), (thoughts.to_owned(), answer.to_owned()));
        }
    }

    #[test]
    fn an_answer_is_not_held_back_once_it_has_begun() {
        let mut splitter = Splitter::default();
        assert_eq!(splitter.push("你"), [Piece::Answer("你".to_owned())]);
        assert_eq!(splitter.push("<think"), [Piece::Answer("<think".to_owned())]);
    }
}
