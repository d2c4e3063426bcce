//! A component's share of a score in words.

use super::{Basis, Component, Part};
use crate::Locale;

/// What a component was computed from, in one sentence.
pub fn explain(part: &Part, locale: Locale) -> String {
    match (&part.basis, locale) {
        (Basis::Keywords { matched, asked }, locale) => keywords(part.component, *matched, *asked, locale),
        (Basis::Rarity { matched, asked }, Locale::Zh) => {
            format!("按稀缺程度计，覆盖关键词的 {}%", percent(*matched, *asked))
        }
        (Basis::Rarity { matched, asked }, Locale::En) => {
            format!("With rare keywords counting more, {}% of them are covered", percent(*matched, *asked))
        }
        (Basis::Experience { asked, has }, locale) => experience(*asked, *has, locale),
        (Basis::Location { asked, common, remote, known }, locale) => {
            let places = if common.is_empty() { asked } else { common };
            location(places, !common.is_empty(), *remote, *known, locale)
        }
        (Basis::Salary { most, least }, locale) => salary(*most, *least, locale),
        (Basis::Level { asked, has }, locale) => level(asked, has.as_deref(), part.value, locale),
        (Basis::Recency { days: 0 }, Locale::Zh) => "资料今天更新过".to_owned(),
        (Basis::Recency { days: 0 }, Locale::En) => "The record was updated today".to_owned(),
        (Basis::Recency { days: 1 }, Locale::En) => "The record was updated yesterday".to_owned(),
        (Basis::Recency { days }, Locale::Zh) => format!("资料 {days} 天前更新"),
        (Basis::Recency { days }, Locale::En) => format!("The record was updated {days} days ago"),
    }
}

fn keywords(component: Component, matched: usize, asked: usize, locale: Locale) -> String {
    match (component, locale) {
        (Component::MustKeywords, Locale::Zh) => format!("{asked} 个必备关键词中具备 {matched} 个"),
        (Component::MustKeywords, Locale::En) => format!("Has {matched} of {asked} must-have keywords"),
        (_, Locale::Zh) => format!("{asked} 个加分关键词中具备 {matched} 个"),
        (_, Locale::En) => format!("Has {matched} of {asked} nice-to-have keywords"),
    }
}

fn percent(matched: u32, asked: u32) -> u32 {
    (matched * 100 + asked / 2) / asked.max(1)
}

fn experience(asked: i32, has: Option<i32>, locale: Locale) -> String {
    let asked = years(asked);
    match (has.map(years), locale) {
        (Some(has), Locale::Zh) => format!("有 {has} 年经验，要求 {asked} 年"),
        (Some(has), Locale::En) => format!("{has} years of experience, {asked} asked for"),
        (None, Locale::Zh) => format!("工作年限未知，要求 {asked} 年"),
        (None, Locale::En) => format!("Years of experience are not known, {asked} asked for"),
    }
}

fn years(tenths: i32) -> String {
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn location(places: &[String], common: bool, remote: bool, known: bool, locale: Locale) -> String {
    match locale {
        Locale::Zh => {
            let places = places.join("、");
            match (common, remote, known) {
                (true, ..) => format!("同在{places}"),
                (false, true, _) => "可远程工作".to_owned(),
                (false, false, true) => format!("不在{places}"),
                (false, false, false) => format!("所在城市未知，工作地点{places}"),
            }
        }
        Locale::En => {
            let places = places.join(", ");
            match (common, remote, known) {
                (true, ..) => format!("Both in {places}"),
                (false, true, _) => "The work can be done from anywhere".to_owned(),
                (false, false, true) => format!("Not in {places}"),
                (false, false, false) => format!("The city is not known, the work is in {places}"),
            }
        }
    }
}

fn salary(most: i64, least: Option<i64>, locale: Locale) -> String {
    match (least, locale) {
        (Some(least), Locale::Zh) => {
            format!("期望年薪约 {} 万元起，职位最高约 {} 万元", ten_thousands(least), ten_thousands(most))
        }
        (Some(least), Locale::En) => format!(
            "Expects from about CNY {}k a year, the job pays up to about CNY {}k",
            thousands(least),
            thousands(most)
        ),
        (None, Locale::Zh) => format!("期望薪资未知，职位最高年薪约 {} 万元", ten_thousands(most)),
        (None, Locale::En) => {
            format!(
                "The expected salary is not known, the job pays up to about CNY {}k a year",
                thousands(most)
            )
        }
    }
}

fn ten_thousands(yuan: i64) -> String {
    let tenths = (yuan + 500) / 1000;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn thousands(yuan: i64) -> i64 {
    (yuan + 500) / 1000
}

fn level(asked: &[String], has: Option<&str>, value: f64, locale: Locale) -> String {
    match (has, locale) {
        (None, Locale::Zh) => format!("级别未知，职位要求{}", asked.join("、")),
        (None, Locale::En) => format!("The level is not known, the job asks for {}", asked.join(", ")),
        (Some(has), Locale::Zh) => {
            let fit = if value >= 1.0 {
                "相符"
            } else if value > 0.0 {
                "相近"
            } else {
                "不符"
            };
            format!("级别{has}，与职位要求（{}）{fit}", asked.join("、"))
        }
        (Some(has), Locale::En) => {
            let fit = if value >= 1.0 {
                "which fits"
            } else if value > 0.0 {
                "which is near"
            } else {
                "which is not"
            };
            format!("The level is {has}, {fit} what the job asks for ({})", asked.join(", "))
        }
    }
}
