//! The `data` of server-sent events out of bytes that are cut anywhere, also inside a character.

/// The longest event that is kept in memory.
const LONGEST_EVENT: usize = 1 << 20;

/// Collects bytes into events.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    pending: Vec<u8>,
    data: Option<String>,
    began: bool,
}

/// A line or an event is too long to be kept.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

impl Decoder {
    /// Takes the next bytes and gives the events that they complete.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<Vec<String>, TooLong> {
        self.pending.extend_from_slice(bytes);
        let mut events = Vec::new();
        let mut start = 0;
        while let Some(length) = self.pending[start..].iter().position(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(&self.pending[start..start + length]).into_owned();
            start += length + 1;
            events.extend(self.line(&line)?);
        }
        self.pending.drain(..start);
        if self.pending.len() > LONGEST_EVENT { Err(TooLong) } else { Ok(events) }
    }

    /// Gives the event that the end of the stream completes: some servers leave out the last empty line.
    pub(crate) fn finish(&mut self) -> Result<Option<String>, TooLong> {
        let rest = std::mem::take(&mut self.pending);
        let event = self.line(&String::from_utf8_lossy(&rest))?;
        Ok(event.or_else(|| self.data.take()))
    }

    fn line(&mut self, line: &str) -> Result<Option<String>, TooLong> {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let line = if self.began { line } else { line.strip_prefix('\u{feff}').unwrap_or(line) };
        self.began = true;
        if line.is_empty() {
            return Ok(self.data.take());
        }
        // Other fields (event, id, retry) and comments say nothing that this protocol uses.
        if let Some(value) = line.strip_prefix("data:") {
            let value = value.strip_prefix(' ').unwrap_or(value);
            match &mut self.data {
                None => self.data = Some(value.to_owned()),
                Some(data) if data.len() + value.len() > LONGEST_EVENT => return Err(TooLong),
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_the_same_however_the_bytes_are_cut() {
        let text = "\u{feff}: hello\r\ndata: {\"a\":\"中文\"}\r\n\r\nevent: x\nid: 3\ndata:one\ndata: two\n\n\n\ndata: [DONE]";
        for size in 1..=text.len() {
            let mut decoder = Decoder::default();
            let mut events: Vec<String> =
                text.as_bytes().chunks(size).flat_map(|chunk| decoder.push(chunk).unwrap()).collect();
            events.extend(decoder.finish().unwrap());
            assert_eq!(events, ["{\"a\":\"中文\"}", "one\ntwo", "[DONE]"], "cut by {size}");
        }
    }

    #[test]
    fn a_line_without_an_end_does_not_fill_the_memory() {
        let mut decoder = Decoder::default();
        let fed = (0..=16).find(|_| decoder.push(&[b'x'; 1 << 17]).is_err());
        assert_eq!(fed, Some(8));
    }

    #[test]
    fn what_is_no_event_stream_gives_no_event() {
        let mut decoder = Decoder::default();
        assert!(decoder.push(b"<html>\n<body>\n\n</body>\n").unwrap().is_empty());
        assert_eq!(decoder.finish().unwrap(), None);
    }
}
