//! Word documents since 2007: body, headers, footers, notes, as a reader sees them.

mod flow;
mod lists;
mod look;
mod page;
mod relations;
mod xml;

use std::io::BufRead;

use lists::Lists;
use look::Styles;
use page::Page;
use relations::Relations;
use xml::{Node, attribute};

use crate::{ExtractError, archive::Archive, bounds, extracted::Content};

/// Reads a Word document.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, ExtractError> {
    let mut archive = Archive::open(bytes)?;
    let main =
        Relations::read(&mut archive, "")?.first("officeDocument").unwrap_or("word/document.xml".to_owned());
    let relations = Relations::read(&mut archive, &main)?;
    let parts = parts(&main, &relations);
    let mut document = Document {
        styles: optional(&mut archive, relations.first("styles"), Styles::read)?,
        lists: optional(&mut archive, relations.first("numbering"), Lists::read)?,
        has_backdrop: has_backdrop(&mut archive, &parts)?,
        hidden: Vec::new(),
    };
    let (mut text, mut seen) = (String::new(), Vec::new());
    for part in parts {
        let written = document.part(&mut archive, &part, part == main)?;
        // The headers of the first, the odd and the even pages are often the same.
        if !seen.contains(&written) {
            text.push_str(&written);
            text.push('\n');
            bounds::check_text(&text)?;
            seen.push(written);
        }
    }
    Content::of_text(&text, document.hidden)
}

/// What all parts of a document share.
struct Document {
    styles: Styles,
    lists: Lists,
    /// Whether pictures or coloured shapes lie behind the text, so that white text may well be seen.
    has_backdrop: bool,
    hidden: Vec<String>,
}

impl Document {
    fn part(
        &mut self,
        archive: &mut Archive<'_>,
        path: &str,
        required: bool,
    ) -> Result<String, ExtractError> {
        let relations = Relations::read(archive, path)?;
        let Some(stream) = archive.stream(path) else {
            return if required { Err(ExtractError::Corrupt) } else { Ok(String::new()) };
        };
        let mut page = Page::new(self, &relations);
        xml::walk(stream, |node| page.node(node))?;
        let text = page.finish();
        Ok(text)
    }
}

/// The parts with text in reading order. Comments and properties are not on the page.
fn parts(main: &str, relations: &Relations) -> Vec<String> {
    let mut parts = relations.all("header");
    parts.push(main.to_owned());
    for kind in ["footnotes", "endnotes", "footer"] {
        parts.extend(relations.all(kind));
    }
    parts
}

fn optional<T: Default>(
    archive: &mut Archive<'_>,
    path: Option<String>,
    read: fn(&mut dyn BufRead) -> Result<T, ExtractError>,
) -> Result<T, ExtractError> {
    match path.as_deref().and_then(|path| archive.stream(path)) {
        Some(mut stream) => read(&mut stream),
        None => Ok(T::default()),
    }
}

fn has_backdrop(archive: &mut Archive<'_>, parts: &[String]) -> Result<bool, ExtractError> {
    // A square inch; a smaller thing cannot be the ground of a text.
    const SMALLEST: f64 = 914_400.0 * 914_400.0;
    let mut found = false;
    for part in parts {
        let Some(stream) = archive.stream(part) else { continue };
        let mut is_behind = false;
        xml::walk(stream, |node| {
            match node {
                Node::Open("anchor", tag) => {
                    is_behind = attribute(tag, "behindDoc").is_some_and(|it| it == "1")
                }
                Node::Open("extent", tag) if is_behind => {
                    let side =
                        |name| attribute(tag, name).and_then(|it| it.parse::<f64>().ok()).unwrap_or_default();
                    found |= side("cx") * side("cy") >= SMALLEST;
                }
                Node::Open("background", tag) => {
                    found |= attribute(tag, "color").is_some_and(|it| it != "auto" && !look::is_white(&it));
                }
                Node::Close("anchor") => is_behind = false,
                _ => {}
            }
            Ok(())
        })?;
    }
    Ok(found)
}
