//! The second factor of a sign-in.

use domain::{Check, Faults, Secret};
use serde::{Deserialize, Serialize};

use super::SignedIn;
use crate::client::{Client, Method, Request, Result, Transport};

/// The answer to a sign-in: done, or a second factor is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum SignInAnswer {
    /// Signed in.
    SignedIn(Box<SignedIn>),
    /// The password was right, and a code is asked for.
    TwoFactor(TwoFactorRequired),
}

impl From<SignedIn> for SignInAnswer {
    fn from(signed_in: SignedIn) -> Self {
        Self::SignedIn(Box::new(signed_in))
    }
}

/// The password was right, and a code is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TwoFactorRequired {
    /// Always true.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub two_factor_required: bool,
    /// For `POST /api/auth/login/2fa`, within five minutes and five tries.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub ticket: Secret,
}

/// The second half of a sign-in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TwoFactorLogin {
    /// From the first half.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub ticket: Secret,
    /// Six digits of the authenticator, or a recovery code.
    #[cfg_attr(feature = "openapi", schema(example = "287082"))]
    pub code: String,
}

/// How one's second factor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TwoFactorState {
    /// Whether a sign-in asks for it.
    pub enabled: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: u64,
}

/// What an authenticator needs. It counts once a code has confirmed it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TwoFactorSetup {
    /// The secret in base 32, for typing.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub secret: Secret,
    /// The same as an address for authenticators.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "otpauth://totp/Bole:a%40b.cn?secret=…"))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub otpauth_url: Secret,
    /// The address as a QR code: a PNG as a `data:` address.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "data:image/png;base64,…"))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub qr_code: Secret,
}

/// A code of the authenticator.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TwoFactorCode {
    /// Six digits.
    #[cfg_attr(feature = "openapi", schema(example = "287082"))]
    pub code: String,
}

/// Ten codes, each good for one sign-in without the authenticator. They are shown this once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes.
    #[cfg_attr(feature = "openapi", schema(example = json!(["k7m2p-9xq4r"])))]
    pub recovery_codes: Vec<String>,
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "RecoveryCodes({})", self.recovery_codes.len())
    }
}

/// The present password, where an open page is not proof enough.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordProof {
    /// The present password.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Password))]
    #[serde(serialize_with = "domain::secret::expose")]
    pub password: Secret,
}

impl Check for TwoFactorLogin {
    fn check(&self, faults: &mut Faults) {
        faults.required("ticket", self.ticket.expose(), 100);
        faults.required("code", &self.code, 30);
    }
}

impl Check for TwoFactorCode {
    fn check(&self, faults: &mut Faults) {
        faults.required("code", &self.code, 30);
    }
}

impl Check for PasswordProof {
    fn check(&self, faults: &mut Faults) {
        faults.required("password", self.password.expose(), 1024);
    }
}

impl<T: Transport> Client<T> {
    /// `POST /api/auth/login/2fa`
    pub async fn login_two_factor(&self, request: &TwoFactorLogin) -> Result<SignedIn> {
        self.post("/api/auth/login/2fa", request).await
    }

    /// `GET /api/auth/2fa`
    pub async fn get_two_factor(&self) -> Result<TwoFactorState> {
        self.get("/api/auth/2fa").await
    }

    /// `POST /api/auth/2fa/setup`
    pub async fn set_up_two_factor(&self) -> Result<TwoFactorSetup> {
        self.call(Request::new(Method::Post, "/api/auth/2fa/setup")).await
    }

    /// `POST /api/auth/2fa/confirm`
    pub async fn confirm_two_factor(&self, code: &TwoFactorCode) -> Result<RecoveryCodes> {
        self.post("/api/auth/2fa/confirm", code).await
    }

    /// `POST /api/auth/2fa/disable`
    pub async fn disable_two_factor(&self, proof: &PasswordProof) -> Result<()> {
        self.call_without_answer(Request::new(Method::Post, "/api/auth/2fa/disable").json(proof)).await
    }

    /// `POST /api/auth/2fa/recovery-codes`
    pub async fn renew_recovery_codes(&self, proof: &PasswordProof) -> Result<RecoveryCodes> {
        self.post("/api/auth/2fa/recovery-codes", proof).await
    }
}
