//! The directories, pages and buttons of the menu. A new page is a new row here and a route of the single-page app.

use super::{Directory, Page};
use crate::Permission;

/// The menu as it ships.
pub const CATALOGUE: &[Directory] = &[
    Directory { code: "workspace", icon: "briefcase", titles: ["Workspace", "工作区"], pages: WORKSPACE },
    Directory { code: "mail", icon: "mail", titles: ["Mail", "邮件"], pages: MAIL },
    Directory { code: "system", icon: "settings", titles: ["System", "系统"], pages: SYSTEM },
];

const WORKSPACE: &[Page] = &[
    Page {
        code: "dashboard",
        path: "/",
        icon: "layout-dashboard",
        titles: ["Dashboard", "工作台"],
        permission: Some(Permission::ReportRead),
        buttons: &[],
    },
    Page {
        code: "jobs",
        path: "/jobs",
        icon: "briefcase",
        titles: ["Jobs", "职位"],
        permission: Some(Permission::JobRead),
        buttons: &[Permission::JobCreate, Permission::JobUpdate, Permission::JobDelete],
    },
    Page {
        code: "companies",
        path: "/companies",
        icon: "building",
        titles: ["Companies", "公司"],
        permission: Some(Permission::CompanyRead),
        buttons: &[Permission::CompanyCreate, Permission::CompanyUpdate, Permission::CompanyDelete],
    },
    Page {
        code: "candidates",
        path: "/candidates",
        icon: "users",
        titles: ["Candidates", "人选"],
        permission: Some(Permission::CandidateRead),
        buttons: &[
            Permission::CandidateCreate,
            Permission::CandidateUpdate,
            Permission::CandidateDelete,
            Permission::CandidateExport,
        ],
    },
    Page {
        code: "groups",
        path: "/groups",
        icon: "folders",
        titles: ["Groups", "人选分组"],
        permission: Some(Permission::GroupRead),
        buttons: &[Permission::GroupCreate, Permission::GroupUpdate, Permission::GroupDelete],
    },
    Page {
        code: "import",
        path: "/import",
        icon: "scan-text",
        titles: ["Import", "导入解析"],
        permission: Some(Permission::CandidateImport),
        buttons: &[Permission::JobImport],
    },
    Page {
        code: "matching",
        path: "/matching",
        icon: "target",
        titles: ["Matching", "人岗匹配"],
        permission: Some(Permission::MatchRead),
        buttons: &[],
    },
];

const MAIL: &[Page] = &[
    Page {
        code: "mail-compose",
        path: "/mail/compose",
        icon: "pen-line",
        titles: ["Compose", "写邮件"],
        permission: Some(Permission::EmailSend),
        buttons: &[],
    },
    Page {
        code: "mail-queue",
        path: "/mail/queue",
        icon: "send",
        titles: ["Sent & queue", "发送队列"],
        permission: Some(Permission::EmailRead),
        buttons: &[],
    },
    Page {
        code: "mail-templates",
        path: "/mail/templates",
        icon: "file-text",
        titles: ["Templates", "邮件模板"],
        permission: Some(Permission::TemplateRead),
        buttons: &[Permission::TemplateCreate, Permission::TemplateUpdate, Permission::TemplateDelete],
    },
    Page {
        code: "mail-accounts",
        path: "/mail/accounts",
        icon: "at-sign",
        titles: ["Mailboxes", "发信邮箱"],
        permission: Some(Permission::EmailSend),
        buttons: &[],
    },
];

const SYSTEM: &[Page] = &[
    Page {
        code: "ai",
        path: "/ai",
        icon: "sparkles",
        titles: ["AI", "AI 模型与密钥"],
        permission: Some(Permission::ModelRead),
        buttons: &[Permission::ModelCreate, Permission::ModelUpdate, Permission::ModelDelete],
    },
    Page {
        code: "users",
        path: "/admin/users",
        icon: "user-cog",
        titles: ["Users", "用户管理"],
        permission: Some(Permission::UserRead),
        buttons: &[
            Permission::UserCreate,
            Permission::UserUpdate,
            Permission::UserDelete,
            Permission::UserImport,
            Permission::UserExport,
        ],
    },
    Page {
        code: "invitations",
        path: "/admin/invitations",
        icon: "mail-plus",
        titles: ["Invitations", "成员邀请"],
        permission: Some(Permission::InvitationRead),
        buttons: &[Permission::InvitationCreate, Permission::InvitationDelete],
    },
    Page {
        code: "roles",
        path: "/admin/roles",
        icon: "shield-check",
        titles: ["Roles", "角色权限"],
        permission: Some(Permission::RoleRead),
        buttons: &[Permission::RoleCreate, Permission::RoleUpdate, Permission::RoleDelete],
    },
    Page {
        code: "teams",
        path: "/admin/teams",
        icon: "network",
        titles: ["Teams", "团队"],
        permission: Some(Permission::TeamRead),
        buttons: &[Permission::TeamCreate, Permission::TeamUpdate, Permission::TeamDelete],
    },
    Page {
        code: "online",
        path: "/admin/online",
        icon: "radio",
        titles: ["Online users", "在线用户"],
        permission: Some(Permission::SessionRead),
        buttons: &[Permission::SessionDelete],
    },
    Page {
        code: "menus",
        path: "/admin/menus",
        icon: "list-tree",
        titles: ["Menu", "菜单设置"],
        permission: Some(Permission::MenuRead),
        buttons: &[Permission::MenuUpdate],
    },
    Page {
        code: "installation",
        path: "/admin/installation",
        icon: "server",
        titles: ["Installation", "系统设置"],
        permission: Some(Permission::InstallationRead),
        buttons: &[Permission::InstallationUpdate],
    },
    Page {
        code: "settings",
        path: "/settings",
        icon: "settings",
        titles: ["Settings", "设置"],
        permission: None,
        buttons: &[
            Permission::OrganizationRead,
            Permission::OrganizationUpdate,
            Permission::KeywordRead,
            Permission::KeywordCreate,
            Permission::KeywordUpdate,
            Permission::KeywordDelete,
        ],
    },
];
