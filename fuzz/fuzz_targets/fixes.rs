//! Fixes: a second run changes nothing, what could be read can be read, and neither line ends nor comments change.
#![no_main]

use amends::check::Checked;
use amends::diagnostic::Safety;
use amends::document::Document;
use amends::fix::expand::expanded;
use amends::mend::mend;
use amends_fuzz::project::{PLACES, alone, judge, sources};
use amends_fuzz::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: alone(), |data: &[u8]| {
    let Some(text) = text(data) else { return };
    let path = PLACES[text.len() % PLACES.len()];
    let before = judge(sources(path, text));
    let was_readable = is_readable(&before, path);
    let mended = mend(before, Safety::Unsafe, &judge);
    let after = text_of(&mended.checked, path).to_owned();
    assert!(!was_readable || is_readable(&mended.checked, path), "{after}");
    if mended.fixed == 0 {
        assert_eq!(after, text);
    } else {
        assert_eq!(after.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
        assert!(text.contains('\r') || !after.contains('\r'));
        let all_have_cr = text.contains("\r\n") && bare_ends(text) == 0;
        assert!(!all_have_cr || bare_ends(&after) == 0, "{after:?}");
    }
    let again = mend(mended.checked, Safety::Unsafe, &judge);
    assert_eq!(text_of(&again.checked, path), after, "a second run changes more");
    objects(path, text);
});

fn objects(path: &str, text: &str) {
    let Some(once) = expanded(path, text) else { return };
    let twice = expanded(path, &once.text).unwrap_or_else(|| panic!("cannot be read again: {}", once.text));
    assert_eq!(twice.text, once.text);
}

fn text_of<'a>(checked: &'a Checked, path: &str) -> &'a str {
    let sources = &checked.site().sources;
    sources.find(path).map_or("", |file| sources.as_written(file))
}

fn is_readable(checked: &Checked, path: &str) -> bool {
    checked.site().by_path(path).is_some_and(|(_, document)| !Document::is_unreadable(document))
}

/// Line ends without a CR.
fn bare_ends(text: &str) -> usize {
    text.matches('\n').count() - text.matches("\r\n").count()
}
