//! Many members from one sheet: which columns there are, and what each line says.

use std::collections::HashMap;

use super::NewMember;
use crate::{Check, Code, Error, FieldError, Locale, Result, Secret};

/// Lines of one import at most: each has a password to hash.
pub const MAX_LINES: usize = 500;

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below gives the titles of each")]
pub enum Column {
    Username,
    Email,
    LastName,
    FirstName,
    Password,
    Roles,
    Team,
}

/// Column, word, titles in English and Chinese, and what the template shows.
type Row = (Column, &'static str, [&'static str; 2], &'static str);

const COLUMNS: [Row; 7] = [
    (Column::Username, "username", ["Username", "用户名"], "zhang.wei"),
    (Column::Email, "email", ["E-mail", "邮箱"], "zhang.wei@example.com"),
    (Column::LastName, "last_name", ["Family name", "姓"], "张"),
    (Column::FirstName, "first_name", ["Given name", "名"], "伟"),
    (Column::Password, "password", ["Password", "初始密码"], "千里马常有-2026"),
    (Column::Roles, "roles", ["Roles", "角色"], "consultant"),
    (Column::Team, "team", ["Team", "团队"], ""),
];

impl Column {
    /// The stable word, as in the API.
    pub fn word(self) -> &'static str {
        COLUMNS.iter().find(|row| row.0 == self).map(|row| row.1).unwrap_or_default()
    }

    /// The column that a title means: its word or its title in either language.
    fn of(title: &str) -> Option<Self> {
        let title = title.trim().trim_end_matches('*').trim().to_lowercase();
        let means = |row: &&Row| row.1 == title || row.2.iter().any(|own| own.to_lowercase() == title);
        COLUMNS.iter().find(means).map(|row| row.0)
    }
}

/// The titles of the template, and a line that shows what to write.
pub fn template(locale: Locale) -> ([&'static str; 7], [String; 7]) {
    let language = usize::from(locale == Locale::Zh);
    (COLUMNS.map(|row| row.2[language]), COLUMNS.map(|row| row.3.to_owned()))
}

/// What one line says. Roles and team are still names.
#[derive(Clone, Debug)]
pub struct Line {
    /// The number at the left edge of the sheet.
    pub number: u32,
    /// The account.
    pub member: NewMember,
    /// Words or names of roles.
    pub roles: Vec<String>,
    /// The name of the team.
    pub team: Option<String>,
}

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// The number at the left edge of the sheet.
    pub line: u32,
    /// The column's word.
    pub column: String,
    /// What is wrong.
    pub code: Code,
    /// Numbers and words that the message names.
    pub params: Vec<String>,
}

impl LineFault {
    /// A fault without parameters.
    pub fn new(line: u32, column: Column, code: Code) -> Self {
        Self { line, column: column.word().to_owned(), code, params: Vec::new() }
    }
}

/// Reads a sheet: its titles, and the cells of each line under them. Columns that mean nothing are left out.
pub fn read<'a>(header: &[String], rows: impl Iterator<Item = (u32, &'a [String])>) -> Result<Vec<Line>> {
    let columns: HashMap<Column, usize> =
        header.iter().enumerate().filter_map(|(at, title)| Some((Column::of(title)?, at))).collect();
    for needed in [Column::Username, Column::Email] {
        if !columns.contains_key(&needed) {
            let missing = FieldError::new("/file", Code::MissingValue).with(needed.word());
            return Err(Error::Invalid(vec![missing]));
        }
    }
    let line = |(number, cells): (u32, &[String])| {
        let cell = |column| columns.get(&column).and_then(|at| cells.get(*at)).map_or("", |cell| cell.trim());
        Line {
            number,
            member: NewMember {
                username: cell(Column::Username).to_owned(),
                email: cell(Column::Email).to_owned(),
                password: Some(cell(Column::Password)).filter(|text| !text.is_empty()).map(Secret::new),
                first_name: cell(Column::FirstName).to_owned(),
                last_name: cell(Column::LastName).to_owned(),
                ..NewMember::default()
            },
            roles: words(cell(Column::Roles)),
            team: Some(cell(Column::Team).to_owned()).filter(|team| !team.is_empty()),
        }
    };
    let lines: Vec<Line> = rows.map(line).collect();
    if lines.len() > MAX_LINES {
        return Err(Error::Invalid(vec![FieldError::new("/file", Code::TooMany).with(MAX_LINES)]));
    }
    Ok(lines)
}

/// What the lines say against the rules, and against each other. `key` folds a name as the database compares it.
pub fn faults(lines: &[Line], key: impl Fn(&str) -> String) -> Vec<LineFault> {
    let mut faults = Vec::new();
    let mut seen: HashMap<(Column, String), u32> = HashMap::new();
    for line in lines {
        if let Err(Error::Invalid(errors)) = line.member.validate() {
            faults.extend(errors.into_iter().map(|error| LineFault {
                line: line.number,
                column: error.pointer.trim_start_matches('/').to_owned(),
                code: error.code,
                params: error.params,
            }));
        }
        for (column, text) in [(Column::Username, &line.member.username), (Column::Email, &line.member.email)]
        {
            if !text.is_empty() && seen.insert((column, key(text)), line.number).is_some() {
                faults.push(LineFault::new(line.number, column, Code::Duplicate));
            }
        }
    }
    faults
}

fn words(cell: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in cell.split([',', ';', '，', '；', '、', '\n']).map(str::trim).filter(|word| !word.is_empty())
    {
        if !words.iter().any(|other| other == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(header: &[&str], rows: &[&[&str]]) -> Result<Vec<Line>> {
        let header: Vec<String> = header.iter().map(ToString::to_string).collect();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        read(&header, (2..).zip(rows.iter().map(Vec::as_slice)))
    }

    #[test]
    fn columns_are_known_by_their_titles_in_either_language_and_any_order() {
        let good: &[&str] = &["a@b.cn", "张三丰", "远山淡影-7731", "顾问、viewer"];
        let lines = sheet(&["邮箱", "Username *", "password", "角色"], &[good]).unwrap();
        assert_eq!((lines[0].number, lines[0].member.username.as_str()), (2, "张三丰"));
        assert_eq!(lines[0].roles, ["顾问", "viewer"]);
        assert!(faults(&lines, str::to_lowercase).is_empty());
        assert!(sheet(&["邮箱", "姓名"], &[]).is_err(), "a column that is needed is not there");
        let (titles, example) = template(Locale::Zh);
        assert!(titles.iter().all(|title| Column::of(title).is_some()));
        let example: Vec<&str> = example.iter().map(String::as_str).collect();
        assert!(faults(&sheet(&titles, &[&example]).unwrap(), str::to_lowercase).is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_by_line_and_column() {
        let lines = sheet(
            &["username", "email", "password"],
            &[
                &["zhang.wei", "zhang@example.com", "远山淡影-7731"],
                &["li", "nowhere", "远山淡影-7731"],
                &["ZHANG.WEI", "other@example.com", "short"],
            ],
        );
        let found: Vec<_> = faults(&lines.unwrap(), str::to_lowercase)
            .into_iter()
            .map(|fault| (fault.line, fault.column, fault.code))
            .collect();
        let fault = |line, column: &str, code| (line, column.to_owned(), code);
        assert_eq!(
            found,
            [
                fault(3, "username", Code::TooShort),
                fault(3, "email", Code::InvalidEmail),
                fault(4, "password", Code::TooShort),
                fault(4, "username", Code::Duplicate),
            ]
        );
    }
}
