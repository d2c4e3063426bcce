//! The organization in use, and the sample data that a new one can be filled with.

mod sample;

use domain::organizations::{Organization, OrganizationFields};
use domain::{Actor, Permission, Result};
use persistence::organizations;

use crate::{App, time_zones};

pub use sample::{SampleData, load as load_sample_data};

/// Changes the organization by `change`, which gets the fields as they are.
pub async fn update(
    app: &App,
    actor: &Actor,
    change: impl FnOnce(&OrganizationFields) -> Result<OrganizationFields>,
) -> Result<Organization> {
    app.db
        .scope(actor, Permission::OrganizationUpdate, async |scope| {
            let fields = change(&organizations::current(scope).await?.fields)?;
            time_zones::check(&fields.settings.time_zone, "/settings/time_zone")?;
            organizations::update(scope, fields).await
        })
        .await
}
