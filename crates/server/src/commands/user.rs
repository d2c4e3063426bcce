//! `bole user`.

use std::io::{self, BufRead as _, Write as _};

use clap::Subcommand;
use domain::users::Registration;
use domain::{Check as _, Error, Locale, Result, Secret};
use persistence::Options;
use server::{Config, wiring};

use super::program;

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum Action {
    /// Make an account with an organization of its own; the first one becomes the operator.
    /// The password is read from standard input.
    Create {
        /// User name
        username: String,
        /// E-mail address
        email: String,
        /// Name of the organization
        #[arg(long)]
        organization: Option<String>,
    },
}

/// Does it.
pub async fn run(action: Action, config: &Config) -> Result<()> {
    let Action::Create { username, email, organization } = action;
    let mut password = String::new();
    io::stdin().lock().read_line(&mut password).map_err(Error::internal)?;
    let registration = Registration {
        username,
        email,
        password: Secret::new(password.trim_end_matches(['\r', '\n'])),
        first_name: String::new(),
        last_name: String::new(),
        organization_name: organization,
    };
    registration.validate()?;
    let db = wiring::database(config, Options::default()).await?;
    let app = wiring::product(config, db, &program()?)?;
    let user_id = app::auth::create_account(&app, registration, Locale::default()).await?;
    writeln!(io::stdout(), "{user_id}").map_err(Error::internal)?;
    app.db.close().await
}
