//! `amends rules`

use crate::cmd::End;
use crate::cmd::explain::as_json;
use crate::cmd::failure::Failure;
use crate::cmd::screen::Screen;
use crate::diagnostic::Safety;
use crate::rule::{Group, Rule};
use crate::rules;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::io::{self, Write};

/// Flags of `amends rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// Only the rules of this group
    #[arg(long, value_name = "GROUP", value_parser = PossibleValuesParser::new(Group::WORDS))]
    group: Option<String>,
    /// How to write them
    #[arg(long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json"]))]
    format: String,
}

/// Lists the rules with their levels.
pub fn run(args: &RulesArgs, screen: &Screen) -> Result<End, Failure> {
    let wanted = |rule: &&&Rule| args.group.as_deref().is_none_or(|group| rule.group.word() == group);
    let chosen: Vec<&'static Rule> = rules::ALL.iter().filter(wanted).copied().collect();
    screen.data(|out| match args.format.as_str() {
        "json" => {
            let all: Vec<_> = chosen.iter().map(|rule| as_json(rule)).collect();
            serde_json::to_writer_pretty(&mut *out, &all)?;
            writeln!(out)
        }
        _ => table(&chosen, out),
    })?;
    Ok(End::Clean)
}

fn table(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut group = None;
    for rule in rules {
        if group != Some(rule.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            writeln!(out, "{gap}@{:<w$}  starter  standard  strict  fix", rule.group.word(), w = width + 1)?;
            group = Some(rule.group);
        }
        let [starter, standard, strict] = rule.levels.map(|level| level.word());
        let fix = rule.fix.map_or("", Safety::word);
        let (name, summary) = (rule.name, rule.summary);
        writeln!(out, "  {name:<width$}  {starter:<7}  {standard:<8}  {strict:<6}  {fix:<7}  {summary}")?;
    }
    Ok(())
}
