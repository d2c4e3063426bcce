//! The members of an organization, as those see them who look after them.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{User, check_password, check_username};
use crate::jobs::NamedRef;
use crate::{Actor, Check, Code, Coded, Error, Faults, Locale, Permission, Result, Role, Secret};

/// Whoever was here within this time is online.
pub const ONLINE: TimeDelta = TimeDelta::minutes(5);

/// Roles of one person at most.
const MAX_ROLES: usize = 20;

/// A member of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Member {
    pub user: User,
    pub email_verified: bool,
    /// Whether they may work here: the account is on, and so is the membership.
    pub is_active: bool,
    pub roles: Vec<RoleName>,
    pub team: Option<NamedRef>,
    pub joined_at: DateTime<Utc>,
    /// Belongs to other organizations too: name, address and password are then the person's own affair.
    pub is_shared: bool,
}

/// A role by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleName {
    /// Its id.
    pub id: Uuid,
    /// Its word.
    #[cfg_attr(feature = "openapi", schema(example = "consultant"))]
    pub code: String,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "顾问"))]
    pub name: String,
    /// One of those that every organization has.
    pub is_builtin: bool,
}

impl RoleName {
    /// What people call it: the built-in ones in their language.
    pub fn title(&self, locale: Locale) -> &str {
        match Role::from_code(&self.code).filter(|_| self.is_builtin) {
            Some(role) => role.title(locale),
            None => &self.name,
        }
    }
}

/// What an administrator can change of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MemberFields {
    /// 3 to 50 letters, digits, `.`, `_` or `-`; Chinese characters are letters.
    #[cfg_attr(feature = "openapi", schema(example = "zhang.wei"))]
    pub username: String,
    /// E-mail address; unique without regard to case.
    #[cfg_attr(feature = "openapi", schema(example = "zhang.wei@example.com"))]
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// The team they are in.
    pub team_id: Option<Uuid>,
    /// Whether they may work in the organization.
    pub is_active: bool,
}

impl Default for MemberFields {
    fn default() -> Self {
        Self {
            username: String::new(),
            email: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            team_id: None,
            is_active: true,
        }
    }
}

impl Check for MemberFields {
    fn check(&self, faults: &mut Faults) {
        check_username(faults, &self.username);
        faults.email("email", &self.email);
        faults.at_most("first_name", &self.first_name, 50);
        faults.at_most("last_name", &self.last_name, 50);
    }
}

impl MemberFields {
    /// Whether what belongs to the person, and not to the organization, differs.
    pub fn differs_in_person(&self, other: &Self) -> bool {
        let person = |fields: &Self| {
            [&fields.username, &fields.email, &fields.first_name, &fields.last_name]
                .map(|text| text.trim().to_owned())
        };
        person(self) != person(other)
    }
}

/// A new member with an account of their own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// 3 to 50 letters, digits, `.`, `_` or `-`; Chinese characters are letters.
    #[cfg_attr(feature = "openapi", schema(example = "zhang.wei"))]
    pub username: String,
    /// E-mail address; unique without regard to case.
    #[cfg_attr(feature = "openapi", schema(example = "zhang.wei@example.com"))]
    pub email: String,
    /// 8 to 128 characters, not a common one, not like the name or address. Without one they are mailed a link to
    /// set it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Password, example = "千里马常有-2026"))]
    #[serde(default, serialize_with = "crate::secret::expose_some", skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// Given name.
    #[serde(default)]
    pub first_name: String,
    /// Family name.
    #[serde(default)]
    pub last_name: String,
    /// The team they are in.
    #[serde(default)]
    pub team_id: Option<Uuid>,
    /// Their roles; without one they may do nothing yet.
    #[serde(default)]
    pub role_ids: Vec<Uuid>,
}

impl Check for NewMember {
    fn check(&self, faults: &mut Faults) {
        check_username(faults, &self.username);
        faults.email("email", &self.email);
        faults.at_most("first_name", &self.first_name, 50);
        faults.at_most("last_name", &self.last_name, 50);
        if let Some(password) = &self.password {
            check_password(faults, "password", password, &[&self.username, &self.email]);
        }
        check_roles(faults, &self.role_ids);
    }
}

/// The roles of a person, named by id.
pub fn check_roles(faults: &mut Faults, role_ids: &[Uuid]) {
    if role_ids.len() > MAX_ROLES {
        faults.add("role_ids", Code::TooMany).params.push(MAX_ROLES.to_string());
    }
    for (index, id) in role_ids.iter().enumerate() {
        if role_ids[..index].contains(id) {
            faults.add(&format!("role_ids/{index}"), Code::Duplicate);
        }
    }
}

/// Somebody who is here now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct OnlineUser {
    pub user: User,
    /// How many devices they are signed in on.
    pub sessions: u64,
    /// Of the session that was used last.
    pub ip: String,
    pub user_agent: String,
}

/// Nobody rules over somebody who may do more than they do themselves, but over oneself one may.
pub fn check_rule(
    actor: &Actor,
    user_id: Uuid,
    theirs: &BTreeSet<Permission>,
    is_operator: bool,
) -> Result<()> {
    let may = actor.is_superuser
        || actor.user_id == user_id
        || (!is_operator && theirs.iter().all(|permission| actor.may(*permission)));
    if may { Ok(()) } else { Err(Error::Rule(Code::PermissionNotHeld)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DataScope, Locale, Role};

    #[test]
    fn nobody_rules_over_somebody_who_may_do_more() {
        let actor = Actor {
            organization_id: Uuid::nil(),
            user_id: Uuid::nil(),
            is_superuser: false,
            permissions: Role::Consultant.permissions(),
            data_scope: DataScope::All,
            teams: BTreeSet::new(),
            locale: Locale::En,
        };
        let other = Uuid::max();
        assert!(check_rule(&actor, other, &Role::Viewer.permissions(), false).is_ok());
        assert!(check_rule(&actor, other, &Role::Admin.permissions(), false).is_err());
        assert!(check_rule(&actor, other, &Role::Viewer.permissions(), true).is_err(), "the operator");
        assert!(check_rule(&actor, actor.user_id, &Role::Admin.permissions(), false).is_ok(), "oneself");
        let operator = Actor { is_superuser: true, ..actor };
        assert!(check_rule(&operator, other, &Role::Admin.permissions(), false).is_ok());
    }

    #[test]
    fn what_is_the_persons_and_what_the_organizations() {
        let before = MemberFields { username: "zhang".into(), ..MemberFields::default() };
        let moved = MemberFields { team_id: Some(Uuid::max()), is_active: false, ..before.clone() };
        assert!(!moved.differs_in_person(&before));
        assert!(MemberFields { email: "a@b.cn".into(), ..before.clone() }.differs_in_person(&before));
    }
}
