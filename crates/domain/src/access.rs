//! Who may do what: permissions, roles, and the actor on whose behalf everything happens.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Coded, Error, Locale, Result};

/// What an operation asks of its caller. Every operation of the API declares one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Anybody signed in: one's own things only.
    SignedIn,
    /// A permission in the organization.
    Permission(Permission),
}

/// A permission, written `module:resource:action`. The table below is the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the table below gives the title of each in both languages")]
pub enum Permission {
    CompanyRead,
    CompanyCreate,
    CompanyUpdate,
    CompanyDelete,
    JobRead,
    JobCreate,
    JobUpdate,
    JobDelete,
    JobImport,
    CandidateRead,
    CandidateCreate,
    CandidateUpdate,
    CandidateDelete,
    CandidateImport,
    CandidateExport,
    GroupRead,
    GroupCreate,
    GroupUpdate,
    GroupDelete,
    KeywordRead,
    KeywordCreate,
    KeywordUpdate,
    KeywordDelete,
    MatchRead,
    ReportRead,
    TemplateRead,
    TemplateCreate,
    TemplateUpdate,
    TemplateDelete,
    EmailRead,
    EmailSend,
    ModelRead,
    ModelCreate,
    ModelUpdate,
    ModelDelete,
    OrganizationRead,
    OrganizationUpdate,
    UserRead,
    UserCreate,
    UserUpdate,
    UserDelete,
    UserImport,
    UserExport,
    RoleRead,
    RoleCreate,
    RoleUpdate,
    RoleDelete,
    TeamRead,
    TeamCreate,
    TeamUpdate,
    TeamDelete,
    MenuRead,
    MenuUpdate,
    InvitationRead,
    InvitationCreate,
    InvitationDelete,
    SessionRead,
    SessionDelete,
    LogRead,
    LogExport,
    StatisticsRead,
    StatisticsExport,
    InstallationRead,
    InstallationUpdate,
}

/// One row of the catalogue: permission, word, English title, Chinese title.
type Row = (Permission, &'static str, &'static str, &'static str);

const CATALOGUE: &[Row] = &[
    (Permission::CompanyRead, "recruit:company:read", "See companies", "查看公司"),
    (Permission::CompanyCreate, "recruit:company:create", "Add companies", "新增公司"),
    (Permission::CompanyUpdate, "recruit:company:update", "Change companies", "编辑公司"),
    (Permission::CompanyDelete, "recruit:company:delete", "Delete companies", "删除公司"),
    (Permission::JobRead, "recruit:job:read", "See jobs", "查看职位"),
    (Permission::JobCreate, "recruit:job:create", "Add jobs", "新增职位"),
    (Permission::JobUpdate, "recruit:job:update", "Change jobs", "编辑职位"),
    (Permission::JobDelete, "recruit:job:delete", "Delete jobs", "删除职位"),
    (Permission::JobImport, "recruit:job:import", "Import and parse jobs", "导入与解析职位"),
    (Permission::CandidateRead, "recruit:candidate:read", "See candidates", "查看人选"),
    (Permission::CandidateCreate, "recruit:candidate:create", "Add candidates", "新增人选"),
    (Permission::CandidateUpdate, "recruit:candidate:update", "Change candidates", "编辑人选"),
    (Permission::CandidateDelete, "recruit:candidate:delete", "Delete candidates", "删除人选"),
    (
        Permission::CandidateImport,
        "recruit:candidate:import",
        "Import and parse candidates",
        "导入与解析人选",
    ),
    (Permission::CandidateExport, "recruit:candidate:export", "Export candidates", "导出人选"),
    (Permission::GroupRead, "recruit:group:read", "See candidate groups", "查看人选分组"),
    (Permission::GroupCreate, "recruit:group:create", "Add candidate groups", "新增人选分组"),
    (Permission::GroupUpdate, "recruit:group:update", "Change candidate groups", "编辑人选分组"),
    (Permission::GroupDelete, "recruit:group:delete", "Delete candidate groups", "删除人选分组"),
    (Permission::KeywordRead, "recruit:keyword:read", "See the vocabulary", "查看词库"),
    (Permission::KeywordCreate, "recruit:keyword:create", "Add keywords", "新增关键词"),
    (Permission::KeywordUpdate, "recruit:keyword:update", "Change keywords", "编辑关键词"),
    (Permission::KeywordDelete, "recruit:keyword:delete", "Delete keywords", "删除关键词"),
    (Permission::MatchRead, "recruit:match:read", "See matches", "查看匹配"),
    (Permission::ReportRead, "recruit:report:read", "See the dashboard", "查看工作台"),
    (Permission::TemplateRead, "mail:template:read", "See mail templates", "查看邮件模板"),
    (Permission::TemplateCreate, "mail:template:create", "Add mail templates", "新增邮件模板"),
    (Permission::TemplateUpdate, "mail:template:update", "Change mail templates", "编辑邮件模板"),
    (Permission::TemplateDelete, "mail:template:delete", "Delete mail templates", "删除邮件模板"),
    (Permission::EmailRead, "mail:email:read", "See mails", "查看邮件"),
    (Permission::EmailSend, "mail:email:send", "Write and send mails", "撰写与发送邮件"),
    (Permission::ModelRead, "ai:model:read", "See AI models", "查看 AI 模型"),
    (Permission::ModelCreate, "ai:model:create", "Add AI models", "新增 AI 模型"),
    (Permission::ModelUpdate, "ai:model:update", "Change AI models", "编辑 AI 模型"),
    (Permission::ModelDelete, "ai:model:delete", "Delete AI models", "删除 AI 模型"),
    (
        Permission::OrganizationRead,
        "system:organization:read",
        "See the organization's settings",
        "查看组织设置",
    ),
    (
        Permission::OrganizationUpdate,
        "system:organization:update",
        "Change the organization's settings",
        "修改组织设置",
    ),
    (Permission::UserRead, "system:user:read", "See users", "查看用户"),
    (Permission::UserCreate, "system:user:create", "Add users", "新增用户"),
    (Permission::UserUpdate, "system:user:update", "Change users", "编辑用户"),
    (Permission::UserDelete, "system:user:delete", "Remove users", "移除用户"),
    (Permission::UserImport, "system:user:import", "Import users", "导入用户"),
    (Permission::UserExport, "system:user:export", "Export users", "导出用户"),
    (Permission::RoleRead, "system:role:read", "See roles", "查看角色"),
    (Permission::RoleCreate, "system:role:create", "Add roles", "新增角色"),
    (Permission::RoleUpdate, "system:role:update", "Change roles", "编辑角色"),
    (Permission::RoleDelete, "system:role:delete", "Delete roles", "删除角色"),
    (Permission::TeamRead, "system:team:read", "See teams", "查看团队"),
    (Permission::TeamCreate, "system:team:create", "Add teams", "新增团队"),
    (Permission::TeamUpdate, "system:team:update", "Change teams", "编辑团队"),
    (Permission::TeamDelete, "system:team:delete", "Delete teams", "删除团队"),
    (Permission::MenuRead, "system:menu:read", "See the menu settings", "查看菜单设置"),
    (Permission::MenuUpdate, "system:menu:update", "Change the menu", "编辑菜单"),
    (Permission::InvitationRead, "system:invitation:read", "See invitations", "查看邀请"),
    (Permission::InvitationCreate, "system:invitation:create", "Invite people", "邀请成员"),
    (Permission::InvitationDelete, "system:invitation:delete", "Withdraw invitations", "撤回邀请"),
    (Permission::SessionRead, "system:session:read", "See who is online", "查看在线用户"),
    (Permission::SessionDelete, "system:session:delete", "Sign users out", "强制用户下线"),
    (Permission::LogRead, "system:log:read", "See the logs", "查看日志"),
    (Permission::LogExport, "system:log:export", "Export the logs", "导出日志"),
    (Permission::StatisticsRead, "system:statistics:read", "See the statistics", "查看统计"),
    (Permission::StatisticsExport, "system:statistics:export", "Export the statistics", "导出统计"),
    (Permission::InstallationRead, "installation:settings:read", "See the installation", "查看系统设置"),
    (
        Permission::InstallationUpdate,
        "installation:settings:update",
        "Change the installation",
        "修改系统设置",
    ),
];

impl Coded for Permission {
    const ALL: &'static [Self] = &{
        let mut all = [Self::CompanyRead; CATALOGUE.len()];
        let mut index = 0;
        while index < CATALOGUE.len() {
            all[index] = CATALOGUE[index].0;
            index += 1;
        }
        all
    };

    fn code(self) -> &'static str {
        CATALOGUE[self as usize].1
    }
}

impl Permission {
    /// Whether it concerns the installation as a whole: only its operator has it, whatever the role.
    pub fn is_operators(self) -> bool {
        self.code().starts_with("installation:")
    }

    /// The title for a person.
    pub const fn title(self, locale: Locale) -> &'static str {
        let row = &CATALOGUE[self as usize];
        match locale {
            Locale::En => row.2,
            Locale::Zh => row.3,
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Serialize for Permission {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Permission {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::from_code(&word).ok_or_else(|| serde::de::Error::custom(format!("unknown permission {word}")))
    }
}

/// Which rows of an organization a role sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataScope {
    /// Only one's own.
    Own,
    /// One's team's.
    Team,
    /// All of the organization.
    All,
}

impl Coded for DataScope {
    const ALL: &'static [Self] = &[Self::All, Self::Team, Self::Own];

    fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Team => "team",
            Self::All => "all",
        }
    }
}

/// The roles that every organization has from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything inside the organization.
    Admin,
    /// The headhunter: everything but the organization's settings and models.
    Consultant,
    /// Finds and prepares candidates; sends no mail and deletes nothing.
    Researcher,
    /// Looks only.
    Viewer,
}

impl Coded for Role {
    const ALL: &'static [Self] = &[Self::Admin, Self::Consultant, Self::Researcher, Self::Viewer];

    fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Consultant => "consultant",
            Self::Researcher => "researcher",
            Self::Viewer => "viewer",
        }
    }
}

impl Role {
    /// The name for a person.
    pub const fn title(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::Admin, Locale::En) => "Administrator",
            (Self::Admin, Locale::Zh) => "管理员",
            (Self::Consultant, Locale::En) => "Consultant",
            (Self::Consultant, Locale::Zh) => "顾问",
            (Self::Researcher, Locale::En) => "Researcher",
            (Self::Researcher, Locale::Zh) => "寻访员",
            (Self::Viewer, Locale::En) => "Viewer",
            (Self::Viewer, Locale::Zh) => "只读成员",
        }
    }

    /// What the role may do: always what this version of the program says.
    pub fn permissions(self) -> BTreeSet<Permission> {
        let allowed = |permission: &Permission| {
            let mut parts = permission.code().split(':');
            let (module, _, action) = (parts.next(), parts.next(), parts.next());
            let settings = matches!(module, Some("system" | "installation"))
                || (module == Some("ai") && action != Some("read"));
            match self {
                Self::Admin => !permission.is_operators(),
                Self::Consultant => !settings || *permission == Permission::OrganizationRead,
                Self::Researcher => {
                    matches!(action, Some("read" | "create" | "update" | "import")) && !settings
                }
                Self::Viewer => action == Some("read") && !settings,
            }
        };
        Permission::ALL.iter().copied().filter(allowed).collect()
    }

    /// Which rows the role sees.
    pub const fn data_scope(self) -> DataScope {
        DataScope::All
    }
}

/// The person (or the task on a person's behalf) that acts, in one organization.
///
/// Built only by the sign-in extractor, by the worker from a task row, and by tests.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The organization in use.
    pub organization_id: Uuid,
    /// The user.
    pub user_id: Uuid,
    /// The operator of the installation: has every permission inside the organization in use.
    pub is_superuser: bool,
    /// What the roles allow.
    pub permissions: BTreeSet<Permission>,
    /// The widest data scope of the roles.
    pub data_scope: DataScope,
    /// One's team and those below it, where the data scope is the team's; else empty.
    pub teams: BTreeSet<Uuid>,
    /// The language for texts that are made on the way.
    pub locale: Locale,
}

impl Actor {
    /// Whether the actor has a permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.is_superuser || self.permissions.contains(&permission)
    }

    /// The same actor by a token: may only what both the person, at this moment, and the token's scopes allow.
    #[must_use]
    pub fn narrowed(mut self, scopes: &BTreeSet<Permission>) -> Self {
        self.permissions = scopes.iter().copied().filter(|permission| self.may(*permission)).collect();
        // The operator's right to everything is the person's, not the token's.
        self.is_superuser = false;
        self
    }

    /// Fails with [`Error::Forbidden`] when the permission is missing.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.may(permission) { Ok(()) } else { Err(Error::Forbidden(permission)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_has_three_parts_and_a_word_of_its_own() {
        for (index, row) in CATALOGUE.iter().enumerate() {
            assert_eq!(row.0 as usize, index, "{} is out of order", row.1);
        }
        let words: BTreeSet<_> = Permission::ALL.iter().map(|p| p.code()).collect();
        assert_eq!(words.len(), Permission::ALL.len());
        assert!(words.iter().all(|word| word.split(':').count() == 3));
    }

    #[test]
    fn the_built_in_roles_stand_one_above_the_other() {
        let [admin, consultant, researcher, viewer] =
            [Role::Admin, Role::Consultant, Role::Researcher, Role::Viewer].map(Role::permissions);
        assert!(admin.is_superset(&consultant));
        assert!(consultant.is_superset(&researcher));
        assert!(researcher.is_superset(&viewer));
        let operators = Permission::ALL.iter().filter(|permission| permission.is_operators());
        assert_eq!(admin.len() + operators.count(), Permission::ALL.len());
    }

    proptest::proptest! {
        #[test]
        fn a_token_never_allows_more_than_its_owner_or_its_scopes(
            held in proptest::collection::btree_set(proptest::sample::select(Permission::ALL), 0..20),
            scopes in proptest::collection::btree_set(proptest::sample::select(Permission::ALL), 0..20),
            is_superuser in proptest::bool::ANY,
        ) {
            let owner = Actor {
                organization_id: Uuid::nil(),
                user_id: Uuid::nil(),
                is_superuser,
                permissions: held,
                data_scope: DataScope::Own,
                teams: BTreeSet::new(),
                locale: Locale::En,
            };
            let token = owner.clone().narrowed(&scopes);
            for permission in Permission::ALL {
                let both = owner.may(*permission) && scopes.contains(permission);
                proptest::prop_assert_eq!(token.may(*permission), both);
            }
        }
    }

    #[test]
    fn a_researcher_neither_sends_nor_deletes() {
        let permissions = Role::Researcher.permissions();
        assert!(permissions.contains(&Permission::CandidateImport));
        assert!(!permissions.contains(&Permission::EmailSend));
        assert!(!permissions.iter().any(|p| p.code().ends_with(":delete")));
    }
}
