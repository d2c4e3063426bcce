//! What looks like a position, a company, a school: by the words that such names end in.

use crate::characters::{is_han, word_at};

/// How surely folded words are a position, 0 to 1.
pub(crate) fn position_likelihood(words: &str) -> f32 {
    let bare = without_brackets(words);
    let bare = bare.trim();
    let length = bare.chars().count();
    if length == 0
        || length > 60
        || bare.contains(['。', ';', '@', '!', '?'])
        || bare.chars().filter(char::is_ascii_digit).count() > 4
    {
        return 0.0;
    }
    if bare.chars().any(is_han) {
        let tail = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '级' | 'i'));
        if POSITION_ENDINGS.iter().any(|ending| tail.ends_with(ending)) {
            return if length <= 20 { 1.0 } else { 0.4 };
        }
        let latin_tail = words_of(bare).last().is_some_and(|word| POSITION_WORDS.contains(&word.as_str()));
        let begins =
            POSITION_ENDINGS.iter().filter(|word| word.chars().count() > 1).any(|word| bare.contains(word));
        return if latin_tail {
            0.9
        } else if begins && length <= 16 {
            0.6
        } else {
            0.0
        };
    }
    let words = words_of(bare);
    if words.is_empty() || words.len() > 9 {
        return 0.0;
    }
    let head: Vec<&String> =
        words.iter().take_while(|word| !matches!(word.as_str(), "of" | "for" | "in")).collect();
    let is_title = |word: &&String| POSITION_WORDS.contains(&word.as_str());
    match (
        head.last().is_some_and(is_title),
        words.iter().any(|word| POSITION_WORDS.contains(&word.as_str())),
    ) {
        (true, _) => 1.0,
        (false, true) => 0.7,
        _ => 0.0,
    }
}

/// How surely folded words are the name of a company or another employer, 0 to 1.
pub(crate) fn company_likelihood(words: &str) -> f32 {
    let bare = without_brackets(words);
    let bare = bare.trim();
    let length = bare.chars().count();
    if !(2..=70).contains(&length) || bare.contains(['。', ';', '@', '!', '?', '%']) {
        return 0.0;
    }
    if KNOWN_COMPANIES.iter().any(|name| {
        bare == *name || (bare.starts_with(name) && length <= name.chars().count() + 6 && !bare.is_ascii())
    }) {
        return 0.9;
    }
    if bare.chars().any(is_han) {
        let strong = STRONG_ENDINGS.iter().any(|ending| bare.ends_with(ending));
        let weak = WEAK_ENDINGS.iter().any(|ending| bare.ends_with(ending));
        return if strong && length <= 40 {
            1.0
        } else if weak && (4..=24).contains(&length) {
            0.6
        } else {
            0.0
        };
    }
    let all = words_of(bare);
    let strong = all.last().is_some_and(|word| LEGAL_FORMS.contains(&word.as_str()));
    let weak = all.len() >= 2 && all.iter().any(|word| COMPANY_WORDS.contains(&word.as_str()));
    if strong && all.len() >= 2 {
        1.0
    } else if weak && all.len() <= 8 {
        0.6
    } else {
        0.0
    }
}

/// Whether folded words name a school.
pub(crate) fn is_school(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "university",
        "college",
        "school",
        "institute",
        "polytechnic",
        "academy",
        "universität",
        "université",
        "universidad",
    ];
    let bare = words.trim();
    let chinese = ["大学", "学院", "学校", "研究所", "研究院", "中学", "职业技术", "中科院", "党校"]
        .iter()
        .any(|word| bare.contains(word));
    chinese || words_of(bare).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Whether folded words speak of an internship or a student's job.
pub(crate) fn is_internship(words: &str) -> bool {
    words.contains("实习")
        || words.contains("兼职")
        || words_of(words).iter().any(|word| matches!(word.as_str(), "intern" | "internship" | "trainee"))
}

/// The levels in a title: 高级, Senior, P7.
pub(crate) fn levels(title: &str) -> Vec<String> {
    const CHINESE: &[&str] = &["首席", "资深", "高级", "中级", "初级", "专家", "实习", "应届"];
    const LATIN: &[(&str, &str)] = &[
        ("senior", "Senior"),
        ("sr", "Senior"),
        ("junior", "Junior"),
        ("jr", "Junior"),
        ("principal", "Principal"),
        ("staff", "Staff"),
        ("lead", "Lead"),
        ("chief", "Chief"),
        ("intern", "Intern"),
        ("graduate", "Graduate"),
        ("entry", "Entry"),
    ];
    let mut levels: Vec<String> =
        CHINESE.iter().filter(|word| title.contains(*word)).map(|word| (*word).to_owned()).collect();
    for word in words_of(title) {
        if let Some((_, level)) = LATIN.iter().find(|(latin, _)| *latin == word) {
            levels.push((*level).to_owned());
        }
        let graded = word.len() <= 3
            && word.starts_with(['p', 't', 'm', 'd'])
            && word[1..].parse::<u8>().is_ok_and(|n| n >= 3);
        if graded {
            levels.push(word.to_uppercase());
        }
    }
    levels.dedup();
    levels
}

/// Cuts a Chinese company off where its legal form ends: 某某有限公司因业务发展需要 → 某某有限公司. A place in characters.
pub(crate) fn company_end(text: &[char]) -> Option<usize> {
    let end = (0..text.len())
        .rev()
        .find_map(|at| word_at(text, at, &["有限公司", "有限责任公司", "公司", "事务所", "集团"]))?;
    let bracket =
        text.get(end).filter(|c| **c == '(').and_then(|_| text[end..].iter().position(|c| *c == ')'));
    Some(bracket.map_or(end, |length| end + length + 1))
}

fn without_brackets(words: &str) -> String {
    let mut depth = 0;
    words
        .chars()
        .filter(|c| {
            depth += i32::from(matches!(c, '(' | '[' | '【'));
            let kept = depth <= 0;
            depth -= i32::from(matches!(c, ')' | ']' | '】'));
            kept
        })
        .collect()
}

/// Latin words in lower case; `.`, `'` and `&` belong to them.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| (!c.is_alphanumeric() || is_han(c)) && !matches!(c, '.' | '\'' | '&'))
        .map(|word| word.trim_matches(['.', '\'']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

const POSITION_ENDINGS: &[&str] = &[
    "工程师",
    "经理",
    "总监",
    "主管",
    "专员",
    "助理",
    "顾问",
    "设计师",
    "架构师",
    "分析师",
    "研究员",
    "科学家",
    "总裁",
    "副总",
    "主任",
    "组长",
    "负责人",
    "实习生",
    "代表",
    "会计",
    "出纳",
    "律师",
    "法务",
    "教师",
    "讲师",
    "教授",
    "医生",
    "医师",
    "护士",
    "编辑",
    "记者",
    "运营",
    "客服",
    "销售",
    "采购",
    "专家",
    "开发",
    "测试",
    "店长",
    "厂长",
    "技术员",
    "操作员",
    "司机",
    "文员",
    "秘书",
    "前台",
    "董事",
    "合伙人",
    "策划",
    "经纪人",
    "翻译",
    "审计员",
    "审计师",
    "精算师",
    "培训师",
    "摄影师",
    "剪辑师",
    "导演",
    "创始人",
    "管培生",
    "班长",
    "部长",
    "科长",
    "处长",
    "院长",
    "校长",
    "站长",
    "带头人",
    "博士后",
    "督导",
    "总工",
    "伙伴",
    "首席",
    "官",
    "员",
    "师",
    "总",
    "董事长",
    "总助",
    "主播",
    "达人",
    "画师",
    "美工",
    "前端",
    "后端",
    "运维",
    "猎头",
    "专务",
    "社长",
    "产品",
    "跟单",
    "品控",
    "质检",
    "电工",
    "焊工",
    "技工",
    "领班",
    "店员",
    "导购",
    "老师",
    "班主任",
    "投顾",
    "柜员",
    "教练",
    "药剂师",
    "领队",
    "骨干",
    "leader",
    "原画",
    "后期",
    "编导",
    "编剧",
    "文案",
    "钳工",
    "车工",
    "木工",
    "主厨",
    "总厨",
    "厨师长",
    "主持人",
    "主程",
    "主美",
    "主策",
    "队长",
    "船长",
    "大副",
    "机长",
    "调度",
    "保安",
    "保洁",
    "模特",
    "演员",
    "制片",
    "助教",
    "干事",
    "书记",
    "主席",
    "秘书长",
    "监事",
    "文秘",
    "月嫂",
    "总工程师",
    "高管",
    "掌柜",
    "大厨",
    "技师",
    "学徒",
];

const POSITION_WORDS: &[&str] = &[
    "engineer",
    "developer",
    "manager",
    "director",
    "analyst",
    "consultant",
    "designer",
    "architect",
    "scientist",
    "lead",
    "head",
    "officer",
    "president",
    "vp",
    "svp",
    "avp",
    "evp",
    "specialist",
    "associate",
    "assistant",
    "intern",
    "administrator",
    "coordinator",
    "executive",
    "accountant",
    "lawyer",
    "counsel",
    "researcher",
    "professor",
    "teacher",
    "nurse",
    "representative",
    "recruiter",
    "writer",
    "editor",
    "founder",
    "co-founder",
    "cofounder",
    "partner",
    "strategist",
    "planner",
    "buyer",
    "technician",
    "supervisor",
    "advisor",
    "adviser",
    "programmer",
    "sre",
    "dba",
    "controller",
    "auditor",
    "attorney",
    "paralegal",
    "postdoc",
    "fellow",
    "trainee",
    "trainer",
    "barista",
    "solicitor",
    "barrister",
    "dentist",
    "veterinarian",
    "surgeon",
    "doctor",
    "midwife",
    "caregiver",
    "librarian",
    "curator",
    "conductor",
    "composer",
    "musician",
    "actor",
    "presenter",
    "host",
    "server",
    "waiter",
    "bartender",
    "cook",
    "baker",
    "butcher",
    "cashier",
    "janitor",
    "guard",
    "plumber",
    "carpenter",
    "builder",
    "fitter",
    "scheduler",
    "dispatcher",
    "negotiator",
    "mediator",
    "ambassador",
    "liaison",
    "investigator",
    "examiner",
    "assessor",
    "appraiser",
    "toxicologist",
    "geologist",
    "ecologist",
    "psychologist",
    "counselor",
    "counsellor",
    "coach",
    "mentor",
    "steward",
    "captain",
    "drafter",
    "draftsman",
    "modeler",
    "modeller",
    "quant",
    "hacker",
    "maintainer",
    "expert",
    "professional",
    "practitioner",
    "responsable",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "cmo",
    "cio",
    "chro",
    "cpo",
    "cro",
    "ciso",
    "hrbp",
    "hrd",
    "hrm",
    "bd",
    "pm",
    "leader",
    "owner",
    "master",
    "chief",
    "superintendent",
    "foreman",
    "inspector",
    "operator",
    "instructor",
    "lecturer",
    "tutor",
    "physician",
    "pharmacist",
    "therapist",
    "chef",
    "agent",
    "broker",
    "trader",
    "banker",
    "underwriter",
    "actuary",
    "bookkeeper",
    "clerk",
    "secretary",
    "receptionist",
    "journalist",
    "producer",
    "photographer",
    "animator",
    "artist",
    "copywriter",
    "marketer",
    "generalist",
    "evangelist",
    "tester",
    "economist",
    "statistician",
    "biologist",
    "chemist",
    "physicist",
    "sourcer",
    "merchandiser",
    "stylist",
    "translator",
    "interpreter",
    "principal",
    "dean",
    "chairman",
    "chairwoman",
    "treasurer",
    "secretary-general",
    "estimator",
    "surveyor",
    "machinist",
    "welder",
    "electrician",
    "mechanic",
    "driver",
    "captain",
    "pilot",
    "scrum",
    "headhunter",
    "postdoctoral",
    "ae",
    "sdr",
    "bdr",
    "csm",
    "tpm",
    "gm",
];

const STRONG_ENDINGS: &[&str] = &[
    "公司",
    "集团",
    "事务所",
    "银行",
    "研究院",
    "研究所",
    "医院",
    "证券",
    "保险",
    "基金",
    "工作室",
    "出版社",
    "酒店",
    "协会",
    "委员会",
    "支行",
    "分行",
    "电视台",
    "设计院",
    "实验室",
    "信托",
    "期货",
    "药业",
    "股份",
    "控股",
    "诊所",
    "幼儿园",
    "小学",
    "中学",
    "大学",
    "学院",
    "商行",
    "律所",
    "报社",
];

const WEAK_ENDINGS: &[&str] = &[
    "科技",
    "网络",
    "软件",
    "信息",
    "传媒",
    "咨询",
    "教育",
    "电子",
    "电商",
    "智能",
    "技术",
    "互联",
    "制造",
    "汽车",
    "能源",
    "材料",
    "生物",
    "医药",
    "医疗",
    "地产",
    "置业",
    "物流",
    "供应链",
    "贸易",
    "食品",
    "中心",
    "总部",
    "资本",
    "投资",
    "租赁",
    "影业",
    "文化",
    "广告",
    "机构",
    "厂",
    "学校",
    "云",
    "半导体",
    "微电子",
    "通信",
    "数据",
    "金融",
    "支付",
    "游戏",
    "互娱",
    "娱乐",
    "商城",
    "超市",
    "餐饮",
    "服饰",
    "家居",
    "电器",
    "重工",
    "建设",
    "工程局",
];

const LEGAL_FORMS: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "corp",
    "corporation",
    "co",
    "limited",
    "gmbh",
    "plc",
    "ag",
    "s.p.a",
    "s.a",
    "sa",
    "b.v",
    "bv",
    "n.v",
    "nv",
    "llp",
    "lp",
    "pte",
    "pty",
    "fze",
    "fzco",
    "kg",
    "se",
    "oy",
    "ab",
    "as",
    "a.s",
    "s.r.l",
    "srl",
    "sarl",
    "s.l",
    "kk",
    "k.k",
    "holdings",
    "group",
    "company",
    "sdn",
    "bhd",
];

const COMPANY_WORDS: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "corp",
    "technologies",
    "technology",
    "tech",
    "labs",
    "lab",
    "bank",
    "partners",
    "consulting",
    "holdings",
    "group",
    "solutions",
    "systems",
    "software",
    "studio",
    "studios",
    "hospital",
    "university",
    "institute",
    "capital",
    "agency",
    "ventures",
    "analytics",
    "robotics",
    "foods",
    "semiconductor",
    "semiconductors",
    "microelectronics",
    "electronics",
    "pharma",
    "pharmaceuticals",
    "biotech",
    "therapeutics",
    "medical",
    "health",
    "healthcare",
    "energy",
    "motors",
    "automotive",
    "logistics",
    "media",
    "games",
    "networks",
    "digital",
    "interactive",
    "industries",
    "international",
    "global",
    "company",
    "insurance",
    "airlines",
    "hotels",
    "telecom",
    "communications",
    "payments",
    "financial",
    "college",
    "school",
    "foundation",
    "council",
    "ministry",
    "clinic",
    "devices",
    "instruments",
    "materials",
    "chemicals",
    "retail",
    "stores",
    "brands",
    "apparel",
    "skincare",
    "outdoor",
    "mobility",
    "cloud",
    "data",
    "entertainment",
    "pictures",
    "press",
    "publishing",
    "associates",
    "advisors",
    "investments",
    "properties",
    "realty",
    "construction",
    "airways",
];

const KNOWN_COMPANIES: &[&str] = &[
    "腾讯",
    "阿里巴巴",
    "阿里云",
    "蚂蚁集团",
    "蚂蚁金服",
    "字节跳动",
    "抖音",
    "华为",
    "百度",
    "美团",
    "京东",
    "拼多多",
    "网易",
    "小米",
    "滴滴",
    "快手",
    "哔哩哔哩",
    "小红书",
    "携程",
    "联想",
    "中兴",
    "大疆",
    "比亚迪",
    "宁德时代",
    "蔚来",
    "理想汽车",
    "小鹏汽车",
    "吉利",
    "海尔",
    "美的",
    "格力",
    "平安",
    "招商银行",
    "微软",
    "谷歌",
    "亚马逊",
    "苹果",
    "英特尔",
    "英伟达",
    "高通",
    "普华永道",
    "德勤",
    "安永",
    "毕马威",
    "麦肯锡",
    "google",
    "microsoft",
    "amazon",
    "apple",
    "meta",
    "facebook",
    "netflix",
    "tencent",
    "alibaba",
    "bytedance",
    "huawei",
    "baidu",
    "meituan",
    "oracle",
    "ibm",
    "sap",
    "intel",
    "nvidia",
    "deloitte",
    "pwc",
    "kpmg",
    "ey",
    "mckinsey",
    "accenture",
    "stripe",
    "uber",
    "airbnb",
    "linkedin",
    "shopify",
    "salesforce",
    "samsung",
    "sony",
    "siemens",
    "bosch",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_companies_are_told_apart() {
        for title in [
            "高级后端工程师",
            "副总经理(分管生产运营)",
            "财务总监(cfo)",
            "staff software engineer",
            "director of product management",
            "sre工程师",
            "hrbp",
            "vp sales",
            "审计员 → 高级审计员",
        ] {
            assert!(position_likelihood(title) > company_likelihood(title), "{title}");
        }
        for company in [
            "上海云栈数据科技有限公司",
            "harborline payments, inc.",
            "northbeam studio",
            "天津滨海联合会计师事务所",
            "officine valdadige s.p.a.",
            "招商银行",
            "deepstream technologies",
            "scrum software gmbh",
        ] {
            assert!(company_likelihood(company) > 0.0, "{company}");
            assert!(
                company_likelihood(company) > position_likelihood(company) * 0.99
                    || position_likelihood(company) == 0.0,
                "{company}"
            );
        }
    }

    #[test]
    fn levels_stand_in_titles() {
        assert_eq!(levels("高级java工程师"), ["高级"]);
        assert_eq!(levels("senior go engineer (p7)"), ["Senior", "P7"]);
    }
}
