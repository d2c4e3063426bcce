//! Headings, and the parts of a document that they head.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::characters::{is_han, small_number};

use super::labels::Kind;
use super::layout::{Layout, Piece};

mod composed;

/// What a part of a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    /// Before the first heading.
    Head,
    Personal,
    Wanted,
    Summary,
    Work,
    Internship,
    Projects,
    Education,
    Skills,
    Certificates,
    Languages,
    Duties,
    Requirement,
    NiceToHave,
    Benefits,
    About,
    Apply,
    Other,
}

/// A part: its heading and the lines below it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) section: Section,
    /// The lines below the heading; the heading's own line only when content follows on it.
    pub(crate) pieces: Vec<PartLine>,
}

/// A line of a part, without the heading that may stand before it on the same line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartLine {
    pub(crate) line: usize,
    pub(crate) piece: Piece,
    pub(crate) bullet: bool,
}

/// The document cut at its headings.
pub(crate) fn parts(layout: &Layout, kind: Kind) -> Vec<Part> {
    let mut parts = vec![Part { section: Section::Head, pieces: Vec::new() }];
    for (index, line) in layout.lines.iter().enumerate() {
        let (section, rest) = match heading(layout, line.piece, kind) {
            Some((section, rest)) => (Some(section), rest),
            None => (None, Some(line.piece)),
        };
        if let Some(section) = section {
            parts.push(Part { section, pieces: Vec::new() });
        }
        let Some(part) = parts.last_mut() else { continue };
        if let Some(piece) = rest {
            part.pieces.push(PartLine { line: index, piece, bullet: line.bullet });
        }
    }
    parts
}

/// Whether a line is a heading, and what follows the heading on the line.
pub(crate) fn heading(layout: &Layout, piece: Piece, kind: Kind) -> Option<(Section, Option<Piece>)> {
    const LONGEST: usize = 48;
    let cells = layout.cells(piece);
    let first = *cells.first()?;
    let whole = without_number(layout, first);
    if whole.len() <= LONGEST
        && let Some(section) = section_of(&layout.folded_string(whole), kind)
    {
        let rest = cells.get(1).map(|second| Piece { start: second.start, end: piece.end });
        // 学历 | 本科 is a label with its value.
        if rest.is_some() && ALONE.contains(&layout.compact(whole).as_str()) {
            return None;
        }
        // Two headings on one line are a table's titles, and a year behind one is its value.
        return Some((section, rest));
    }
    let text = layout.folded(whole);
    let colon = text.iter().take(LONGEST).position(|c| *c == ':')?;
    let title: String = text[..colon].iter().collect();
    let section = section_of(&title, kind)?;
    let rest = layout.trimmed(Piece { start: whole.start + colon + 1, end: piece.end });
    // 工作经验：8年 is a label with its value, 岗位职责：负责… a heading with its first line.
    let heads_text = matches!(
        section,
        Section::Duties
            | Section::Requirement
            | Section::NiceToHave
            | Section::Benefits
            | Section::Skills
            | Section::Summary
    );
    match rest.len() {
        0 => Some((section, None)),
        // `Role: Data Engineer` names the role.
        _ => (heads_text && title.trim() != "role").then_some((section, Some(rest))),
    }
}

/// 一、 1. （二） Part 3: what numbers a heading.
pub(crate) fn without_number(layout: &Layout, piece: Piece) -> Piece {
    let text = layout.folded(piece);
    let open = usize::from(text.first() == Some(&'('));
    let Some((_, end)) = small_number(text, open) else { return piece };
    let closed =
        text.get(end).is_some_and(|c| matches!(c, '、' | '.' | ')' | ',' | ':') || (*c == ' ' && open == 0));
    let decimal = text.get(end) == Some(&'.') && text.get(end + 1).is_some_and(char::is_ascii_digit);
    if closed && !decimal {
        layout.trimmed(Piece { start: piece.start + end + 1, end: piece.end })
    } else {
        piece
    }
}

/// The section that a title names, in either language or both.
fn section_of(title: &str, kind: Kind) -> Option<Section> {
    let title =
        title.trim_matches(|c: char| matches!(c, '【' | '】' | '[' | ']' | '「' | '」' | '《' | '》' | ' '));
    by_table(title).or_else(|| composed::section_of(title, kind)).filter(|section| section.is_of(kind))
}

fn by_table(title: &str) -> Option<Section> {
    let known = |words: &str| HEADINGS.get(words).copied();
    let compact: String =
        title.chars().filter(|c| c.is_alphanumeric() || matches!(c, '&' | '\'' | '/')).collect();
    if let Some(section) = known(&compact) {
        return Some(section);
    }
    let han: String = compact.chars().filter(|c| is_han(*c)).collect();
    let latin: String = compact.chars().filter(|c| !is_han(*c)).collect();
    let both = !han.is_empty() && !latin.is_empty();
    both.then(|| {
        known(&han)
            .filter(|_| latin.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '&')))
            .or_else(|| known(&latin).filter(|_| han.chars().count() <= 6))
    })?
}

impl Section {
    /// What a résumé tells of its jobs (工作职责：…) is no section of the résumé.
    const fn is_of(self, kind: Kind) -> bool {
        let of_jobs = matches!(
            self,
            Self::Duties | Self::Requirement | Self::NiceToHave | Self::Benefits | Self::About | Self::Apply
        );
        !(of_jobs && matches!(kind, Kind::Candidate))
    }
}

/// Words that are headings where nothing stands beside them, and labels where something does.
const ALONE: &[&str] = &[
    "学历",
    "毕业院校",
    "毕业学校",
    "教育程度",
    "工作",
    "教育",
    "学习",
    "任职",
    "能力",
    "特长",
    "专长",
    "技能",
    "联系",
    "语言",
    "证书",
];

static HEADINGS: LazyLock<HashMap<&'static str, Section>> = LazyLock::new(|| {
    TABLE.iter().flat_map(|(section, words)| words.split(' ').map(|word| (word, *section))).collect()
});

const TABLE: &[(Section, &str)] = &[
    (
        Section::Personal,
        "联系 个人信息 基本信息 基本资料 个人资料 候选人基本信息 人选基本信息 联系方式 联系我 个人概况 基本情况 个人基本信息 联系信息 候选人信息 人选信息 personalinformation personaldetails contact contactinformation contactdetails contactme personaldata basicinformation details personal candidatedetails candidateinformation",
    ),
    (
        Section::Wanted,
        "求职意向 职业意向 期望职位 期望工作 求职目标 求职期望 意向职位 职业期望 期望 jobobjective jobpreferences jobappliedfor",
    ),
    (
        Section::Summary,
        "自我评价 个人优势 个人简介 职业概述 自我介绍 个人总结 个人评价 职业总结 个人概述 职业简介 关于我 推荐理由 顾问评价 顾问评语 推荐评语 综合评价 候选人评价 人选评价 个人亮点 核心优势 优势 亮点 主要业绩 职业亮点 个人陈述 自我描述 推荐意见 个人特点 自我鉴定 summary profile professionalsummary aboutme objective careerobjective careersummary executivesummary professionalprofile personalstatement consultant'sassessment assessment careerhighlights highlights keyachievements personalprofile careerprofile overview bio consultantscomments recommendation aboutthecandidate whyme strengths",
    ),
    (
        Section::Work,
        "工作 任职 工作经历 工作经验 任职经历 职业经历 工作背景 工作履历 职业背景 从业经历 研究与工作经历 工作与项目经历 工作简历 工作情况 主要工作经历 任职履历 职业履历 履历 经历 主要经历 工作和实习经历 工作实践 学术任职 workexperience experience professionalexperience employmenthistory employment workhistory careerhistory appointments academicappointments positions positionsheld professionalbackground relevantexperience careersummary/history employmentrecord careerexperience experiences professionalhistory workexperiences employmentexperience industryexperience researchexperience selectedexperience professionalappointments work career careerhistoryandachievements",
    ),
    (
        Section::Internship,
        "实习经历 实习经验 实习实践 实习与实践 实习及实践 实践经历 社会实践 校园经历 实习 校内经历 在校经历 学生工作 校园实践 志愿者经历 internships internship internshipexperience volunteerexperience volunteering extracurricular extracurricularactivities activities campusexperience leadership volunteerwork teaching teachingexperience",
    ),
    (
        Section::Projects,
        "项目经历 项目经验 主要项目 项目 科研项目 项目介绍 代表项目 科研经历 项目案例 重点项目 项目实践 作品 projects projectexperience keyprojects selectedprojects personalprojects academicprojects openedprojects opensource sideprojects research researchprojects",
    ),
    (
        Section::Education,
        "学历 毕业院校 毕业学校 学习 学业 教育经历 教育背景 学习经历 教育 教育情况 教育与培训 学历背景 受教育经历 教育培训 教育程度 学术背景 education educationalbackground academicbackground educationandtraining educationbackground academicqualifications educationhistory academichistory education&training qualificationsandeducation educationandqualifications education&qualifications academiceducation education&certifications educationandcertifications",
    ),
    (
        Section::Skills,
        "技能 专业技能 职业技能 技能特长 技术栈 技术能力 个人技能 技能标签 核心技能 it技能 专业能力 技能专长 掌握技能 技能清单 技能证书 技能与证书 技能及证书 技术特长 专长 擅长领域 专业特长 专业专长 技能/证书 技能语言 技能与语言 核心能力 能力 工具技能 技能与工具 skills technicalskills keyskills coreskills corecompetencies competencies topskills skills&tools skillsandtools expertise areasofexpertise technologies techstack personalskills job-relatedskills jobrelatedskills professionalskills methods skillset technicalproficiencies technicalexpertise skillsandinterests skills&interests softwareskills additionalskills technicalsummary toolsandtechnologies tools specialties skillssummary keycompetencies skillsandcertifications skillsandlanguages skills&languages skills&certifications",
    ),
    (
        Section::Certificates,
        "证书 资格证书 资格 职业资格 资质证书 获奖证书 荣誉证书 荣誉奖项 获奖 获奖情况 荣誉 所获荣誉 获奖经历 奖项 奖项荣誉 资质 专业证书 证书与资质 certifications certificates awards honors licenses honours licensesandcertifications licenses&certifications awardsandhonors honors&awards professionalcertifications honorsandawards awardsandcertifications accreditations",
    ),
    (Section::Languages, "语言 语言能力 外语能力 语言水平 外语水平 languages languageskills language"),
    (
        Section::Duties,
        "岗位职责 职位描述 工作职责 工作内容 主要职责 岗位描述 职责描述 职位职责 工作描述 你将负责 你的职责 做什么 你要做什么 职责 岗位内容 你将会 工作任务 你会做什么 职位介绍 岗位介绍 我们需要你做 职位概述 岗位概述 工作职责描述 主要工作 主要工作内容 核心职责 关键职责 responsibilities keyresponsibilities whatyou'lldo whatyouwilldo jobdescription therole youwill duties dutiesandresponsibilities yourmission yourrole mainresponsibilities jobresponsibilities roleoverview abouttherole roleresponsibilities jobsummary rolesummary thejob positionsummary whatyou'llbedoing yourresponsibilities dutiesresponsibilities inthisroleyouwill aboutthejob overviewoftherole mainduties keyduties essentialfunctions thepositon whatyoullbedoing whatyoulldo keyaccountabilities accountabilities yourtasks tasks role jobscope scope scopeofwork scopeofrole inthisrole dayto-day essentialduties 工作详情 ",
    ),
    (
        Section::Requirement,
        "任职要求 职位要求 岗位要求 任职资格 要求 任职条件 应聘要求 我们希望你 资格要求 招聘要求 我们需要你 我们期待你 基本要求 你需要 任职需求 岗位资格 用人要求 希望你 期待你 我们期待的你 对你的要求 必备条件 硬性要求 能力要求 我们希望你具备 应聘条件 资历要求 requirements qualifications jobrequirements whatyou'llneed whatyou'llbring whatyoubring youhave yourprofile aboutyou whoyouare musthave musthaves basicqualifications minimumqualifications requiredqualifications whatwe'relookingfor whatwearelookingfor requiredskills requirementsandskills youare skillsandexperience experienceandskills essential essentialcriteria idealcandidate theidealcandidate candidateprofile personspecification youbring yourbackground yourqualifications whatyouneed skills&experience requirementsandqualifications qualificationsandskills whoweneed profile/requirements keyrequirements essentialrequirements whatyoullneed whatyoullbring requiredexperience essentialskills",
    ),
    (
        Section::NiceToHave,
        "加分项 优先条件 加分条件 优先考虑 优先 nicetohave nicetohaves preferred preferredqualifications bonus bonuspoints desirable plus goodtohave desiredskills desirablecriteria preferredskills",
    ),
    (
        Section::Benefits,
        "福利 福利待遇 薪酬福利 公司福利 我们提供 员工福利 薪资福利 待遇福利 职位亮点 薪酬待遇 职位诱惑 为什么加入我们 你将获得 benefits whatweoffer perks weoffer perksandbenefits perks&benefits compensationandbenefits ouroffer whyjoinus whatyouget whyus compensation&benefits whywork whatsinitforyou what'sinitforyou",
    ),
    (
        Section::About,
        "关于我们 公司简介 公司介绍 企业简介 关于公司 公司概况 企业介绍 团队介绍 aboutus aboutthecompany companyoverview whoweare companydescription ourcompany aboutcompany companyprofile thecompany aboutourclient ourclient abouttheteam theteam",
    ),
    (
        Section::Apply,
        "应聘方式 联系我们 投递方式 简历投递 报名方式 如何应聘 工作地址 howtoapply apply application contactus toapply",
    ),
    (
        Section::Other,
        "兴趣爱好 爱好 其他 其它 附加信息 离职原因 离职原因与动机 求职动机 论文 代表论文 发表论文 学术成果 专利 出版物 论文专利 科研成果 培训经历 培训 参考人 附件 作品集 补充信息 个人作品 兴趣 薪资情况 目前薪资 薪酬情况 推荐信息 背景调查 家庭情况 离职动机 主修课程 publications selectedpublications interests hobbies references patents additionalinformation other training coursework memberships affiliations conferences grants presentations hobbiesandinterests referees professionaldevelopment professionalmemberships courses otherinformation",
    ),
];
