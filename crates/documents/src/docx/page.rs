//! Walks through a part of a Word document and keeps what is seen on the page.

use quick_xml::events::BytesStart;

use super::{
    Document, Node,
    flow::{Flow, Table, push_block},
    lists,
    look::{is_shade, is_white},
    relations::Relations,
    xml::attribute,
};
use crate::{ExtractError, bounds};

/// The elements whose whole content is not seen: deleted and moved-away text, the older twin of a text box, the
/// former formatting of a tracked change, pinyin above a character.
const UNSEEN: &[&str] = &[
    "Fallback",
    "del",
    "moveFrom",
    "rPrChange",
    "pPrChange",
    "tcPrChange",
    "tblPrChange",
    "trPrChange",
    "rt",
];

/// A field while it is read: `HYPERLINK "…"` or `PAGE`, and where its shown result begins.
struct Field {
    instruction: String,
    from: Option<usize>,
    paragraph: usize,
}

/// One part while it is walked through.
pub(super) struct Page<'a> {
    document: &'a mut Document,
    relations: &'a Relations,
    /// The names of the open elements.
    path: Vec<Box<str>>,
    unseen: usize,
    /// The innermost flow is the last; the first is the page itself.
    flows: Vec<Flow>,
    tables: Vec<Table>,
    /// Whether each open shape is filled.
    shapes: Vec<bool>,
    fields: Vec<Field>,
    links: Vec<Field>,
    /// Counts paragraphs, so that a field that ends in another paragraph than it began in is left alone.
    paragraphs: usize,
    hidden: String,
    size: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(document: &'a mut Document, relations: &'a Relations) -> Self {
        let flows = vec![Flow { on_colour: document.has_backdrop, ..Flow::default() }];
        Self {
            document,
            relations,
            path: Vec::new(),
            unseen: 0,
            flows,
            tables: Vec::new(),
            shapes: Vec::new(),
            fields: Vec::new(),
            links: Vec::new(),
            paragraphs: 0,
            hidden: String::new(),
            size: 0,
        }
    }

    pub(super) fn node(&mut self, node: Node<'_>) -> Result<(), ExtractError> {
        match node {
            Node::Open(name, tag) => {
                if self.unseen > 0 || UNSEEN.contains(&name) {
                    self.unseen += 1;
                } else {
                    self.open(name, tag);
                    self.path.push(name.into());
                }
            }
            Node::Close(name) if self.unseen == 0 => {
                self.path.pop();
                self.close(name);
            }
            Node::Close(_) => self.unseen -= 1,
            Node::Text(text) if self.unseen == 0 => self.text(text)?,
            Node::Text(_) => {}
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> String {
        self.end_hidden();
        while self.flows.len() > 1 {
            self.end_box();
        }
        self.flows.pop().map(Flow::finish).unwrap_or_default()
    }

    /// The name of the element that holds the present one, `depth` levels up.
    fn above(&self, depth: usize) -> &str {
        self.path.len().checked_sub(depth + 1).and_then(|at| self.path.get(at)).map_or("", |name| name)
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn open(&mut self, name: &str, tag: &BytesStart<'_>) {
        match (self.above(0), name) {
            (_, "p") => self.begin_paragraph(),
            ("pPr", "pStyle") => self.flow().paragraph.style = attribute(tag, "val"),
            ("pPr", "shd") => self.flow().paragraph.look.set(name, tag),
            ("numPr", "numId") => self.flow().paragraph.list = attribute(tag, "val"),
            ("numPr", "ilvl") => {
                self.flow().paragraph.level = Some(lists::level(attribute(tag, "val").as_deref()));
            }
            (_, "r") => {
                let flow = self.flow();
                (flow.run, flow.run_style) = Default::default();
            }
            ("rPr", "rStyle") if self.above(1) == "r" => self.flow().run_style = attribute(tag, "val"),
            ("rPr", _) if self.above(1) == "r" => self.flow().run.set(name, tag),
            ("r", "tab" | "ptab") => self.mark("\t"),
            ("r", "br" | "cr") => self.mark("\n"),
            ("r", "noBreakHyphen") => self.mark("-"),
            ("r", "sym") => {
                let code = attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let symbol = code.and_then(char::from_u32).map(String::from).unwrap_or_default();
                self.mark(&symbol);
            }
            _ => self.open_table(name, tag),
        }
    }

    fn open_table(&mut self, name: &str, tag: &BytesStart<'_>) {
        match (self.above(0), name) {
            (_, "tbl") => {
                let on_colour = self.flow().on_colour;
                self.tables.push(Table { on_colour, ..Table::default() });
            }
            ("tblPr", "tblStyle") => {
                let style = attribute(tag, "val");
                let is_shaded = self.document.styles.look(style.as_deref()).is_shaded();
                self.colour_table(is_shaded);
            }
            ("tblPr", "shd") => self.colour_table(is_shade(tag)),
            (_, "tc") => {
                let on_colour = self.tables.last().is_some_and(|table| table.on_colour);
                self.flows.push(Flow { on_colour, ..Flow::default() });
            }
            ("tcPr", "shd") => self.flow().on_colour |= is_shade(tag),
            _ => self.open_shape(name, tag),
        }
    }

    fn open_shape(&mut self, name: &str, tag: &BytesStart<'_>) {
        match (self.above(0), name) {
            (_, "wsp") => self.shapes.push(false),
            (_, "shape" | "rect" | "roundrect" | "oval") => {
                self.shapes.push(attribute(tag, "fillcolor").is_some_and(|it| !is_white(&it)));
            }
            ("spPr", "gradFill" | "blipFill" | "pattFill") => self.fill_shape(true),
            ("style", "fillRef") => self.fill_shape(attribute(tag, "idx").is_some_and(|it| it != "0")),
            ("solidFill", "srgbClr") if self.above(1) == "spPr" => {
                self.fill_shape(attribute(tag, "val").is_some_and(|it| !is_white(&it)));
            }
            ("solidFill", "schemeClr") if self.above(1) == "spPr" => {
                self.fill_shape(attribute(tag, "val").is_some_and(|it| it != "bg1" && it != "lt1"));
            }
            (_, "txbxContent") => {
                let on_colour = self.flow().on_colour || self.shapes.last() == Some(&true);
                self.flows.push(Flow { on_colour, ..Flow::default() });
            }
            _ => self.open_field(name, tag),
        }
    }

    fn open_field(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "hyperlink" => {
                let address = attribute(tag, "id").and_then(|id| self.relations.address(&id));
                let instruction = address.map(|address| format!("HYPERLINK {address}"));
                let link = self.field(instruction.unwrap_or_default(), true);
                self.links.push(link);
            }
            "fldSimple" => {
                let link = self.field(attribute(tag, "instr").unwrap_or_default(), true);
                self.links.push(link);
            }
            "fldChar" => match attribute(tag, "fldCharType").as_deref() {
                Some("begin") => {
                    let field = self.field(String::new(), false);
                    self.fields.push(field);
                }
                Some("separate") => {
                    let from = self.flow().paragraph.text.len();
                    if let Some(field) = self.fields.last_mut() {
                        field.from = Some(from);
                    }
                }
                _ => self.end_field_of(true),
            },
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "tc" if self.flows.len() > 1 => {
                self.end_hidden();
                let text = self.flows.pop().map(Flow::finish).unwrap_or_default();
                if let Some(table) = self.tables.last_mut() {
                    table.cell(&text);
                }
            }
            "tr" => {
                if let (Some(table), Some(flow)) = (self.tables.last_mut(), self.flows.last_mut()) {
                    table.end_row(&mut flow.text);
                }
            }
            "tbl" => {
                self.tables.pop();
            }
            "txbxContent" if self.flows.len() > 1 => self.end_box(),
            "wsp" | "shape" | "rect" | "roundrect" | "oval" => {
                self.shapes.pop();
            }
            "hyperlink" | "fldSimple" => self.end_field_of(false),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Result<(), ExtractError> {
        match self.above(0) {
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(text);
                }
            }
            "t" => {
                self.size += text.len();
                if self.size > bounds::CHARS * 4 {
                    return Err(ExtractError::TooLarge);
                }
                self.shown_or_hidden(text);
            }
            _ => {}
        }
        Ok(())
    }

    fn shown_or_hidden(&mut self, text: &str) {
        let Some(flow) = self.flows.last_mut() else { return };
        let styles = &self.document.styles;
        let beneath = flow.paragraph.look.over(styles.paragraph_look(flow.paragraph.style.as_deref()));
        let look = flow.run.over(styles.look(flow.run_style.as_deref())).over(beneath);
        if look.is_hidden(flow.on_colour || beneath.is_shaded()) {
            self.hidden.push_str(text);
        } else {
            flow.paragraph.text.push_str(text);
        }
    }

    /// A tab, line break or symbol. Where the text beside it is hidden it does no harm.
    fn mark(&mut self, mark: &str) {
        self.size += mark.len();
        if self.size <= bounds::CHARS * 4 {
            self.flow().paragraph.text.push_str(mark);
        }
    }

    fn begin_paragraph(&mut self) {
        self.paragraphs += 1;
        let flow = self.flow();
        if !flow.paragraph.text.is_empty() {
            flow.end_paragraph("");
        }
    }

    fn end_paragraph(&mut self) {
        self.end_hidden();
        let Some(flow) = self.flows.last_mut() else { return };
        let inherited = self.document.styles.list(flow.paragraph.style.as_deref());
        let list =
            flow.paragraph.list.take().or_else(|| inherited.as_ref().map(|(number, _)| number.clone()));
        let level = flow.paragraph.level.or(inherited.map(|(_, level)| level)).unwrap_or(0);
        let mark = match list.filter(|number| number != "0" && !flow.paragraph.text.trim().is_empty()) {
            Some(number) => self.document.lists.mark(&number, level),
            None => String::new(),
        };
        flow.end_paragraph(&mark);
    }

    fn end_box(&mut self) {
        self.end_hidden();
        let text = self.flows.pop().map(Flow::finish).unwrap_or_default();
        let boxes = &mut self.flow().paragraph.boxes;
        push_block(boxes, &text);
    }

    fn end_hidden(&mut self) {
        if !self.hidden.is_empty() {
            self.document.hidden.push(std::mem::take(&mut self.hidden));
        }
    }

    fn colour_table(&mut self, is_shaded: bool) {
        if let Some(table) = self.tables.last_mut() {
            table.on_colour |= is_shaded;
        }
    }

    fn fill_shape(&mut self, is_filled: bool) {
        if let Some(shape) = self.shapes.last_mut() {
            *shape |= is_filled;
        }
    }

    fn field(&mut self, instruction: String, shown: bool) -> Field {
        let from = self.flow().paragraph.text.len();
        Field { instruction, from: shown.then_some(from), paragraph: self.paragraphs }
    }

    /// Ends a field or link: an address that is not shown is added, the number of a page is dropped.
    fn end_field_of(&mut self, complex: bool) {
        let ended = if complex { self.fields.pop() } else { self.links.pop() };
        let Some(Field { instruction, from: Some(from), paragraph }) = ended else { return };
        let is_same_paragraph = paragraph == self.paragraphs;
        let shown = &mut self.flow().paragraph.text;
        if !is_same_paragraph || !shown.is_char_boundary(from) || from > shown.len() {
            return;
        }
        let mut words = instruction.split_whitespace();
        match words.next() {
            Some("PAGE" | "NUMPAGES" | "SECTIONPAGES") => shown.truncate(from),
            Some("HYPERLINK") => {
                // With the switch \l it leads to a place in the document.
                let target =
                    words.next().filter(|word| !word.starts_with('\\')).unwrap_or_default().trim_matches('"');
                let target = target.trim_start_matches("mailto:").trim_start_matches("tel:");
                let core = target.trim_end_matches('/');
                let core = core.split_once("://").map_or(core, |(_, rest)| rest);
                if core.len() > 1
                    && !target.starts_with('#')
                    && !shown[from..].trim().is_empty()
                    && !shown[from..].contains(core)
                {
                    shown.push_str(&format!(" ({target})"));
                }
            }
            _ => {}
        }
    }
}
