//! Exports: the same table as CSV or as an Excel workbook, as `Accept` asks.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use api::SheetFormat;
use domain::Error;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::failure::{Failure, Outcome};

/// What Excel takes in one cell, in characters.
const MAX_CELL: usize = 32_767;
/// Widths of columns, in characters: no narrower than a date, no wider than a page.
const WIDTHS: (usize, usize) = (10, 60);

/// 200 with a file: a workbook when `Accept` asks for one, else CSV. `name` is the file's name without its ending.
pub async fn sheet<const N: usize>(
    request: &HttpRequest,
    name: &str,
    header: [&'static str; N],
    lines: impl Iterator<Item = [String; N]>,
) -> Outcome<HttpResponse> {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let xlsx = SheetFormat::Xlsx.media_type();
    if !accept.is_some_and(|accept| accept.contains(xlsx)) {
        return Ok(file(&format!("{name}.csv"), "text/csv; charset=utf-8", csv(&header, lines).into_bytes()));
    }
    let lines: Vec<_> = lines.collect();
    let written = web::block(move || workbook(&header, &lines))
        .await
        .map_err(|error| Failure(Error::internal(error)))?
        .map_err(|error| Failure(Error::internal(error)))?;
    Ok(file(&format!("{name}.xlsx"), xlsx, written))
}

/// 200 with bytes that a browser saves under a name.
pub fn file(name: &str, media_type: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(bytes)
}

/// Every cell is written as text, so that no formula runs and no leading zero is lost.
fn workbook<const N: usize>(header: &[&str; N], lines: &[[String; N]]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    for (column, title) in (0_u16..).zip(header) {
        sheet.write_string_with_format(0, column, *title, &bold)?;
    }
    for (row, line) in (1_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(line) {
            sheet.write_string_with_format(
                row,
                column,
                cell.chars().take(MAX_CELL).collect::<String>(),
                &text,
            )?;
        }
    }
    for (column, title) in header.iter().enumerate() {
        let longest = lines.iter().map(|line| width(&line[column])).max().unwrap_or_default();
        let wanted = longest.max(width(title)).clamp(WIDTHS.0, WIDTHS.1) + 2;
        sheet.set_column_width(
            u16::try_from(column).unwrap_or(u16::MAX),
            f64::from(u8::try_from(wanted).unwrap_or(u8::MAX)),
        )?;
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

/// Chinese characters are twice as wide as Latin ones.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// UTF-8 with a byte order mark, which Excel asks for.
fn csv<const N: usize>(header: &[&str; N], lines: impl Iterator<Item = [String; N]>) -> String {
    let mut text = String::from("\u{feff}");
    push_line(&mut text, header.iter().copied());
    for line in lines {
        push_line(&mut text, line.iter().map(String::as_str));
    }
    text
}

fn push_line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        // A leading = + - @ would be read as a formula; telephone numbers begin with a plus and stay numbers.
        let is_number = cell.trim_start_matches(['+', '-']).chars().all(|c| c.is_ascii_digit() || c == ' ');
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number { "'" } else { "" };
        text.push('"');
        text.push_str(guard);
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_can_neither_break_the_line_nor_run_a_formula() {
        let mut text = String::new();
        push_line(&mut text, ["a\"b\nc", "=1+1", "+86 13800138000"].into_iter());
        assert_eq!(text, "\"a\"\"b\nc\",\"'=1+1\",\"+86 13800138000\"\r\n");
    }
}
