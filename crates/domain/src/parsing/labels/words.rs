//! The words that forms, exports and column titles use. English ones are without spaces.

use super::Label;

/// Words of résumés and lists of people.
pub(super) const CANDIDATE: &[(Label, &str)] = &[
    (
        Label::Name,
        "姓名 名字 中文名 中文姓名 候选人 候选人姓名 人选 人选姓名 应聘者 应聘者姓名 真实姓名 求职者 推荐人选 name fullname candidatename candidate applicant applicantname nameofcandidate chinesename legalname",
    ),
    (Label::FirstName, "firstname givenname 名"),
    (Label::LastName, "lastname familyname surname 姓 姓氏"),
    (Label::EnglishName, "英文名 英文姓名 englishname preferredname"),
    (Label::Sex, "性别 gender sex title称谓 称谓"),
    (Label::Age, "年龄 出生日期 出生年月 出生年份 生日 age dateofbirth dob birthdate birthday yearofbirth"),
    (
        Label::Phone,
        "手机 电话 手机号 手机号码 联系电话 联系方式 电话号码 移动电话 联系手机 本人电话 手机电话 tel telephone phone mobile mobilephone cell cellphone phonenumber mobilenumber contactnumber contactno phoneno mobileno m t p h/p hp 微信/电话 电话/微信 手机/微信 微信同号 tel/wechat 手机/微信 微信/手机 联系号码 移动号码 contact tel/mobile 联络电话",
    ),
    (
        Label::Email,
        "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 联系邮箱 email e-mail mail emailaddress e-mailaddress emails e 信箱 email/phone phone/email 电话/邮箱 邮箱/电话 手机/邮箱 电邮 电子信箱 邮件地址 e-mailid",
    ),
    (
        Label::Company,
        "目前公司 当前公司 现公司 所在公司 现任公司 现任职公司 就职公司 最近公司 目前单位 现单位 工作单位 所在单位 现工作单位 当前单位 公司名称 公司 单位 任职公司 雇主 目前就职 当前就职 当前任职公司 最近就职公司 currentcompany currentemployer company employer presentemployer organization organisation companyname mostrecentemployer lastcompany currentorganization 任职单位 任职企业 现任 现就职 现就职于 就职于 目前任职 目前 任职于 现任职于 服务单位 服务公司 目前在职公司 employed currentcompany/role 就职单位 就职企业 在职公司 在职单位 受雇公司",
    ),
    (
        Label::Position,
        "目前职位 当前职位 现职位 所任职位 现任职位 现任职务 现任岗位 当前职务 目前职务 当前岗位 职务 职位 岗位 职称 任职岗位 最近职位 职位名称 目前岗位 担任职位 担任职务 职业 currentposition currenttitle currentrole position title jobtitle role designation presentposition headline occupation 任职职位 担任 目前担任 现任职 头衔 职衔 职级/职位 jobposition jobrole",
    ),
    (
        Label::Years,
        "工作年限 工作经验 工龄 从业年限 经验 工作年数 从业经验 相关经验 经验年限 工作时间年限 工作经验年限 totalexperience yearsofexperience experience workexperienceyears yearsexperience experienceyears totalyearsofexperience yoe experience(years) totalworkexperience 年限 从业 工作年期 years 从业时间 工作时长 经验年数 司龄",
    ),
    (
        Label::Education,
        "学历 最高学历 学历学位 学位 学历/学位 教育程度 文化程度 第一学历 学历层次 degree education highestdegree educationlevel qualification qualifications highesteducation highestqualification highestlevelofeducation 最高学历学位 全日制学历 学位学历 全日制教育 全日制学历 学历学位 degrees academicqualification",
    ),
    (
        Label::School,
        "毕业院校 毕业学校 学校 院校 school university college almamater institution 毕业院校系及专业 毕业院校及专业 最高学历院校",
    ),
    (Label::Major, "专业 所学专业 主修专业 主修 major fieldofstudy"),
    (
        Label::Location,
        "现居地 现居 现居住地 居住地 所在地 目前所在地 现居城市 所在城市 当前城市 目前城市 城市 常住地 常住 现住址 住址 居住城市 目前地点 地址 联系地址 通讯地址 现所在地 坐标 location city currentlocation address residence currentcity basedin base homeaddress livesin 目前住址 所在地区 现住地 目前居住地 居住地区 现住 所在地区 工作地区 add addr",
    ),
    (
        Label::WantedLocation,
        "期望城市 期望地点 期望工作地点 意向城市 期望工作城市 工作地点 意向地点 求职地点 期望地区 目标城市 期望工作地区 期望工作地 preferredlocation preferredlocations desiredlocation targetlocation 期望地 期望工作城市 工作地区 目标地区 意向工作地 locationpreference",
    ),
    (
        Label::CurrentSalary,
        "目前薪资 当前薪资 目前年薪 当前年薪 现薪资 目前月薪 目前薪酬 现年薪 目前收入 当前薪酬 税前年薪 目前待遇 currentsalary currentpackage currentcompensation currentctc presentsalary",
    ),
    (
        Label::WantedSalary,
        "期望薪资 期望年薪 期望月薪 期望薪酬 薪资要求 期望待遇 薪资期望 要求薪资 期望工资 薪资 期望收入 待遇要求 期望税前月薪 expectedsalary salaryexpectation salaryexpectations desiredsalary expectedcompensation expectedpackage expectedctc salary expectedannualsalary 期望 薪酬期望 期望总包 期望package 期望税前年薪 expectation",
    ),
    (
        Label::WantedPosition,
        "求职意向 期望职位 应聘职位 应聘岗位 意向职位 意向岗位 求职目标 目标职位 期望岗位 推荐职位 推荐岗位 求职岗位 投递职位 申请职位 申请岗位 jobappliedfor desiredposition positionapplied positionappliedfor appliedposition targetposition positionconsidered objective rolesought 期望从事职业 期望职业 意向 应聘 推荐 期望岗位名称 position/role委托职位 委托职位",
    ),
    (
        Label::Skills,
        "技能 专业技能 技能标签 技能特长 技术栈 擅长 技能关键词 标签 核心技能 主要技能 关键技能 特长 技能专长 专长 个人技能 职业技能 it技能 掌握技能 工作技能 关键词 skills keyskills coreskills technicalskills skillset techstack technologies expertise competencies tags specialties specialities job-relatedskills topskills corecompetencies keywords 关键技术 软件技能 擅长技能 技术专长 strengths tools/skills areasofexpertise",
    ),
    (
        Label::Id,
        "简历编号 编号 id 候选人编号 候选人id 简历id 人才编号 简历id号 人选编号 candidateid resumeid referenceno externalid ref refno",
    ),
    (Label::Level, "职级 级别 level grade seniority"),
    (
        Label::Summary,
        "自我评价 个人简介 个人优势 简介 个人评价 自我介绍 个人总结 职业概述 summary profile aboutme bio",
    ),
    (Label::Notes, "备注 说明 沟通记录 顾问评语 notes remarks comments note remark comment"),
    (Label::Status, "状态 求职状态 在职状态 status availability"),
    (
        Label::Other,
        "推荐人 推荐顾问 推荐日期 顾问 猎头顾问 汇报对象 下属人数 下属 所在部门 部门 工作职责 职责 工作内容 工作描述 主要职责 职责描述 主要业绩 工作业绩 离职原因 期望行业 行业 目前行业 工作性质 到岗时间 籍贯 户籍 户口 户口所在地 民族 政治面貌 婚姻状况 婚否 身高 体重 健康状况 国籍 微信 微信号 qq 博客 个人主页 github 主页 linkedin 网址 证书 语言 外语水平 外语 英语水平 爱好 兴趣爱好 主修课程 核心课程 项目名称 项目描述 项目时间 项目角色 开发工具 开发环境 技术要点 责任描述 最后更新 更新时间 序号 紧急联系人 身份证 身份证号 证明人 reportsto nationality maritalstatus wechat website portfolio consultant preparedby noticeperiod languages certifications interests references drivinglicence mothertongue otherlanguages tools libraries environment responsibilities achievements visa workpermit placeofbirth no 序 微信号码 邮编 职能 入党时间 参加工作时间 专业技术职务 在职教育 奖惩情况 执业资格 工作类型 目前状况 流程状态 father's father'sname fathersname mother'sname spouse 紧急联系人姓名 duration datesemployed hoursperweek reasonforleaving citizenship declaration 委托客户 当前行业 所属行业 公司性质 企业性质 公司规模 规模 下属 汇报 职责业绩 内容 业绩 工作业绩 亮点 期望行业",
    ),
];

/// Words of job descriptions and job books.
pub(super) const JOB: &[(Label, &str)] = &[
    (
        Label::Title,
        "职位名称 岗位名称 职位 岗位 招聘职位 招聘岗位 职务 职务名称 需求岗位 需求职位 招聘职务 应聘岗位 急招岗位 jobtitle title position positiontitle role vacancy job rolename jobname opening 名称 招聘职位名称 岗位名 职位名 需求岗位名称 急聘岗位 空缺职位 招聘岗位名称 委托职位 推荐职位 职位推荐 寻访职位 subject 主题 function openposition jobopening positionopen hiring",
    ),
    (
        Label::Company,
        "公司 公司名称 用人单位 客户公司 企业名称 招聘单位 招聘公司 客户 客户名称 所属公司 企业 雇主 单位名称 招聘企业 需求公司 company companyname employer client clientname organization organisation hiringcompany clientcompany 单位 招聘方 招聘主体 需求单位 委托客户 委托方 甲方 客户企业 用人企业 招聘机构 所属单位 companyname employername hiringorganization 用人方 用工方 用工单位 招募方 发布方 品牌方 需求方 机构 医院 学校 酒店 工厂 品牌 集团 门店 律所 事务所 店铺 发布企业 公司全称 所在公司 雇佣方 agency hiringcompanyname organizationname",
    ),
    (
        Label::Department,
        "部门 所属部门 用人部门 所在部门 需求部门 招聘部门 department team division businessunit",
    ),
    (
        Label::Location,
        "工作地点 工作城市 工作地 地点 城市 base base地 办公地点 坐标 工作地址 办公地址 上班地点 上班地址 所在城市 工作区域 工作地区 locations location worklocation where city office joblocation officelocation placeofwork basedin workplace 办公地 上班地 工作地区/城市 base地点 工作所在地 location(s) based",
    ),
    (
        Label::Salary,
        "薪资 薪资范围 薪酬 薪酬范围 月薪 年薪 年薪范围 月薪范围 薪酬待遇 薪资待遇 待遇 工资 薪水 职位薪资 薪资结构 薪资预算 年薪预算 薪酬预算 薪酬区间 薪资区间 预算 综合年薪 税前月薪 税前年薪 工资待遇 salary salaryband salaryrange compensation pay payrange package remuneration basesalary budget payrate rate annualsalary monthlysalary salarybudget 薪酬水平 实习补贴 补贴 日薪 时薪 package pay&benefits 薪资水平 薪水范围 税前年薪范围 ctc offer",
    ),
    (
        Label::Years,
        "工作经验 经验 工作年限 经验要求 年限 年限要求 工作年限要求 经验年限 工作经验要求 experience yearsofexperience minexperience minimumexperience experiencerequired minyears requiredexperience experiencelevel experience(years) 年限 工作年资 years yoe",
    ),
    (
        Label::Education,
        "学历 学历要求 最低学历 学位要求 教育程度 学历背景 文化程度 education degree educationrequired educationrequirement minimumeducation requirededucation educationlevel 学历学位 文化要求 degrees academicrequirement",
    ),
    (Label::Level, "职级 级别 职位级别 岗位级别 level grade seniority senioritylevel joblevel"),
    (
        Label::Skills,
        "技能 技能要求 关键词 技能标签 技术栈 职位标签 专业技能 技能关键词 标签 核心技能 必备技能 技术要求 skills keyskills requiredskills techstack keywords musthaveskills technologies tags stack 技能点 专业技能要求 关键技能 技能标签 技能关键字",
    ),
    (
        Label::Description,
        "岗位职责 职位描述 工作职责 工作内容 主要职责 职责 岗位描述 职责描述 职位职责 工作描述 做什么 岗位内容 职位介绍 工作任务 jobdescription description responsibilities duties keyresponsibilities jd mainduties therole 工作职责/内容 jd 工作内容描述 核心职责 岗位工作 duty scope jobscope thejob responsibility",
    ),
    (
        Label::Requirement,
        "任职要求 职位要求 岗位要求 任职资格 要求 任职条件 应聘要求 资格要求 招聘要求 用人要求 基本要求 候选人要求 能力要求 requirements requirement qualifications jobrequirements musthave candidateprofile 岗位条件 应聘条件 报名条件 条件 必备条件 画像 人才画像 needs must must-have musthaves youhave 我们希望 硬性条件 basicrequirements jobrequirement",
    ),
    (
        Label::Notes,
        "备注 说明 福利 福利待遇 职位亮点 亮点 其他 加分项 公司福利 notes remarks benefits comments note remark perks",
    ),
    (Label::Status, "状态 职位状态 招聘状态 进展 status stage"),
    (Label::Id, "职位编号 编号 岗位编号 jobid id reqid requisitionid ref reference jobref refno"),
    (
        Label::Other,
        "招聘人数 人数 需求人数 招聘名额 hc headcount 汇报对象 汇报 下属人数 下属 汇报线 到岗时间 工作时间 上班时间 工作性质 职位类别 职位类型 行业 所属行业 年龄 年龄要求 性别 性别要求 语言要求 语言 专业 专业要求 联系人 联系方式 联系电话 电话 邮箱 投递邮箱 简历投递 发布时间 发布日期 更新时间 公司规模 规模 融资阶段 面试流程 序号 reportsto reportto jobtype employmenttype type contract industry start startdate hours contact email phone apply posted closingdate deadline numberofopenings openings no workingpattern workmode companysize 公司介绍 公司简介 寻访方向 汇报线 报名方式 应聘方式 专业 项目 start hours citizenship 隶属 招聘名额 招聘数量 需求数量",
    ),
];

/// What stands before a Chinese word and leaves its meaning: 最高学历 is a 学历. 期望 and 意向 are not of them.
pub(super) const QUALIFIERS_BEFORE: &[&str] = &[
    "目前",
    "当前",
    "现在",
    "推荐",
    "最近",
    "最新",
    "最高",
    "最低",
    "最少",
    "第一",
    "您的",
    "你的",
    "本人",
    "候选人",
    "人选",
    "应聘者",
    "求职者",
    "个人",
    "常用",
    "主要",
    "核心",
    "关键",
    "所需",
    "需求",
    "招聘",
    "拟招",
    "拟聘",
    "现",
    "所",
    "原",
    "具体",
    "详细",
];

/// What stands behind a Chinese word and leaves its meaning: 薪酬水平 is a 薪酬.
pub(super) const QUALIFIERS_AFTER: &[&str] = &[
    "名称", "要求", "信息", "情况", "范围", "预算", "水平", "区间", "要点", "说明", "如下", "背景", "门槛",
    "标签", "必填",
];

/// Latin words that leave the meaning of the word beside them.
pub(super) const QUALIFIERS_LATIN: &[&str] = &[
    "current",
    "present",
    "latest",
    "last",
    "most",
    "recent",
    "your",
    "the",
    "of",
    "in",
    "candidate",
    "candidate's",
    "applicant",
    "applicant's",
    "total",
    "overall",
    "highest",
    "required",
    "minimum",
    "min",
    "key",
    "primary",
    "main",
    "full",
    "must-have",
    "relevant",
    "preferred",
];

/// What a Chinese label of a person asks for, by the word that it ends in; what stands before it qualifies.
pub(super) const HEADS_OF_PEOPLE: &[(Label, &str)] = &[
    (Label::Company, "公司 单位 雇主 企业"),
    (Label::Position, "职位 岗位 职务"),
    (Label::Years, "年限 工龄"),
    (Label::Education, "学历 学位"),
    (Label::School, "院校 学校"),
    (Label::Location, "居住地 所在地 城市 住址"),
    (Label::Phone, "手机 手机号 电话"),
    (Label::Email, "邮箱"),
    (Label::Skills, "技能 标签 技术栈"),
];

/// The same of a job.
pub(super) const HEADS_OF_JOBS: &[(Label, &str)] = &[
    (Label::Company, "公司 单位 雇主 企业 客户"),
    (Label::Title, "职位 岗位"),
    (Label::Location, "地点 城市 地址"),
    (Label::Years, "年限 经验"),
    (Label::Education, "学历 学位"),
    (Label::Salary, "薪资 年薪 月薪 薪酬 薪水 工资"),
    (Label::Skills, "技能 标签 技术栈"),
];

/// Before such words a label asks for something else: 期望城市, 紧急联系电话, 上家公司.
pub(super) const OTHERWISE: &[&str] = &[
    "期望",
    "意向",
    "求职",
    "应聘",
    "目标",
    "推荐",
    "紧急",
    "上家",
    "前",
    "原",
    "曾",
    "上一",
    "父母",
    "配偶",
    "家庭",
    "户籍",
    "户口",
    "对标",
    "竞品",
    "下属",
    "汇报",
    "公司",
    "面试",
    "投递",
    "简历",
    "联系人",
    "顾问",
    "毕业",
    "非",
    "子",
    "母",
    "关联",
    "同类",
    "寻访",
];

/// What a telephone or an address may be called in full.
pub(super) const OF_CONTACTS: &[&str] = &["number", "no", "address", "id", "personal", "contact", "work"];

/// Nothing is shared today but what both call by the same name.
pub(super) const BOTH: &[(Label, &str)] = &[(Label::Other, "网站 官网 homepage url")];
