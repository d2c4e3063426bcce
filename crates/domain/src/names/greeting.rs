//! How a mail addresses a person.

use super::{CHINESE, LATIN, both, compact, is_han, without_titles};
use crate::candidates::SalutationTitle;

/// The words that a mail begins with: 王女士您好 when the person gave the title, else 王伟 您好; Western names by the
/// first name alone, which fits behind Dear as well as before 您好.
pub fn greeting(name: &str, title: Option<SalutationTitle>) -> String {
    let name = without_titles(name.trim());
    let chinese = both(name).map_or_else(|| name.to_owned(), |(chinese, _)| chinese);
    if !chinese.chars().any(is_han) {
        return given_name(name);
    }
    match title {
        Some(SalutationTitle::Mr) => format!("{}先生您好", family_name(&chinese)),
        Some(SalutationTitle::Ms) => format!("{}女士您好", family_name(&chinese)),
        None => format!("{chinese} 您好"),
    }
}

/// The first character, or two where those are a compound surname; the whole of a name that is not Chinese in form.
fn family_name(name: &str) -> String {
    let name = compact(name);
    let characters: Vec<char> = name.chars().collect();
    if !(2..=4).contains(&characters.len()) || !characters.iter().all(|c| is_han(*c)) {
        return name;
    }
    let two: String = characters.iter().take(2).collect();
    let is_compound = characters.len() > 2 && CHINESE.compound.contains(two.as_str());
    characters.iter().take(if is_compound { 2 } else { 1 }).collect()
}

/// The first word; the second one where only the first is a Chinese surname, and both where either may be.
fn given_name(name: &str) -> String {
    if let Some((_, given)) = name.split_once(',') {
        return given_name(given);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_surname = |word: &str| {
        let word = word.to_lowercase();
        LATIN.surnames.contains(word.as_str()) && !LATIN.given.contains(word.as_str())
    };
    match words.as_slice() {
        [first, last] if is_surname(first) && is_surname(last) => format!("{first} {last}"),
        [first, last] if is_surname(first) => (*last).to_owned(),
        [first, ..] => (*first).to_owned(),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_addressed_as_they_said_and_never_by_a_guess() {
        use SalutationTitle::{Mr, Ms};
        for (name, title, expected) in [
            ("王伟", Some(Mr), "王先生您好"),
            ("王 伟", Some(Ms), "王女士您好"),
            ("王伟", None, "王伟 您好"),
            ("欧阳娜娜", Some(Ms), "欧阳女士您好"),
            ("阿依古丽·买买提", Some(Ms), "阿依古丽·买买提女士您好"),
            ("林婉婷 (Wanda Lin)", Some(Ms), "林女士您好"),
            ("李雷先生", None, "李雷 您好"),
            ("John Smith", Some(Mr), "John"),
            ("Dr. Ingrid M. Solheim", None, "Ingrid"),
            ("Whitmore, Daniel", None, "Daniel"),
            ("Xu Wenbo", None, "Wenbo"),
            ("Siyuan Li", None, "Siyuan"),
            ("Cher", None, "Cher"),
            ("", None, ""),
        ] {
            assert_eq!(greeting(name, title), expected, "{name}");
        }
    }
}
