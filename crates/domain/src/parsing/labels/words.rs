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
        "手机 电话 手机号 手机号码 联系电话 联系方式 电话号码 移动电话 联系手机 本人电话 手机电话 tel telephone phone mobile mobilephone cell cellphone phonenumber mobilenumber contactnumber contactno phoneno mobileno m t p h/p hp 微信/电话 电话/微信 手机/微信 微信同号 tel/wechat",
    ),
    (
        Label::Email,
        "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 联系邮箱 email e-mail mail emailaddress e-mailaddress emails e 信箱 email/phone phone/email 电话/邮箱 邮箱/电话 手机/邮箱",
    ),
    (
        Label::Company,
        "目前公司 当前公司 现公司 所在公司 现任公司 现任职公司 就职公司 最近公司 目前单位 现单位 工作单位 所在单位 现工作单位 当前单位 公司名称 公司 单位 任职公司 雇主 目前就职 当前就职 当前任职公司 最近就职公司 currentcompany currentemployer company employer presentemployer organization organisation companyname mostrecentemployer lastcompany currentorganization",
    ),
    (
        Label::Position,
        "目前职位 当前职位 现职位 所任职位 现任职位 现任职务 现任岗位 当前职务 目前职务 当前岗位 职务 职位 岗位 职称 任职岗位 最近职位 职位名称 目前岗位 担任职位 担任职务 职业 currentposition currenttitle currentrole position title jobtitle role designation presentposition headline occupation",
    ),
    (
        Label::Years,
        "工作年限 工作经验 工龄 从业年限 经验 工作年数 从业经验 相关经验 经验年限 工作时间年限 工作经验年限 totalexperience yearsofexperience experience workexperienceyears yearsexperience experienceyears totalyearsofexperience yoe experience(years) totalworkexperience",
    ),
    (
        Label::Education,
        "学历 最高学历 学历学位 学位 学历/学位 教育程度 文化程度 第一学历 学历层次 degree education highestdegree educationlevel qualification qualifications highesteducation highestqualification highestlevelofeducation 最高学历学位 全日制学历",
    ),
    (Label::School, "毕业院校 毕业学校 学校 院校 school university college almamater institution"),
    (Label::Major, "专业 所学专业 主修专业 主修 major fieldofstudy"),
    (
        Label::Location,
        "现居地 现居 现居住地 居住地 所在地 目前所在地 现居城市 所在城市 当前城市 目前城市 城市 常住地 常住 现住址 住址 居住城市 目前地点 地址 联系地址 通讯地址 现所在地 坐标 location city currentlocation address residence currentcity basedin base homeaddress livesin",
    ),
    (
        Label::WantedLocation,
        "期望城市 期望地点 期望工作地点 意向城市 期望工作城市 工作地点 意向地点 求职地点 期望地区 目标城市 期望工作地区 期望工作地 preferredlocation preferredlocations desiredlocation targetlocation",
    ),
    (
        Label::CurrentSalary,
        "目前薪资 当前薪资 目前年薪 当前年薪 现薪资 目前月薪 目前薪酬 现年薪 目前收入 当前薪酬 税前年薪 目前待遇 currentsalary currentpackage currentcompensation currentctc presentsalary",
    ),
    (
        Label::WantedSalary,
        "期望薪资 期望年薪 期望月薪 期望薪酬 薪资要求 期望待遇 薪资期望 要求薪资 期望工资 薪资 期望收入 待遇要求 期望税前月薪 expectedsalary salaryexpectation salaryexpectations desiredsalary expectedcompensation expectedpackage expectedctc salary expectedannualsalary",
    ),
    (
        Label::WantedPosition,
        "求职意向 期望职位 应聘职位 应聘岗位 意向职位 意向岗位 求职目标 目标职位 期望岗位 推荐职位 推荐岗位 求职岗位 投递职位 申请职位 申请岗位 jobappliedfor desiredposition positionapplied positionappliedfor appliedposition targetposition positionconsidered objective rolesought",
    ),
    (
        Label::Skills,
        "技能 专业技能 技能标签 技能特长 技术栈 擅长 技能关键词 标签 核心技能 主要技能 关键技能 特长 技能专长 专长 个人技能 职业技能 it技能 掌握技能 工作技能 关键词 skills keyskills coreskills technicalskills skillset techstack technologies expertise competencies tags specialties specialities job-relatedskills topskills corecompetencies keywords",
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
        "推荐人 推荐顾问 推荐日期 顾问 猎头顾问 汇报对象 下属人数 下属 所在部门 部门 工作职责 职责 工作内容 工作描述 主要职责 职责描述 主要业绩 工作业绩 离职原因 期望行业 行业 目前行业 工作性质 到岗时间 籍贯 户籍 户口 户口所在地 民族 政治面貌 婚姻状况 婚否 身高 体重 健康状况 国籍 微信 微信号 qq 博客 个人主页 github 主页 linkedin 网址 证书 语言 外语水平 外语 英语水平 爱好 兴趣爱好 主修课程 核心课程 项目名称 项目描述 项目时间 项目角色 开发工具 开发环境 技术要点 责任描述 最后更新 更新时间 序号 紧急联系人 身份证 身份证号 证明人 reportsto nationality maritalstatus wechat website portfolio consultant preparedby noticeperiod languages certifications interests references drivinglicence mothertongue otherlanguages tools libraries environment responsibilities achievements visa workpermit placeofbirth no",
    ),
];

/// Words of job descriptions and job books.
pub(super) const JOB: &[(Label, &str)] = &[
    (
        Label::Title,
        "职位名称 岗位名称 职位 岗位 招聘职位 招聘岗位 职务 职务名称 需求岗位 需求职位 招聘职务 应聘岗位 急招岗位 jobtitle title position positiontitle role vacancy job rolename jobname opening 名称",
    ),
    (
        Label::Company,
        "公司 公司名称 用人单位 客户公司 企业名称 招聘单位 招聘公司 客户 客户名称 所属公司 企业 雇主 单位名称 招聘企业 需求公司 company companyname employer client clientname organization organisation hiringcompany clientcompany",
    ),
    (
        Label::Department,
        "部门 所属部门 用人部门 所在部门 需求部门 招聘部门 department team division businessunit function",
    ),
    (
        Label::Location,
        "工作地点 工作城市 工作地 地点 城市 base base地 办公地点 坐标 工作地址 办公地址 上班地点 上班地址 所在城市 工作区域 工作地区 locations location worklocation where city office joblocation officelocation placeofwork basedin workplace",
    ),
    (
        Label::Salary,
        "薪资 薪资范围 薪酬 薪酬范围 月薪 年薪 年薪范围 月薪范围 薪酬待遇 薪资待遇 待遇 工资 薪水 职位薪资 薪资结构 薪资预算 年薪预算 薪酬预算 薪酬区间 薪资区间 预算 综合年薪 税前月薪 税前年薪 工资待遇 salary salaryrange compensation pay payrange package remuneration basesalary budget payrate rate annualsalary monthlysalary salarybudget",
    ),
    (
        Label::Years,
        "工作经验 经验 工作年限 经验要求 年限 年限要求 工作年限要求 经验年限 工作经验要求 experience yearsofexperience minexperience minimumexperience experiencerequired minyears requiredexperience experiencelevel experience(years)",
    ),
    (
        Label::Education,
        "学历 学历要求 最低学历 学位要求 教育程度 学历背景 文化程度 education degree educationrequired educationrequirement minimumeducation requirededucation educationlevel",
    ),
    (Label::Level, "职级 级别 职位级别 岗位级别 level grade seniority senioritylevel joblevel"),
    (
        Label::Skills,
        "技能 技能要求 关键词 技能标签 技术栈 职位标签 专业技能 技能关键词 标签 核心技能 必备技能 技术要求 skills keyskills requiredskills techstack keywords musthaveskills technologies tags stack",
    ),
    (
        Label::Description,
        "岗位职责 职位描述 工作职责 工作内容 主要职责 职责 岗位描述 职责描述 职位职责 工作描述 做什么 岗位内容 职位介绍 工作任务 jobdescription description responsibilities duties keyresponsibilities jd mainduties therole",
    ),
    (
        Label::Requirement,
        "任职要求 职位要求 岗位要求 任职资格 要求 任职条件 应聘要求 资格要求 招聘要求 用人要求 基本要求 候选人要求 能力要求 requirements requirement qualifications jobrequirements musthave candidateprofile",
    ),
    (
        Label::Notes,
        "备注 说明 福利 福利待遇 职位亮点 亮点 其他 加分项 公司福利 notes remarks benefits comments note remark perks",
    ),
    (Label::Status, "状态 职位状态 招聘状态 进展 status stage"),
    (Label::Id, "职位编号 编号 岗位编号 jobid id reqid requisitionid ref reference jobref refno"),
    (
        Label::Other,
        "招聘人数 人数 需求人数 招聘名额 hc headcount 汇报对象 汇报 下属人数 下属 汇报线 到岗时间 工作时间 上班时间 工作性质 职位类别 职位类型 行业 所属行业 年龄 年龄要求 性别 性别要求 语言要求 语言 专业 专业要求 联系人 联系方式 联系电话 电话 邮箱 投递邮箱 简历投递 发布时间 发布日期 更新时间 公司规模 规模 融资阶段 面试流程 序号 reportsto reportto jobtype employmenttype type contract industry start startdate hours contact email phone apply posted closingdate deadline numberofopenings openings no workingpattern workmode companysize 公司介绍 公司简介",
    ),
];

/// Nothing is shared today but what both call by the same name.
pub(super) const BOTH: &[(Label, &str)] = &[(Label::Other, "网站 官网 homepage url")];
