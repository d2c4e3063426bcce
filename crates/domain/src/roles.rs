//! Roles: what the people of an organization may do, and which rows they see.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Actor, Check, Code, DataScope, Error, Faults, Permission, Result};

/// What a person can write into a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RoleFields {
    /// 2 to 50 small letters, digits, `_` or `-`; unique in the organization.
    #[cfg_attr(feature = "openapi", schema(example = "team-lead"))]
    pub code: String,
    /// Name.
    #[cfg_attr(feature = "openapi", schema(example = "团队主管"))]
    pub name: String,
    /// Who it is for.
    pub description: Option<String>,
    /// Which candidates, mails and logs it sees: `all`, `team` or `own`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "team"))]
    pub data_scope: DataScope,
    /// What it may do.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, example = json!(["recruit:job:read"])))]
    pub permissions: BTreeSet<Permission>,
}

impl Default for RoleFields {
    fn default() -> Self {
        Self {
            code: String::new(),
            name: String::new(),
            description: None,
            data_scope: DataScope::Own,
            permissions: BTreeSet::new(),
        }
    }
}

impl Check for RoleFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("code", &self.code, 50);
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
        let fits = self.code.len() >= 2 && self.code.chars().all(is_word);
        if !fits && !self.code.is_empty() {
            faults.add("code", Code::InvalidFormat);
        }
        faults.required("name", &self.name, 100);
        faults.optional("description", self.description.as_deref(), 500);
        if let Some(index) = self.permissions.iter().position(|permission| permission.is_operators()) {
            faults.add(&format!("permissions/{index}"), Code::UnknownValue);
        }
    }
}

/// A role as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct RoleEntry {
    pub id: Uuid,
    pub fields: RoleFields,
    /// One of those that every organization has: its permissions are the program's, and it is not changed.
    pub is_builtin: bool,
    /// How many members have it.
    pub members: u64,
    /// Grows by one with every change.
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Nobody gives what they do not have: neither a permission nor a wider view. What a role had before may stay.
pub fn check_gift(actor: &Actor, before: Option<&RoleFields>, after: &RoleFields) -> Result<()> {
    let had = |permission: &Permission| before.is_some_and(|role| role.permissions.contains(permission));
    let gives = after.permissions.iter().all(|permission| had(permission) || actor.may(*permission));
    let is_wider = before.is_none_or(|role| role.data_scope < after.data_scope);
    let sees = actor.is_superuser || !is_wider || after.data_scope <= actor.data_scope;
    if gives && sees { Ok(()) } else { Err(Error::Rule(Code::PermissionNotHeld)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Coded, Locale, Role};

    fn actor(role: Role, data_scope: DataScope) -> Actor {
        Actor {
            organization_id: Uuid::nil(),
            user_id: Uuid::nil(),
            is_superuser: false,
            permissions: role.permissions(),
            data_scope,
            teams: BTreeSet::new(),
            locale: Locale::En,
        }
    }

    fn role(permissions: &[Permission], data_scope: DataScope) -> RoleFields {
        RoleFields {
            code: "lead".into(),
            name: "主管".into(),
            data_scope,
            permissions: permissions.iter().copied().collect(),
            ..RoleFields::default()
        }
    }

    #[test]
    fn nobody_gives_what_they_do_not_have() {
        let consultant = actor(Role::Consultant, DataScope::Team);
        let small = role(&[Permission::JobRead], DataScope::Team);
        assert!(check_gift(&consultant, None, &small).is_ok());
        assert!(check_gift(&consultant, None, &role(&[Permission::UserCreate], DataScope::Own)).is_err());
        assert!(check_gift(&consultant, None, &role(&[], DataScope::All)).is_err());
        let operator = Actor { is_superuser: true, ..consultant };
        assert!(check_gift(&operator, None, &role(Permission::ALL, DataScope::All)).is_ok());
    }

    #[test]
    fn what_a_role_had_before_may_stay() {
        let consultant = actor(Role::Consultant, DataScope::Own);
        let before = role(&[Permission::UserCreate, Permission::JobRead], DataScope::All);
        let after = role(&[Permission::UserCreate], DataScope::All);
        assert!(check_gift(&consultant, Some(&before), &after).is_ok());
        let more = role(&[Permission::UserCreate, Permission::UserDelete], DataScope::All);
        assert!(check_gift(&consultant, Some(&before), &more).is_err());
    }

    #[test]
    fn a_code_is_a_word_and_no_role_holds_what_is_the_operators() {
        assert!(role(&[Permission::JobRead], DataScope::All).validate().is_ok());
        for code in ["", "x", "Team Lead", "主管"] {
            let role = RoleFields { code: code.into(), ..role(&[], DataScope::All) };
            assert!(role.validate().is_err(), "{code}");
        }
        assert!(role(&[Permission::InstallationRead], DataScope::All).validate().is_err());
    }
}
