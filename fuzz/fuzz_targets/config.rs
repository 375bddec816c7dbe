//! libFuzzer's way to the target `config`; its body stands in `fuzz/targets/`.
#![no_main]

#[path = "../targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::run("config", bytes));
