//! A fence around calls into an engine crate: a panic inside becomes a value, and its message reaches nobody.
//!
//! Never true: a panic message of the engine is printed. It may hold keys and whole nodes.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// The engine stopped with a panic. Its message is dropped on purpose.
pub(super) struct Panicked;

/// Runs `work`; a panic in it ends here, without a word on stderr.
///
/// The caller must treat whatever `work` touched as dead after `Err`.
pub(super) fn fenced<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    HOOK.call_once(install_hook);
    let outer = INSIDE.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(outer);
    outcome.map_err(|_message| Panicked)
}

/// Chains to the hook that stands, so panics of everyone else are told as before. The hook is one for the whole
/// process and is never taken back: swapping it around each call would race with other threads.
fn install_hook() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // sled writes on threads of its own, where our flag is not set.
        let of_engine = info.location().is_some_and(|location| is_of_engine(location.file()));
        if !of_engine && !INSIDE.get() {
            previous(info);
        }
    }));
}

/// As a registry unpacks it (`sled-0.34.7/`) or as `cargo vendor` does (`sled/`).
fn is_of_engine(file: &str) -> bool {
    file.contains("/sled-") || file.contains("/sled/src/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engines_own_threads_are_known_by_their_files() {
        assert!(is_of_engine("/home/me/registry/sled-0.34.7/src/tree.rs"));
        assert!(is_of_engine("vendor/sled/src/tree.rs"));
        assert!(!is_of_engine("src/store/engine/sled.rs"));
    }

    #[test]
    fn a_panic_inside_becomes_a_value_and_the_fence_stands_for_the_next() {
        assert!(fenced(|| panic!("inside")).is_err());
        assert!(!INSIDE.get());
        assert_eq!(fenced(|| 7).ok(), Some(7));
    }

    #[test]
    fn fences_nest() {
        let outcome = fenced(|| {
            assert!(fenced(|| panic!("deep")).is_err());
            INSIDE.get()
        });
        assert_eq!(outcome.ok(), Some(true));
    }
}
