//! `amends explain`

use crate::cmd::End;
use crate::cmd::failure::Failure;
use crate::cmd::screen::Screen;
use crate::config::Profile;
use crate::diagnostic::Safety;
use crate::report::RuleText;
use crate::rule::Rule;
use crate::rules;
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;
use std::io::{self, Write};

/// Flags of `amends explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Name of the rule, or the beginning of it
    #[arg(required_unless_present = "all")]
    rule: Option<String>,
    /// Explain every rule
    #[arg(long, conflicts_with = "rule")]
    all: bool,
    /// How to write it
    #[arg(long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "md", "json"]))]
    format: String,
}

/// Says what a rule finds, why, and how to mend it.
pub fn run(args: &ExplainArgs, screen: &Screen) -> Result<End, Failure> {
    let chosen: Vec<&'static Rule> = match &args.rule {
        Some(name) => vec![the_rule(name)?],
        None => rules::ALL.to_vec(),
    };
    screen.data(|out| match args.format.as_str() {
        "json" => {
            let all: Vec<_> = chosen.iter().map(|rule| as_json(rule)).collect();
            let value = if args.all { json!(all) } else { json!(all.first()) };
            serde_json::to_writer_pretty(&mut *out, &value)?;
            writeln!(out)
        }
        format => {
            let heading = if format == "md" { "## " } else { "" };
            for (number, rule) in chosen.iter().enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                write_rule(rule, heading, out)?;
            }
            Ok(())
        }
    })?;
    Ok(End::Clean)
}

/// The rule of a name, or the only one whose name begins with it.
fn the_rule(name: &str) -> Result<&'static Rule, Failure> {
    if let Some(rule) = rules::find(name) {
        return Ok(rule);
    }
    let mut begun = rules::ALL.iter().filter(|rule| rule.name.starts_with(name));
    match (begun.next(), begun.next()) {
        (Some(only), None) => Ok(only),
        (Some(first), Some(second)) => {
            let all: Vec<&str> = [first, second].into_iter().chain(begun).map(|rule| rule.name).collect();
            Err(Failure::Usage(format!("`{name}` may be any of: {}", all.join(", "))))
        }
        _ => {
            let near = rules::near(name).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Err(Failure::Usage(format!("no rule `{name}`{near} `amends rules` lists them")))
        }
    }
}

fn write_rule(rule: &Rule, heading: &str, out: &mut dyn Write) -> io::Result<()> {
    let title = if heading.is_empty() { "" } else { "# " };
    writeln!(out, "{title}{}\n", rule.name)?;
    writeln!(out, "{}.\n", capital(rule.summary))?;
    let [starter, standard, strict] = rule.levels.map(|level| level.word());
    writeln!(out, "@{} · {} · from status {}", rule.group.word(), rule.kind.word(), rule.from.word())?;
    writeln!(out, "starter {starter} · standard {standard} · strict {strict}\n")?;
    section(out, heading, "What it finds", rule.explain.finds)?;
    section(out, heading, "Why", rule.explain.why)?;
    example(out, heading, "What it speaks about", rule.explain.bad)?;
    example(out, heading, "The same, mended", rule.explain.good)?;
    section(
        out,
        heading,
        "How to mend it",
        &format!("{}\nMended by {}.", rule.explain.mend, rule.mended_by()),
    )?;
    if !rule.options.is_empty() {
        let options = rule.options.iter().map(|(key, meaning)| format!("{key}: {meaning}"));
        let options: Vec<String> = options.collect();
        section(out, heading, &format!("Options in [lint.rules.{}]", rule.name), &options.join("\n"))?;
    }
    section(out, heading, "When to ignore it", rule.explain.ignore)?;
    if !rule.source.is_empty() {
        section(out, heading, "Source", &rule.source.join(", "))?;
    }
    Ok(())
}

fn section(out: &mut dyn Write, heading: &str, title: &str, text: &str) -> io::Result<()> {
    writeln!(out, "{heading}{title}\n")?;
    let indent = if heading.is_empty() { "  " } else { "" };
    for line in text.lines() {
        writeln!(out, "{indent}{line}")?;
    }
    writeln!(out)
}

fn example(out: &mut dyn Write, heading: &str, title: &str, text: &str) -> io::Result<()> {
    if heading.is_empty() {
        let indented: Vec<String> = text.lines().map(|line| format!("  {line}")).collect();
        return section(out, heading, title, &indented.join("\n"));
    }
    section(out, heading, title, &format!("```\n{text}\n```"))
}

/// A sentence's first letter in upper case.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// What a report says about the rules, with the levels of a profile.
pub(super) fn rule_texts(profile: Profile) -> Vec<RuleText> {
    let text = |rule: &&'static Rule| RuleText {
        name: rule.name,
        summary: rule.summary,
        text: written(rule, ""),
        markdown: written(rule, "## "),
        level: rule.level_in(profile),
    };
    rules::ALL.iter().map(text).collect()
}

/// The explanation of a rule, with headings that begin like this.
fn written(rule: &Rule, heading: &str) -> String {
    let mut bytes = Vec::new();
    // Memory takes everything.
    write_rule(rule, heading, &mut bytes).ok();
    String::from_utf8(bytes).unwrap_or_default()
}

/// What programs are told of a rule.
pub(super) fn as_json(rule: &Rule) -> serde_json::Value {
    let [starter, standard, strict] = rule.levels.map(|level| level.word());
    json!({
        "name": rule.name,
        "group": rule.group.word(),
        "kind": rule.kind.word(),
        "from": rule.from.word(),
        "levels": { "starter": starter, "standard": standard, "strict": strict },
        "summary": rule.summary,
        "finds": rule.explain.finds,
        "why": rule.explain.why,
        "bad": rule.explain.bad,
        "good": rule.explain.good,
        "mend": rule.explain.mend,
        "ignore": rule.explain.ignore,
        "fix": rule.fix.map(Safety::word),
        "options": rule.options.iter().map(|(key, meaning)| json!({ "key": key, "meaning": meaning })).collect::<Vec<_>>(),
        "source": rule.source,
    })
}
