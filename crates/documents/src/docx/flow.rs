//! The flows of text on a page: the page itself, the cells of its tables, its text boxes; and how they join.

use super::look::Look;

/// Text that runs on by itself, in paragraphs.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    /// The paragraph being read.
    pub(super) paragraph: Paragraph,
    /// The direct formatting of the run being read.
    pub(super) run: Look,
    /// The character style of the run being read.
    pub(super) run_style: Option<String>,
    /// Whether what lies behind this text is coloured.
    pub(super) on_colour: bool,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Text boxes that hang on this paragraph. They go before it: in résumés they hold the headings.
    pub(super) boxes: String,
    pub(super) style: Option<String>,
    pub(super) look: Look,
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

impl Flow {
    /// Ends the paragraph, with the mark of its list item in front.
    pub(super) fn end_paragraph(&mut self, mark: &str) {
        let paragraph = std::mem::take(&mut self.paragraph);
        push_block(&mut self.text, &paragraph.boxes);
        if !paragraph.text.trim().is_empty() {
            self.text.push_str(mark);
        }
        self.text.push_str(&paragraph.text);
        self.text.push('\n');
    }

    /// All of its text, of an unfinished paragraph too.
    pub(super) fn finish(mut self) -> String {
        if !self.paragraph.text.is_empty() || !self.paragraph.boxes.is_empty() {
            self.end_paragraph("");
        }
        self.text
    }
}

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) cells: Vec<String>,
    pub(super) on_colour: bool,
}

impl Table {
    pub(super) fn cell(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.cells.push(text.to_owned());
        }
    }

    /// Writes the row: short cells beside each other, a cell of several lines by itself.
    pub(super) fn end_row(&mut self, text: &mut String) {
        let mut beside = false;
        for cell in self.cells.drain(..) {
            if cell.contains('\n') {
                push_block(text, &cell);
                beside = false;
            } else {
                text.push_str(if beside { "\t" } else { "" });
                end_line(text, beside);
                text.push_str(&cell);
                beside = true;
            }
        }
        end_line(text, false);
    }
}

/// Appends lines of their own.
pub(super) fn push_block(text: &mut String, block: &str) {
    let block = block.trim_end_matches('\n');
    if !block.is_empty() {
        end_line(text, false);
        text.push_str(block);
        text.push('\n');
    }
}

fn end_line(text: &mut String, beside: bool) {
    if !beside && !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_one_line_unless_a_cell_has_several() {
        let mut text = String::new();
        let mut table = Table::default();
        for row in [vec!["姓名", "张三", "", "男"], vec!["经历", "字节\n后端", "2020", "至今"]] {
            row.into_iter().for_each(|cell| table.cell(cell));
            table.end_row(&mut text);
        }
        assert_eq!(text, "姓名\t张三\t男\n经历\n字节\n后端\n2020\t至今\n");
    }
}
