//! How much of what each rule finds is ignored: a rule that is ignored often is mended, and not those who ignore it.

use crate::check::Checked;
use crate::diagnostic::Level;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A rule of which more than this part is ignored asks for too much, or in the wrong way.
const NOISY: usize = 20;

/// How much of what a rule finds is ignored.
#[derive(Debug, Serialize)]
struct Rate {
    ignored: usize,
    found: usize,
    percent: usize,
    noisy: bool,
    /// The level that it has at most.
    level: &'static str,
    /// For a rule that is ignored often, the level below; none where settings say that nothing may lower it.
    lower: Option<&'static str>,
    #[serde(skip)]
    gravest: Level,
}

/// Writes the rates of the rules that are ignored, and what would lower those that are ignored often.
pub fn rates(checked: &Checked, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let rates = counted(checked);
    if json {
        serde_json::to_writer_pretty(&mut *out, &rates)?;
        return writeln!(out);
    }
    let width = rates.keys().map(|rule| rule.len()).chain([4]).max().unwrap_or_default();
    writeln!(out, "{:<width$}  ignored  found  part  level", "rule")?;
    for (rule, Rate { ignored, found, percent, level, noisy, lower, .. }) in &rates {
        let advice = match (noisy, lower) {
            (false, _) => "",
            (true, Some(_)) => "  lower its level, or ask what it gets wrong",
            (true, None) => "  ask what it gets wrong; site.toml forbids to lower it",
        };
        writeln!(out, "{rule:<width$}  {ignored:>7}  {found:>5}  {percent:>3}%  {level:<5}{advice}")?;
    }
    let lower: Vec<_> = rates.iter().filter_map(|(rule, rate)| Some((rule, rate.lower?))).collect();
    if !lower.is_empty() {
        writeln!(
            out,
            "\nOf a rule that is ignored so often people learn nothing. In site.toml:\n\n[lint.levels]"
        )?;
    }
    lower.iter().try_for_each(|(rule, level)| writeln!(out, "{rule} = \"{level}\""))
}

fn counted(checked: &Checked) -> BTreeMap<&str, Rate> {
    let mut rates: BTreeMap<&str, Rate> = BTreeMap::new();
    let report = checked.report();
    for found in report.diagnostics.iter().chain(&report.suppressed) {
        let new = Rate {
            ignored: 0,
            found: 0,
            percent: 0,
            noisy: false,
            level: "",
            lower: None,
            gravest: Level::Off,
        };
        let rate = rates.entry(found.rule).or_insert(new);
        rate.found += 1;
        rate.gravest = rate.gravest.max(found.level);
        rate.ignored += usize::from(found.suppressed.as_ref().is_some_and(|why| why.by != "baseline"));
    }
    rates.retain(|_, rate| rate.ignored > 0);
    for (rule, rate) in &mut rates {
        rate.percent = rate.ignored * 100 / rate.found.max(1);
        rate.noisy = rate.ignored * 100 > rate.found * NOISY;
        rate.level = rate.gravest.word();
        let may = rate.noisy && !checked.site().config.lint.forbids(rule);
        rate.lower = may.then(|| below(rate.gravest).word());
    }
    rates
}

fn below(level: Level) -> Level {
    match level {
        Level::Error => Level::Warn,
        Level::Warn => Level::Info,
        Level::Info | Level::Off => Level::Off,
    }
}
