//! PDF by the library pdf_oxide.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_oxide::{document::PdfDocument, geometry::Rect, layout::TextSpan};

use crate::{ExtractError, bounds};

/// An open PDF. The library may panic on a damaged file, so each call into it is caught: what the other engine
/// has read is not lost by it.
pub(super) struct Oxide {
    document: PdfDocument,
    pages: usize,
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
        Ok(Self { document, pages })
    }

    pub(super) fn pages(&self) -> usize {
        self.pages
    }

    pub(super) fn text(&self) -> Result<String, ExtractError> {
        let mut text = String::new();
        for page in 0..self.pages {
            // A page that cannot be read leaves the others.
            text.push_str(&caught(|| self.document.extract_text(page).ok()).unwrap_or_default());
            text.push('\n');
            bounds::check_text(&text)?;
        }
        Ok(text)
    }

    /// The text that is drawn and cannot be seen: white on white, under two points, off the page.
    ///
    /// Text in the invisible mode is not among it: that is how a scan carries its recognised text.
    pub(super) fn hidden(&self) -> Vec<String> {
        (0..self.pages).flat_map(|page| caught(|| self.hidden_on(page)).unwrap_or_default()).collect()
    }

    fn hidden_on(&self, page: usize) -> Option<Vec<String>> {
        let spans = self.document.extract_spans(page).ok()?;
        let sheet = self.document.get_page_media_box(page).ok()?;
        let suspects = spans.iter().filter(|span| is_white(span) || is_tiny(span) || is_off(span, sheet));
        let suspects: Vec<&TextSpan> = suspects.filter(|span| !span.text.trim().is_empty()).collect();
        if suspects.is_empty() {
            return Some(Vec::new());
        }
        let grounds = self.coloured_grounds(page);
        let hidden = suspects.into_iter().filter(|span| {
            is_tiny(span) || is_off(span, sheet) || !grounds.iter().any(|ground| holds(ground, &span.bbox))
        });
        Some(hidden.map(|span| span.text.clone()).collect())
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
