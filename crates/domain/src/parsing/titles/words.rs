//! The words by which positions, employers and industries are known, parted by spaces.

/// What Chinese positions end in.
pub(super) const POSITION_ENDINGS: &str = "工程师 经理 总监 主管 专员 助理 顾问 设计师 架构师 分析师 研究员 科学家 总裁 副总 主任 组长 负责人 \
    实习生 代表 会计 出纳 律师 法务 教师 讲师 教授 医生 医师 护士 编辑 记者 运营 客服 销售 采购 专家 开发 \
    测试 店长 厂长 技术员 操作员 司机 文员 秘书 前台 董事 合伙人 策划 经纪人 翻译 审计员 审计师 精算师 \
    培训师 摄影师 剪辑师 导演 创始人 管培生 班长 部长 科长 处长 院长 校长 站长 带头人 博士后 督导 总工 \
    伙伴 首席 官 员 师 总 董事长 总助 主播 达人 画师 美工 前端 后端 运维 猎头 专务 社长 产品 跟单 品控 \
    质检 电工 焊工 技工 领班 店员 导购 老师 班主任 投顾 柜员 教练 药剂师 领队 骨干 leader 原画 买手 选手 \
    后期 编导 编剧 文案 钳工 车工 木工 主厨 总厨 厨师长 主持人 主程 主美 主策 队长 船长 大副 机长 调度 \
    保安 保洁 模特 演员 制片 助教 干事 书记 主席 秘书长 监事 文秘 月嫂 总工程师 高管 掌柜 大厨 技师 学徒";

/// Words that a Latin position has, most often as the last.
pub(super) const POSITION_WORDS: &str = "engineer developer manager director analyst consultant designer architect scientist lead head officer \
    president vp svp avp evp specialist associate assistant intern administrator coordinator executive \
    accountant lawyer counsel researcher professor teacher nurse representative recruiter writer editor \
    founder co-founder cofounder partner strategist planner buyer technician supervisor advisor adviser \
    programmer sre dba controller auditor attorney paralegal postdoc fellow trainee trainer barista \
    solicitor barrister dentist veterinarian surgeon doctor midwife caregiver librarian curator conductor \
    composer musician actor presenter host server waiter bartender cook baker butcher cashier janitor \
    guard plumber carpenter builder fitter scheduler dispatcher negotiator mediator ambassador liaison \
    investigator examiner assessor appraiser toxicologist geologist ecologist psychologist counselor \
    counsellor coach mentor steward captain drafter draftsman modeler modeller quant hacker maintainer \
    expert professional practitioner responsable ceo cto cfo coo cmo cio chro cpo cro ciso hrbp hrd hrm \
    bd pm leader owner master chief superintendent foreman inspector operator instructor lecturer tutor \
    physician pharmacist therapist chef agent broker trader banker underwriter actuary bookkeeper clerk \
    secretary receptionist journalist producer photographer animator artist copywriter marketer \
    generalist evangelist tester economist statistician biologist chemist physicist sourcer merchandiser \
    stylist translator interpreter principal dean chairman chairwoman treasurer secretary-general \
    estimator surveyor machinist welder electrician mechanic driver pilot scrum headhunter postdoctoral \
    ae sdr bdr csm tpm gm";

/// What only employers end in.
pub(super) const STRONG_ENDINGS: &str = "公司 集团 事务所 银行 研究院 研究所 医院 证券 保险 基金 工作室 出版社 酒店 协会 委员会 支行 分行 \
    电视台 设计院 实验室 信托 期货 药业 股份 控股 诊所 幼儿园 小学 中学 大学 学院 商行 律所 报社";

/// What employers end in, and other words too.
pub(super) const WEAK_ENDINGS: &str = "科技 网络 软件 信息 传媒 咨询 教育 电子 电商 智能 技术 互联 制造 汽车 能源 材料 生物 医药 医疗 地产 \
    置业 物流 供应链 贸易 食品 中心 总部 资本 投资 租赁 影业 文化 广告 机构 厂 学校 云 半导体 微电子 通信 \
    数据 金融 支付 游戏 互娱 娱乐 商城 超市 餐饮 服饰 家居 电器 重工 建设 工程局 乳业 酒业 茶业 药房 印务 \
    陶瓷 纺织 服装 灯饰 家具 农业 渔业 航运 港务 环保 检测 机械 精密 光电 新材 化工 石化 钢铁 矿业 电力 \
    水务 燃气 旅游 旅行社 民宿 口腔 药店 书店 影城 剧院 博物馆 美术馆 俱乐部 农场 合作社 酒庄 饭店 宾馆 \
    会所 商会 基金会 学会 管委会 锂电 机器人 航空 航天 船舶 珠宝 化妆品 日化 宠物 母婴 体育 传播 动漫 \
    影视 园林 物业 家政 养老 生态 种业 牧业 林业 担保 人力 云商 数科 智造 智驾 出行 汽贸 车业 轮胎 五金 \
    线缆 仪器 仪表 阀门 轴承 铸造 冶金 铝业 铜业 玻璃 涂料 塑胶 橡胶 纸业 针织 鞋业 箱包 香氛 美妆 咖啡 \
    茶饮 烘焙 连锁 律师 装备 重机 药厂 水泥 电缆 家纺";

/// Legal forms behind Latin names.
pub(super) const LEGAL_FORMS: &str = "inc ltd llc corp corporation co limited gmbh plc ag s.p.a s.a sa b.v bv n.v nv llp lp pte pty fze \
    fzco kg se oy ab as a.s s.r.l srl sarl s.l kk k.k holdings group company sdn bhd";

/// Words that Latin names of companies have.
pub(super) const COMPANY_WORDS: &str = "inc ltd llc gmbh corp technologies technology tech labs lab bank partners consulting holdings group \
    solutions systems software studio studios hospital university institute capital agency ventures \
    analytics robotics foods semiconductor semiconductors microelectronics electronics pharma \
    pharmaceuticals biotech therapeutics medical health healthcare energy motors automotive logistics \
    media games networks digital interactive industries international global company insurance airlines \
    hotels telecom communications payments financial college school foundation council ministry clinic \
    devices instruments materials chemicals retail stores brands apparel skincare outdoor mobility cloud \
    data entertainment pictures press publishing associates advisors investments properties realty \
    construction airways";

/// Companies that are known without any form.
pub(super) const KNOWN_COMPANIES: &str = "腾讯 阿里巴巴 阿里云 蚂蚁集团 蚂蚁金服 字节跳动 抖音 华为 百度 美团 京东 拼多多 网易 小米 滴滴 快手 \
    哔哩哔哩 小红书 携程 联想 中兴 大疆 比亚迪 宁德时代 蔚来 理想汽车 小鹏汽车 吉利 海尔 美的 格力 平安 \
    招商银行 微软 谷歌 亚马逊 苹果 英特尔 英伟达 高通 普华永道 德勤 安永 毕马威 麦肯锡 google microsoft \
    amazon apple meta facebook netflix tencent alibaba bytedance huawei baidu meituan oracle ibm sap \
    intel nvidia deloitte pwc kpmg ey mckinsey accenture stripe uber airbnb linkedin shopify salesforce \
    samsung sony siemens bosch";

/// What companies are in, which sites write beside their names.
pub(super) const INDUSTRIES: &str = "互联网 互联网金融 移动互联网 产业互联网 工业互联网 电子商务 跨境电商 社交电商 在线教育 企业服务 \
    人工智能 智能硬件 计算机软件 新能源汽车 医疗健康 文化传媒 广告营销 生活服务 社交网络 社交媒体 \
    信息安全 网络安全 数据服务 通信设备 电子通信 集成电路 半导体 生物医药 生物技术 医疗器械 智能制造 \
    先进制造 装备制造 汽车制造 新能源 新材料 房地产 供应链物流 现代物流 跨境物流 消费电子 快消品 食品饮料 \
    餐饮服务 金融科技 消费金融 私募基金 公募基金 管理咨询 专业服务 教育培训 职业教育 游戏娱乐 影视娱乐 \
    体育文化 环保能源 化工材料 机械设备 家居建材 酒店旅游 酒店餐饮 农林牧渔 政府机构 事业单位 软件信息 \
    系统集成 大健康 智慧城市 云计算 大数据 物联网";
