//! What the operating system says of the machine, where it says so.

use std::fs;
use std::path::Path;

/// Memory, disk and load. What the system does not tell is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Machine {
    /// What this process holds in memory, in bytes.
    pub process_memory: Option<u64>,
    /// The machine's memory.
    pub memory: Option<Space>,
    /// The disk of the data folder.
    pub disk: Option<Space>,
    /// Processes that wanted a core, on average over the last minute.
    pub load: Option<f64>,
    /// Cores.
    pub cores: usize,
}

/// So many bytes, and how many of them are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Space {
    pub total: u64,
    pub free: u64,
}

impl Machine {
    /// Looks. Blocks for a moment.
    pub fn look(folder: &Path) -> Self {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        let memory = read("/proc/meminfo");
        let memory = kilobytes(&memory, "MemTotal:").zip(kilobytes(&memory, "MemAvailable:"));
        Self {
            process_memory: kilobytes(&read("/proc/self/status"), "VmRSS:"),
            memory: memory.map(|(total, free)| Space { total, free }),
            disk: disk(folder),
            load: read("/proc/loadavg").split(' ').next().and_then(|number| number.parse().ok()),
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        }
    }
}

/// The bytes of a line such as `MemTotal:  1024 kB`.
fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let number: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(number * 1024)
}

#[cfg(unix)]
fn disk(folder: &Path) -> Option<Space> {
    let found = rustix::fs::statvfs(folder).ok()?;
    Some(Space { total: found.f_blocks * found.f_frsize, free: found.f_bavail * found.f_frsize })
}

#[cfg(not(unix))]
fn disk(_: &Path) -> Option<Space> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_the_kernel_are_read() {
        let text = "MemTotal:       24685920 kB\nMemFree:  1 kB\nVmRSS:\t   62000 kB\n";
        assert_eq!(kilobytes(text, "MemTotal:"), Some(24_685_920 * 1024));
        assert_eq!(kilobytes(text, "VmRSS:"), Some(62_000 * 1024));
        assert_eq!(kilobytes(text, "Swap:"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_machine_has_memory_and_a_disk() {
        let machine = Machine::look(&std::env::temp_dir());
        let (memory, disk) = (machine.memory.unwrap(), machine.disk.unwrap());
        assert!(memory.total > memory.free && disk.total >= disk.free && disk.total > 0);
        assert!(machine.process_memory.is_some() && machine.cores > 0);
    }
}
