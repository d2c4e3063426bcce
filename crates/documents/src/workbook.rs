//! Workbooks of Excel: the shown sheets, cell by cell, with values printed as a person reads them.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{
    Data, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
    open_workbook_from_rs,
};

use crate::{
    ExtractError, Warning,
    archive::Archive,
    bounds,
    extracted::Content,
    table::{self, RawRow, RawSheet},
};

/// The filled cells of a sheet by row and column, counted from 0. Sparse, because a cell at the far corner of a
/// sheet would make a full grid of it too large for any machine.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// Reads a workbook of Excel since 2007.
pub(crate) fn read_xlsx(bytes: &[u8]) -> Result<Content, ExtractError> {
    Archive::open(bytes)?;
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| from_xlsx(&error))?;
    let (shown, warnings) = shown_sheets(workbook.sheets_metadata())?;
    let mut sheets = Vec::new();
    let mut rows_left = bounds::ROWS;
    for name in shown {
        let mut cells = xlsx_cells(&mut workbook, &name, rows_left)?;
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        fill_merged(&mut cells, &merged);
        rows_left -= cells.len().min(rows_left);
        sheets.push(raw_sheet(name, cells));
    }
    finish(sheets, warnings)
}

/// Reads a workbook of Excel up to 2003.
pub(crate) fn read_xls(bytes: &[u8]) -> Result<Content, ExtractError> {
    let mut workbook: Xls<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| from_xls(&error))?;
    let (shown, warnings) = shown_sheets(workbook.sheets_metadata())?;
    let mut sheets = Vec::new();
    let mut rows_left = bounds::ROWS;
    for name in shown {
        let range = workbook.worksheet_range(&name).map_err(|error| from_xls(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells::new();
        for (row, column, value) in range.used_cells() {
            let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
            put(&mut cells, (top + row, left + column), printed(value), rows_left)?;
        }
        fill_merged(&mut cells, &workbook.merge_cells_by_sheet_name(&name).unwrap_or_default());
        rows_left -= cells.len().min(rows_left);
        sheets.push(raw_sheet(name, cells));
    }
    finish(sheets, warnings)
}

fn finish(sheets: Vec<RawSheet>, warnings: Vec<Warning>) -> Result<Content, ExtractError> {
    let mut content = table::write(sheets)?;
    content.warnings.extend(warnings);
    Ok(content)
}

fn shown_sheets(metadata: &[calamine::Sheet]) -> Result<(Vec<String>, Vec<Warning>), ExtractError> {
    if metadata.len() > bounds::SHEETS {
        return Err(ExtractError::TooLarge);
    }
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for sheet in metadata.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        match sheet.visible {
            SheetVisible::Visible => shown.push(sheet.name.clone()),
            _ => hidden.push(Warning::HiddenSheet { name: sheet.name.clone() }),
        }
    }
    Ok((shown, hidden))
}

fn xlsx_cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, rows: usize) -> Result<Cells, ExtractError> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| from_xlsx(&error))?;
    let mut cells = Cells::new();
    while let Some(cell) = reader.next_cell().map_err(|error| from_xlsx(&error))? {
        put(&mut cells, cell.get_position(), printed(&Data::from(cell.get_value().clone())), rows)?;
    }
    Ok(cells)
}

fn put(cells: &mut Cells, (row, column): (u32, u32), text: String, rows: usize) -> Result<(), ExtractError> {
    if text.trim().is_empty() || column as usize >= bounds::COLUMNS {
        return Ok(());
    }
    if !cells.contains_key(&row) && cells.len() >= rows {
        return Err(ExtractError::TooLarge);
    }
    cells.entry(row).or_default().insert(column, text);
    Ok(())
}

/// A company name merged over the rows of its jobs belongs to each of them.
fn fill_merged(cells: &mut Cells, merged: &[Dimensions]) {
    for region in merged.iter().filter(|region| region.end.0 > region.start.0) {
        let (top, column) = region.start;
        let Some(text) = cells.get(&top).and_then(|row| row.get(&column)).cloned() else { continue };
        // Only rows that hold something: a region may reach to the end of the sheet.
        for row in cells
            .range_mut(top.saturating_add(1)..=region.end.0.max(top.saturating_add(1)))
            .map(|(_, row)| row)
        {
            row.entry(column).or_insert_with(|| text.clone());
        }
    }
}

fn raw_sheet(name: String, cells: Cells) -> RawSheet {
    let left = cells.values().filter_map(|row| row.keys().next()).min().copied().unwrap_or_default();
    let rows = cells.into_iter().map(|(row, filled)| {
        let width = filled.keys().last().map_or(0, |last| (last - left + 1) as usize);
        let mut texts = vec![String::new(); width];
        for (column, text) in filled {
            texts[(column - left) as usize] = text;
        }
        RawRow { number: row.saturating_add(1), cells: texts }
    });
    RawSheet { name, rows: rows.collect() }
}

fn printed(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => printed_number(*number),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(moment) => printed_date(moment),
        Data::DateTimeIso(text) => text.trim_end_matches("T00:00:00").replace('T', " "),
    }
}

/// Excel keeps 15 digits; what binary fractions add behind them nobody typed.
fn printed_number(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

fn printed_date(moment: &ExcelDateTime) -> String {
    let Some(date) = moment.as_datetime() else { return printed_number(moment.as_f64()) };
    let format = match moment.as_f64() {
        value if moment.is_duration() || (0.0..1.0).contains(&value) => "%H:%M",
        value if value.fract() == 0.0 => "%Y-%m-%d",
        _ => "%Y-%m-%d %H:%M",
    };
    date.format(format).to_string()
}

fn from_xlsx(error: &XlsxError) -> ExtractError {
    match error {
        XlsxError::Password => ExtractError::Encrypted,
        _ => ExtractError::Corrupt,
    }
}

fn from_xls(error: &XlsError) -> ExtractError {
    match error {
        XlsError::Password => ExtractError::Encrypted,
        _ => ExtractError::Corrupt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_a_person_reads_them() {
        assert_eq!(printed_number(13_800_138_000.0), "13800138000");
        assert_eq!(printed_number(0.1 + 0.2), "0.3");
        assert_eq!(printed_number(1.5e15), "1500000000000000");
        assert_eq!(printed_number(-2.50), "-2.5");
    }

    #[test]
    fn a_merged_cell_belongs_to_every_row_it_covers() {
        let mut cells = Cells::new();
        for (at, text) in [((1, 0), "字节"), ((1, 1), "A"), ((2, 1), "B"), ((3, 1), "C")] {
            put(&mut cells, at, text.to_owned(), 10).unwrap();
        }
        fill_merged(&mut cells, &[Dimensions { start: (1, 0), end: (2, 0) }]);
        assert_eq!(cells[&2][&0], "字节");
        assert_eq!(cells[&3].get(&0), None);
    }
}
