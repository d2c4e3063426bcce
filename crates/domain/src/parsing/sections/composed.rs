//! Headings that no table holds, by the words they are made of: 主要任职经历, 项目及科研经验, `Career History & Background`.

use crate::characters::is_han;
use crate::parsing::labels::Kind;

use super::Section;

/// The section that a title is composed for.
pub(super) fn section_of(title: &str, kind: Kind) -> Option<Section> {
    let han: String = title.chars().filter(|c| is_han(*c)).collect();
    if han.is_empty() {
        return latin(title, kind);
    }
    let other = title.chars().filter(|c| c.is_alphanumeric() && !is_han(*c)).count();
    let short = (2..=10).contains(&han.chars().count());
    // 英语能力 CET-6 has a value, 工作经历 WORK EXPERIENCE says the same twice.
    let plain = !title.contains(|c: char| c.is_ascii_digit()) && (other == 0 || latin(title, kind).is_some());
    (short && plain).then(|| chinese(&han, kind)).flatten()
}

/// A heading begins with what it is of and ends in how it is told.
struct Shape {
    section: Section,
    begins: &'static str,
    ends: &'static str,
}

const TOLD: &str = "经历 经验 履历 简历 背景 情况 历程 概况 历史 记录 业绩 案例 成果 简述";

const OF_PEOPLE: &[Shape] = &[
    Shape { section: Section::Projects, begins: "项目 科研 课题 研究项目", ends: TOLD },
    Shape {
        section: Section::Internship,
        begins: "实习 实践 校园 校内 在校 学生 社团 社会实践 志愿",
        ends: TOLD,
    },
    Shape { section: Section::Education, begins: "教育 学习 求学 学历 学术 学业", ends: TOLD },
    Shape {
        section: Section::Work, begins: "工作 任职 职业 从业 就业 职场 履职 事业", ends: TOLD
    },
    Shape {
        section: Section::Skills,
        begins: "技能 技术 专业 软件 工具 擅长 专长 掌握 职业 核心 语言",
        ends: "技能 能力 特长 专长 清单 工具 软件 领域 技术栈 掌握 证书 素养 技术",
    },
    Shape {
        section: Section::Certificates,
        begins: "荣誉 获奖 奖励 证书 资格 资质 执业 所获",
        ends: "荣誉 奖励 奖项 证书 资格 情况 经历 资质 称号 认证",
    },
    Shape {
        section: Section::Summary,
        begins: "个人 自我 职业 关于 候选人 顾问 推荐",
        ends: "概要 简介 评价 优势 总结 亮点 概述 陈述 理由 评语 描述 介绍 自述 特点",
    },
    Shape {
        section: Section::Wanted,
        begins: "求职 期望 职业 意向",
        ends: "意向 期望 意愿 工作 职位 目标 岗位",
    },
    Shape {
        section: Section::Personal,
        begins: "个人 基本 联系 候选人 人选",
        ends: "信息 资料 情况 方式 概况",
    },
];

const OF_JOBS: &[Shape] = &[
    Shape {
        section: Section::NiceToHave,
        begins: "加分 优先 如果你 锦上添花",
        ends: "项 条件 考虑 还有 更好 加分 优先 亮点",
    },
    Shape {
        section: Section::Requirement,
        begins: "岗位 职位 任职 应聘 招聘 用人 资格 能力 基本 我们 你 您 人才 候选人 这样 必备 硬性 希望 期待 \
            胜任 寻找 需要",
        ends: "要求 资格 条件 想要的 希望你 希望 需要你 具备 你需要 这样的你 画像 期待 期待你 模型 看重 标准 \
            的你 需要 要求的 想找的 想要",
    },
    Shape {
        section: Section::Duties,
        begins: "岗位 职位 工作 主要 核心 你 您 职责 关键 需要你 日常 做",
        ends: "职责 内容 描述 任务 要做的 做什么 会做 负责 参与 要做 要干的事 干什么 要干的 负责的 做的事 的事 \
            介绍 说明 概述 详情 工作",
    },
    Shape {
        section: Section::About,
        begins: "公司 企业 关于 团队 单位 集团 品牌 我们是 客户",
        ends: "介绍 简介 概况 我们 公司 是谁 信息 背景 团队",
    },
    Shape {
        section: Section::Benefits,
        begins: "福利 我们 你 公司 员工 薪酬 薪资 为什么",
        ends: "福利 提供 提供的 得到 获得 收获 待遇 加入我们 选择我们 给你的",
    },
    Shape {
        section: Section::Apply,
        begins: "应聘 投递 报名 简历 联系 加入",
        ends: "方式 投递 邮箱 流程 我们 通道",
    },
];

fn chinese(title: &str, kind: Kind) -> Option<Section> {
    const QUALIFIERS: &[&str] = &["主要", "个人", "本人", "近期", "相关", "候选人", "人选", "过往"];
    let bare = QUALIFIERS.iter().find_map(|word| title.strip_prefix(word)).unwrap_or(title);
    let shapes = match kind {
        Kind::Candidate => OF_PEOPLE,
        Kind::Job => OF_JOBS,
    };
    [bare, title].into_iter().find_map(|title| {
        let fits = |shape: &&Shape| {
            let begins = shape.begins.split(' ').any(|word| title.starts_with(word));
            begins && shape.ends.split(' ').any(|word| title.ends_with(word))
        };
        shapes.iter().find(fits).map(|shape| shape.section)
    })
}

fn latin(title: &str, kind: Kind) -> Option<Section> {
    const MOST: usize = 7;
    let words: Vec<&str> = title
        .split(|c: char| !c.is_ascii_alphabetic() && !matches!(c, '\'' | '-'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > MOST || title.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match kind {
        Kind::Candidate => of_a_person(&words),
        Kind::Job => of_a_job(&words),
    }
}

/// All words are of headings, and one of them says of what.
fn of_a_person(words: &[&str]) -> Option<Section> {
    const PLAIN: &str = "professional|work|working|relevant|related|employment|career|history|background|summary|record|\
        industry|selected|additional|other|and|of|the|my|key|core|personal|technical|details|information|\
        areas|academic|overview|about|me|statement|proficiency|recent|previous|current|main|\
        post-graduate|more|contact";
    const TELLING: &[(Section, &str)] = &[
        (Section::Internship, "internship|internships|volunteer|volunteering|extracurricular"),
        (Section::Projects, "project|projects|research"),
        (
            Section::Education,
            "education|educational|schooling|studies|qualification|academics|academic|degrees",
        ),
        (Section::Summary, "summary|profile|objective|about|highlights|statement|introduction"),
        (
            Section::Skills,
            "skills|skill|strengths|competencies|expertise|proficiencies|toolkit|tools|software",
        ),
        (Section::Certificates, "certifications|certificates|licenses|licences|awards|honors|honours"),
        (Section::Languages, "languages"),
        (Section::Work, "experience|experiences|employment|career|work|history"),
        (Section::Personal, "contact|personal|details"),
        (Section::Other, "references|publications|interests|hobbies|declaration|memberships"),
    ];
    let among = |list: &str, word: &str| list.split('|').any(|known| known == word);
    let telling = |word: &str| TELLING.iter().any(|(_, list)| among(list, word));
    let known = words.iter().all(|word| among(PLAIN, word) || telling(word));
    let section = TELLING.iter().find(|(_, list)| words.iter().any(|word| among(list, word)));
    known.then(|| section.map(|(section, _)| *section)).flatten()
}

/// The phrases by which companies head what a job is, asks and offers.
fn of_a_job(words: &[&str]) -> Option<Section> {
    const BEGINNINGS: &[(Section, &str)] = &[
        (Section::NiceToHave, "nice to|bonus|preferred|even better|extra credit|desirable|it's a plus"),
        (
            Section::Benefits,
            "what we offer|what we provide|what you get|what's in it|why join|why work|why us|we offer|perks|\
            benefits|our benefits|what you'll get|in return",
        ),
        (
            Section::Requirement,
            "what we look|what we need|what we want|what we're looking|what we expect|what you bring|\
            what you'll bring|what you need|what you'll need|what you have|what you will need|\
            what you will bring|what matters|who you are|who we're looking|who we are looking|about you|\
            you have|you are|you bring|you should have|must have|must-haves|requirements|job requirements|\
            minimum|basic|required|qualifications|your profile|your experience|your background|your skills|\
            to succeed|ideal candidate|the ideal candidate|candidate|essential skills|essential experience|\
            experience and|skills and|person spec|key skills|you will have|you'll have|the person|needs|\
            key requirements",
        ),
        (
            Section::Duties,
            "what you'll|what you will|you will|you'll|in this role|the role|your role|responsibilities|\
            key responsibilities|duties|essential|main duties|job summary|job purpose|day to day|\
            your mission|your tasks|your responsibilities|role purpose|the job|the opportunity|\
            about the role|about this role|about the job|position summary|role summary|role overview|\
            how you'll|your day|job description|accountabilities",
        ),
        (
            Section::About,
            "about us|who we are|about the company|our company|our story|about our|company overview|\
            about the team|the company|the team|our mission|company profile",
        ),
        (Section::Apply, "how to apply|to apply|apply|application|contact"),
    ];
    let title = words.join(" ");
    let begins = |phrase: &str| {
        title.strip_prefix(phrase).is_some_and(|rest| {
            // `What you'll be working on` is a heading, `You have shipped three products` a line below one.
            let most = if phrase.starts_with("wh") || phrase.starts_with("about") { 4 } else { 1 };
            let whole_word = rest.is_empty() || rest.starts_with(' ');
            whole_word && rest.split_whitespace().count() <= most
        })
    };
    BEGINNINGS.iter().find(|(_, phrases)| phrases.split('|').any(begins)).map(|(section, _)| *section)
}
