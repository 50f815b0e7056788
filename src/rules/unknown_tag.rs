//! `unknown-tag`

use super::ask::names;
use crate::diagnostic::Level::Warn;
use crate::diagnostic::Safety;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::tree::mention::MentionKind;
use rayon::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unknown-tag",
    group: Group::References,
    levels: [Warn, Warn, Warn],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "a tag that is not in tags.yaml",
    explain: Explain {
        finds: "A name under `tags` that is neither a slug nor another name of an entry in tags.yaml.",
        why: "Tags bring together what belongs together; `mail`, `email` and `e-mail` side by side do not. It is no \
              error, since a tag that is on one page only leads nobody astray.",
        bad: "tags: [e-mails]",
        good: "tags: [email]",
        mend: "Use a tag that is there, or add the new one to tags.yaml with a word on what it is for.",
        ignore: "While you find out which tags you need: set the rule to `off` in `[lint.levels]`.",
    },
    source: &["log4brains183"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Names(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let of_documents = site.documents.par_iter().flat_map_iter(names::of);
    let tags = of_documents.filter(|said| said.mention.kind == MentionKind::Tag);
    tags.filter_map(|said| said.unknown(site)).collect()
}
