//! The lists behind names: surnames, syllables, given names, and words that only look like names.

/// Chinese surnames of one character.
pub(super) const SINGLE: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦马\
    苗方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹\
    狄米贝臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡\
    凌霍虞万柯昝管卢莫房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲封芮羿储\
    靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎\
    蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿边扈燕冀\
    郏浦尚农温庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾暨居衡步耿满弘匡文寇禄阙东欧殳沃蔚越夔隆巩厍聂晁\
    勾敖融冷訾辛阚简饶曾毋沙乜鞠丰巢关蒯查荆游竺权逯盖桓肖涂冼岳帅缑亢况琴牟佘佴伯南墨哈谯笪阳佟福覃揭闫\
    付代岩仝楼迟练娜官苑粟邸栗麦凃冒展敬鹿仉卿苟镇刑";

/// Chinese surnames of two characters.
pub(super) const COMPOUND: &str = "欧阳 司马 诸葛 上官 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 \
    端木 百里 呼延 轩辕 南宫 西门 东郭 独孤 澹台 公冶 淳于 单于 太叔 申屠 钟离 \
    闾丘 鲜于 赫连 拓跋 完颜 纳兰 万俟 闻人 濮阳 仲孙 宗政 亓官 司寇 颛孙 巫马 \
    公西 漆雕 乐正 壤驷 公良 谷梁 段干 东门 羊舌 微生 梁丘 左丘 叶赫 那拉 耶律 \
    爱新 歐陽 諸葛";

/// The surnames that nearly everybody has.
pub(super) const COMMON: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎\
    余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文\
    庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹\
    关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶\
    刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜\
    鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺肖闫付\
    代";

/// Characters that no given name has, but the words of résumés do.
pub(super) const NEVER_GIVEN: &str = "的是及或了司部历简技务职员监管岗位责项目序统计算机软件硬测试营销售市场审医药教训校院所厂店\
    馆站局处室组团队工客户薪资待遇要描述电话邮箱址籍现岁别族面貌婚姻状况毕专息我评价证趣他备\
    注附推荐报告密险融券投互网贸制车服饰餐饮酒游戏媒咨询械材料筑装区县镇乡村街号楼间点态届硕\
    招聘急候选验总副级类型势个";

/// Endings of words that begin with a surname's character and are no names.
pub(super) const ENDINGS: &[&str] = &[
    "简历",
    "公司",
    "经理",
    "总监",
    "主管",
    "专员",
    "助理",
    "顾问",
    "工程师",
    "设计师",
    "律师",
    "老师",
    "先生",
    "女士",
    "小姐",
    "同学",
    "博士",
    "硕士",
    "本科",
    "大学",
    "学院",
    "学历",
    "经历",
    "经验",
    "能力",
    "技能",
    "信息",
    "资料",
    "概况",
    "概述",
    "背景",
    "评价",
    "意向",
    "目标",
    "方式",
    "情况",
    "要求",
    "职责",
    "描述",
    "介绍",
    "集团",
    "银行",
    "科技",
    "医院",
    "中国",
    "平安",
    "总裁",
    "总工",
    "主任",
    "会计",
    "出纳",
    "时间",
    "方案",
    "管理",
    "分析",
    "设计",
    "研发",
    "运维",
    "前端",
    "后端",
    "语言",
    "市",
    "省",
    "区",
    "县",
    "语",
    "学习",
    "研究",
    "实习",
    "在职",
    "离职",
    "专业",
    "行业",
    "方向",
    "平台",
    "数据",
    "算法",
    "架构",
    "安全",
    "网络",
    "产品",
    "成果",
    "业绩",
    "亮点",
    "荣誉",
    "奖项",
    "党员",
    "团员",
    "群众",
    "健康",
    "未婚",
    "已婚",
    "汉族",
    "满族",
    "回族",
    "全职",
    "兼职",
    "面议",
    "不限",
    "以上",
    "年薪",
    "月薪",
    "应届",
    "毕业",
    "优先",
    "高中",
    "中专",
    "大专",
    "统招",
    "自考",
    "金融",
    "贸易",
    "商务",
    "自驾",
    "英语",
    "日语",
    "法语",
    "德语",
    "文档",
    "学生",
    "领导",
    "团队",
    "成员",
    "负责",
    "参与",
];

/// Ordinary words that begin with a surname's character.
pub(super) const ORDINARY: &str = "高级 资深 中级 初级 于是 应届 应聘 于今 华东 华南 华北 华中 东北 西北 西南 \
    江苏 江西 广东 广西 山东 山西 云南 安徽 海南 河南 河北 湖南 湖北 宁夏 甘肃 \
    贵州 安全 金属 石油 石化 成本 成长 成果 平台 时尚 明确 和谐 全栈 全部 全国 \
    全日制 常驻 常用 常见 常住 经济 经营 元素 应用 容器 强烈 成功 平面 万科 万达 \
    华为 金蝶 用友 云计算 单片机 白皮书 安卓 方法 方向 方式 关键 关于 关系 解决 \
    管理 管培生 解决方案 汽车 房地产 施工 包装 包括 计划 计算机 项目 文案 文化 文学 \
    文件 文员 边缘 双一流 通信 通过 越南 韩国 泰国 英国 德国 法国 日本 美国 温州 \
    常州 郑州 徐州 杭州 左右 能源 居住 容量 向上 连锁 干部 金工 车工 车间 钱包 \
    水平 成就 康复 应收 荣誉 党校 夏令营 江浙沪 常务 席位 路演 路径 高管 高效 高端 \
    高并发 高可用 高新 高校 高考 高中 高职 高薪 高尔夫 田径 毕业 毕设 计生 充分 \
    曾任 曾用名 任职 任务 任期 沟通 明细 时长 时薪 雷达 石墨 权益 牛客 游泳 简历 \
    简介 简述 简况 华润 华夏 白酒 古建 池州 安防 安装 武术 齐全 程序 龙头 龙湖 \
    万元 万人 马上 马术 舒适 童装 何时 何地 郁闷 阳光 阳性 党政 和平 和睦 钢琴 \
    麦当劳 燕京 边际 苏宁 顾客 顾问 康师傅 米其林 梅花 汤臣 黄金 黄页 岳阳 景观 \
    甘特图 广告 凌晨 幸福 满意 满分 满足 满族 祖国 海归 海外 牧业 羊绒 印刷 印度 \
    印尼 寿险 农业 农村 农学 白班 段位 谷歌 封装 商业 商城 国际 国内 国企 东南亚 \
    欧美 欧洲 辛苦 聂卫平 勾画 融资 空间 须知 关注 查询 红包 权限 盖章 公共 公关 \
    公积金 文书 计划书 毕业生 毕业证 应聘书 应发 平均 成人 常人 管人 单子 金子 包子 池子 车子 牛子 石子 平台业 能业 公开 公开课 公立 公会 公文 文件夹 申请人 申请书 计划性 时间段 成都人 工会 党委 团委 全会 全优 武术 战术 路由 单元 平方 金牌 高中生 高管人 应用型 通用 通信业 常规 方法论 解决 公积金 闭环 岩土 迟到 练习 官网 原型 官方 官微";

/// English given names that settle the matter.
pub(super) const GIVEN: &str = "aaron abby abigail adam adele adrian agnes ahmed aidan alan albert alex alexander alexandra alfred \
    ali alice alicia alison allen alyssa amanda amber amelia amit amy ana andre andrea andrew andy angel \
    angela angelina anita ann anna anne annie anthony antonio april arjun arthur ashley astrid audrey \
    austin ava barbara beatrice ben benjamin bernard beth betty bill billy bob bonnie brad bradley \
    brandon brenda brian bridget bruce bruno bryan caitlin calvin cameron carl carla carlos carmen carol \
    caroline catherine cathy cecilia charles charlie charlotte chelsea cheryl chloe chris christian \
    christina christine christopher cindy claire clara claude connor courtney craig crystal cynthia \
    daisy dale dan dana daniel daniela danielle danny darren dave david dawn dean deborah debra dennis \
    derek diana diane diego dominic don donald donna dora doris dorothy doug douglas duncan dylan eddie \
    edgar edith edmund edward edwin eileen elaine eleanor elena eli elijah elizabeth ella ellen ellie \
    emily emma eric erica erik erin ethan eugene eva evan evelyn faith farah fatima felicia felix \
    fernando fiona florence frances francis francisco frank fred frederick gabriel gareth gary gavin \
    gemma geoffrey george gerald gina giulia giovanni glen gloria gordon grace graham grant greg gregory \
    greta gustav guy hannah harold harriet harry hassan hazel heather hector heidi helen helena henry \
    herbert holly howard hugh hugo ian ibrahim ingrid irene iris isaac isabel isabella ivan ivy jack \
    jackie jackson jacob jacqueline jaime jake james jamie jan jane janet janice jared jasmine jason \
    javier jay jean jeff jeffrey jenna jennifer jenny jeremy jerry jesse jessica jessie jill jim jimmy \
    joan joanna joe joel johan john johnny jon jonathan jordan jorge jose joseph josh joshua joy joyce \
    juan judith judy julia julian julie juliet june justin karen karl kate katherine kathleen kathryn \
    kathy katie kay keith kelly ken kenneth kevin kim kimberly kirk kristen kristin kumar kyle lara \
    larry laura lauren laurie lawrence leah lee leila lena leo leon leonard leslie lewis liam lillian \
    lily linda lindsay lisa liz logan lois lorraine louis louise lucas lucy luis luke lydia lynn mabel \
    madison maggie malcolm marc marcel marco marcus margaret maria marie marina mario marion mark martha \
    martin mary mason matt matteo matthew maureen max maya megan melanie melissa mia michael michelle \
    miguel mike miles miranda mitchell mohamed mohammed molly monica morgan nadia nancy naomi natalie \
    natasha nathan neil nelson nicholas nick nicola nicole nina noah nora norman oliver olivia omar \
    oscar owen pamela patricia patrick paul paula pedro peggy penny peter phil philip phillip phoebe \
    pierre polly priya rachel rafael raj ralph ramon randy raymond rebecca regina rene rhys ricardo \
    richard rick rita rob robert roberto robin rodney roger roland roman ron ronald rosa rose rosemary \
    ross roy ruby russell ruth ryan sabrina sally sam samantha samuel sandra sara sarah scott sean \
    sebastian sergio shane shannon sharon sheila shirley sidney simon sofia sonia sophia sophie stacy \
    stan stanley stella stephanie stephen steve steven stuart sue susan suzanne sylvia tania tara ted \
    teresa terry theodore theresa thomas tiffany tim timothy tina todd tom tommy tony tracy travis \
    trevor tyler ursula valerie vanessa vera veronica vicky victor victoria vincent violet viola \
    virginia vivian wade walter wanda warren wayne wendy wesley will william willow winnie xavier \
    yolanda yusuf yvonne zachary zoe kenji yuki hiroshi jin sung min seung anil sanjay rahul deepak ravi \
    vijay suresh neha anjali pooja lakshmi";

/// The surnames above in pinyin, and in the spellings of Hong Kong.
pub(super) const PINYIN_SURNAMES: &str = "ai aixin an ao au ba bai baili ban bao bei ben bi bian bing bo bu cai cang cao cen ceng cha chai \
    chan chang chanyu chao che chen cheng cheung chi chiu chong chou chow chu chunyu cui da dai dan dang \
    deng di diao ding dong dongfang dongguo dongmen dou du duan duangan duanmu dugu e er fan fang fei \
    feng fu fung gai gan gao ge geng gong gongliang gongsun gongxi gongye gou gu guan gui guliang guo ha \
    han hang hao he helian heng ho hong hou hu hua huai huan huang huangfu hui huo huyan ji jia jian \
    jiang jiao jie jin jing ju kang ke kong kou kuai kuang kui kwan kwok lai lam lan lang lao lau le lei \
    leng leung lezheng li lian liang liangqiu liao lin ling linghu liu long lou lu luan luo lv lvqiu lyu \
    ma mai mak man mao mei meng mi miao mie min mo moqi mou mu murong na nala nalan nan nangong ng ni \
    nie ning niu nong ou ouyang pan pang pei peng pi piao pu puyang qi qian qiang qiao qidiao qiguan qin \
    qing qiu qu quan que ran rangsi rao ren rong ru ruan rui sang sha shan shang shangguan shao she shen \
    sheng shentu shi shou shu shuai shuang si sikong sikou sima situ song su sun suo sze szeto tai \
    taishu tan tang tantai tao teng tian tong tou tsang tse tsui tu tuoba wan wang wanyan wei weisheng \
    wen weng wenren wo wong wu wuma xi xia xiahou xian xiang xianyu xiao xie ximen xin xing xiong xu \
    xuan xuanyuan xue xun yan yang yangshe yao ye yehe yelv yeung yi yin ying yip yong you yu yuan yuchi \
    yue yun yuwen zai zan zang zeng zha zhan zhang zhangsun zhao zhen zheng zhong zhongli zhongsun zhou \
    zhu zhuang zhuansun zhuge zhuo zi zong zongzheng zou zu zuo zuoqiu";

/// The syllables of pinyin without tones.
pub(super) const SYLLABLES: &str = "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biang biao bie bin bing bo bong bu ca cai \
    can cang cao ce cei ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan \
    chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei deng di dian diao \
    die din ding diu dong dou du duan dui dun duo en er fa fan fang fei fen feng fo fou fu ga gai gan \
    gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen \
    heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju \
    juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan \
    lang lao le lei len leng li lia lian liang liao lie lin ling liu long lou lu luan lun luo lv lve ma \
    mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei \
    nen neng ni nia nian niang niao nie nin ning niu nong nu nuan nuo nv nve ou pa pai pan pang pao pei \
    pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan \
    que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen seng \
    sha shai shan shang shao she shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song \
    sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun \
    tuo wa wai wan wang wei wen weng wo wong wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan \
    xue xun ya yan yang yao ye yi yin ying yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng \
    zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi \
    zong zou zu zuan zui zun zuo lyu nyu";

/// English words that begin with a capital in résumés and are no names.
pub(super) const NO_NAMES: &str = "resume résumé curriculum vitae cv profile summary objective experience employment history work \
    education training skills skill languages language contact details information personal professional \
    technical core key competencies achievements awards honors certifications certificates publications \
    projects interests hobbies references engineer engineering developer development manager management \
    director analyst consultant designer design architect scientist science lead leader head officer \
    president vice specialist associate assistant intern internship administrator coordinator executive \
    accountant accounting lawyer counsel researcher research professor teacher nurse representative \
    sales marketing product project program programme software hardware mechanical electrical senior \
    junior staff principal chief technology systems system data machine learning artificial intelligence \
    cloud security network database web mobile frontend backend full stack devops quality assurance test \
    testing business finance financial operations human resources supply chain company inc ltd llc corp \
    corporation co group holdings limited gmbh plc studio studios labs lab technologies solutions \
    services service consulting partners bank capital university college school institute academy \
    hospital center centre department of and the for in at to with by on from or an a bachelor master \
    doctor phd mba degree diploma arts cum laude page confidential candidate report recommendation \
    overview about career highlights location address phone email nationality gender male female date \
    birth expected current salary notice period availability available native fluent bilingual english \
    chinese mandarin cantonese french german spanish japanese korean italian java python javascript \
    typescript golang spring boot react angular docker kubernetes linux google analytics amazon \
    microsoft azure apple facebook oracle office excel power word photoshop figma sketch adobe creative \
    suite user interface content social media digital brand strategy growth customer success account \
    enterprise support public relations job title description position role requirements \
    responsibilities qualifications benefits apply hiring remote hybrid full-time part-time contract \
    permanent north south east west street road avenue city state united kingdom states america china \
    usa uk india singapore australia canada germany france europe asia pacific global international top \
    new our your we you who what why how team teams present january february march july september \
    october november december feb mar apr jul aug sep sept oct nov dec monday friday lean six sigma \
    agile scrum certified prototyping visual communication communications graphic industrial mathematics \
    statistics physics chemistry biology economics law medicine clinical trials nursing health care \
    healthcare legal compliance risk audit tax treasury investment portfolio asset equity private \
    venture fund insurance real estate construction manufacturing production logistics procurement \
    purchasing warehouse inventory retail e-commerce commerce hospitality travel food beverage energy \
    oil gas electronics semiconductor automotive aerospace telecom telecommunications entertainment \
    gaming games recruitment recruiting talent acquisition payroll compensation writing reading music \
    sports photography request dear sir madam hello regards sincerely thank thanks weekly monthly annual \
    budget forecast planning analysis modeling modelling deep natural processing computer vision big \
    spark hadoop kafka redis mysql postgresql mongodb";
