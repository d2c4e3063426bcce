//! `bole`: the command line.

mod commands;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // Without a provider, TLS clients would panic when they are made.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        return ExitCode::FAILURE;
    }
    commands::Command::parse().run()
}
