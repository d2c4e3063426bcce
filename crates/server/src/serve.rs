//! `bole serve`: the API and the page in one process.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use actix_web::dev::ServerHandle;
use app::App;
use domain::{Error, Result};
use integrations::counter::Counter;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use persistence::Options;
use tokio::task::JoinHandle;
use web::{Limits, OperationLogger, Presence, RequestMeter, Settings, Spa, State, Tokens};

use crate::config::Config;
use crate::wiring;
use crate::workers::Workers;

/// A server that runs.
pub struct Instance {
    /// Where it listens.
    pub address: SocketAddr,
    /// The product, for tests and commands in the same process.
    pub app: App,
    handle: ServerHandle,
    server: JoinHandle<std::io::Result<()>>,
    workers: Workers,
    writers: [JoinHandle<()>; 2],
}

/// Starts everything: listens, migrates, serves, works.
pub async fn start(config: &Config, options: Options, program: &Path) -> Result<Instance> {
    let listener = TcpListener::bind(config.bind)
        .map_err(|error| Error::internal(format!("{}: {error}", config.bind)))?;
    let db = wiring::database(config, options).await?;
    let app = wiring::product(config, db.clone(), program)?;
    let (operation_logger, log_writer) = OperationLogger::start(db.clone());
    let (request_meter, meter_writer) = RequestMeter::start(db);
    let spa = Spa::load(&config.spa_dir).map_err(Error::internal)?;
    if !spa.is_built() {
        tracing::warn!(folder = %config.spa_dir.display(), "the single-page app is not built; only the API is served");
    }
    let state = actix_web::web::Data::new(State {
        app: app.clone(),
        tokens: Tokens::new(&wiring::jwt_keys(config)?)?,
        limits: Limits::new(config.rate_limit, config.redis_url.as_ref().map(Counter::new).transpose()?),
        operation_logger,
        presence: Presence::default(),
        request_meter,
        started: Instant::now(),
        spa,
        settings: Settings {
            cors_origins: config.cors_origins.clone(),
            network: config.network.clone(),
            https: config.public_url.starts_with("https:"),
            metrics_token: config.metrics_token.clone(),
        },
    });
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let running = web::serve(listener, state, metrics_handle()?, threads).map_err(Error::internal)?;
    Ok(Instance {
        address: running.address,
        workers: Workers::start(&app, config.workers),
        app,
        handle: running.handle,
        server: tokio::spawn(running.server),
        writers: [log_writer, meter_writer],
    })
}

impl Instance {
    /// Stops: no new requests, those in flight end, work in hand is finished or handed back.
    pub async fn stop(self) -> Result<()> {
        self.workers.begin_stop();
        // Streams would go on for as long as somebody reads them.
        self.app.events.close();
        self.handle.stop(true).await;
        self.workers.stop().await?;
        self.server.await.map_err(Error::internal)?.map_err(Error::internal)?;
        // The writers end once the state, and with it the last sender, is gone.
        for writer in self.writers {
            writer.await.map_err(Error::internal)?;
        }
        self.app.db.close().await
    }
}

/// The recorder is one for the process; tests start several servers in it.
fn metrics_handle() -> Result<PrometheusHandle> {
    static HANDLE: LazyLock<std::result::Result<PrometheusHandle, String>> = LazyLock::new(|| {
        PrometheusBuilder::new()
            .set_buckets_for_metric(
                Matcher::Suffix("_seconds".to_owned()),
                &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0],
            )
            .and_then(PrometheusBuilder::install_recorder)
            .map_err(|error| error.to_string())
    });
    HANDLE.clone().map_err(Error::internal)
}
