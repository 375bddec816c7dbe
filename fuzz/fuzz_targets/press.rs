//! libFuzzer's way to the target `press`; its body stands in `fuzz/targets/`.
#![no_main]

#[path = "../targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::run("press", bytes));
