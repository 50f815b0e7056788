//! site.toml: as it is written, then as it is meant.

use crate::date::{Length, Zone};
use crate::diagnostic::Level;
use crate::document::incident::Severity;
use crate::source::Span;
use crate::tree::decode::{Decode, Field, List, Raw, Reading, Table};
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::mention::Client;
use crate::tree::name::Ref;
use crate::tree::record::{choice, record};
use crate::tree::{Node, Value, toml};

record! {
    /// The whole file.
    pub struct SiteToml {
        /// What the site is called and how it speaks.
        site: SiteTable,
        /// Where things lie in the content folder.
        content: ContentTable,
        /// Values for keys that documents leave out.
        defaults: DefaultsTable,
        /// What each severity means and which limits it sets.
        severity: SeverityTable,
        /// How the check judges.
        lint: LintTable,
        /// Phrases of the team's own.
        lexicon: LexiconTable,
        /// Findings of an old corpus that are not shown again.
        baseline: BaselineTable,
        /// Where the site goes.
        build: BuildTable,
    }
}

record! {
    /// `[site]`
    pub struct SiteTable {
        /// Name of the site.
        title: Box<str>,
        /// What it is about, in a sentence.
        description: Box<str>,
        /// IANA zone for times without offset.
        timezone: Box<str>,
        /// Language of the site as BCP 47.
        language: Box<str>,
        /// Absolute address the site will have; feeds, sitemap and canonical links need it.
        url: Box<str>,
        /// Address of the repository that the site is written in; shown at the foot of every page.
        repo: Box<str>,
        /// Address where a page can be edited, with `{path}` for the path of its file from the top of the repository.
        edit_url = "edit-url": Box<str>,
        /// Name of a folder in themes/ whose files stand in for those of the built-in theme.
        theme: Box<str>,
    }
}

record! {
    /// `[content]`
    pub struct ContentTable {
        /// Folder of incidents in content/.
        incidents: Box<str>,
        /// Folder of playbooks in content/.
        playbooks: Box<str>,
        /// Folder of plain pages in content/.
        pages: Box<str>,
        /// Folder of registries in content/.
        registry: Box<str>,
    }
}

record! {
    /// `[defaults]`
    pub struct DefaultsTable {
        /// Client of incidents that name none.
        client: Ref<Client>,
    }
}

record! {
    /// `[severity]`
    pub struct SeverityTable {
        /// The gravest.
        sev1: SeverityRow,
        /// The second.
        sev2: SeverityRow,
        /// The third.
        sev3: SeverityRow,
        /// The lightest.
        sev4: SeverityRow,
    }
}

record! {
    /// `[severity.sev1]` and its like
    pub struct SeverityRow {
        /// What it means for the client.
        means: Box<str>,
        /// Longest time from detection to the first response.
        first_response = "first-response": Length,
        /// Longest time from detection until the client is told.
        client_told = "client-told": Length,
        /// Longest time from detection to the apology.
        apology: Length,
        /// Longest silence towards the client while it lasts.
        update_every = "update-every": Length,
    }
}

choice! {
    /// How much the check asks for.
    pub enum Profile {
        /// The first weeks, or a team of two.
        Starter = "starter",
        /// What most teams want.
        Standard = "standard",
        /// For those who must report.
        Strict = "strict",
    }
}

choice! {
    /// From which level on a check fails.
    pub enum FailOn {
        /// Errors.
        Error = "error",
        /// Warnings and errors.
        Warn = "warn",
        /// Everything that is found.
        Info = "info",
        /// Nothing.
        Never = "never",
    }
}

record! {
    /// `[lint]`
    pub struct LintTable {
        /// starter, standard or strict.
        profile: Profile,
        /// error, warn, info or never.
        fail_on = "fail-on": FailOn,
        /// Rules that nothing can lower or switch off.
        forbid: List<Box<str>>,
        /// Whether rules that are still tried out run too.
        preview: bool,
        /// How many words the reason of a suppression needs.
        min_reason_words = "min-reason-words": u32,
        /// Levels of rules and @groups.
        levels: Table<Level>,
        /// Options of single rules.
        rules: Table<Raw>,
        /// Other settings for some paths.
        r#override: List<OverrideTable>,
    }
}

record! {
    /// `[[lint.override]]`
    pub struct OverrideTable {
        /// Which documents, as patterns from the content folder.
        paths (required): List<Box<str>>,
        /// Their profile.
        profile: Profile,
        /// Their levels of rules and @groups.
        levels: Table<Level>,
        /// Why.
        reason (required): Box<str>,
    }
}

record! {
    /// `[lexicon]`
    pub struct LexiconTable {
        /// Files with phrases of the team's own.
        extend: List<Box<str>>,
    }
}

record! {
    /// `[baseline]`
    pub struct BaselineTable {
        /// The file.
        file: Box<str>,
    }
}

record! {
    /// `[build]`
    pub struct BuildTable {
        /// Folder the site is written to; `public` where it is left out.
        output: Box<str>,
        /// Whether the site can be searched; true where it is left out.
        search: bool,
    }
}

/// What the tool works by.
#[derive(Debug, Clone)]
pub struct Config {
    /// Name of the site.
    pub title: Box<str>,
    /// What it is about, in a sentence; may be empty.
    pub description: Box<str>,
    /// Zone of times without offset.
    pub zone: Zone,
    /// Language as BCP 47.
    pub language: Box<str>,
    /// Absolute address with a slash at its end.
    pub url: Option<Box<str>>,
    /// Address of the repository.
    pub repo: Option<Box<str>>,
    /// Address where a page can be edited, with [`EDIT_PATH`] in it.
    pub edit_url: Option<Box<str>>,
    /// Name of the theme in themes/, where one is chosen.
    pub theme: Option<Box<str>>,
    /// Folders inside the content folder.
    pub folders: Folders,
    /// Client of incidents that name none.
    pub default_client: Option<Box<str>>,
    /// The four severities, gravest first.
    pub severities: [SeverityLimits; 4],
    /// How the check judges.
    pub lint: Lint,
    /// Files with phrases of the team's own, from the folder of site.toml.
    pub lexicons: Vec<Field<Box<str>>>,
    /// Folder the site is written to, from the folder of site.toml.
    pub output: Box<str>,
    /// Whether the site can be searched.
    pub search: bool,
    /// File of the baseline, from the folder of site.toml.
    pub baseline: Box<str>,
}

/// Folders inside the content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Of incidents.
    pub incidents: Box<str>,
    /// Of playbooks.
    pub playbooks: Box<str>,
    /// Of plain pages.
    pub pages: Box<str>,
    /// Of registries.
    pub registry: Box<str>,
}

/// Name of the file that makes a folder a project.
pub const SITE_TOML: &str = "site.toml";

/// What stands in an edit address for the path of a file.
pub const EDIT_PATH: &str = "{path}";

/// The file of the baseline, where site.toml names none.
pub const BASELINE: &str = "amends-baseline.jsonl";

/// The content folder, from the folder of site.toml.
pub const CONTENT: &str = "content";

/// What a severity means and which limits it sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityLimits {
    /// What it means for the client; may be empty.
    pub means: Box<str>,
    /// From detection to the first response.
    pub first_response: Option<Length>,
    /// From detection until the client is told.
    pub client_told: Option<Length>,
    /// From detection to the apology.
    pub apology: Option<Length>,
    /// Between messages to the client.
    pub update_every: Option<Length>,
}

/// How the check judges.
#[derive(Debug, Clone)]
pub struct Lint {
    /// The profile.
    pub profile: Profile,
    /// From which level on a check fails.
    pub fail_on: FailOn,
    /// Rules that nothing can lower or switch off.
    pub forbid: Vec<Field<Box<str>>>,
    /// Levels of rules and @groups, in the order of the file.
    pub levels: Table<Level>,
    /// Options of single rules.
    pub rules: Table<Raw>,
    /// Other settings for some paths, in the order of the file.
    pub overrides: Vec<OverrideTable>,
    /// How many words the reason of a suppression needs.
    pub min_reason_words: usize,
}

/// Rules that cannot be lowered where site.toml says nothing else.
const FORBID: [&str; 3] = ["none-of-the-blame", "secret-in-text", "confidential-client-named"];

impl Config {
    /// Reads site.toml; what is wrong with it comes back beside it, and what is wrong or left out has its default.
    pub fn read(text: &str) -> (Self, Reading) {
        let parsed = toml::parse(text);
        let mut reading = Reading::after(parsed.faults);
        let written = parsed.root.and_then(|root| SiteToml::decode(&root, &mut reading)).unwrap_or_default();
        let config = Self::meant(written, &mut reading);
        (config, reading)
    }

    fn meant(written: SiteToml, reading: &mut Reading) -> Self {
        let site = value(written.site).unwrap_or_default();
        let content = value(written.content).unwrap_or_default();
        let folder = |field: Option<Field<Box<str>>>, other: &str| {
            value(field).map_or(other.into(), |folder| folder.trim_matches('/').into())
        };
        let severity = value(written.severity).unwrap_or_default();
        let build = value(written.build).unwrap_or_default();
        Self {
            title: value(site.title).unwrap_or("Post-mortems".into()),
            description: value(site.description).unwrap_or_default(),
            zone: zone(site.timezone, reading),
            language: value(site.language).unwrap_or("en".into()),
            url: site.url.and_then(|url| address(&url, reading)),
            repo: site.repo.filter(|repo| web_address(repo, "site.repo", reading)).map(|repo| repo.value),
            edit_url: site.edit_url.filter(|pattern| edit_address(pattern, reading)).map(|url| url.value),
            theme: value(site.theme),
            folders: Folders {
                incidents: folder(content.incidents, "incidents"),
                playbooks: folder(content.playbooks, "playbooks"),
                pages: folder(content.pages, "pages"),
                registry: folder(content.registry, "registry"),
            },
            default_client: value(written.defaults)
                .and_then(|table| value(table.client))
                .map(|client| client.name),
            severities: [
                limits(severity.sev1, ["30m", "1h", "4h", "2h"]),
                limits(severity.sev2, ["2h", "4h", "1d", "1d"]),
                limits(severity.sev3, [""; 4]),
                limits(severity.sev4, [""; 4]),
            ],
            lint: Lint::meant(value(written.lint).unwrap_or_default()),
            baseline: value(written.baseline)
                .and_then(|table| table.file)
                .and_then(|file| inside(&file, "baseline.file", reading))
                .unwrap_or_else(|| BASELINE.into()),
            lexicons: value(written.lexicon)
                .and_then(|lexicon| value(lexicon.extend))
                .map_or_else(Vec::new, |files| files.to_vec()),
            output: value(build.output).unwrap_or("public".into()),
            search: value(build.search).unwrap_or(true),
        }
    }

    /// What a severity means and which limits it sets.
    pub fn limits(&self, severity: Severity) -> &SeverityLimits {
        let [sev1, sev2, sev3, sev4] = &self.severities;
        match severity {
            Severity::Sev1 => sev1,
            Severity::Sev2 => sev2,
            Severity::Sev3 => sev3,
            Severity::Sev4 => sev4,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::meant(SiteToml::default(), &mut Reading::default())
    }
}

impl Lint {
    fn meant(written: LintTable) -> Self {
        let forbidden =
            |name: &&str| Field { value: (*name).into(), span: Span::default(), key: Span::default() };
        Self {
            profile: value(written.profile).unwrap_or(Profile::Standard),
            fail_on: value(written.fail_on).unwrap_or(FailOn::Error),
            forbid: value(written.forbid)
                .map_or_else(|| FORBID.iter().map(forbidden).collect(), |names| names.to_vec()),
            levels: value(written.levels).unwrap_or_default(),
            rules: value(written.rules).unwrap_or_default(),
            overrides: value(written.r#override)
                .map(|list| list.iter().map(|item| item.value.clone()).collect())
                .unwrap_or_default(),
            min_reason_words: value(written.min_reason_words)
                .map_or(3, |words| usize::try_from(words).unwrap_or(usize::MAX)),
        }
    }

    /// Whether nothing can lower a rule.
    pub fn forbids(&self, rule: &str) -> bool {
        self.forbid.iter().any(|name| name.as_ref() == rule)
    }

    /// The words that an option of a rule is set to.
    pub fn option_words(&self, rule: &str, option: &str) -> Option<Vec<&str>> {
        let (_, options) = self.rules.iter().find(|(name, _)| name.as_ref() == rule)?;
        let Value::List(items) = &options.value.0.get(option)?.value else { return None };
        Some(items.iter().filter_map(Node::text).collect())
    }
}

impl FailOn {
    /// The lowest level that fails; nothing where none does.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warn => Some(Level::Warn),
            Self::Info => Some(Level::Info),
            Self::Never => None,
        }
    }
}

fn value<T>(field: Option<Field<T>>) -> Option<T> {
    field.map(|field| field.value)
}

fn zone(field: Option<Field<Box<str>>>, reading: &mut Reading) -> Zone {
    let Some(field) = field else { return Zone::utc() };
    Zone::named(&field).unwrap_or_else(|| {
        wrong(&field, "site.timezone", "an IANA name such as Europe/Berlin", reading);
        Zone::utc()
    })
}

/// An address of the web with a slash at its end.
pub fn address(url: &Field<Box<str>>, reading: &mut Reading) -> Option<Box<str>> {
    let address = base_url(url);
    if address.is_none() {
        wrong(url, "site.url", "an address that starts with https:// or http://", reading);
    }
    address
}

/// An address of the web with a slash at its end; nothing where a text is none.
pub fn base_url(text: &str) -> Option<Box<str>> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain =
        !host.is_empty() && !host.starts_with('/') && !host.contains(['"', '<', '>', '?', '#', ' ', '\\']);
    let plain = plain && !host.chars().any(char::is_control);
    plain.then(|| format!("{}/", text.trim_end_matches('/')).into())
}

/// Whether a text is an address that a page may link to.
fn web_address(field: &Field<Box<str>>, path: &str, reading: &mut Reading) -> bool {
    let is_plain =
        |text: &str| !text.contains(['"', '<', '>', ' ', '\\']) && !text.chars().any(char::is_control);
    let host = field.strip_prefix("https://").or_else(|| field.strip_prefix("http://"));
    let fine = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/') && is_plain(host));
    if !fine {
        wrong(field, path, "an address that starts with https:// or http://", reading);
    }
    fine
}

/// Whether a text is an address with a place for the path of a file.
fn edit_address(field: &Field<Box<str>>, reading: &mut Reading) -> bool {
    const PATH: &str = "site.edit-url";
    let has_path = field.contains(EDIT_PATH);
    if !has_path {
        wrong(
            field,
            PATH,
            "an address with `{path}` in it, such as https://host/repo/edit/main/{path}",
            reading,
        );
    }
    has_path && web_address(field, PATH, reading)
}

/// A path that stays inside of the project: what is written there is replaced.
fn inside(field: &Field<Box<str>>, path: &str, reading: &mut Reading) -> Option<Box<str>> {
    let file = field.trim_start_matches("./");
    let is_name = |part: &str| !part.is_empty() && part != "." && part != "..";
    if file.split('/').all(is_name) && !file.contains(['\\', ':', '\0']) {
        return Some(file.into());
    }
    wrong(field, path, "a file inside of the project, from the folder of site.toml", reading);
    None
}

fn wrong(field: &Field<Box<str>>, path: &str, expected: &str, reading: &mut Reading) {
    let kind =
        FaultKind::Invalid { got: format!("`{}`", field.value), expected: expected.to_owned(), allowed: &[] };
    reading.faults.push(Fault { span: field.span, field: path.into(), kind });
}

fn limits(row: Option<Field<SeverityRow>>, defaults: [&str; 4]) -> SeverityLimits {
    let row = value(row).unwrap_or_default();
    let [first_response, client_told, apology, update_every] = defaults.map(Length::parse);
    SeverityLimits {
        means: value(row.means).unwrap_or_default(),
        first_response: value(row.first_response).or(first_response),
        client_told: value(row.client_told).or(client_told),
        apology: value(row.apology).or(apology),
        update_every: value(row.update_every).or(update_every),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_a_default() {
        let (config, reading) = Config::read("[site]\ntitle = \"X\"\nurl = \"https://a.example/kb\"\n");
        assert_eq!(reading.faults, []);
        assert_eq!(config.title.as_ref(), "X");
        assert_eq!(config.url.as_deref(), Some("https://a.example/kb/"));
        assert_eq!(config.limits(Severity::Sev1).client_told, Length::parse("1h"));
        assert_eq!(config.lint.forbid.len(), 3);
    }

    #[test]
    fn misspelt_keys_are_told_with_their_path() {
        let (_, reading) = Config::read(
            "[sit]\n[site]\ntimezone = \"Mars\"\nlangauge = \"en\"\n[lint]\nprofile = \"hard\"\n",
        );
        let fields: Vec<&str> = reading.faults.iter().map(|fault| fault.field.as_ref()).collect();
        assert_eq!(fields, ["sit", "site.langauge", "lint.profile", "site.timezone"]);
    }
}
