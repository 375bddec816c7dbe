//! What the kernel says of a process: processor time, memory, bytes to the disk.
//!
//! Never true here: a figure of one process is given for another's, or a missing one for zero.

use std::fs::read_to_string;
use std::process::Command;

/// Where it is told how the bot is run, and with which settings of the allocator.
const SERVICE: &str = include_str!("../../deploy/rechtdoor.service");

/// This program again, with memory given out as in the service: that is what is measured.
pub fn as_the_service() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let settings = SERVICE.lines().filter_map(|line| line.strip_prefix("Environment=MALLOC_"));
    command
        .envs(settings.filter_map(|line| line.split_once('=')).map(|(name, value)| (format!("MALLOC_{name}"), value)));
    command
}

/// Ticks of the kernel's processor time in a second, on every Linux machine of today.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds of processor time so far, the kernel's on its behalf included.
pub fn processor_seconds(pid: u32) -> f64 {
    let line = read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The name in brackets may hold anything; user and system time are the 12th and 13th number after it.
    let (_, rest) = line.rsplit_once(')').unwrap();
    let ticks = rest.split_whitespace().skip(11).take(2).map(|word| word.parse::<f64>().unwrap());
    ticks.sum::<f64>() / TICKS_PER_SECOND
}

/// Memory in MiB: what is in use now, and the most there ever was.
pub fn memory_mib(pid: u32) -> (f64, f64) {
    let status = read_to_string(format!("/proc/{pid}/status")).unwrap();
    (line(&status, "VmRSS:") / 1_024.0, line(&status, "VmHWM:") / 1_024.0)
}

/// Memory in MiB that is the process's own: without the pages of the program and its libraries, which the kernel takes
/// back and reads again as it likes.
pub fn own_memory_mib(pid: u32) -> f64 {
    line(&read_to_string(format!("/proc/{pid}/status")).unwrap(), "RssAnon:") / 1_024.0
}

/// Bytes that the process gave to the disk so far, in whole pages of the file system.
pub fn disk_bytes(pid: u32) -> f64 {
    line(&read_to_string(format!("/proc/{pid}/io")).unwrap(), "write_bytes:")
}

fn line(text: &str, name: &str) -> f64 {
    let found = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    found.split_whitespace().next().unwrap().parse().unwrap()
}
