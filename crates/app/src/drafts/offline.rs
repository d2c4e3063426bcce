//! Writing without a model: sentences of our own around what the records say. Nothing is made up.

use domain::Locale;
use domain::drafts::DraftWarning;
use domain::email_templates::{EmailTemplateFields, Placeholder};
use domain::keywords::Vocabulary;

use super::MailText;
use super::material::Material;
use super::phrases::Phrases;

/// Skills and lines of duties that are named at most.
const NAMED: usize = 4;
const DUTIES: usize = 3;
/// Characters of a line of duties at most.
const LINE: usize = 80;

/// What the core points ask for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wishes {
    /// Things to say, as written.
    say: Vec<String>,
    /// An invitation to a call rather than to a reply.
    call: bool,
    /// What the job is about.
    duties: bool,
    /// A wish of style, which sentences that are fixed cannot follow.
    style: bool,
}

impl Wishes {
    fn of(core_points: &str) -> Self {
        const CALL: &[&str] = &["电话", "通话", "语音", "视频", "call", "phone", "talk", "zoom"];
        const DUTIES: &[&str] =
            &["亮点", "介绍职位", "介绍机会", "介绍岗位", "职责", "highlight", "describe the role", "duties"];
        const STYLE: &[&str] = &["语气", "口吻", "风格", "tone", "style", "wording"];
        const COVERED: &[&str] = &["邀请", "回复", "了解机会", "invite", "reply"];
        let mut wishes = Self::default();
        for point in points(core_points) {
            let folded = point.to_lowercase();
            let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
            match () {
                () if has(STYLE) => wishes.style = true,
                () if has(CALL) => wishes.call = true,
                () if has(DUTIES) => wishes.duties = true,
                () if has(COVERED) && point.chars().count() <= 12 => {}
                () => wishes.say.push(plain(without_verb(point))),
            }
        }
        wishes
    }

    fn warnings(&self) -> Vec<DraftWarning> {
        self.style.then_some(DraftWarning::InstructionNotFollowed).into_iter().collect()
    }
}

/// What is to be said, without the word that asks for it: 强调团队氛围 is about the 团队氛围.
fn without_verb(point: &str) -> &str {
    const VERBS: &[&str] = &[
        "重点强调",
        "强调",
        "突出",
        "说明",
        "提到",
        "提及",
        "介绍",
        "表达",
        "Emphasise ",
        "Emphasize ",
        "Stress ",
        "Mention ",
    ];
    let rest = VERBS.iter().find_map(|verb| point.strip_prefix(verb)).map(str::trim);
    rest.filter(|rest| !rest.is_empty()).unwrap_or(point)
}

/// The single points: lines, and what stands between commas and semicolons.
fn points(core_points: &str) -> Vec<&str> {
    let parts = core_points.split(['\n', '；', ';', '。', '，']).flat_map(|part| part.split(", "));
    parts
        .map(|part| part.trim().trim_start_matches(|c: char| "-*•·".contains(c)).trim())
        .filter(|part| !part.is_empty())
        .collect()
}

/// A mail to a candidate about a job.
pub(super) fn draft(material: &Material, vocabulary: &Vocabulary) -> (MailText, Vec<DraftWarning>) {
    let phrases = Phrases::of(material.locale);
    let wishes = Wishes::of(&material.core_points);
    let mut paragraphs = vec!["{{candidate.salutation}}".to_owned(), opening(material, phrases)];
    paragraphs.extend(facts(material, phrases));
    paragraphs.extend(shared_skills(material, phrases, vocabulary));
    if wishes.duties {
        paragraphs.extend(duties(material, phrases));
    }
    paragraphs.extend(list(phrases.points, &wishes.say));
    paragraphs.extend(closing(phrases, wishes.call));
    let subject = match (material.has(Placeholder::JobTitle), material.has(Placeholder::JobCompanyName)) {
        (true, true) => phrases.subject_with_company,
        (true, false) => phrases.subject_of_job,
        _ => phrases.subject,
    };
    let text = MailText { subject: subject.to_owned(), body: paragraphs.join("\n\n") };
    (text, wishes.warnings())
}

/// A template for many mails: only placeholders that every mail about a job can fill.
pub(super) fn template(core_points: &str, locale: Locale) -> (EmailTemplateFields, Vec<DraftWarning>) {
    let phrases = Phrases::of(locale);
    let wishes = Wishes::of(core_points);
    let mut paragraphs = vec![
        "{{candidate.salutation}}".to_owned(),
        format!("{}{}", phrases.introduction, phrases.template_job),
    ];
    paragraphs.extend(list(phrases.points, &wishes.say));
    paragraphs.extend(closing(phrases, wishes.call));
    let fields = EmailTemplateFields {
        name: phrases.template_name.to_owned(),
        subject: phrases.subject_with_company.to_owned(),
        body: paragraphs.join("\n\n"),
        shared: false,
    };
    (fields, wishes.warnings())
}

fn opening(material: &Material, phrases: &Phrases) -> String {
    let company = material.has(Placeholder::CandidateCurrentCompany);
    let position = material.has(Placeholder::CandidateCurrentPosition);
    let seen = match (company, position) {
        (true, true) => phrases.seen_both,
        (true, false) => phrases.seen_company,
        (false, true) => phrases.seen_position,
        (false, false) => "",
    };
    let reason = if material.job.is_some() { phrases.job } else { phrases.no_job };
    format!("{}{seen}{reason}", phrases.introduction)
}

fn facts(material: &Material, phrases: &Phrases) -> Option<String> {
    let lines = [
        (Placeholder::JobTitle, phrases.title),
        (Placeholder::JobCompanyName, phrases.company),
        (Placeholder::JobLocations, phrases.locations),
        (Placeholder::JobSalaryRange, phrases.salary),
    ];
    let lines: Vec<&str> =
        lines.into_iter().filter(|(slot, _)| material.has(*slot)).map(|(_, line)| line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What the job asks for and the candidate has, those first without which nobody fits.
fn shared_skills(material: &Material, phrases: &Phrases, vocabulary: &Vocabulary) -> Option<String> {
    let (job, candidate) = (material.job.as_ref()?, material.candidate.as_ref()?);
    let has = candidate.keywords.as_deref().unwrap_or_default();
    let wanted = job.keywords.as_deref().unwrap_or_default();
    let must = |code: &&String| job.must_keywords.contains(code);
    let shared = wanted.iter().filter(must).chain(wanted.iter().filter(|code| !must(code)));
    let names: Vec<&str> = shared
        .filter(|code| has.contains(code))
        .filter_map(|code| vocabulary.get(code))
        .filter(|keyword| keyword.category != "seniority")
        .map(|keyword| match material.locale {
            Locale::Zh => keyword.name_zh.as_str(),
            Locale::En => keyword.name_en.as_str(),
        })
        .take(NAMED)
        .collect();
    (!names.is_empty()).then(|| phrases.shared_skills.replace("{}", &names.join(phrases.list_separator)))
}

fn duties(material: &Material, phrases: &Phrases) -> Option<String> {
    let description = material.job.as_ref()?.job_description.as_deref()?;
    let bare = |line: &str| {
        let line = line.trim().trim_start_matches(|c: char| c.is_ascii_digit() || " .、)）-*•·".contains(c));
        plain(line.trim_end_matches(['；', ';', '。']))
    };
    let lines: Vec<String> = description
        .lines()
        .map(bare)
        .filter(|line| (4..=LINE).contains(&line.chars().count()))
        .take(DUTIES)
        .collect();
    list(phrases.duties, &lines)
}

fn list(heading: &str, lines: &[String]) -> Option<String> {
    let items: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
    (!items.is_empty()).then(|| format!("{heading}\n\n{}", items.join("\n")))
}

fn closing(phrases: &Phrases, call: bool) -> [String; 3] {
    let invitation = if call { phrases.call } else { phrases.invitation };
    let gap = if phrases.invitation.is_ascii() { " " } else { "" };
    [
        format!("{invitation}{gap}{}", phrases.refusal),
        phrases.wishes.to_owned(),
        "{{user.signature}}".to_owned(),
    ]
}

/// A text of a record inside a body in Markdown: it brings neither markup nor placeholders with it.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => out.push('('),
            '}' => out.push(')'),
            '*' | '_' | '`' | '<' | '[' | ']' | '\\' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::candidates::CandidateFields;
    use domain::drafts::{check_body, invites_reply};
    use domain::jobs::JobFields;

    use super::*;

    fn material(locale: Locale, core_points: &str) -> Material {
        let keywords = Some(vec!["java".to_owned(), "kubernetes".to_owned()]);
        Material {
            sender: "千里".into(),
            job: Some(JobFields {
                title: "Java 架构师".into(),
                company_name: Some("天河智能".into()),
                salary_range: Some("40-60K".into()),
                keywords: keywords.clone(),
                job_description: Some("1. 负责{{交易}}系统架构；\n2. 带领团队。".into()),
                ..JobFields::default()
            }),
            candidate: Some(CandidateFields {
                name: "李思远".into(),
                current_company: Some("云栈数据".into()),
                keywords,
                ..CandidateFields::default()
            }),
            core_points: core_points.into(),
            locale,
        }
    }

    #[test]
    fn a_mail_keeps_the_rules_and_names_only_what_has_a_value() {
        for locale in [Locale::Zh, Locale::En] {
            let (mail, warnings) = draft(&material(locale, "期权"), Vocabulary::standard());
            assert_eq!(check_body(&mail.body), Ok(()), "{}", mail.body);
            assert!(invites_reply(&mail.body), "{}", mail.body);
            assert!(mail.body.contains("{{job.salary_range}}") && !mail.body.contains("{{job.locations}}"));
            assert!(!mail.body.contains("current_position") && mail.body.contains("Java"), "{}", mail.body);
            assert!(mail.body.contains("- 期权") && warnings.is_empty());
            assert!(!mail.body.contains("李思远"));
        }
    }

    #[test]
    fn core_points_decide_what_is_said() {
        let (mail, warnings) =
            draft(&material(Locale::Zh, "介绍职位亮点，约时间电话沟通；语气亲切"), Vocabulary::standard());
        assert!(mail.body.contains("- 负责((交易))系统架构\n- 带领团队"), "{}", mail.body);
        assert!(mail.body.contains("打个电话"));
        assert_eq!(warnings, [DraftWarning::InstructionNotFollowed]);
    }

    #[test]
    fn a_template_can_be_kept_as_it_is() {
        use domain::Check as _;
        for locale in [Locale::Zh, Locale::En] {
            let (fields, _) = template("邀请了解机会；强调团队和技术氛围", locale);
            assert!(fields.validate().is_ok());
            assert_eq!(check_body(&fields.body), Ok(()));
            assert!(fields.body.contains("{{job.title}}") && fields.body.contains("{{user.name}}"));
            assert!(fields.body.contains("- 团队和技术氛围") && !fields.body.contains("- 邀请"));
        }
    }
}
