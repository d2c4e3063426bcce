//! The names of everything that can be done through the API and is written into the operation log.
//!
//! A test of the `http` crate holds the catalogue complete: every operation that changes something has its row.

mod catalogue;

use serde::{Deserialize, Serialize};

use crate::masking::About;
use crate::{Coded, Locale};

pub use catalogue::OPERATIONS;

/// An operation, as the operation log names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The id in the OpenAPI document; the log's `action`.
    pub id: &'static str,
    /// The part of the product that it belongs to.
    pub module: Module,
    /// English name.
    pub en: &'static str,
    /// Chinese name.
    pub zh: &'static str,
}

impl Operation {
    /// The operation with this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|operation| operation.id == id)
    }

    /// The name for a person.
    pub const fn title(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::Zh => self.zh,
        }
    }
}

/// A part of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the table below gives the title of each in both languages")]
pub enum Module {
    Account,
    Users,
    Roles,
    Teams,
    Menus,
    Invitations,
    Organization,
    Installation,
    Jobs,
    Companies,
    Candidates,
    CandidateGroups,
    Keywords,
    Emails,
    EmailTemplates,
    EmailAccounts,
    Models,
    Tasks,
}

const MODULES: &[(Module, &str, &str, &str)] = &[
    (Module::Account, "account", "Account", "账号"),
    (Module::Users, "users", "Users", "用户"),
    (Module::Roles, "roles", "Roles", "角色"),
    (Module::Teams, "teams", "Teams", "团队"),
    (Module::Menus, "menus", "Menus", "菜单"),
    (Module::Invitations, "invitations", "Invitations", "邀请"),
    (Module::Organization, "organization", "Organization", "组织"),
    (Module::Installation, "installation", "Installation", "系统"),
    (Module::Jobs, "jobs", "Jobs", "职位"),
    (Module::Companies, "companies", "Companies", "公司"),
    (Module::Candidates, "candidates", "Candidates", "人选"),
    (Module::CandidateGroups, "candidate_groups", "Candidate groups", "人选分组"),
    (Module::Keywords, "keywords", "Vocabulary", "词库"),
    (Module::Emails, "emails", "Mail", "邮件"),
    (Module::EmailTemplates, "email_templates", "Mail templates", "邮件模板"),
    (Module::EmailAccounts, "email_accounts", "Mailboxes", "发信邮箱"),
    (Module::Models, "models", "AI models", "AI 模型"),
    (Module::Tasks, "tasks", "Tasks", "后台任务"),
];

impl Module {
    fn row(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        &MODULES[self as usize]
    }

    /// The name for a person.
    pub fn title(self, locale: Locale) -> &'static str {
        let (_, _, en, zh) = self.row();
        match locale {
            Locale::En => en,
            Locale::Zh => zh,
        }
    }

    /// Whether a `name` in its requests is the name of a person.
    pub fn about(self) -> About {
        match self {
            Self::Account
            | Self::Users
            | Self::Invitations
            | Self::Candidates
            | Self::CandidateGroups
            | Self::Emails => About::People,
            _ => About::Things,
        }
    }
}

impl Coded for Module {
    const ALL: &'static [Self] = &[
        Self::Account,
        Self::Users,
        Self::Roles,
        Self::Teams,
        Self::Menus,
        Self::Invitations,
        Self::Organization,
        Self::Installation,
        Self::Jobs,
        Self::Companies,
        Self::Candidates,
        Self::CandidateGroups,
        Self::Keywords,
        Self::Emails,
        Self::EmailTemplates,
        Self::EmailAccounts,
        Self::Models,
        Self::Tasks,
    ];

    fn code(self) -> &'static str {
        self.row().1
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_module_and_operation_has_a_word_and_names_of_its_own() {
        for (index, row) in MODULES.iter().enumerate() {
            assert_eq!(row.0 as usize, index, "{} is out of order", row.1);
        }
        let modules: BTreeSet<_> = Module::ALL.iter().map(|module| module.code()).collect();
        assert_eq!(modules.len(), MODULES.len());
        let ids: BTreeSet<_> = OPERATIONS.iter().map(|operation| operation.id).collect();
        assert_eq!(ids.len(), OPERATIONS.len());
        for locale in [Locale::En, Locale::Zh] {
            let titles: BTreeSet<_> = OPERATIONS
                .iter()
                .map(|operation| (operation.module.code(), operation.title(locale)))
                .collect();
            assert_eq!(titles.len(), OPERATIONS.len(), "two operations of a module have one name");
        }
    }
}
