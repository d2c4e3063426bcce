//! The menu, and what one may do.

use domain::{Check, DataScope, Faults, Permission};
use serde::{Deserialize, Serialize};

pub use domain::menus::{Menu, MenuChange, MenuKind};

use crate::client::{Client, Method, Request, Result, Transport};

/// A menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuTree {
    /// The directories, in order.
    pub items: Vec<Menu>,
}

/// Changes of the menu. Directories and pages that are not named keep theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MenuChanges {
    /// One for each directory or page; it takes the place of what was changed of it before.
    pub items: Vec<MenuChange>,
}

impl Check for MenuChanges {
    fn check(&self, faults: &mut Faults) {
        if self.items.len() > 200 {
            faults.add("items", domain::Code::TooMany).params.push("200".to_owned());
        }
        faults.each("items", &self.items);
        for (index, change) in self.items.iter().enumerate() {
            if self.items[..index].iter().any(|other| other.code == change.code) {
                faults.add(&format!("items/{index}/code"), domain::Code::Duplicate);
            }
        }
    }
}

/// A permission in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermissionTitle {
    /// `module:resource:action`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "recruit:job:read"))]
    pub code: Permission,
    /// What it allows, in the language of the request.
    #[cfg_attr(feature = "openapi", schema(example = "See jobs"))]
    pub title: String,
}

/// What one may do in the organization in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnPermissions {
    /// In the order of the catalogue.
    pub permissions: Vec<PermissionTitle>,
    /// Which candidates, mails and logs one sees: `all`, `team` or `own`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "all"))]
    pub data_scope: DataScope,
}

impl<T: Transport> Client<T> {
    /// `GET /api/auth/menus`
    pub async fn get_own_menu(&self) -> Result<MenuTree> {
        self.get("/api/auth/menus").await
    }

    /// `GET /api/auth/permissions`
    pub async fn get_own_permissions(&self) -> Result<OwnPermissions> {
        self.get("/api/auth/permissions").await
    }

    /// `GET /api/menus`
    pub async fn get_menus(&self) -> Result<MenuTree> {
        self.get("/api/menus").await
    }

    /// `PATCH /api/menus`
    pub async fn update_menus(&self, changes: &MenuChanges) -> Result<MenuTree> {
        self.call(Request::new(Method::Patch, "/api/menus").json(changes)).await
    }

    /// `DELETE /api/menus`
    pub async fn reset_menus(&self) -> Result<()> {
        self.delete("/api/menus").await
    }
}
