//! What holds for any text: nothing breaks, and every place lies within the text.

#![cfg(test)]

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Context, ParsedItem, Source, parse_candidates, parse_jobs};
use crate::keywords::Vocabulary;

/// Texts made of what résumés and job descriptions are made of, put together anyhow.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "张伟",
        "欧阳建国",
        "Sarah O'Donnell, CFA",
        "Chen Xiao (Shawn)",
        "姓名",
        "Name",
        "岗位1",
        "现工作单位及职务",
        "：",
        ":",
        "|",
        "\t",
        " ",
        "　",
        "\n",
        "\n\n",
        "【",
        "】",
        "（",
        "）",
        "(",
        ")",
        "“",
        "”",
        "1. ",
        "一、",
        "候选人A",
        "职位二",
        "---",
        "- ",
        "• ",
        "🔥",
        "1️⃣",
        "138****8000",
        "13800138000",
        "a@example.com",
        "b [at] example.com",
        "2018.03-至今",
        "23年5月～至今",
        "2010年8月起",
        "Oct 2022 → now",
        "某某科技有限公司",
        "有限公司",
        "公司",
        "Foxglove Ltd",
        " at ",
        " is a ",
        " @ ",
        "在",
        "现任",
        "加入",
        "担任",
        "财务总监",
        "工程师",
        "Data Engineer",
        "招聘",
        "诚聘",
        "2名",
        "18-25K·14薪",
        "AED 30,000",
        "本科",
        "毕业",
        "5年以上",
        "five (5) years",
        "上海",
        "大同",
        "工作经历",
        "任职要求",
        "What you'll do",
        "Requirements",
        "熟悉Java、Go",
        "experience with ",
        "，",
        "、",
        "。",
        "/",
        "同上",
        "…",
        "İ",
        "é",
        "\u{0}",
    ]);
    prop_oneof![4 => prop::collection::vec(pieces, 0..40).prop_map(|parts| parts.concat()), 1 => any::<String>()]
}

fn lies_within<F>(items: &[ParsedItem<F>], text: &str) -> bool {
    let length = text.chars().count();
    let places = items.iter().flat_map(|item| item.evidence.values().flatten());
    places.into_iter().all(|place| {
        place.start <= place.end && place.end <= length && (0.0..=1.0).contains(&place.confidence)
    })
}

proptest! {
    #[test]
    fn every_place_lies_within_the_text(text in texts()) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let context = Context { today, vocabulary: Vocabulary::standard() };
        let source = Source { text: &text, rows: None, file_name: Some("张伟_简历.txt") };
        prop_assert!(lies_within(&parse_candidates(&source, &context), &text));
        prop_assert!(lies_within(&parse_jobs(&source, &context), &text));
    }
}
