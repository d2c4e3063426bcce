//! Finding rows by words: a folded text per row, and each word somewhere in it.

mod hits;

use sea_orm::sea_query::{Expr, Func, LikeExpr};
use sea_orm::{ColumnTrait, Condition, ExprTrait};

pub use hits::{Hit, candidates, companies, jobs, templates};

/// The character before a `%` or `_` that stands for itself. Not a backslash, which MySQL reads twice.
const ESCAPE: char = '!';
/// Words of one search at most; more only make it slow.
const MAX_WORDS: usize = 8;

/// The text of a row that searches look into.
pub(crate) fn text<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let mut text = String::new();
    for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&fold(part));
    }
    text
}

/// The form in which texts are compared: lower case, full-width letters and digits as plain ones.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Every word of `q` occurs in the folded text; a run of Chinese is one word, found anywhere.
pub(crate) fn matches(column: impl ColumnTrait, q: &str) -> Condition {
    fold(q)
        .split_whitespace()
        .take(MAX_WORDS)
        .fold(Condition::all(), |all, word| all.add(Expr::col(column).like(pattern(word))))
}

/// The same for a short column that is kept as written: capitals are folded by the database.
pub(crate) fn matches_folding(column: impl ColumnTrait, q: &str) -> Condition {
    let lower = |column: &_| Func::lower(Expr::col(*column));
    q.to_lowercase()
        .split_whitespace()
        .take(MAX_WORDS)
        .fold(Condition::all(), |all, word| all.add(Expr::expr(lower(&column)).like(pattern(word))))
}

fn pattern(word: &str) -> LikeExpr {
    let mut pattern = String::with_capacity(word.len() + 2);
    pattern.push('%');
    for c in word.chars() {
        if matches!(c, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape(ESCAPE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_and_capitals_are_folded() {
        assert_eq!(fold("Ｊａｖａ　Spring１"), "java spring1");
        assert_eq!(text([Some("李Wei"), None, Some(""), Some("C++")]), "李wei\nc++");
    }
}
