//! PDF by the program `pdftotext` of Poppler, where it is installed.

use std::{
    io::{ErrorKind, Read, Write},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::{ExtractError, bounds};

/// Half of what the whole process has: the other engine may have an answer.
const LONGEST: Duration = Duration::from_secs(5);

/// The text; `None` when the program is not installed or cannot read the file.
///
/// With `-raw`, in the order in which it was written: its guess from the places tears sidebars and tables apart,
/// and `-layout` sets two columns beside each other line by line.
pub(super) fn read(bytes: &[u8]) -> Result<Option<String>, ExtractError> {
    let Some(mut child) = start()? else { return Ok(None) };
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return Ok(None) };
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        // It reads its input whole before it writes, yet may give up on it half way: then writing fails, and the
        // output tells the rest.
        scope.spawn(move || stdin.write_all(bytes).is_ok());
        scope.spawn(move || {
            let mut output = Vec::new();
            let read = stdout.take(bounds::CHARS as u64 * 4).read_to_end(&mut output);
            sender.send(read.map(|_| output)).is_ok()
        });
        let output = receiver.recv_timeout(LONGEST);
        end(&mut child);
        match output {
            Ok(Ok(output)) => Ok(Some(String::from_utf8_lossy(&output).into_owned())),
            Ok(Err(_)) | Err(_) => Ok(None),
        }
    })
}

fn start() -> Result<Option<Child>, ExtractError> {
    let mut command = Command::new("pdftotext");
    command.args(["-q", "-raw", "-enc", "UTF-8", "-eol", "unix", "-", "-"]);
    match command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn() {
        Ok(child) => Ok(Some(child)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => Ok(None),
        Err(error) => Err(ExtractError::Process(error.to_string())),
    }
}

/// Leaves no process behind, whether it has ended by itself or not.
fn end(child: &mut Child) {
    if child.kill().is_ok() {
        // The status says nothing that its output did not.
        let _status = child.wait();
    }
}
