//! `amends check --explain-level RULE FILE`: how a level came about, step by step.

use crate::check::{Checked, How, steps};
use crate::diagnostic::{Diagnostic, Level};
use crate::rule::Rule;
use crate::source::FileId;
use std::io::{self, Write};

/// Writes the chain for a rule on a file, and what became of its findings there.
pub fn write(
    checked: &Checked,
    how: &How,
    rule: &'static Rule,
    file: FileId,
    out: &mut dyn Write,
) -> io::Result<()> {
    let site = checked.site();
    let path = site.sources.path(file);
    writeln!(out, "{} in {path}", rule.name)?;
    let mut level = Level::Off;
    for step in steps(site, rule, path, how) {
        level = step.level;
        writeln!(out, "  {:<5}  {}", level.word(), step.by)?;
    }
    let report = checked.report();
    let is_its = |found: &&Diagnostic| found.rule == rule.name && found.place.file == file;
    let shown = report.diagnostics.iter().filter(is_its).count();
    if let Some((_, document)) = site.by_path(path) {
        let stage = how.stage.unwrap_or_else(|| document.stage());
        let status = document.status().unwrap_or("none");
        let given = if how.stage.is_some() { " (judged by --as)" } else { "" };
        let from = rule.from.word();
        if rule.counts_at(stage) {
            writeln!(out, "  {:<5}  status {status}{given}: it counts (from: {from})", level.word())?;
        } else {
            writeln!(out, "  hint   status {status}{given}: it does not count yet (from: {from})")?;
        }
    }
    for found in report.suppressed.iter().filter(is_its) {
        let Some(why) = &found.suppressed else { continue };
        match why.by {
            "baseline" => writeln!(out, "  known  by the baseline: {}", found.message)?,
            by => writeln!(out, "  ignored  by a comment ({by}): {}", why.reason)?,
        }
    }
    writeln!(out, "{} found and shown", shown)
}
