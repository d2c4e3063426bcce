//! PDF by the library pdf_oxide: pieces of text with their places and looks. How they join to lines is decided in
//! [`super::layout`], because the library's own text glues the cells of a row together.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use pdf_oxide::{
    document::{PdfDocument, ReadingOrder},
    geometry::Rect,
    layout::TextSpan,
    optional_content::compute_default_off_ocgs,
};

use super::{
    blocks,
    layout::{self, Piece},
};
use crate::{ExtractError, bounds};

/// An open PDF. The library may panic on a damaged file, so each call into it is caught: what has been read
/// from the other pages is not lost by it.
pub(super) struct Oxide {
    document: PdfDocument,
    pages: usize,
    layers_off: HashSet<String>,
}

/// The text a reader sees, and the text that is drawn but cannot be seen.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) hidden: Vec<String>,
}

impl Oxide {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, ExtractError> {
        let document =
            caught(|| PdfDocument::from_bytes(bytes.to_vec()).ok()).ok_or(ExtractError::Corrupt)?;
        // A file that only forbids printing or copying opens with the empty password.
        if document.is_encrypted() && caught(|| document.authenticate(b"").ok()) != Some(true) {
            return Err(ExtractError::Encrypted);
        }
        let pages =
            caught(|| document.page_count().ok()).filter(|pages| *pages > 0).ok_or(ExtractError::Corrupt)?;
        if pages > bounds::PAGES {
            return Err(ExtractError::TooLarge);
        }
        let layers_off = caught(|| Some(compute_default_off_ocgs(&document))).unwrap_or_default();
        Ok(Self { document, pages, layers_off })
    }

    pub(super) fn pages(&self) -> usize {
        self.pages
    }

    pub(super) fn read(&self) -> Result<Reading, ExtractError> {
        let mut reading = Reading::default();
        for page in 0..self.pages {
            // A page that cannot be read leaves the others.
            let Some((text, hidden)) = caught(|| self.page(page)) else { continue };
            reading.text.push_str(&text);
            reading.text.push_str("\n\n");
            reading.hidden.extend(hidden.lines().map(str::to_owned));
            bounds::check_text(&reading.text)?;
        }
        Ok(reading)
    }

    /// The shown and the hidden text of a page.
    fn page(&self, page: usize) -> Option<(String, String)> {
        let mut spans = self.spans(page, ReadingOrder::TopToBottom)?;
        spans.sort_by_key(|span| span.sequence);
        let (hidden, shown) = self.told_apart(page, spans)?;
        let mut lines = layout::lines(shown.iter().map(piece));
        if layout::is_in_reading_order(&lines) {
            lines = blocks::in_place(lines);
        } else {
            let ordered = self.spans(page, ReadingOrder::ColumnAware)?;
            lines = layout::lines(self.told_apart(page, ordered)?.1.iter().map(piece));
        }
        Some((layout::written(&lines), layout::written(&layout::lines(hidden.iter().map(piece)))))
    }

    /// The pieces of a page, without the layers that are switched off.
    fn spans(&self, page: usize, order: ReadingOrder) -> Option<Vec<TextSpan>> {
        let off = self.layers_off.clone();
        self.document.extract_spans_filtered_with_reading_order(page, order, off, HashSet::new()).ok()
    }

    /// Parts what cannot be seen (white on white, under two points, off the page) from what can.
    ///
    /// Text in the invisible mode counts as seen: that is how a scan carries its recognised text.
    fn told_apart(&self, page: usize, spans: Vec<TextSpan>) -> Option<(Vec<TextSpan>, Vec<TextSpan>)> {
        let sheet = self.document.get_page_media_box(page).ok()?;
        let mut grounds = None;
        Some(spans.into_iter().partition(|span| {
            let mut on_colour = || {
                let grounds = grounds.get_or_insert_with(|| self.coloured_grounds(page));
                grounds.iter().any(|ground| holds(ground, &span.bbox))
            };
            is_tiny(span) || is_off(span, sheet) || (is_white(span) && !on_colour())
        }))
    }

    /// The filled shapes and pictures on which white text can be read.
    fn coloured_grounds(&self, page: usize) -> Vec<Rect> {
        let shapes = self.document.extract_paths(page).unwrap_or_default();
        let filled = shapes.into_iter().filter(|shape| {
            shape
                .fill_color
                .is_some_and(|colour| [colour.r, colour.g, colour.b].iter().any(|channel| *channel < 0.95))
        });
        let mut grounds: Vec<Rect> = filled.map(|shape| shape.bbox).collect();
        let pictures = self.document.extract_images(page).unwrap_or_default();
        grounds.extend(pictures.iter().filter_map(|picture| picture.bbox().copied()));
        grounds
    }
}

fn caught<T>(call: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(call)).ok().flatten()
}

fn piece(span: &TextSpan) -> Piece {
    Piece {
        text: span.text.clone(),
        left: span.bbox.x,
        right: span.bbox.x + span.bbox.width,
        bottom: span.bbox.y,
        size: span.bbox.height.max(1.0),
    }
}

fn is_white(span: &TextSpan) -> bool {
    [span.color.r, span.color.g, span.color.b].iter().all(|channel| *channel > 0.95)
}

fn is_tiny(span: &TextSpan) -> bool {
    // Both, because some programs write at size 1 and enlarge by the matrix.
    span.font_size < 2.0 && span.bbox.height < 2.0
}

fn is_off(span: &TextSpan, (left, bottom, right, top): (f32, f32, f32, f32)) -> bool {
    let bbox = &span.bbox;
    bbox.x + bbox.width < left || bbox.x > right || bbox.y + bbox.height < bottom || bbox.y > top
}

fn holds(ground: &Rect, text: &Rect) -> bool {
    let (x, y) = (text.x + text.width / 2.0, text.y + text.height / 2.0);
    let is_ground = ground.width * 2.0 > text.width && ground.height * 2.0 > text.height;
    is_ground
        && (ground.x..=ground.x + ground.width).contains(&x)
        && (ground.y..=ground.y + ground.height).contains(&y)
}
