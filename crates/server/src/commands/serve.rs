//! `bole serve`.

use std::io::{self, Write as _};

use domain::{Error, Result};
use persistence::Options;
use server::{Config, start};

use super::{program, stop_asked};

/// Serves until told to stop.
pub async fn serve(config: &Config) -> Result<()> {
    let instance = start(config, Options::default(), &program()?).await?;
    writeln!(io::stdout(), "Bole 伯乐: http://{}", instance.address).map_err(Error::internal)?;
    tracing::info!(address = %instance.address, public_url = config.public_url, "serving");
    stop_asked().await?;
    tracing::info!("stopping");
    instance.stop().await
}
