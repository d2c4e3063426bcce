//! Levels as people write them, on one ladder: 初级 and Junior are the same rung, P6 and 高级 too.

/// The words of each rung from the top, because 高级经理 is a manager and a senior engineer is none.
const RUNGS: &[(u8, &[&str], &[&str])] = &[
    (
        7,
        &["总裁", "总经理", "执行官", "首席财务官", "首席技术官", "首席运营官", "合伙人"],
        &["vp", "svp", "evp", "president", "ceo", "cto", "cfo", "coo", "chief", "partner", "p10"],
    ),
    (6, &["总监"], &["director", "head", "p9"]),
    (5, &["经理"], &["manager", "p8"]),
    (
        4,
        &["专家", "首席", "架构师", "主管", "组长", "负责人"],
        &["expert", "staff", "principal", "architect", "lead", "leader", "supervisor", "p7"],
    ),
    (3, &["高级", "资深"], &["senior", "sr", "experienced", "p6"]),
    (2, &["中级"], &["mid", "middle", "intermediate", "p5"]),
    (1, &["初级", "助理", "应届"], &["junior", "jr", "entry", "graduate", "assistant", "p4"]),
    (0, &["实习"], &["intern", "trainee"]),
];

/// The rung of a level; `None` for a word that is on none.
pub(super) fn rung(level: &str) -> Option<u8> {
    let level = level.to_lowercase();
    let words: Vec<&str> = level.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let fits = |(_, chinese, latin): &&(u8, &[&str], &[&str])| {
        chinese.iter().any(|word| level.contains(word)) || latin.iter().any(|word| words.contains(word))
    };
    RUNGS.iter().find(fits).map(|(rung, _, _)| *rung)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stands_on_one_rung_in_both_languages() {
        for (level, expected) in [
            ("实习生", Some(0)),
            ("Junior", Some(1)),
            ("中级", Some(2)),
            ("Senior Engineer", Some(3)),
            ("高级", Some(3)),
            ("P7", Some(4)),
            ("技术专家", Some(4)),
            ("高级经理", Some(5)),
            ("Engineering Manager", Some(5)),
            ("Director", Some(6)),
            ("副总裁", Some(7)),
            ("International", None),
            ("L4", None),
        ] {
            assert_eq!(rung(level), expected, "{level}");
        }
    }
}
