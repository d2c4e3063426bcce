//! Opening a connection to a mail server, step by step.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::Code;
use domain::email_accounts::{SmtpSecurity, TestStepName};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, AsyncTokioStream, Certificate, CertificateStore, TlsParameters,
};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::account::{Settings, SmtpAccount};
use super::failure::{Fault, SendFailure};
use super::steps::Steps;
use super::tls_stream::Encrypted;
use crate::tls::Trust;

/// Opens a connection and signs in. The steps keep what was found on the way.
pub(crate) async fn open(
    account: &SmtpAccount,
    settings: &Settings,
    steps: &mut Steps<'_>,
) -> Result<AsyncSmtpConnection, SendFailure> {
    let addresses = steps.take(TestStepName::Dns, resolve(account)).await?;
    let trust = &settings.trust;
    let mut connection = match account.security {
        SmtpSecurity::Tls => {
            let stream = steps.take(TestStepName::Connect, dial(&addresses)).await?;
            steps.take(TestStepName::Tls, encrypt_and_greet(account, trust, stream)).await?
        }
        SmtpSecurity::Starttls => {
            let mut connection = steps.take(TestStepName::Connect, dial_and_greet(&addresses)).await?;
            steps.take(TestStepName::Tls, start_tls(account, trust, &mut connection)).await?;
            connection
        }
        SmtpSecurity::None => {
            let connection = steps.take(TestStepName::Connect, dial_and_greet(&addresses)).await?;
            steps.skip(TestStepName::Tls, "");
            connection
        }
    };
    match &account.password {
        Some(password) if !account.username.is_empty() => {
            let credentials = Credentials::new(account.username.clone(), password.expose().to_owned());
            let signing_in = authenticate(&mut connection, credentials);
            if let Err(failure) = steps.take(TestStepName::Authenticate, signing_in).await {
                quit(connection).await;
                return Err(failure);
            }
        }
        _ => steps.skip(TestStepName::Authenticate, ""),
    }
    Ok(connection)
}

/// Says goodbye, but does not wait long for the answer, which changes nothing.
pub(crate) async fn quit(mut connection: AsyncSmtpConnection) {
    if timeout(Duration::from_secs(2), connection.quit()).await.is_err() {
        tracing::debug!("a mail server did not answer to QUIT");
    }
}

async fn resolve(account: &SmtpAccount) -> Result<(Vec<SocketAddr>, String), Fault> {
    let unreachable = |detail: String| Fault::transient(Code::MailUnreachable, detail);
    let found = tokio::net::lookup_host((account.host.as_str(), account.port)).await;
    let addresses: Vec<SocketAddr> = found.map_err(|error| unreachable(error.to_string()))?.collect();
    if addresses.is_empty() {
        return Err(unreachable("the name has no address".to_owned()));
    }
    let words = addresses.iter().map(|address| address.ip().to_string()).collect::<Vec<_>>().join(", ");
    Ok((addresses, words))
}

async fn dial(addresses: &[SocketAddr]) -> Result<(TcpStream, String), Fault> {
    let stream = TcpStream::connect(addresses).await.map_err(|error| Fault::io(&error))?;
    stream.set_nodelay(true).map_err(|error| Fault::io(&error))?;
    let peer = stream.peer_addr().map_err(|error| Fault::io(&error))?;
    Ok((stream, peer.to_string()))
}

async fn dial_and_greet(addresses: &[SocketAddr]) -> Result<(AsyncSmtpConnection, String), Fault> {
    let (stream, peer) = dial(addresses).await?;
    let connection = greet(Box::new(stream)).await?;
    let words = format!("{peer} {}", connection.server_info().name());
    Ok((connection, words))
}

async fn greet(stream: Box<dyn AsyncTokioStream>) -> Result<AsyncSmtpConnection, Fault> {
    let greeted = AsyncSmtpConnection::connect_with_transport(stream, &ClientId::default()).await;
    greeted.map_err(|error| Fault::smtp(TestStepName::Connect, &error))
}

async fn encrypt_and_greet(
    account: &SmtpAccount,
    trust: &Trust,
    stream: TcpStream,
) -> Result<(AsyncSmtpConnection, String), Fault> {
    let name = ServerName::try_from(account.host.clone()).map_err(|error| Fault::tls(&error))?;
    let config = trust.config().map_err(|error| Fault::permanent(Code::MailTlsFailed, error.to_string()))?;
    let encrypting = TlsConnector::from(Arc::new(config)).connect(name, stream);
    let encrypted = encrypting.await.map_err(|error| Fault::tls(&error))?;
    let version = encrypted.get_ref().1.protocol_version().map(|version| format!("{version:?}"));
    let connection = greet(Box::new(Encrypted(encrypted))).await?;
    Ok((connection, version.unwrap_or_default()))
}

async fn start_tls(
    account: &SmtpAccount,
    trust: &Trust,
    connection: &mut AsyncSmtpConnection,
) -> Result<((), String), Fault> {
    let failed = |error: lettre::transport::smtp::Error| Fault::smtp(TestStepName::Tls, &error);
    let mut parameters =
        TlsParameters::builder(account.host.clone()).certificate_store(CertificateStore::WebpkiRoots);
    for certificate in trust.extra() {
        parameters =
            parameters.add_root_certificate(Certificate::from_der(certificate.to_vec()).map_err(failed)?);
    }
    connection.starttls(parameters.build().map_err(failed)?, &ClientId::default()).await.map_err(failed)?;
    Ok(((), "STARTTLS".to_owned()))
}

async fn authenticate(
    connection: &mut AsyncSmtpConnection,
    credentials: Credentials,
) -> Result<((), String), Fault> {
    let answer = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await;
    let answer = answer.map_err(|error| Fault::smtp(TestStepName::Authenticate, &error))?;
    Ok(((), super::mailer::words(&answer)))
}
