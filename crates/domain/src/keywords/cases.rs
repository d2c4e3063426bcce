//! What people write, and the keywords it means.

use super::{Keyword, Vocabulary};

/// Asserts the whole list of codes, in order.
fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, codes)| (text, Vocabulary::standard().codes_in(text), codes))
        .filter(|(_, found, codes)| found != *codes)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn latin_words_are_found_between_chinese_and_not_inside_other_words() {
    check(&[
        ("精通Java开发", &["java"]),
        ("JavaScript", &["javascript"]),
        ("熟悉JavaScript，不会别的", &["javascript"]),
        ("the Javanese island", &[]),
        ("使用Ｊａｖａ和Ｐｙｔｈｏｎ", &["java", "python"]),
        ("Google and Django on MongoDB", &["django", "mongodb"]),
        ("Golang微服务", &["go", "microservices"]),
        ("Vue3、Python3.8、Java 17、MySQL8.0", &["vue", "python", "java", "mysql"]),
        ("Spring\nBoot / spring-cloud / SpringMVC", &["spring-boot", "spring-cloud", "spring-mvc"]),
        ("java_home and _python", &[]),
        ("3+ years of Kubernetes.Next", &["kubernetes"]),
        ("Java+Vue全栈", &["java", "vue", "full-stack"]),
    ]);
}

#[test]
fn a_word_that_two_others_make_between_them_is_not_meant() {
    check(&[
        ("熟悉Webpack或Vite等工程化工具", &["webpack", "vite"]),
        ("推动数字化工作落地", &[]),
        ("精细化工与化工设备", &["chemical-engineering"]),
    ]);
}

#[test]
fn go_is_told_from_going() {
    check(&[
        ("精通Go，熟悉MySQL", &["go", "mysql"]),
        ("后端（Go）", &["backend-development", "go"]),
        ("experience with Go and Rust", &["go", "rust"]),
        ("Senior Go Engineer", &["senior", "go"]),
        ("python、go、java", &["python", "go", "java"]),
        ("Let's go to market", &["go-to-market"]),
        ("let's go", &[]),
        ("Ready to Go", &[]),
        ("Go Live support", &[]),
        ("we go there", &[]),
        ("They go, and we stay", &[]),
    ]);
}

#[test]
fn c_and_its_kin_are_told_apart() {
    check(&[
        ("C", &["c"]),
        ("C++", &["c-plus-plus"]),
        ("C#", &["c-sharp"]),
        ("熟练掌握C/C++/C#", &["c", "c-plus-plus", "c-sharp"]),
        ("C, C++17 and Python", &["c", "c-plus-plus", "python"]),
        ("programming in C and Python", &["c", "python"]),
        ("Objective-C and Swift", &["objective-c", "swift"]),
        ("C语言", &["c"]),
        ("公司完成C轮", &[]),
        ("C端用户", &["b2c-product"]),
        ("C-level executives", &[]),
        ("Vitamin C is good", &[]),
        ("John C. Smith", &[]),
        ("A) Java\nB) Python\nC) nothing", &["java", "python"]),
        ("选项 A、B、C", &[]),
    ]);
}

#[test]
fn r_is_told_from_other_letters() {
    check(&[
        ("Python, R, SAS", &["python", "r", "sas"]),
        ("R语言", &["r"]),
        ("熟悉R和Stata", &["r", "stata"]),
        ("statistics in R and Python", &["statistics", "r", "python"]),
        ("R&D", &[]),
        ("R. Smith wrote it", &[]),
        ("Li R, Wang C. Nature 2020", &[]),
        ("Zhang, R., Li, C. (2019)", &[]),
        ("Toys R Us", &[]),
    ]);
}

#[test]
fn dotted_names_are_whole() {
    check(&[
        (".NET", &["dotnet"]),
        ("熟悉.NET Core和ASP.NET", &["dotnet"]),
        ("behance.net", &[]),
        ("Node.js, Vue.js", &["node-js", "vue"]),
        ("NodeJS与Three.js", &["node-js", "three-js"]),
        ("邮箱：java.sales@excel.com", &[]),
        ("https://github.com/someone/python-spring-boot", &[]),
        ("hr@example.cn，精通Python", &["python"]),
    ]);
}

#[test]
fn names_that_are_ordinary_words_need_more() {
    check(&[
        ("Excel, Word, PowerPoint", &["excel", "office-software", "presentation-software"]),
        ("they excel in teams", &[]),
        ("熟练使用excel、ppt", &["excel", "presentation-software"]),
        ("access to data; market access", &["market-access"]),
        ("MS Access, SQL", &["access-database", "sql"]),
        ("a swift response; SWIFT payments", &[]),
        ("Swift与SwiftUI", &["swift"]),
        ("rust on the hull", &[]),
        ("spark ideas", &[]),
        ("Spark、Flink", &["spark", "flink"]),
        ("it is said: an ai can; AI产品", &["ai-product"]),
        ("使用ai工具", &["artificial-intelligence"]),
        ("BI报表, QA, UI设计", &["business-intelligence", "qa", "ui-design"]),
        ("PR and media relations", &["public-relations"]),
        ("HR与HRBP", &["human-resources", "hrbp"]),
        ("He did it, for us or in hr", &[]),
        ("a React to change", &[]),
        ("react, redux, vue", &["react", "redux", "vue"]),
        ("tensor go through unity", &[]),
        ("Unity3D", &["unity"]),
        ("German automotive companies", &[]),
        ("English (C1), German (B2)", &["english", "german"]),
        ("fluent in French and Spanish", &["french", "spanish"]),
    ]);
}

#[test]
fn chinese_terms_are_found_in_running_text() {
    check(&[
        ("熟悉分布式系统设计", &["distributed-systems"]),
        ("负责后端研发与k8s运维", &["backend-development", "kubernetes", "it-operations"]),
        ("会计、审计、法务", &["accounting", "audit", "legal-affairs"]),
        ("社会计划", &[]),
        ("有限公司法务经理", &["legal-affairs"]),
        ("上市公司", &[]),
        ("公司正在招聘，招聘需求如下", &[]),
        ("负责技术招聘与薪酬福利", &["recruiting", "compensation-benefits"]),
        ("五险一金，缴纳社保", &[]),
        ("数据分析师，会SQL", &["data-analysis", "sql"]),
        ("分布式 光伏", &["distributed-systems", "photovoltaics"]),
        ("大模型量化", &["large-language-models"]),
    ]);
}

#[test]
fn the_longer_of_two_terms_counts_and_a_shorter_one_where_the_longer_is_no_word() {
    check(&[
        ("Spring Boot", &["spring-boot"]),
        ("Spring Bootstrap", &["spring", "bootstrap-css"]),
        ("SQL Server and SQL", &["sql-server", "sql"]),
        ("SQL Serverless", &["sql", "serverless"]),
        ("机器学习平台", &["mlops"]),
    ]);
}

#[test]
fn places_are_counted_in_scalars_of_the_text_as_given() {
    let text = "😀 精通　Ｓｐｒｉｎｇ \n Boot、REST APIs";
    let found = Vocabulary::standard().extract(text);
    let words: Vec<String> =
        found.iter().map(|f| text.chars().skip(f.start).take(f.end - f.start).collect()).collect();
    assert_eq!(words, ["Ｓｐｒｉｎｇ \n Boot", "REST APIs"]);
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["spring-boot", "rest-api"]);
}

#[test]
fn one_raw_skill_is_put_into_the_terms_of_the_vocabulary() {
    let cases = [
        ("k8s", Some("kubernetes")),
        ("后端", Some("backend-development")),
        ("go", Some("go")),
        ("ｇｏ", Some("go")),
        (" c ", Some("c")),
        ("spring-boot", Some("spring-boot")),
        ("SPRINGBOOT", Some("spring-boot")),
        ("精通Java", Some("java")),
        ("Java开发", Some("java")),
        ("Python 3.8", Some("python")),
        ("c-plus-plus", Some("c-plus-plus")),
        ("Java/Python", None),
        ("踢足球", None),
        ("", None),
        ("worked on a very long project that once had some java in it", None),
    ];
    for (word, code) in cases {
        let found = Vocabulary::standard().normalize(word).map(|keyword| keyword.code.as_str());
        assert_eq!(found, code, "{word}");
    }
}

#[test]
fn typing_suggests_the_exact_then_the_prefix_then_the_rest() {
    let codes = |part: &str| -> Vec<&str> {
        Vocabulary::standard().suggest(part, 8).iter().map(|keyword| keyword.code.as_str()).collect()
    };
    assert_eq!(codes("java")[..2], ["java", "javascript"]);
    assert_eq!(codes("Kube")[0], "kubernetes");
    assert_eq!(codes("微服")[0], "microservices");
    assert!(codes("script").contains(&"typescript"));
    assert_eq!(codes("").len(), 8);
    assert!(codes("no such thing").is_empty());
}

#[test]
fn an_organization_adds_keywords_and_spellings() {
    let own = Keyword {
        code: "falcon".into(),
        category: "technology".into(),
        name_zh: "猎鹰平台".into(),
        name_en: "Falcon".into(),
        aliases: vec!["KK".into(), "数仓".into()],
        ..Keyword::default()
    };
    let more = Keyword { code: "java".into(), name_zh: "爪哇".into(), ..Keyword::default() };
    let standard = Vocabulary::standard();
    let vocabulary = standard.with([own, more]);
    assert_eq!(vocabulary.codes_in("猎鹰平台、爪哇、Java、数仓"), ["falcon", "java"]);
    assert_eq!(standard.codes_in("猎鹰平台、爪哇、Java、数仓"), ["java", "data-warehouse"]);
    assert_eq!(vocabulary.get("java").map(|java| java.name_zh.as_str()), Some("Java"));
    assert_eq!(vocabulary.keywords().len(), standard.keywords().len() + 1);
    assert_ne!(vocabulary.version(), standard.version());
    assert_eq!(standard.with([]).version(), standard.version());
}
