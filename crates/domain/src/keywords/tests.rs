//! What holds for the tables of the standard vocabulary.

use std::collections::{HashMap, HashSet};

use super::{Vocabulary, standard, terms};

#[test]
fn every_line_of_the_tables_is_a_keyword() {
    let faults: Vec<_> =
        standard::lines().filter_map(|(category, line)| standard::keyword(category, line).err()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn codes_are_well_formed_and_unique() {
    let mut seen = HashSet::new();
    for keyword in Vocabulary::standard().keywords() {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(keyword.code.chars().all(fits) && keyword.code.len() <= 60, "{}", keyword.code);
    }
    for keyword in standard::keywords() {
        assert!(seen.insert(keyword.code.clone()), "{} is there twice", keyword.code);
    }
}

#[test]
fn no_spelling_belongs_to_two_keywords() {
    let mut owners: HashMap<String, String> = HashMap::new();
    let mut clashes = Vec::new();
    for keyword in standard::keywords() {
        for form in keyword.spellings().flat_map(terms::forms).map(|form| terms::fold(&form)) {
            let owner = owners.entry(form.clone()).or_insert_with(|| keyword.code.clone());
            if *owner != keyword.code {
                clashes.push(format!("{form}: {owner}, {}", keyword.code));
            }
        }
    }
    assert!(clashes.is_empty(), "{clashes:#?}");
}

#[test]
fn no_alias_is_written_twice_and_rules_name_real_spellings() {
    let mut faults = Vec::new();
    for keyword in standard::keywords() {
        let mut aliases = HashSet::new();
        faults.extend(
            keyword.aliases.iter().filter(|alias| !aliases.insert(*alias)).map(|a| format!("twice {a}")),
        );
        let unknown = keyword.rules.named().filter(|named| !keyword.spellings().any(|s| s == named.as_str()));
        faults.extend(unknown.map(|named| format!("{}: no spelling {named}", keyword.code)));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_keyword_finds_itself_by_each_of_its_spellings() {
    let vocabulary = Vocabulary::standard();
    let mut faults = Vec::new();
    for keyword in vocabulary.keywords() {
        for spelling in keyword.spellings() {
            for text in
                [format!("技能：{spelling}；其他"), format!("Skills: {spelling}, x"), spelling.to_owned()]
            {
                if vocabulary.codes_in(&text) != [keyword.code.as_str()] {
                    faults.push(format!("{text}: {:?}, not {}", vocabulary.codes_in(&text), keyword.code));
                }
            }
            if vocabulary.normalize(spelling).map(|found| &found.code) != Some(&keyword.code) {
                faults.push(format!("{spelling} is not normalized to {}", keyword.code));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_category_is_well_stocked() {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for keyword in Vocabulary::standard().keywords() {
        *counts.entry(keyword.category.as_str()).or_default() += 1;
    }
    assert!(counts.values().sum::<usize>() >= 900, "{counts:?}");
    assert!(counts.len() == 14 && counts.values().all(|count| *count >= 25), "{counts:?}");
    assert!(counts["technology"] >= 330, "{counts:?}");
}
