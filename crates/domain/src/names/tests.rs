//! What is a name, and what only looks like one.

use super::*;

#[test]
fn names_are_names() {
    for name in [
        "张伟",
        "李思远",
        "欧阳建国",
        "司马晓燕",
        "诸葛若兰",
        "王 雅 琪",
        "张　伟",
        "何志强",
        "赵明轩",
        "马天宇",
        "阿依古丽·买买提",
        "Daniel Whitmore",
        "DANIEL WHITMORE",
        "Zhang Wei",
        "Siyuan Li",
        "Xu Wenbo",
        "Kevin O'Rourke",
        "Robert J. Castellano",
        "Priya Raman",
        "林婉婷 (Wanda Lin)",
        "Wanda Lin 林婉婷",
        "Dr. Ingrid M. Solheim",
        "Maria de la Cruz",
        "Ouyang Jianguo",
        "Chen Xiao (Shawn)",
        "Grace Law",
        "Sarah O'Donnell, CFA, MBA",
        "周子涵",
        "鲁班尧",
    ] {
        assert!(likelihood(name) >= 0.5, "{name}: {}", likelihood(name));
    }
}

#[test]
fn words_are_no_names() {
    for text in [
        "个人简历",
        "求职意向",
        "项目经理",
        "高级工程师",
        "教育背景",
        "工作经历",
        "基本信息",
        "江苏南京",
        "宁波",
        "成都",
        "应届毕业",
        "自我评价",
        "联系方式",
        "中国平安",
        "Java Engineer",
        "Curriculum Vitae",
        "Work Experience",
        "San Francisco",
        "Personal Information",
        "Summary",
        "New York",
        "Staff Software Engineer",
        "Northbeam Studio",
        "Machine Learning",
        "毕业院校",
        "任职要求",
        "程序设计",
        "张",
        "人选推荐报告",
        "Google Analytics",
        "Spring Boot",
        "Design Systems",
        "User Research",
        "赵明轩 男",
    ] {
        assert_eq!(likelihood(text), 0.0, "{text}");
    }
}

#[test]
fn names_are_written_one_way() {
    for (written, kept) in [
        ("张　伟", "张伟"),
        ("DANIEL WHITMORE", "Daniel Whitmore"),
        ("诸葛若兰 博士", "诸葛若兰"),
        ("KEVIN O'ROURKE", "Kevin O'Rourke"),
        ("林婉婷 (Wanda Lin)", "林婉婷 Wanda Lin"),
        ("# 何志强", "何志强"),
        ("Dr. Ingrid M. Solheim", "Ingrid M. Solheim"),
        ("Sarah O'Donnell, CFA, MBA", "Sarah O'Donnell"),
        ("ZHAO Ruoyun (Vivian)", "Zhao Ruoyun (Vivian)"),
    ] {
        assert_eq!(normalize(written).as_deref(), Some(kept));
    }
    assert_eq!(normalize("个人简历"), None);
}

#[test]
fn file_names_hint_at_names() {
    for (file, name) in [
        ("李思远_Java_5年.pdf", Some("李思远")),
        ("【产品经理_北京】陈嘉怡 5年.docx", Some("陈嘉怡")),
        ("简历-王雅琪.docx", Some("王雅琪")),
        ("张伟的简历.txt", Some("张伟")),
        ("John_Smith_Resume.pdf", Some("John Smith")),
        ("resume.pdf", None),
        ("zh-table-sales.docx", None),
        ("个人简历.docx", None),
    ] {
        assert_eq!(in_file_name(file).as_deref(), name, "{file}");
    }
}

#[test]
fn the_same_person_is_known_in_either_order_and_script() {
    assert!(same("Wei Zhang", "ZHANG WEI"));
    assert!(same("林婉婷 Wanda Lin", "林婉婷"));
    assert!(!same("张伟", "张维"));
}
