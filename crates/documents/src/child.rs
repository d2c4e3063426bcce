//! What runs inside the process that reads one document (`bole extract`).

use std::io::{self, BufRead, Read, Write};

use serde::{Deserialize, Serialize};

use crate::ExtractError;

/// The first line of what the process reads; the bytes of the document follow until the end of the stream.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) file_name: String,
    /// How much memory it may map beyond what it has mapped at the start.
    pub(crate) memory_bytes: u64,
    pub(crate) cpu_seconds: u64,
}

/// Reads one request from `input`, holds this process to the limits in it, and writes one JSON answer to `output`:
/// `{"Ok": Extracted}` or `{"Err": ExtractError}`.
///
/// The limits are for good, so nothing else can be done in this process. Call it before any thread is started:
/// the threads of a runtime map memory that would count.
pub fn run_child(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    const LONGEST_REQUEST: u64 = 64 << 10;
    let mut line = String::new();
    let mut head = input.take(LONGEST_REQUEST);
    head.read_line(&mut line)?;
    let request: Request = serde_json::from_str(&line)?;
    hold_to(&request)?;
    let mut bytes = Vec::new();
    head.set_limit(u64::MAX);
    let answer = match head.read_to_end(&mut bytes) {
        Ok(_) => crate::extract(&bytes, &request.file_name),
        // Too large for the memory it may use; elsewhere running out of memory ends the process.
        Err(error) if error.kind() == io::ErrorKind::OutOfMemory => Err(ExtractError::Corrupt),
        Err(error) => return Err(error),
    };
    serde_json::to_writer(&mut output, &answer)?;
    output.flush()
}

#[cfg(target_os = "linux")]
fn hold_to(request: &Request) -> io::Result<()> {
    use rlimit::Resource;

    let memory = mapped_bytes()?.saturating_add(request.memory_bytes);
    Resource::AS.set(memory, memory)?;
    Resource::CORE.set(0, 0)?;
    // At the first limit comes SIGXCPU, which the parent can tell from a crash.
    Resource::CPU.set(request.cpu_seconds, request.cpu_seconds + 1)
}

/// Elsewhere the parent's clock is the only limit.
#[cfg(not(target_os = "linux"))]
fn hold_to(_: &Request) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn mapped_bytes() -> io::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:")).unwrap_or_default();
    let kilobytes = line.trim().trim_end_matches(" kB").trim().parse::<u64>();
    kilobytes.map(|kilobytes| kilobytes << 10).map_err(io::Error::other)
}
