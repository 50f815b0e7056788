//! Runs the rules over a site and settles the level of what they find.

use crate::baseline::key;
use crate::config::{CONTENT, Config, Profile, SITE_TOML};
use crate::diagnostic::{Diagnostic, Level, Place, Report};
use crate::document::suppression::{Subject, Suppression};
use crate::document::{Document, Stage};
use crate::later::Later;
use crate::rule::{At, Case, Check, Finding, Group, Kind, Rule, Run};
use crate::site::{DocId, Site};
use crate::source::{FileId, Span};
use crate::suppress;
use globset::{Glob, GlobSet, GlobSetBuilder};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A site that has been judged, or is when somebody asks. Only [`check`] and [`check_later`] make one, so that nothing
/// else can be built.
#[derive(Debug)]
pub struct Checked {
    site: Arc<Site>,
    rules: Vec<&'static Rule>,
    how: How,
    judgement: Later<Judgement>,
}

/// What the rules say about a site.
#[derive(Debug)]
struct Judgement {
    report: Report,
    stale: Vec<usize>,
}

/// What was found so far, and what is to be remembered of it.
#[derive(Debug, Default)]
struct Judged {
    report: Report,
    /// Names in comments that have kept a finding from being counted, by file and first byte.
    used: HashSet<(FileId, u32)>,
    /// Keys of findings that only count at a later status, where a baseline may know them.
    folded: Vec<String>,
}

/// How to judge, besides what site.toml says.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// Stands in for the profile of site.toml.
    pub profile: Option<Profile>,
    /// Judges every document as if it had this status.
    pub stage: Option<Stage>,
    /// Runs these rules and @groups and no others, where there are any.
    pub only: Vec<String>,
    /// Switches these on where the profile has them off.
    pub select: Vec<String>,
    /// Switches these off.
    pub ignore: Vec<String>,
    /// Sets levels, in this order.
    pub levels: Vec<(String, Level)>,
    /// Leaves out rules that need today's date.
    pub no_clock: bool,
    /// Reports only on these files, where it is set.
    pub files: Option<HashSet<FileId>>,
    /// Counts also what the baseline knows.
    pub no_baseline: bool,
}

impl Checked {
    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What was found.
    pub fn report(&self) -> &Report {
        &self.judgement().report
    }

    /// What was found in the file of a document, and how many findings count only at a later status. Where nobody has
    /// asked for the whole report yet, only this document is judged.
    pub fn about(&self, document: &Document) -> (Cow<'_, [Diagnostic]>, usize) {
        if let Some(known) = self.judgement.known() {
            let (found, later) = of_file(&known.report, document.file);
            return (Cow::Borrowed(found), later);
        }
        // The baseline counts by ids.
        let like = self.site.documents.iter().filter(|other| other.id == document.id);
        let files = like.map(|other| other.file).collect();
        let how = How { files: Some(files), ..self.how.clone() };
        let report = judge(&self.site, &self.rules, &how).report;
        let (found, later) = of_file(&report, document.file);
        (Cow::Owned(found.to_vec()), later)
    }

    /// What some rules find that can be an error, in some files where they are named, without the whole report being
    /// made for it.
    pub fn errors_of(&self, is_asked_for: impl Fn(&Rule) -> bool, files: Option<HashSet<FileId>>) -> Report {
        let levels = Levels::new(&self.site, &self.rules, &self.how);
        let can_be = |(at, rule): (usize, &&'static Rule)| {
            let about_form =
                !matches!(rule.check, Check::Document(_) | Check::Incident(_) | Check::Playbook(_))
                    && is_about_form(rule.name, rule.group.word());
            (is_asked_for(rule) && (about_form || levels.is_error_somewhere(at))).then_some(*rule)
        };
        let rules: Vec<&'static Rule> = self.rules.iter().enumerate().filter_map(can_be).collect();
        let how = How { files, ..self.how.clone() };
        let mut report = judge(&self.site, &rules, &how).report;
        report.documents = self.site.documents.len();
        report.diagnostics.retain(|found| found.level == Level::Error);
        report
    }

    fn judgement(&self) -> &Judgement {
        self.judgement.get(|| judge(&self.site, &self.rules, &self.how))
    }

    /// Whether site.toml or a lexicon is not understood as it is.
    pub fn is_misconfigured(&self) -> bool {
        self.report().diagnostics.iter().any(|diagnostic| self.is_setting(diagnostic))
    }

    /// Whether a comment or the baseline names a rule that there is not.
    pub fn names_unknown_rule(&self) -> bool {
        let is_unknown = |found: &Diagnostic| found.rule == "unknown-rule" && found.level == Level::Error;
        self.report().diagnostics.iter().any(is_unknown)
    }

    /// How many findings a comment keeps from being counted.
    pub fn ignored_by(&self, file: FileId, suppression: &Suppression) -> usize {
        let is_its = |found: &&Diagnostic| {
            let Diagnostic { rule, field, absent, place, suppressed, .. } = *found;
            let by = if suppression.is_for_file() { "file" } else { "inline" };
            let subject = Subject { rule, span: place.span, field: field.as_deref(), absent: *absent };
            place.file == file
                && suppressed.as_ref().is_some_and(|why| why.by == by)
                && suppression.covers(&subject).is_some()
        };
        self.report().suppressed.iter().filter(is_its).count()
    }

    /// Entries of the baseline whose rule ran and that no finding matches any more, by their index.
    pub fn stale(&self) -> &[usize] {
        &self.judgement().stale
    }

    /// The files of settings that are not understood as they are.
    pub fn misconfigured(&self) -> Vec<&str> {
        let settings = self.report().diagnostics.iter().filter(|diagnostic| self.is_setting(diagnostic));
        let mut paths: Vec<&str> = settings.map(|found| self.site.sources.path(found.place.file)).collect();
        paths.dedup();
        paths
    }

    /// Whether a finding says that site.toml or a lexicon is not understood.
    pub fn is_setting(&self, diagnostic: &Diagnostic) -> bool {
        is_setting(&self.site, diagnostic.place.file, diagnostic.rule, diagnostic.group)
    }
}

/// Runs rules over a site.
pub fn check(site: Site, rules: &[&'static Rule], how: &How) -> Checked {
    let checked = check_later(site, rules, how);
    checked.judgement();
    checked.site.language.rest();
    checked
}

/// The same, but that rules only run when somebody asks for what they find.
pub fn check_later(site: impl Into<Arc<Site>>, rules: &[&'static Rule], how: &How) -> Checked {
    Checked { site: site.into(), rules: rules.to_vec(), how: how.clone(), judgement: Later::default() }
}

fn judge(site: &Site, rules: &[&'static Rule], how: &How) -> Judgement {
    let levels = Levels::new(site, rules, how);
    let found = |(id, document): (DocId, &Document)| of_document(site, id, document, rules, &levels, how);
    let wanted = site.iter().filter(|(_, document)| is_wanted(how, document.file));
    let documents = || match rules.iter().any(|rule| looks_at_each(rule)) {
        true => {
            let wanted: Vec<(DocId, &Document)> = wanted.collect();
            read_sentences(site, &wanted, rules, &levels);
            wanted.into_par_iter().map(found).collect::<Vec<Judged>>()
        }
        false => {
            let report = Report { documents: wanted.count(), ..Report::default() };
            vec![Judged { report, ..Judged::default() }]
        }
    };
    let (documents, others) = rayon::join(documents, || of_site(site, rules, &levels, how));
    let mut judged = joined(documents.into_iter().chain(others));
    judged.report.sort();
    let ran = |rule: &str, file: FileId| {
        let at = rules.iter().position(|other| other.name == rule);
        let level = at.and_then(|at| levels.of(site.sources.path(file)).get(at).copied());
        level.is_some_and(|level| level != Level::Off) && is_wanted(how, file)
    };
    let stale = if how.no_baseline {
        Vec::new()
    } else {
        let all = how.files.is_none() && how.only.is_empty();
        suppress::by_baseline(site, &mut judged.report, &judged.folded, all, ran)
    };
    let run = Run { site, suppressions: suppress::followed(site, &judged.used, ran), stale: &stale };
    of_run(&run, rules, &levels, how, &mut judged);
    let mut report = judged.report;
    report.hints = folded(std::mem::take(&mut report.hints));
    report.sort();
    Judgement { report, stale }
}

/// What a report says about one file.
fn of_file(report: &Report, file: FileId) -> (&[Diagnostic], usize) {
    let from = report.diagnostics.partition_point(|found| found.place.file < file);
    let to = report.diagnostics.partition_point(|found| found.place.file <= file);
    let later = report.hints.binary_search_by_key(&file, |(file, _)| *file).ok();
    let later = later.and_then(|at| report.hints.get(at)).map_or(0, |(_, count)| *count);
    (report.diagnostics.get(from..to).unwrap_or_default(), later)
}

fn is_wanted(how: &How, file: FileId) -> bool {
    how.files.as_ref().is_none_or(|files| files.contains(&file))
}

fn joined(all: impl Iterator<Item = Judged>) -> Judged {
    let all: Vec<Judged> = all.collect();
    let mut whole = Judged::default();
    whole.report.diagnostics.reserve(all.iter().map(|one| one.report.diagnostics.len()).sum());
    for one in all {
        whole.report.diagnostics.extend(one.report.diagnostics);
        whole.report.suppressed.extend(one.report.suppressed);
        whole.report.hints.extend(one.report.hints);
        whole.report.documents += one.report.documents;
        whole.used.extend(one.used);
        whole.folded.extend(one.folded);
    }
    whole
}

/// Hints of one file added up.
fn folded(hints: Vec<(FileId, usize)>) -> Vec<(FileId, usize)> {
    let mut sums = BTreeMap::new();
    for (file, count) in hints {
        *sums.entry(file).or_default() += count;
    }
    sums.into_iter().collect()
}

fn of_document(
    site: &Site,
    id: DocId,
    document: &Document,
    rules: &[&'static Rule],
    levels: &Levels,
    how: &How,
) -> Judged {
    let case = Case { site, document, id };
    let mut judged = Judged::default();
    judged.report.documents = 1;
    let table = levels.of(&document.path);
    for (&rule, &level) in rules.iter().zip(table) {
        if level == Level::Off {
            continue;
        }
        let findings = match rule.check {
            Check::Document(look) | Check::Each(look, _) => look(&case),
            Check::Incident(look) => document.incident().map(|it| look(it, &case)).unwrap_or_default(),
            Check::Playbook(look) => document.playbook().map(|it| look(it, &case)).unwrap_or_default(),
            Check::Names(_) | Check::Site(_) | Check::Run(_) => continue,
        };
        for finding in findings {
            settle(site, Some(document), rule, level, finding, how, &mut judged);
        }
    }
    // Sorted here, where it is little and in parallel, all together are nearly in their order.
    judged.report.sort();
    judged
}

/// Reads the sentences of all documents before any rule asks for them: all together is less work than one document
/// after the other.
fn read_sentences(site: &Site, documents: &[(DocId, &Document)], rules: &[&'static Rule], levels: &Levels) {
    let asks = |(rule, level): (&&Rule, &Level)| rule.group == Group::Language && *level != Level::Off;
    let is_asked =
        |(_, document): &&(DocId, &Document)| rules.iter().zip(levels.of(&document.path)).any(asks);
    let asked: Vec<(DocId, &Document)> = documents.par_iter().filter(is_asked).copied().collect();
    site.read_phrases(&asked);
}

/// Whether a rule looks at one document after the other.
fn looks_at_each(rule: &Rule) -> bool {
    matches!(rule.check, Check::Document(_) | Check::Each(..) | Check::Incident(_) | Check::Playbook(_))
}

fn of_site(site: &Site, rules: &[&'static Rule], levels: &Levels, how: &How) -> Vec<Judged> {
    let look = |(at, rule): (usize, &&'static Rule)| {
        let (Check::Names(look) | Check::Site(look) | Check::Each(_, look)) = rule.check else { return None };
        let is_on = !levels.is_off_everywhere(at) || is_about_form(rule.name, rule.group.word());
        is_on.then(|| {
            let mut judged = Judged::default();
            elsewhere(site, rule, at, look(site), levels, how, &mut judged);
            judged
        })
    };
    rules.par_iter().enumerate().filter_map(look).collect()
}

fn of_run(run: &Run<'_>, rules: &[&'static Rule], levels: &Levels, how: &How, judged: &mut Judged) {
    for (at, &rule) in rules.iter().enumerate() {
        let Check::Run(look) = rule.check else { continue };
        if !levels.is_off_everywhere(at) || is_about_form(rule.name, rule.group.word()) {
            elsewhere(run.site, rule, at, look(run), levels, how, judged);
        }
    }
}

/// Settles findings that name their file themselves.
fn elsewhere(
    site: &Site,
    rule: &'static Rule,
    at: usize,
    findings: Vec<Finding>,
    levels: &Levels,
    how: &How,
    judged: &mut Judged,
) {
    for finding in findings {
        let file = match finding.at {
            At::Place(place) => place.file,
            At::AbsentFrom(file) => file,
            At::Span(_) | At::Absent => continue,
        };
        let path = site.sources.path(file);
        let document = site.document_of(file);
        let level = levels.of(path).get(at).copied().unwrap_or(Level::Off);
        // No choice of rules or files hides a setting that is not understood.
        let is_setting = is_setting(site, file, rule.name, rule.group.word());
        if is_setting || (level != Level::Off && is_wanted(how, file)) {
            settle(site, document, rule, level, finding, how, judged);
        }
    }
}

/// Turns a finding into a diagnostic, or into a hint where the document has not come far enough.
fn settle(
    site: &Site,
    document: Option<&Document>,
    rule: &'static Rule,
    level: Level,
    finding: Finding,
    how: &How,
    judged: &mut Judged,
) {
    let place = match (finding.at, document) {
        (At::Place(place), _) => place,
        (At::AbsentFrom(file), _) => Place { file, span: Span::default() },
        (At::Span(span), Some(document)) => Place { file: document.file, span },
        (At::Absent, Some(document)) => Place { file: document.file, span: Span::default() },
        (_, None) => return,
    };
    let group = rule.group.word();
    let is_setting = is_setting(site, place.file, rule.name, group);
    let absent = matches!(finding.at, At::Absent | At::AbsentFrom(_));
    let field = finding.field.as_deref();
    let subject = Subject { rule: rule.name, span: place.span, field, absent };
    let ignored = suppress::by_comment(site, place.file, rule, &subject).filter(|_| !is_setting);
    judged.used.extend(ignored.as_ref().map(|ignored| (place.file, ignored.name.start)));
    let print = || fingerprint(site, document, rule.name, &subject, place.file);
    if let Some(document) = document {
        let stage = how.stage.unwrap_or_else(|| document.stage());
        if !rule.counts_at(stage) {
            // What an author has answered already need not be asked again later.
            if stage != Stage::Gone && ignored.is_none() {
                judged.report.hints.push((document.file, 1));
            }
            if !site.baseline.entries.is_empty() {
                judged.folded.push(key(&document.id, rule.name, &print()));
            }
            return;
        }
    }
    // A setting that is not understood is an error in every profile: nothing that follows can be trusted.
    let level = shifted(if is_setting { Level::Error } else { level }, finding.shift);
    let findings = match ignored {
        Some(_) => &mut judged.report.suppressed,
        None => &mut judged.report.diagnostics,
    };
    findings.push(Diagnostic {
        rule: rule.name,
        group,
        level,
        place,
        fingerprint: print(),
        field: finding.field,
        // An edit may carry text over, and here it would carry what stands for a credential; that goes first.
        fix: finding.fix.filter(|_| !site.sources.is_masked(place.file)).map(Box::new),
        suppressed: ignored.map(|ignored| Box::new(ignored.why)),
        absent,
        message: finding.message.into(),
        label: finding.label.map(String::into_boxed_str),
        help: finding.help,
        note: finding.note.map(String::into_boxed_str),
        also: finding.also.map(Box::new),
        document: document.map(|document| document.id.clone()),
        status: document.and_then(Document::status),
        seeds: rule.seeds(),
    });
}

/// A level, moved by where a finding stands.
fn shifted(level: Level, shift: i8) -> Level {
    match (level, shift.signum()) {
        (Level::Info, 1) => Level::Warn,
        (Level::Warn, -1) => Level::Info,
        (Level::Error, -1) => Level::Warn,
        (level, _) => level,
    }
}

fn is_setting(site: &Site, file: FileId, rule: &str, group: &str) -> bool {
    is_about_form(rule, group)
        && (site.sources.path(file) == SITE_TOML || site.language.files.contains(&file))
}

/// Whether a rule says that something is not understood.
fn is_about_form(rule: &str, group: &str) -> bool {
    group == Group::FrontMatter.word() || rule == "unknown-rule"
}

/// First 16 hex digits of SHA-256 over rule, document, field or section, and text; case and white space do not
/// count. No line number and no path, so that edits above and renames change nothing.
fn fingerprint(
    site: &Site,
    document: Option<&Document>,
    rule: &str,
    subject: &Subject<'_>,
    file: FileId,
) -> Box<str> {
    let text = if subject.absent { "" } else { subject.span.of(site.sources.text(file)) };
    let id = document.map_or("", |document| &document.id);
    let section = || suppress::section(document?, subject);
    let field = subject.field.map(suppress::without_numbers);
    let field = field.or_else(|| section().map(str::to_owned)).unwrap_or_default();
    let mut told = Vec::with_capacity(text.len() + 128);
    for part in [rule, id, &field] {
        told.extend_from_slice(part.as_bytes());
        told.push(0);
    }
    for (at, word) in text.split_whitespace().enumerate() {
        told.extend((at > 0).then_some(b' '));
        match word.is_ascii() {
            true => told.extend(word.bytes().map(|byte| byte.to_ascii_lowercase())),
            false => told.extend_from_slice(word.to_lowercase().as_bytes()),
        }
    }
    told.push(0);
    let digits = Sha256::digest(&told);
    let first = digits.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{first:016x}").into()
}

/// The level of every rule, for every set of overrides that applies to some file.
struct Levels {
    overrides: Vec<GlobSet>,
    tables: HashMap<Vec<usize>, Vec<Level>>,
}

impl Levels {
    fn new(site: &Site, rules: &[&'static Rule], how: &How) -> Self {
        let patterns = site.config.lint.overrides.iter().map(|table| &table.paths);
        let overrides = patterns
            .map(|paths| globs(paths.iter().flat_map(|paths| paths.iter()).map(|path| path.as_ref())))
            .collect();
        let mut levels = Self { overrides, tables: HashMap::new() };
        // Where nothing is overridden, one path is like the other.
        let some = if levels.overrides.is_empty() { 1 } else { usize::MAX };
        for (_, source) in site.sources.iter().take(some) {
            let which = levels.which(&source.path);
            levels.tables.entry(which).or_insert_with_key(|which| {
                rules.iter().map(|rule| level(&site.config, rule, which, how)).collect()
            });
        }
        levels
    }

    /// The overrides that apply to a path from the folder of site.toml.
    fn which(&self, path: &str) -> Vec<usize> {
        let path = path.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/')).unwrap_or(path);
        (0..).zip(&self.overrides).filter(|(_, globs)| globs.is_match(path)).map(|(at, _)| at).collect()
    }

    /// The levels for a path, in the order of the rules.
    fn of(&self, path: &str) -> &[Level] {
        self.tables.get(&self.which(path)).map_or(&[], Vec::as_slice)
    }

    fn is_error_somewhere(&self, rule: usize) -> bool {
        self.tables.values().any(|levels| levels.get(rule) == Some(&Level::Error))
    }

    fn is_off_everywhere(&self, rule: usize) -> bool {
        self.tables.values().all(|levels| levels.get(rule).is_none_or(|&level| level == Level::Off))
    }
}

fn globs<'a>(patterns: impl Iterator<Item = &'a str>) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in patterns.filter_map(|pattern| Glob::new(pattern).ok()) {
        builder.add(glob);
    }
    builder.build().unwrap_or_default()
}

/// A step on the way to a rule's level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What set it.
    pub by: String,
    /// To what.
    pub level: Level,
}

/// How the level of a rule on a file comes about, as `amends check --explain-level` tells it; the last step counts.
pub fn steps(site: &Site, rule: &'static Rule, path: &str, how: &How) -> Vec<Step> {
    chain(&site.config, rule, &Levels::new(site, &[], how).which(path), how)
}

fn level(config: &Config, rule: &Rule, overrides: &[usize], how: &How) -> Level {
    chain(config, rule, overrides, how).last().map_or(Level::Off, |step| step.level)
}

/// The level of a rule: profile, then settings, then overrides in file order, then the command line, then the
/// list of rules that nothing may lower (specification D.3).
fn chain(config: &Config, rule: &Rule, overrides: &[usize], how: &How) -> Vec<Step> {
    let chosen = || overrides.iter().filter_map(|&at| Some((at + 1, config.lint.overrides.get(at)?)));
    let of_override =
        chosen().filter_map(|(at, table)| Some((at, table.profile.as_ref()?.value))).next_back();
    let (profile, by) = match (how.profile, of_override) {
        (Some(profile), _) => (profile, "--profile".to_owned()),
        (None, Some((at, profile))) => (profile, format!("profile of [[lint.override]] {at}:")),
        (None, None) => (config.lint.profile, "profile".to_owned()),
    };
    let given = rule.level_in(profile);
    let mut chain = vec![Step { by: format!("{by} {}", profile.word()), level: given }];
    let mut set = |by: String, level: Level| chain.push(Step { by, level });
    let tables = chosen()
        .filter_map(|(at, table)| Some((format!("[[lint.override]] {at}"), &table.levels.as_ref()?.value)));
    for (table, levels) in std::iter::once(("[lint.levels]".to_owned(), &config.lint.levels)).chain(tables) {
        let groups = levels.iter().filter(|(word, _)| word.starts_with('@'));
        let names = levels.iter().filter(|(word, _)| !word.starts_with('@'));
        for (word, level) in groups.chain(names).filter(|(word, _)| rule.is_named(word)) {
            set(format!("{table} {word}"), level.value);
        }
    }
    let names_it = |words: &[String]| words.iter().any(|word| rule.is_named(word));
    if names_it(&how.select) && chain.last().is_some_and(|step| step.level == Level::Off) {
        let level = rule.levels.into_iter().find(|level| *level != Level::Off).unwrap_or(Level::Info);
        chain.push(Step { by: "--select".to_owned(), level });
    }
    let mut set = |by: &str, level: Level| chain.push(Step { by: by.to_owned(), level });
    if names_it(&how.ignore) {
        set("--ignore", Level::Off);
    }
    for (word, level) in how.levels.iter().filter(|(word, _)| rule.is_named(word)) {
        set(&format!("--level {word}"), *level);
    }
    if config.lint.forbids(rule.name) && chain.last().is_some_and(|step| step.level < given) {
        chain.push(Step { by: "forbid: nothing may lower it".to_owned(), level: given });
    }
    if !how.only.is_empty() && !names_it(&how.only) {
        chain.push(Step { by: "--only names others".to_owned(), level: Level::Off });
    }
    if how.no_clock && rule.kind == Kind::Clock {
        chain.push(Step { by: "--no-clock".to_owned(), level: Level::Off });
    }
    chain
}

impl Rule {
    /// Its level in a profile.
    pub fn level_in(&self, profile: Profile) -> Level {
        let [starter, standard, strict] = self.levels;
        match profile {
            Profile::Starter => starter,
            Profile::Standard => standard,
            Profile::Strict => strict,
        }
    }
}
