//! Counts the panics of a thread, those in tasks too, which a runtime would pass over. A simulated world is one thread.

use std::cell::Cell;
use std::sync::Once;

thread_local! {
    static SEEN: Cell<u32> = const { Cell::new(0) };
}

/// Starts counting anew.
pub(crate) fn forget() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            SEEN.with(|seen| seen.set(seen.get() + 1));
            usual(panic);
        }));
    });
    SEEN.with(|seen| seen.set(0));
}

pub(crate) fn seen() -> u32 {
    SEEN.with(Cell::get)
}
