//! Roles, permissions and data scopes in words.

use domain::{Coded, DataScope, Permission, Role as BuiltIn};

use crate::i18n::{locale, t};

/// What a role is called: the built-in ones in the present language, followed.
pub fn role_name(code: &str, name: &str, is_builtin: bool) -> String {
    match BuiltIn::from_code(code).filter(|_| is_builtin) {
        Some(role) => role.title(locale()).to_owned(),
        None => name.to_owned(),
    }
}

/// A data scope in words.
pub fn scope_words(scope: DataScope) -> &'static str {
    match scope {
        DataScope::All => t::roles::scope_all(),
        DataScope::Team => t::roles::scope_team(),
        DataScope::Own => t::roles::scope_own(),
    }
}

/// The three parts of a permission: module, resource, action.
pub fn parts(permission: Permission) -> [&'static str; 3] {
    let mut parts = permission.code().split(':');
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

pub fn module_words(module: &'static str) -> &'static str {
    match module {
        "recruit" => t::roles::module_recruit(),
        "mail" => t::roles::module_mail(),
        "ai" => t::roles::module_ai(),
        "system" => t::roles::module_system(),
        other => other,
    }
}

pub fn resource_words(resource: &'static str) -> &'static str {
    match resource {
        "company" => t::roles::resource_company(),
        "job" => t::roles::resource_job(),
        "candidate" => t::roles::resource_candidate(),
        "group" => t::roles::resource_group(),
        "keyword" => t::roles::resource_keyword(),
        "match" => t::roles::resource_match(),
        "report" => t::roles::resource_report(),
        "template" => t::roles::resource_template(),
        "email" => t::roles::resource_email(),
        "model" => t::roles::resource_model(),
        "organization" => t::roles::resource_organization(),
        "user" => t::roles::resource_user(),
        "role" => t::roles::resource_role(),
        "team" => t::roles::resource_team(),
        "menu" => t::roles::resource_menu(),
        "invitation" => t::roles::resource_invitation(),
        "session" => t::roles::resource_session(),
        "log" => t::roles::resource_log(),
        "statistics" => t::roles::resource_statistics(),
        other => other,
    }
}

pub fn action_words(action: &'static str) -> &'static str {
    match action {
        "read" => t::roles::action_read(),
        "create" => t::roles::action_create(),
        "update" => t::roles::action_update(),
        "delete" => t::roles::action_delete(),
        "import" => t::roles::action_import(),
        "export" => t::roles::action_export(),
        "send" => t::roles::action_send(),
        other => other,
    }
}
