//! Links in mails: proving an address, a forgotten password, another address.

use domain::users::check_password;
use domain::{Check, Faults, Secret};
use serde::{Deserialize, Serialize};

use crate::client::{Client, Method, Request, Result, Transport};

/// The token of a link.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailProof {
    /// From the link in the mail.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub token: Secret,
}

impl Check for EmailProof {
    fn check(&self, faults: &mut Faults) {
        faults.required("token", self.token.expose(), 200);
    }
}

/// An address that was proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifiedEmail {
    /// The address that the account has now.
    pub email: String,
}

/// Who forgot a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    /// The address of the account.
    #[cfg_attr(feature = "openapi", schema(example = "bole@example.com"))]
    pub email: String,
}

impl Check for ForgottenPassword {
    fn check(&self, faults: &mut Faults) {
        faults.email("email", &self.email);
    }
}

/// A new password by a link.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// From the link in the mail.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub token: Secret,
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub new_password: Secret,
}

impl Check for PasswordReset {
    fn check(&self, faults: &mut Faults) {
        faults.required("token", self.token.expose(), 200);
        check_password(faults, "new_password", &self.new_password, &[]);
    }
}

/// Another address for one's account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailChange {
    /// The new address.
    #[cfg_attr(feature = "openapi", schema(example = "bole@example.com"))]
    pub new_email: String,
    /// The present password.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub password: Secret,
}

impl Check for EmailChange {
    fn check(&self, faults: &mut Faults) {
        faults.email("new_email", &self.new_email);
        faults.required("password", self.password.expose(), 1024);
    }
}

impl<T: Transport> Client<T> {
    /// `POST /api/auth/send-verification`
    pub async fn send_verification(&self) -> Result<()> {
        self.call_without_answer(Request::new(Method::Post, "/api/auth/send-verification")).await
    }

    /// `POST /api/auth/verify-email`
    pub async fn verify_email(&self, proof: &EmailProof) -> Result<VerifiedEmail> {
        self.post("/api/auth/verify-email", proof).await
    }

    /// `POST /api/auth/password/reset`
    pub async fn forgot_password(&self, who: &ForgottenPassword) -> Result<()> {
        self.call_without_answer(Request::new(Method::Post, "/api/auth/password/reset").json(who)).await
    }

    /// `POST /api/auth/password/reset/confirm`
    pub async fn reset_password(&self, reset: &PasswordReset) -> Result<()> {
        let request = Request::new(Method::Post, "/api/auth/password/reset/confirm").json(reset);
        self.call_without_answer(request).await
    }

    /// `POST /api/auth/email/change`
    pub async fn change_email(&self, change: &EmailChange) -> Result<()> {
        self.call_without_answer(Request::new(Method::Post, "/api/auth/email/change").json(change)).await
    }
}
