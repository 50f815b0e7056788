//! Fixes, pass after pass, until nothing more changes.

use crate::check::Checked;
use crate::diagnostic::Safety;
use crate::document::Document;
use crate::fix;
use crate::source::{FileId, Sources};
use std::collections::BTreeSet;

/// Most passes that are made; fixes that bring each other back must end somewhere.
const MOST_PASSES: usize = 10;

/// A site after its fixes.
#[derive(Debug)]
pub struct Mended {
    /// Judged anew.
    pub checked: Checked,
    /// How many findings were mended.
    pub fixed: usize,
}

/// Applies fixes and judges again, until there are none left to apply. Nothing is written.
///
/// `judge` makes a judged site of changed texts. A file whose front matter could no longer be read after a fix is
/// left as it was.
pub fn mend(checked: Checked, reach: Safety, judge: &dyn Fn(Sources) -> Checked) -> Mended {
    let mut mended = Mended { checked, fixed: 0 };
    let mut left_alone = BTreeSet::new();
    for _ in 0..MOST_PASSES {
        let sources = &mended.checked.site().sources;
        let mut pass = fix::pass(mended.checked.report(), sources, reach, &left_alone);
        if pass.texts.is_empty() {
            break;
        }
        let next = judge(changed(sources, &pass));
        let broken: BTreeSet<FileId> =
            pass.texts.keys().copied().filter(|&file| is_broken(&mended.checked, &next, file)).collect();
        if broken.is_empty() {
            mended.fixed += pass.fixed.values().sum::<usize>();
            mended.checked = next;
            continue;
        }
        pass.texts.retain(|file, _| !broken.contains(file));
        pass.fixed.retain(|file, _| !broken.contains(file));
        left_alone.extend(broken);
        if !pass.texts.is_empty() {
            mended.fixed += pass.fixed.values().sum::<usize>();
            mended.checked = judge(changed(&mended.checked.site().sources, &pass));
        }
    }
    mended
}

fn changed(sources: &Sources, pass: &fix::Pass) -> Sources {
    let mut sources = sources.clone();
    for (file, text) in &pass.texts {
        sources.set_text(*file, text.as_str());
    }
    sources
}

fn is_broken(before: &Checked, after: &Checked, file: FileId) -> bool {
    let is_unreadable = |checked: &Checked| {
        let site = checked.site();
        site.by_path(site.sources.path(file)).is_some_and(|(_, document)| Document::is_unreadable(document))
    };
    is_unreadable(after) && !is_unreadable(before)
}
