//! How text looks, as far as it decides whether a reader can see it; from styles and from direct formatting.

use std::{collections::HashMap, io::BufRead};

use quick_xml::events::BytesStart;

use super::xml::{self, Node, attribute, is_on};
use crate::ExtractError;

/// The properties of text that can hide it; `None` where they are inherited.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    vanished: Option<bool>,
    white: Option<bool>,
    tiny: Option<bool>,
    shaded: Option<bool>,
}

impl Look {
    /// Takes in one property element of `rPr` or `pPr`.
    pub(super) fn set(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "vanish" | "specVanish" => self.vanished = Some(is_on(tag)),
            "color" => self.white = attribute(tag, "val").map(|colour| is_white(&colour)),
            // Half points; under two points nobody reads it.
            "sz" => {
                self.tiny =
                    attribute(tag, "val").and_then(|size| size.parse::<f32>().ok()).map(|size| size < 4.0)
            }
            "shd" => self.shaded = Some(is_shade(tag)),
            "highlight" => self.shaded = attribute(tag, "val").map(|it| it != "none" && it != "white"),
            _ => {}
        }
    }

    /// This look with the one beneath it filling what it leaves open.
    pub(super) fn over(self, beneath: Self) -> Self {
        Self {
            vanished: self.vanished.or(beneath.vanished),
            white: self.white.or(beneath.white),
            tiny: self.tiny.or(beneath.tiny),
            shaded: self.shaded.or(beneath.shaded),
        }
    }

    /// Whether a reader does not see text of this look; `on_colour` when what lies behind is not white.
    pub(super) fn is_hidden(self, on_colour: bool) -> bool {
        let on_colour = on_colour || self.shaded == Some(true);
        self.vanished == Some(true) || self.tiny == Some(true) || (self.white == Some(true) && !on_colour)
    }

    pub(super) fn is_shaded(self) -> bool {
        self.shaded == Some(true)
    }
}

/// Whether a shading element colours what it is on.
pub(super) fn is_shade(tag: &BytesStart<'_>) -> bool {
    let themed = attribute(tag, "themeFill").is_some_and(|theme| theme != "background1");
    let fill = attribute(tag, "fill").is_some_and(|fill| fill != "auto" && !is_white(&fill));
    let pattern = attribute(tag, "val").is_some_and(|it| !matches!(it.as_str(), "clear" | "nil"));
    themed || fill || pattern
}

/// White, or so near to it that it cannot be read on white.
pub(super) fn is_white(colour: &str) -> bool {
    let hex = colour.trim_start_matches('#').split(' ').next().unwrap_or_default();
    let channels = u32::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 6);
    colour == "white"
        || channels.is_some_and(|rgb| [16, 8, 0].iter().all(|shift| (rgb >> shift) & 0xff >= 0xf2))
}

/// A named style of the document.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    look: Look,
    list: Option<(String, usize)>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
}

impl Styles {
    pub(super) fn read(stream: &mut dyn BufRead) -> Result<Self, ExtractError> {
        let mut styles = Self::default();
        let (mut id, mut style) = (String::new(), Style::default());
        xml::walk(stream, |node| {
            match node {
                Node::Open("style", tag) => {
                    (id, style) = (attribute(tag, "styleId").unwrap_or_default(), Style::default());
                    let is_default = attribute(tag, "default").is_some_and(|it| it == "1" || it == "true");
                    if is_default && attribute(tag, "type").is_some_and(|it| it == "paragraph") {
                        styles.default_paragraph = Some(id.clone());
                    }
                }
                Node::Open("basedOn", tag) => style.based_on = attribute(tag, "val"),
                Node::Open("numId", tag) => {
                    let level = style.list.take().map_or(0, |(_, level)| level);
                    style.list = attribute(tag, "val").map(|number| (number, level));
                }
                Node::Open(name, tag) => style.look.set(name, tag),
                Node::Close("style") => {
                    styles.by_id.insert(std::mem::take(&mut id), std::mem::take(&mut style));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// The look of a style with what it is based on.
    pub(super) fn look(&self, id: Option<&str>) -> Look {
        self.chain(id).fold(Look::default(), |look, style| look.over(style.look))
    }

    /// The look of a paragraph style, or of the default one.
    pub(super) fn paragraph_look(&self, id: Option<&str>) -> Look {
        self.look(id.or(self.default_paragraph.as_deref()))
    }

    /// The list a paragraph style belongs to, and the level in it.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.list.clone())
    }

    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        // Bounded, because a hostile file can base two styles on each other.
        const LONGEST: usize = 20;
        let first = id.and_then(|id| self.by_id.get(id));
        std::iter::successors(first, |style| self.by_id.get(style.based_on.as_deref()?)).take(LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_is_told_from_colours() {
        for (colour, white) in
            [("FFFFFF", true), ("#ffffff", true), ("white", true), ("F8F8F8", true), ("auto", false)]
        {
            assert_eq!(is_white(colour), white, "{colour}");
        }
        assert!(!is_white("FFFF00"));
        assert!(!is_white("C0C0C0"));
    }

    #[test]
    fn a_style_inherits_what_it_does_not_set() {
        let xml = r#"<w:styles><w:style w:type="paragraph" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
            <w:style w:styleId="C"><w:basedOn w:val="C"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>"#;
        let styles = Styles::read(&mut xml.as_bytes()).unwrap();
        assert!(styles.paragraph_look(Some("B")).is_hidden(false));
        assert!(!styles.paragraph_look(Some("C")).is_hidden(false));
        assert!(!styles.paragraph_look(Some("unknown")).is_hidden(false));
    }
}
