//! Rows of cells to text: finds the header and writes it with every row, so that one row can become one record.

use crate::{
    ExtractError, Row, Sheet, bounds, characters,
    extracted::{Content, hidden_text},
};

/// A sheet as its file has it.
pub(crate) struct RawSheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<RawRow>,
}

/// A row as its file has it; `number` counts from 1 as a person does.
pub(crate) struct RawRow {
    pub(crate) number: u32,
    pub(crate) cells: Vec<String>,
}

/// Writes sheets as text. The name of a sheet is a line of its own where there are several.
pub(crate) fn write(mut sheets: Vec<RawSheet>) -> Result<Content, ExtractError> {
    let mut writer = Writer::default();
    for sheet in &mut sheets {
        clean(sheet, &mut writer.hidden);
    }
    sheets.retain(|sheet| !sheet.rows.is_empty());
    let several = sheets.len() > 1;
    for sheet in sheets {
        if several {
            writer.block(&sheet.name);
        }
        let written = writer.sheet(sheet);
        writer.sheets.push(written);
        bounds::check_text(&writer.text)?;
    }
    let warnings = hidden_text(&writer.hidden).into_iter().collect();
    Ok(Content { text: writer.text, sheets: writer.sheets, warnings })
}

#[derive(Default)]
struct Writer {
    text: String,
    length: usize,
    sheets: Vec<Sheet>,
    hidden: Vec<String>,
}

impl Writer {
    fn sheet(&mut self, raw: RawSheet) -> Sheet {
        let Some(at) = header_at(&raw.rows) else {
            for row in &raw.rows {
                self.line(&filled(&row.cells).collect::<Vec<_>>().join("\t"));
            }
            return Sheet { name: raw.name, ..Sheet::default() };
        };
        for row in &raw.rows[..at] {
            self.block(&filled(&row.cells).collect::<Vec<_>>().join("\t"));
        }
        let header: Vec<String> = raw.rows[at].cells.iter().map(|title| on_one_line(title)).collect();
        let rows = raw.rows.into_iter().skip(at + 1).map(|row| self.row(&header, row)).collect();
        Sheet { name: raw.name, header, rows }
    }

    fn row(&mut self, header: &[String], row: RawRow) -> Row {
        let mut lines = Vec::new();
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match header.get(index).filter(|title| !title.is_empty()) {
                Some(title) => lines.push(format!("{}: {cell}", title.trim_end_matches([':', '：']))),
                None => lines.push(cell.clone()),
            }
        }
        let (start, end) = self.block(&lines.join("\n"));
        let mut cells = row.cells;
        cells.resize(cells.len().max(header.len()), String::new());
        Row { number: row.number, start, end, cells }
    }

    /// Writes text after a blank line and tells where it stands.
    fn block(&mut self, text: &str) -> (usize, usize) {
        if !self.text.is_empty() {
            self.text.push('\n');
            self.length += 1;
        }
        self.line(text)
    }

    fn line(&mut self, text: &str) -> (usize, usize) {
        let start = self.length;
        let end = start + text.chars().count();
        self.text.push_str(text);
        self.text.push('\n');
        self.length = end + 1;
        (start, end)
    }
}

/// Makes the cells readable, without blank lines because those part the rows, and drops the rows without any.
fn clean(sheet: &mut RawSheet, hidden: &mut Vec<String>) {
    for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let readable = characters::readable(cell);
        let lines = readable.text.lines().map(str::trim).filter(|line| !line.is_empty());
        *cell = lines.collect::<Vec<_>>().join("\n");
        hidden.extend(readable.hidden);
    }
    for row in &mut sheet.rows {
        while row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
}

/// A title broken over lines to fit its column: 联系⏎电话, Years of⏎experience.
fn on_one_line(title: &str) -> String {
    let is_latin = |line: &str| line.chars().any(|character| character.is_ascii_alphabetic());
    let separator = if title.lines().all(is_latin) { " " } else { "" };
    title.lines().collect::<Vec<_>>().join(separator)
}

fn filled(cells: &[String]) -> impl Iterator<Item = &str> {
    cells.iter().map(String::as_str).filter(|cell| !cell.is_empty())
}

/// The row of titles: among the first ten, the first that fills at least half of the columns, with short texts
/// that are no figures and all different. Above it there may be a title of the whole sheet. A form has none.
fn header_at(rows: &[RawRow]) -> Option<usize> {
    if is_form(rows) {
        return None;
    }
    let beginning = &rows[..rows.len().min(10)];
    let columns = beginning.iter().map(|row| filled(&row.cells).count()).max()?;
    let at = beginning.iter().position(|row| filled(&row.cells).count() * 2 >= columns)?;
    let titles: Vec<&str> = filled(&rows[at].cells).collect();
    let mut distinct = titles.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let is_header = distinct.len() == titles.len() && titles.iter().all(|title| is_title(title));
    (is_header && at + 1 < rows.len()).then_some(at)
}

fn is_title(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    cell.chars().count() <= 40 && digits * 2 < cell.chars().count().max(1) && !cell.contains('@')
}

/// A résumé laid out in cells (姓名 | 张三 | 性别 | 男) has its labels in many rows; a list has them in one.
fn is_form(rows: &[RawRow]) -> bool {
    rows.iter().take(30).filter(|row| filled(&row.cells).any(is_label)).count() >= 3
}

fn is_label(cell: &str) -> bool {
    let compact: String = cell.chars().filter(|c| !matches!(c, ' ' | ':' | '：' | '*')).collect();
    let spaced = cell.trim_end_matches([':', '：', ' ', '*']).to_lowercase();
    LABELS.iter().any(|label| *label == compact || *label == spaced)
}

/// What a form writes before its values.
const LABELS: &[&str] = &[
    "姓名",
    "性别",
    "年龄",
    "出生日期",
    "出生年月",
    "民族",
    "籍贯",
    "政治面貌",
    "婚姻状况",
    "电话",
    "手机",
    "联系电话",
    "手机号码",
    "邮箱",
    "电子邮箱",
    "现居地",
    "所在地",
    "住址",
    "学历",
    "专业",
    "毕业院校",
    "毕业学校",
    "工作年限",
    "求职意向",
    "应聘职位",
    "期望薪资",
    "自我评价",
    "工作经历",
    "教育经历",
    "教育背景",
    "项目经历",
    "专业技能",
    "职位名称",
    "公司名称",
    "工作地点",
    "薪资",
    "薪资范围",
    "岗位职责",
    "职位描述",
    "任职要求",
    "name",
    "gender",
    "age",
    "phone",
    "mobile",
    "email",
    "e-mail",
    "address",
    "education",
    "skills",
    "experience",
    "work experience",
    "position",
    "title",
    "company",
    "location",
    "salary",
    "responsibilities",
    "requirements",
    "summary",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> RawSheet {
        let rows = rows.iter().zip(1..).map(|(cells, number)| RawRow {
            number,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        });
        RawSheet { name: "职位".to_owned(), rows: rows.collect() }
    }

    #[test]
    fn a_title_above_the_header_is_not_the_header() {
        let content = write(vec![sheet(&[
            &["2026 年招聘需求", "", ""],
            &["职位", "城市", "薪资"],
            &["Java 工程师", "", "20-40K"],
        ])]);
        let content = content.unwrap();
        assert_eq!(content.text, "2026 年招聘需求\n\n职位: Java 工程师\n薪资: 20-40K\n");
        assert_eq!(content.sheets[0].header, ["职位", "城市", "薪资"]);
        assert_eq!(content.sheets[0].rows[0].number, 3);
        assert_eq!((content.sheets[0].rows[0].start, content.sheets[0].rows[0].end), (12, 35));
    }

    #[test]
    fn a_form_is_one_text_and_no_rows() {
        let content = write(vec![sheet(&[
            &["个人简历"],
            &["姓 名", "张三", "性别", "男"],
            &["电话", "13800138000", "邮箱", "a@example.com"],
            &["学历", "本科", "专业", "软件工程"],
        ])]);
        let content = content.unwrap();
        assert!(content.text.contains("姓 名\t张三\t性别\t男\n电话\t13800138000"));
        assert!(content.sheets[0].rows.is_empty());
    }

    #[test]
    fn several_sheets_have_their_names_in_the_text() {
        let rows: &[&[&str]] = &[&["a", "b"], &["x", "y"]];
        let content = write(vec![sheet(rows), sheet(&[]), sheet(rows)]).unwrap();
        assert_eq!(content.text, "职位\n\na: x\nb: y\n\n职位\n\na: x\nb: y\n");
        assert_eq!(content.sheets.len(), 2);
    }
}
