//! A finding to show.

use amends::diagnostic::{Diagnostic, Level, Place};

/// One that says no more than it must.
pub(crate) fn finding(rule: &'static str, level: Level, place: Place, message: &str) -> Diagnostic {
    Diagnostic {
        rule,
        group: "client-care",
        level,
        place,
        message: message.into(),
        fingerprint: "0123456789abcdef".into(),
        field: None,
        absent: false,
        label: None,
        help: None,
        note: None,
        also: None,
        document: None,
        status: None,
        seeds: &[],
        fix: None,
        suppressed: None,
    }
}
