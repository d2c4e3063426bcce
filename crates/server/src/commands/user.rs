//! `bole user`.

use std::io::{self, BufRead as _, Write as _};

use clap::Subcommand;
use domain::users::Registration;
use domain::{Check as _, Coded as _, Error, Locale, Result, Role, Secret};
use server::Config;

use super::product;

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum Action {
    /// Make an account: with an organization of its own, or in a colleague's. The very first one becomes the
    /// operator. The password is read from standard input.
    Create {
        /// User name
        username: String,
        /// E-mail address
        email: String,
        /// Name of the new organization
        #[arg(long, conflicts_with = "join")]
        organization: Option<String>,
        /// User name or e-mail address of a colleague whose organization it joins
        #[arg(long)]
        join: Option<String>,
        /// Role there: admin, consultant, researcher or viewer
        #[arg(long, requires = "join", default_value = "consultant", value_parser = role)]
        role: Role,
    },
}

/// Does it.
pub async fn run(action: Action, config: &Config) -> Result<()> {
    let Action::Create { username, email, organization, join, role } = action;
    let mut password = String::new();
    io::stdin().lock().read_line(&mut password).map_err(Error::internal)?;
    let registration = Registration {
        username,
        email,
        password: Secret::new(password.trim_end_matches(['\r', '\n'])),
        first_name: String::new(),
        last_name: String::new(),
        organization_name: organization,
        invitation_token: None,
    };
    registration.validate()?;
    let app = product(config).await?;
    let user_id = match join {
        Some(colleague) => {
            app::auth::create_member(&app, registration, &colleague, Some(role), Locale::default()).await?
        }
        None => app::auth::create_account(&app, registration, Locale::default()).await?,
    };
    writeln!(io::stdout(), "{user_id}").map_err(Error::internal)?;
    app.db.close().await
}

fn role(word: &str) -> std::result::Result<Role, String> {
    let known = || Role::ALL.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
    Role::from_code(word).ok_or_else(|| format!("one of {}", known()))
}
