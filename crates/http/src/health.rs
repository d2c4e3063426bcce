//! How the installation is, for its operator.

use actix_web::{get, web};
use api::health::{DatabaseHealth, LogHealth, MachineHealth, QueueHealth, Space, SystemHealth};
use app::health;
use chrono::{DateTime, TimeDelta, Utc};
use persistence::maintenance::health::Queue;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::failure::Outcome;
use crate::session::SignedIn;
use crate::state::State;

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(get_system_health);
}

/// Tell how the installation is
///
/// Database, queues with their age, files, memory, disk, version and uptime.
#[utoipa::path(
    tag = "health",
    security(("bearer" = ["installation:settings:read"])),
    responses((status = 200, body = SystemHealth))
)]
#[get("/admin/health")]
async fn get_system_health(state: web::Data<State>, actor: SignedIn) -> Outcome<web::Json<SystemHealth>> {
    let found = health::check(&state.app, &actor).await?;
    let (now, uptime) = (state.now(), state.started.elapsed());
    let (waiting, lost) = state.operation_logger.backlog();
    Ok(web::Json(SystemHealth {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: now - TimeDelta::from_std(uptime).unwrap_or_default(),
        uptime_seconds: uptime.as_secs(),
        database: DatabaseHealth {
            ok: found.database_took.is_some(),
            kind: found.database.to_owned(),
            latency_ms: found.database_took.map(|took| took.as_secs_f64() * 1000.0),
            pending_migrations: found.pending_migrations,
        },
        tasks: queue(found.tasks, now),
        mails: queue(found.mails, now),
        storage_ok: found.storage,
        operation_log: LogHealth { waiting, lost },
        machine: machine(found.machine),
    }))
}

fn queue(queue: Queue, now: DateTime<Utc>) -> QueueHealth {
    let age = |since: DateTime<Utc>| (now - since).num_seconds().max(0).unsigned_abs();
    QueueHealth {
        waiting: queue.waiting,
        running: queue.running,
        oldest_seconds: queue.oldest.map(age),
        failed: queue.failed,
    }
}

fn machine(machine: health::Machine) -> MachineHealth {
    let space = |space: health::Space| Space { total: space.total, free: space.free };
    MachineHealth {
        process_memory: machine.process_memory,
        memory: machine.memory.map(space),
        disk: machine.disk.map(space),
        load: machine.load,
        cores: machine.cores as u64,
    }
}
