//! Rules and groups as a command line names them.

use crate::cmd::failure::Failure;
use crate::rule::{CROSS_GROUPS, Group};
use crate::rules;
use crate::site::nearest::nearest;

/// Refuses a word that names no rule and no group.
pub fn known(word: &str) -> Result<(), Failure> {
    if let Some(group) = word.strip_prefix('@') {
        let groups = || Group::WORDS.iter().copied().chain(CROSS_GROUPS);
        if groups().any(|known| known == group) {
            return Ok(());
        }
        let near =
            nearest(group, groups()).map(|near| format!("; did you mean `@{near}`?")).unwrap_or_default();
        return Err(Failure::Usage(format!("no group `{word}`{near}")));
    }
    if rules::find(word).is_some() {
        return Ok(());
    }
    let near = rules::near(word).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Failure::Usage(format!("no rule `{word}`{near}")))
}
