//! What belongs to a person: preferences, the export of everything, and the end of the account.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::two_factor::PasswordProof;
use crate::client::{Client, Method, Request, Result, Transport};

/// Bytes of preferences at most, as JSON.
pub const PREFERENCES_MAX: usize = 16 * 1024;

/// Whatever the page keeps for the person on all devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = Object, example = json!({"theme": "dark"})))]
#[serde(transparent)]
pub struct Preferences(pub Map<String, Value>);

impl Preferences {
    /// Of a value that is kept; anything but an object is none.
    pub fn of(value: Value) -> Self {
        match value {
            Value::Object(fields) => Self(fields),
            _ => Self::default(),
        }
    }
}

impl<T: Transport> Client<T> {
    /// `GET /api/auth/preferences`
    pub async fn get_preferences(&self) -> Result<Preferences> {
        self.get("/api/auth/preferences").await
    }

    /// `PUT /api/auth/preferences`
    pub async fn replace_preferences(&self, preferences: &Preferences) -> Result<Preferences> {
        self.call(Request::new(Method::Put, "/api/auth/preferences").json(preferences)).await
    }

    /// `POST /api/auth/export`: the bytes of a ZIP.
    pub async fn export_own_data(&self) -> Result<Vec<u8>> {
        self.bytes(Request::new(Method::Post, "/api/auth/export")).await
    }

    /// `DELETE /api/auth/account`
    pub async fn delete_account(&self, proof: &PasswordProof) -> Result<()> {
        self.call_without_answer(Request::new(Method::Delete, "/api/auth/account").json(proof)).await
    }
}
