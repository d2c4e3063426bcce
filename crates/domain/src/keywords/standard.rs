//! The tables of the standard vocabulary. Columns: code, Chinese name, English name, aliases, rule.

use super::{Keyword, Rules};

macro_rules! tables {
    ($($category:literal: $($file:literal),+;)+) => {
        &[$($(($category, include_str!(concat!($file, ".tsv")))),+),+]
    };
}

const TABLES: &[(&str, &str)] = tables! {
    "technology": "technology-languages", "technology-frameworks", "technology-engineering", "technology-data",
        "technology-cloud", "technology-ai", "technology-security", "technology-embedded";
    "product": "product";
    "design": "design";
    "operations": "operations";
    "sales": "sales";
    "finance": "finance";
    "legal": "legal";
    "hr": "hr";
    "manufacturing": "manufacturing";
    "biotech": "biotech";
    "semiconductors": "semiconductors";
    "languages": "languages";
    "seniority": "seniority";
    "certificates": "certificates";
};

/// Every keyword of the tables, in their order.
pub(super) fn keywords() -> impl Iterator<Item = Keyword> {
    lines().filter_map(|(category, line)| keyword(category, line).ok())
}

/// The lines that hold a keyword, each with its category.
pub(super) fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of = |table: &'static str| table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    TABLES.iter().flat_map(move |(category, table)| of(table).map(move |line| (*category, line)))
}

/// Reads one line; the tests make sure that none fails.
pub(super) fn keyword(category: &str, line: &str) -> Result<Keyword, String> {
    let mut columns = line.split('\t').map(str::trim);
    let mut next = || columns.next().unwrap_or_default();
    let (code, name_zh, name_en, aliases, rule) = (next(), next(), next(), next(), next());
    if code.is_empty() || name_zh.is_empty() || name_en.is_empty() || columns.next().is_some() {
        return Err(format!("not five columns: {line}"));
    }
    Ok(Keyword {
        code: code.to_owned(),
        category: category.to_owned(),
        name_zh: name_zh.to_owned(),
        name_en: name_en.to_owned(),
        aliases: aliases.split('|').filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
        rules: Rules::parse(rule)?,
    })
}
