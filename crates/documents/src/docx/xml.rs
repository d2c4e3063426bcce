//! XML as a flat row of openings, closings and texts: no recursion that a deeply nested file could exhaust.

use std::io::BufRead;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use crate::{ExtractError, bounds};

/// One step of the walk. Names are without their prefix.
pub(super) enum Node<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Walks through a part. A part that breaks off, or is nested beyond reason, is corrupt.
pub(super) fn walk(
    stream: impl BufRead,
    mut visit: impl FnMut(Node<'_>) -> Result<(), ExtractError>,
) -> Result<(), ExtractError> {
    let mut reader = Reader::from_reader(stream);
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| ExtractError::Corrupt)?;
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > bounds::DEPTH {
                    return Err(ExtractError::Corrupt);
                }
                visit(Node::Open(tag.local_name().as_ref(), &tag))?;
            }
            Event::Empty(tag) => {
                visit(Node::Open(tag.local_name().as_ref(), &tag))?;
                visit(Node::Close(tag.local_name().as_ref()))?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(tag.local_name().as_ref()))?;
            }
            Event::Text(text) => visit(Node::Text(&text.xml10_content()))?,
            Event::CData(text) => visit(Node::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                if let Some(character) = named(&reference) {
                    visit(Node::Text(character.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(ExtractError::Corrupt),
            _ => {}
        }
    }
}

/// The character of a reference such as `&amp;` or `&#26446;`. Entities of the file's own are not expanded: Office
/// writes none, bombs are made of them.
fn named(reference: &BytesRef<'_>) -> Option<char> {
    match reference.as_ref() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// Whether a switch such as `<w:vanish/>` is on: it is unless its value says otherwise.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    !attribute(tag, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
}
