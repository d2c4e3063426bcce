//! Reads documents in processes of their own, so that a hostile file can at worst be `document_corrupt`.

use std::{
    path::PathBuf,
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    sync::Semaphore,
};

use crate::{ExtractError, Extracted, child::Request};

/// What one document may cost.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The size of the file itself.
    pub file_bytes: usize,
    /// From the start of its process to the answer; time spent waiting for a free place does not count.
    pub wall: Duration,
    /// Memory beyond what the program needs to start.
    pub memory_bytes: u64,
    /// Documents read at once.
    pub children: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 10 << 20,
            wall: Duration::from_secs(10),
            memory_bytes: 256 << 20,
            children: std::thread::available_parallelism().map_or(2, usize::from),
        }
    }
}

/// Starts `<program> extract` for each document. Clones share the places.
#[derive(Clone, Debug)]
pub struct Extractor {
    program: PathBuf,
    limits: Limits,
    places: Arc<Semaphore>,
}

impl Extractor {
    /// `program` is the binary whose `extract` command calls [`crate::run_child`], usually this one.
    pub fn new(program: PathBuf, limits: Limits) -> Self {
        let places = Arc::new(Semaphore::new(limits.children.max(1)));
        Self { program, limits, places }
    }

    /// Reads one document. Dropping the future kills the process.
    pub async fn extract(&self, file_name: &str, bytes: &[u8]) -> Result<Extracted, ExtractError> {
        if bytes.len() > self.limits.file_bytes {
            return Err(ExtractError::TooLarge);
        }
        let _place = self.places.acquire().await.map_err(process)?;
        tokio::time::timeout(self.limits.wall, self.ask(file_name, bytes))
            .await
            .unwrap_or(Err(ExtractError::Timeout))
    }

    async fn ask(&self, file_name: &str, bytes: &[u8]) -> Result<Extracted, ExtractError> {
        // Far above the largest answer; a child that writes more is not ours any more.
        const LONGEST_ANSWER: u64 = 64 << 20;
        let mut child = self.start()?;
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(ExtractError::Process("no pipe".to_owned()));
        };
        let request = self.request(file_name)?;
        let mut answer = Vec::new();
        let write = async move {
            stdin.write_all(&request).await?;
            stdin.write_all(bytes).await?;
            stdin.shutdown().await
        };
        let mut stdout = stdout.take(LONGEST_ANSWER);
        let (written, read) = tokio::join!(write, stdout.read_to_end(&mut answer));
        let status = child.wait().await.map_err(process)?;
        match serde_json::from_slice(&answer) {
            Ok(answer) => answer,
            // A child that died says so by its status; what could not be written or read follows from that.
            Err(_) if written.is_ok() && read.is_err() => Err(ExtractError::Corrupt),
            Err(_) => Err(cause_of_death(status)),
        }
    }

    fn start(&self) -> Result<Child, ExtractError> {
        let mut command = Command::new(&self.program);
        command.arg("extract").env_clear().kill_on_drop(true);
        if let Some(path) = std::env::var_os("PATH") {
            // For pdftotext; nothing else of the server's surroundings is a document's business.
            command.env("PATH", path);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(process)
    }

    fn request(&self, file_name: &str) -> Result<Vec<u8>, ExtractError> {
        let request = Request {
            file_name: file_name.chars().take(1000).collect(),
            memory_bytes: self.limits.memory_bytes,
            cpu_seconds: self.limits.wall.as_secs().max(1),
        };
        let mut line = serde_json::to_vec(&request).map_err(process)?;
        line.push(b'\n');
        Ok(line)
    }
}

fn process(error: impl std::fmt::Display) -> ExtractError {
    ExtractError::Process(error.to_string())
}

#[cfg(unix)]
fn cause_of_death(status: ExitStatus) -> ExtractError {
    use std::os::unix::process::ExitStatusExt;

    const SIGXCPU: i32 = 24;
    match status.signal() {
        Some(SIGXCPU) => ExtractError::Timeout,
        Some(_) => ExtractError::Corrupt,
        None => ExtractError::Process(format!("it ended with {status}")),
    }
}

#[cfg(not(unix))]
fn cause_of_death(_: ExitStatus) -> ExtractError {
    ExtractError::Corrupt
}
