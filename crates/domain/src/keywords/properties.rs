//! What holds for any text.

use proptest::prelude::*;

use super::Vocabulary;

/// Texts made of terms, pieces of terms and what stands between them.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Java",
        "Script",
        "Go",
        "C",
        "C++",
        "C#",
        ".NET",
        "Node.js",
        "R",
        "会计",
        "社会计",
        "数据",
        "分析",
        "后端",
        "k8s",
        " ",
        "\n",
        "\n\n",
        "\t",
        "　",
        "，",
        ",",
        "/",
        ".",
        "@",
        "_",
        "+",
        "#",
        "(",
        ")",
        "ｇｏ",
        "İ",
        "ß",
        "😀",
        "é",
        "3",
        "s",
        "and",
        "Spring",
        "Boot",
        "&",
        "-",
        "www.",
        "a@b.cn",
        "\u{0}",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..24).prop_map(|parts| parts.concat()), any::<String>()]
}

proptest! {
    #[test]
    fn what_is_found_is_ordered_apart_and_inside_the_text(text in texts()) {
        let length = text.chars().count();
        let mut free = 0;
        for found in Vocabulary::standard().extract(&text) {
            prop_assert!(free <= found.start && found.start < found.end && found.end <= length);
            free = found.end;
        }
    }

    #[test]
    fn spaces_around_a_text_change_nothing_but_the_places(text in texts()) {
        let vocabulary = Vocabulary::standard();
        let places = |text: &str, shift: usize| -> Vec<_> {
            let found = vocabulary.extract(text);
            found.iter().map(|found| (found.code.to_owned(), found.start + shift, found.end + shift)).collect()
        };
        prop_assert_eq!(places(&text, 1), places(&format!(" {text} "), 0));
    }

    #[test]
    fn searching_and_suggesting_take_any_words(text in texts()) {
        let vocabulary = Vocabulary::standard();
        prop_assert!(vocabulary.suggest(&text, 5).len() <= 5);
        if let Some(keyword) = vocabulary.normalize(&text) {
            prop_assert!(vocabulary.get(&keyword.code).is_some());
        }
    }
}
