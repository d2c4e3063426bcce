//! Plain text in columns: finds the delimiter, reads quotes and line breaks inside them.

use csv::{ReaderBuilder, StringRecord};

use crate::{
    ExtractError, bounds, decode,
    extracted::Content,
    table::{self, RawRow, RawSheet},
};

/// Reads a CSV file as a workbook of one sheet.
pub(crate) fn read(bytes: &[u8]) -> Result<Content, ExtractError> {
    let decoded = decode::decode(bytes).ok_or(ExtractError::TypeUnsupported)?;
    let delimiter = delimiter(&decoded.text, true).unwrap_or(b',');
    let mut rows = Vec::new();
    for (index, record) in records(without_declaration(&decoded.text), delimiter).enumerate() {
        if index >= bounds::ROWS || record.len() > bounds::COLUMNS {
            return Err(ExtractError::TooLarge);
        }
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        rows.push(RawRow { number, cells: record.iter().map(unwrapped).collect() });
    }
    let mut content = table::write(vec![RawSheet { name: String::new(), rows }])?;
    content.warnings.extend(decoded.warning());
    Ok(content)
}

/// The delimiter of a text in columns, `None` when it is not in columns.
///
/// With `named` the file is called CSV and most lines having the same number of columns is enough; otherwise it
/// takes three lines of three columns without exception, because sentences have commas too.
pub(crate) fn delimiter(text: &str, named: bool) -> Option<u8> {
    const SAMPLE: usize = 200;
    let declared =
        text.trim_start_matches('\u{feff}').strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let text = without_declaration(text);
    let columns = |delimiter: &u8| -> Option<(usize, u8)> {
        let widths: Vec<usize> = records(text, *delimiter).take(SAMPLE).map(|record| record.len()).collect();
        let width =
            *widths.iter().max_by_key(|width| widths.iter().filter(|other| other == width).count())?;
        let agreeing = widths.iter().filter(|other| **other == width).count();
        let in_columns = match named {
            true => width >= 2 && agreeing * 10 >= widths.len() * 6,
            false => width >= 3 && widths.len() >= 3 && agreeing == widths.len(),
        };
        in_columns.then_some((width, *delimiter))
    };
    declared.or_else(|| {
        [b',', b';', b'\t'].iter().filter_map(columns).max_by_key(|(width, _)| *width).map(|it| it.1)
    })
}

/// Excel writes `sep=;` as the first line of a file for other countries.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    match text.strip_prefix("sep=") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, body)| body),
        None => text,
    }
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = StringRecord> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
        .into_records()
        // The text is valid UTF-8 and the reader is lenient, so that no record fails.
        .map_while(Result::ok)
}

/// Excel keeps leading zeros as `="0013"`.
fn unwrapped(cell: &str) -> String {
    let cell = cell.trim();
    cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_repeats_the_header_and_knows_where_it_stands() {
        let csv = "姓名,电话,备注\n张三,13800138000,\"会 Java,\n也会 Go\"\n李四,=\"0013\",\n";
        let content = read(csv.as_bytes()).unwrap();
        assert_eq!(
            content.text,
            "姓名: 张三\n电话: 13800138000\n备注: 会 Java,\n也会 Go\n\n姓名: 李四\n电话: 0013\n"
        );
        let rows = &content.sheets[0].rows;
        let lines = |index: usize| -> String {
            content.text.chars().skip(rows[index].start).take(rows[index].end - rows[index].start).collect()
        };
        assert_eq!(lines(1), "姓名: 李四\n电话: 0013");
        assert_eq!(rows[0].cells, ["张三", "13800138000", "会 Java,\n也会 Go"]);
        assert_eq!(rows[1].number, 3);
    }

    #[test]
    fn the_delimiter_is_found() {
        assert_eq!(delimiter("a;b\n1,5;2\n2,5;3\n", true), Some(b';'));
        assert_eq!(delimiter("a\tb\tc\n1\t2\t3\n4\t5\t6\n", false), Some(b'\t'));
        assert_eq!(delimiter("sep=;\na;b\n1;2\n", true), Some(b';'));
    }

    #[test]
    fn sentences_with_commas_are_no_columns() {
        assert_eq!(delimiter("Java, Go, C++\nI like them, all of them\nSee you, then, there\n", false), None);
        assert_eq!(delimiter("熟悉 Java\n", true), None);
    }
}
