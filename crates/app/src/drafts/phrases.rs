//! The sentences of the built-in engine, in both languages.

use domain::Locale;

/// The sentences of one language. `{}` is where something goes in.
#[derive(Debug)]
pub(super) struct Phrases {
    pub(super) subject_with_company: &'static str,
    pub(super) subject_of_job: &'static str,
    pub(super) subject: &'static str,
    pub(super) introduction: &'static str,
    pub(super) seen_both: &'static str,
    pub(super) seen_company: &'static str,
    pub(super) seen_position: &'static str,
    pub(super) job: &'static str,
    pub(super) no_job: &'static str,
    pub(super) title: &'static str,
    pub(super) company: &'static str,
    pub(super) locations: &'static str,
    pub(super) salary: &'static str,
    pub(super) shared_skills: &'static str,
    pub(super) list_separator: &'static str,
    pub(super) duties: &'static str,
    pub(super) points: &'static str,
    pub(super) invitation: &'static str,
    pub(super) call: &'static str,
    pub(super) refusal: &'static str,
    pub(super) wishes: &'static str,
    pub(super) template_name: &'static str,
    pub(super) template_job: &'static str,
}

impl Phrases {
    /// The sentences of a language.
    pub(super) const fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::Zh => &ZH,
            Locale::En => &EN,
        }
    }
}

static ZH: Phrases = Phrases {
    subject_with_company: "{{job.company_name}} · {{job.title}}，想听听您的想法",
    subject_of_job: "{{job.title}} 机会，想听听您的想法",
    subject: "想和您聊聊职业机会",
    introduction: "我是猎头顾问 {{user.name}}。",
    seen_both: "了解到您在 {{candidate.current_company}} 担任 {{candidate.current_position}}，",
    seen_company: "了解到您目前在 {{candidate.current_company}}，",
    seen_position: "了解到您目前担任 {{candidate.current_position}}，",
    job: "我正在负责一个职位，觉得与您的经历契合，想介绍给您：",
    no_job: "冒昧来信，是想了解您目前是否愿意看看新的机会。",
    title: "- 职位：{{job.title}}",
    company: "- 公司：{{job.company_name}}",
    locations: "- 地点：{{job.locations}}",
    salary: "- 薪资：{{job.salary_range}}",
    shared_skills: "您在 {} 方面的积累，正是这个职位所看重的。",
    list_separator: "、",
    duties: "这个职位主要做什么：",
    points: "另外想和您说明：",
    invitation: "如果您愿意进一步了解，直接回复这封邮件即可，我会把详细的职位说明发给您。",
    call: "如果您愿意进一步了解，请回复一个方便的时间，我给您打个电话，十分钟即可。",
    refusal: "如果暂时不考虑，也请回复告诉我一声，我就不再打扰。",
    wishes: "祝工作顺利！",
    template_name: "邀请了解机会",
    template_job: "我正在为 {{job.company_name}} 寻找一位 {{job.title}}，觉得您的经历很合适，想听听您的想法。",
};

static EN: Phrases = Phrases {
    subject_with_company: "{{job.title}} at {{job.company_name}}",
    subject_of_job: "A {{job.title}} role you may like",
    subject: "Getting in touch",
    introduction: "My name is {{user.name}}, and I work as a recruiter. ",
    seen_both: "I came across your work as {{candidate.current_position}} at {{candidate.current_company}}. ",
    seen_company: "I came across your work at {{candidate.current_company}}. ",
    seen_position: "I came across your work as {{candidate.current_position}}. ",
    job: "I am looking after a role that I think fits your experience:",
    no_job: "I am writing to ask whether you would be open to hearing about new roles.",
    title: "- Role: {{job.title}}",
    company: "- Company: {{job.company_name}}",
    locations: "- Location: {{job.locations}}",
    salary: "- Salary: {{job.salary_range}}",
    shared_skills: "Your background in {} is just what this role asks for.",
    list_separator: ", ",
    duties: "What the role is about:",
    points: "I would also like to mention:",
    invitation: "If you would like to hear more, simply reply to this mail and I will send you the full description.",
    call: "If you would like to hear more, please reply with a time that suits you, and I will call you for ten minutes.",
    refusal: "If now is not the moment, a short reply is enough and I will not write again.",
    wishes: "Best regards,",
    template_name: "Invitation to talk",
    template_job: "I am recruiting a {{job.title}} for {{job.company_name}} and think your experience fits well, so I would like to hear what you think.",
};
