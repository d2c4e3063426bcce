//! Organizations: the border that no row crosses.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::matches::Weights;
use crate::{Check, Code, Faults, Locale};

/// What an organization can set for itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct OrganizationSettings {
    /// The language of new members.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "zh-CN"))]
    pub locale: Locale,
    /// IANA time zone.
    pub time_zone: String,
    /// Days within which nobody is mailed twice for the same job.
    pub mail_pause_days: u32,
    /// Whether documents and texts may be given to models.
    pub ai_enabled: bool,
    /// Days for which the operation log is kept.
    pub log_retention_days: u32,
    /// How much each component of a match counts.
    pub match_weights: Weights,
}

/// Days for which the operation log is kept at least and at most.
pub const LOG_RETENTION: RangeInclusive<u32> = 7..=3650;

impl Default for OrganizationSettings {
    fn default() -> Self {
        Self {
            locale: Locale::Zh,
            time_zone: "Asia/Shanghai".to_owned(),
            mail_pause_days: 30,
            ai_enabled: true,
            log_retention_days: 180,
            match_weights: Weights::default(),
        }
    }
}

/// What a person can write into an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct OrganizationFields {
    /// Name.
    #[cfg_attr(feature = "openapi", schema(example = "千里马猎头"))]
    pub name: String,
    /// Settings.
    pub settings: OrganizationSettings,
}

impl Check for OrganizationFields {
    fn check(&self, faults: &mut Faults) {
        faults.required("name", &self.name, 100);
        faults.within("settings", |faults| {
            faults.required("time_zone", &self.settings.time_zone, 64);
            faults.range("mail_pause_days", Some(self.settings.mail_pause_days), 0..=3650);
            faults.range("log_retention_days", Some(self.settings.log_retention_days), LOG_RETENTION);
            if !self.settings.time_zone.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b)) {
                faults.add("time_zone", Code::InvalidFormat);
            }
            faults.within("match_weights", |faults| self.settings.match_weights.check(faults));
        });
    }
}

/// An organization as it is kept.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "as in the data model")]
pub struct Organization {
    pub id: Uuid,
    pub slug: String,
    pub fields: OrganizationFields,
}
