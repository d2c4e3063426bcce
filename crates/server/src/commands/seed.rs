//! `bole seed`.

use std::io::{self, Write as _};

use domain::{Error, Result};
use persistence::maintenance;
use server::Config;

use super::product;

/// Fills the operator's first organization with sample data.
pub async fn run(config: &Config) -> Result<()> {
    let app = product(config).await?;
    let operator = maintenance::operator(&app.db).await?;
    let made = app::organizations::load_sample_data(&app, &operator).await?;
    writeln!(
        io::stdout(),
        "{} companies, {} jobs, {} candidates, {} groups, {} templates",
        made.companies,
        made.jobs,
        made.candidates,
        made.groups,
        made.templates
    )
    .map_err(Error::internal)?;
    app.db.close().await
}
