//! What the fields of a foreign file mean here. What has no certain meaning is kept as `x_…`.

use crate::date::{Day, Time};
use crate::document::DocumentKind;
use crate::document::body::Body;
use crate::document::incident::Incident;
use crate::document::page::Page;
use crate::document::playbook::Playbook;
use crate::document::section::{Naming, Section};
use crate::fix::yaml_edit::quoted;
use crate::import::compose::Line;
use crate::import::head::{Head, Held};
use crate::import::names::Names;
use crate::import::{Options, Origin, day, steps, write};
use crate::tree::decode::{Decode, Reading};
use crate::tree::fault::FaultKind;
use crate::tree::record::Record;
use crate::tree::scalar::surprise;
use crate::tree::{Entry, Node, Value};
use std::collections::BTreeSet;

/// Keys under which tools list the systems that were hit.
const SYSTEMS: [&str; 8] = [
    "affected",
    "services",
    "service",
    "systems",
    "system",
    "components",
    "affected_services",
    "affected_systems",
];

/// Keys of ours that an import does not take over though they may be written in our way: what they say would be
/// said by us (everything arrives as a draft that nobody outside may read), or must be looked up first.
const OURS: [&str; 13] = [
    "schema",
    "id",
    "title",
    "date",
    "client",
    "status",
    "visibility",
    "review",
    "services",
    "tags",
    "aliases",
    "superseded_by",
    "steps",
];

/// The registries that names go to.
#[derive(Debug)]
pub struct Shelves<'a> {
    /// Systems.
    pub services: Names<'a>,
    /// Tags.
    pub tags: Names<'a>,
}

/// A foreign file, understood.
#[derive(Debug, Default)]
pub struct Mapped<'a> {
    /// The fields of the file that is to be.
    pub lines: Vec<Line<'a>>,
    /// What became what.
    pub mapped: Vec<String>,
    /// Keys that are kept.
    pub kept: Vec<String>,
    /// What could not be mapped, and what a person should look at.
    pub notes: Vec<String>,
    /// It became a plain page, since no day is certain.
    pub is_page: bool,
    taken: BTreeSet<usize>,
}

/// What is known of a file besides its text.
#[derive(Debug, Clone, Copy)]
pub struct Origins<'a> {
    /// Name of the file, or of its folder where the file's own says nothing.
    pub name: &'a str,
    /// Where it came from: the name of the source folder and the path in it.
    pub from: &'a str,
}

/// Maps a file.
pub fn map<'a>(
    head: &Head<'a>,
    origins: Origins<'_>,
    options: &Options,
    shelves: &mut Shelves<'_>,
) -> Mapped<'a> {
    let body = Body::parse(head.body, 0);
    let mut mapped = Mapped { notes: head.faults.clone(), ..Mapped::default() };
    mapped.title(head, &body, origins.name);
    match options.kind {
        DocumentKind::Playbook => mapped.playbook(head, &body, shelves),
        _ => mapped.incident(head, &body, origins.name, options, shelves),
    }
    mapped.keep(head);
    if head.partial {
        // Whatever of it could not be read is still there for whoever mends it.
        let value = quoted(head.raw);
        mapped.lines.push(Line::ours("x_front_matter", value));
        mapped.kept.push("x_front_matter".to_owned());
    }
    let from = write::scalar(origins.from);
    mapped.lines.push(Line::ours("x_imported_from", from));
    mapped
}

impl<'a> Mapped<'a> {
    fn title(&mut self, head: &Head<'a>, body: &Body, name: &str) {
        if let Some((at, field, text)) = text_of(head, "title") {
            self.taken.insert(at);
            let title = write::scalar(text);
            let quoted = matches!(field.node.value, Value::Scalar { plain: false, .. });
            // A plain `no` needs the quotes that it never had.
            let is_safe = quoted || surprise(text).is_none();
            self.lines.push(if is_safe {
                same_as(field, "title", title)
            } else {
                anew(field, "title", title)
            });
            return;
        }
        let heading = body.headings.iter().map(|heading| heading.text.trim());
        let (title, place) = match heading.into_iter().find(|text| !text.is_empty()) {
            Some(heading) => (heading, "first heading"),
            None => (name, "file name"),
        };
        self.mapped.push(format!("{place} → title"));
        self.lines.push(Line::ours("title", write::scalar(title)));
    }

    fn incident(
        &mut self,
        head: &Head<'a>,
        body: &Body,
        name: &str,
        options: &Options,
        shelves: &mut Shelves<'_>,
    ) {
        let Some(started) = self.date(head, body, name, options) else {
            self.is_page = true;
            let told = "no day is certain in its front matter, name or text, so it became a plain page; give its \
                        `date`, and move it to the incidents";
            self.notes.push(told.to_owned());
            self.tags(head, &mut shelves.tags);
            self.own::<Page>(head);
            return;
        };
        self.lines.push(Line::ours("client", write::scalar(&options.client)));
        self.services(head, options.origin, &mut shelves.services);
        self.tags(head, &mut shelves.tags);
        self.times(head, started, options.origin);
        self.aliases(head);
        self.own::<Incident>(head);
        self.sections(body);
    }

    fn playbook(&mut self, head: &Head<'a>, body: &Body, shelves: &mut Shelves<'_>) {
        self.steps(head, body);
        self.tags(head, &mut shelves.tags);
        self.aliases(head);
        self.own::<Playbook>(head);
    }

    /// Finds the day; the moment comes back where one is written, and nothing where no day is certain.
    fn date(
        &mut self,
        head: &Head<'a>,
        body: &Body,
        name: &str,
        options: &Options,
    ) -> Option<Option<String>> {
        if let Some((at, field, text)) = text_of(head, "date") {
            match Time::parse(text) {
                Ok(time) if !time.has_clock() => {
                    self.taken.insert(at);
                    self.lines.push(same_as(field, "date", text));
                    return Some(None);
                }
                Ok(time) if !self.is_own::<Incident>(head, "times") => {
                    self.taken.insert(at);
                    self.mapped.push("date → date, times.started".to_owned());
                    self.lines.push(anew(field, "date", time.day().to_string()));
                    return Some(Some(text.to_owned()));
                }
                other => {
                    let day = other.ok().map(Time::day).or_else(|| day_at_start(text));
                    if let Some(day) = day {
                        self.notes.push(format!("of the date `{text}` only the day was taken"));
                        self.lines.push(Line::ours("date", day.to_string()));
                        return Some(None);
                    }
                    self.notes.push(format!("`{text}` is no certain date"));
                }
            }
        }
        let (day, place) = day::first_in(name)
            .map(|(day, _)| (day, "from the name of the file".to_owned()))
            .or_else(|| {
                let (day, span) = day::first_said(body, head.body)?;
                let above = head.body.get(..span.start as usize)?.matches('\n').count();
                Some((day, format!("first day in the text, line {}", above + 1)))
            })
            .or_else(|| Some((options.day?, "given for what names no day".to_owned())))?;
        self.mapped.push(format!("date {day}: {place}"));
        self.lines.push(Line::ours("date", format!("{day} # {place}")));
        Some(None)
    }

    fn times(&mut self, head: &Head<'a>, started: Option<String>, origin: Origin) {
        let mut times: Vec<String> = started.iter().map(|time| format!("started: {time}")).collect();
        let mut comments = Vec::new();
        let mut above = Vec::new();
        // A status page says when it was over, and apart from that whether it is.
        let resolved =
            text_of(head, "resolved").is_some_and(|(_, _, text)| text.eq_ignore_ascii_case("true"));
        if let Some((at, field, text)) = text_of(head, "resolvedWhen")
            && origin == Origin::Cstate
            && !self.is_own::<Incident>(head, "times")
        {
            if resolved && Time::parse(text).is_ok() {
                self.taken.insert(at);
                comments.clone_from(&field.comments);
                above.clone_from(&field.above);
                self.mapped.push("resolvedWhen → times.fixed".to_owned());
                times.push(format!("fixed: {text}"));
            } else {
                self.notes.push(format!("`resolvedWhen: {text}` is no certain time of the repair"));
            }
        }
        if !times.is_empty() {
            let value = format!("{{ {} }}", times.join(", "));
            self.lines.push(Line { above, comments, ..Line::ours("times", value) });
        }
    }

    fn services(&mut self, head: &Head<'a>, origin: Origin, names: &mut Names<'_>) {
        let keys: &[&str] =
            if origin == Origin::Cstate { SYSTEMS.get(..1).unwrap_or_default() } else { &SYSTEMS };
        let found = keys.iter().find_map(|key| names_of(head, key));
        self.named(found, "services", names);
    }

    fn tags(&mut self, head: &Head<'a>, names: &mut Names<'_>) {
        self.named(names_of(head, "tags"), "tags", names);
    }

    fn named(&mut self, found: Option<(usize, &Held<'a>, Vec<&str>)>, key: &str, names: &mut Names<'_>) {
        let Some((at, field, words)) = found else { return };
        self.taken.insert(at);
        let mut slugs: Vec<Box<str>> = Vec::new();
        for word in &words {
            let slug = names.slug(word);
            if !slugs.contains(&slug) {
                slugs.push(slug);
            }
        }
        self.mapped.push(format!("{} → {key} ({})", field.key, words.join(", ")));
        self.lines.push(anew(field, key, write::list(&slugs)));
    }

    /// Tells the headings that are read as sections of ours by another name. They stay as they are.
    fn sections(&mut self, body: &Body) {
        let headings = body.headings.iter().filter(|heading| heading.top && heading.level == 2);
        let read = headings.filter_map(|heading| match Section::of(&heading.text)? {
            (section, Naming::Alias) => Some(format!("{} → {}", heading.text, section.name())),
            _ => None,
        });
        self.mapped.extend(read);
    }

    /// Former addresses, which Hugo writes from the root of the site.
    fn aliases(&mut self, head: &Head<'a>) {
        let Some((at, field, addresses)) = names_of(head, "aliases") else { return };
        let file = |address: &&str| -> Option<Box<str>> {
            let path = address.strip_prefix('/')?.trim_end_matches('/');
            let plain = !path.is_empty() && !path.contains(['?', '#', '\\', ':']) && !path.contains("..");
            let name = path.rsplit('/').next().filter(|_| plain)?;
            Some(if name.contains('.') { path.into() } else { format!("{path}/index.html").into() })
        };
        let files: Vec<Box<str>> = addresses.iter().filter_map(file).collect();
        if files.len() != addresses.len() {
            self.notes.push("`aliases` are no addresses from the root of a site".to_owned());
            return;
        }
        self.taken.insert(at);
        self.mapped.push("aliases → aliases".to_owned());
        self.lines.push(anew(field, "aliases", write::list(&files)));
    }

    /// A step for every heading of the second level; its text stays below its heading, where the step finds it.
    fn steps(&mut self, head: &Head<'a>, body: &Body) {
        if let Some(at) = position(head, "steps").filter(|_| self.is_own::<Playbook>(head, "steps")) {
            self.taken.insert(at);
            self.lines
                .extend(head.fields.get(at).map(|field| same_as(field, "steps", write::tree(&field.node))));
            return;
        }
        match steps::of_headings(body) {
            Some((count, value)) => {
                self.mapped.push(format!("{count} headings → steps"));
                self.lines.push(Line::ours("steps", value));
            }
            None => {
                let title = self.lines.first().map(|line| line.value.clone()).unwrap_or_default();
                let told = "no headings to make steps of: it has one step, which is called as it is";
                self.notes.push(told.to_owned());
                self.lines.push(Line::ours("steps", steps::only(&title)));
            }
        }
    }

    /// Takes over what is already written in our way and names nobody who must be looked up.
    fn own<R: Record + Decode>(&mut self, head: &Head<'a>) {
        for (at, field) in head.fields.iter().enumerate() {
            if !self.taken.contains(&at)
                && !OURS.contains(&field.key.as_ref())
                && self.is_own::<R>(head, &field.key)
            {
                self.taken.insert(at);
                self.mapped.push(format!("{0} → {0}", field.key));
                self.lines.push(same_as(field, &field.key, write::tree(&field.node)));
            }
        }
    }

    fn is_own<R: Record + Decode>(&self, head: &Head<'a>, key: &str) -> bool {
        if !R::KEYS.contains(&key) {
            return false;
        }
        let Some(field) = head.fields.iter().find(|field| field.key.as_ref() == key) else { return false };
        let span = field.node.span;
        let entry = Entry { key: key.into(), key_span: span, node: field.node.clone() };
        let mut reading = Reading::default();
        let decoded = R::decode(&Node { span, value: Value::Map(vec![entry]) }, &mut reading);
        let inside = |field: &str| {
            field.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let harmless = reading
            .faults
            .iter()
            .all(|fault| matches!(fault.kind, FaultKind::Missing { .. }) && !inside(&fault.field));
        decoded.is_some() && harmless && reading.mentions.is_empty()
    }

    /// Keeps the fields that were not mapped.
    fn keep(&mut self, head: &Head<'a>) {
        let mut keys: BTreeSet<String> = ["x_front_matter".to_owned(), "x_imported_from".to_owned()].into();
        for (at, field) in head.fields.iter().enumerate() {
            if self.taken.contains(&at) {
                continue;
            }
            let plain =
                if field.key.starts_with("x_") { field.key.to_string() } else { format!("x_{}", field.key) };
            let numbered = (2_u32..).map(|number| format!("{plain}_{number}"));
            let key =
                [plain.clone()].into_iter().chain(numbered).find(|key| !keys.contains(key)).unwrap_or(plain);
            keys.insert(key.clone());
            self.lines.push(same_as(field, &key, write::tree(&field.node)));
            self.kept.push(key);
        }
    }
}

/// A field under a key of ours, its bytes as they are.
fn same_as<'a>(field: &Held<'a>, key: &str, value: impl Into<String>) -> Line<'a> {
    Line { raw: field.raw, held: Some(field.node.clone()), ..anew(field, key, value) }
}

/// A field of ours instead of a field, with its comments.
fn anew<'a>(field: &Held<'a>, key: &str, value: impl Into<String>) -> Line<'a> {
    Line { above: field.above.clone(), comments: field.comments.clone(), ..Line::ours(key, value) }
}

fn position(head: &Head<'_>, key: &str) -> Option<usize> {
    head.fields.iter().position(|field| field.key.eq_ignore_ascii_case(key))
}

/// A field that holds a text.
fn text_of<'h, 'a>(head: &'h Head<'a>, key: &str) -> Option<(usize, &'h Held<'a>, &'h str)> {
    let at = position(head, key)?;
    let field = head.fields.get(at)?;
    let text = field.node.text().filter(|text| !text.trim().is_empty() && !field.node.is_null())?;
    Some((at, field, text.trim()))
}

/// A field that holds a text, or a list of nothing but texts.
fn names_of<'h, 'a>(head: &'h Head<'a>, key: &str) -> Option<(usize, &'h Held<'a>, Vec<&'h str>)> {
    if let Some((at, field, text)) = text_of(head, key) {
        return Some((at, field, vec![text]));
    }
    let at = position(head, key)?;
    let field = head.fields.get(at)?;
    let Value::List(items) = &field.node.value else { return None };
    let text = |item| Node::text(item).map(str::trim).filter(|text| !text.is_empty() && !Node::is_null(item));
    let names: Vec<&str> = items.iter().filter_map(text).collect();
    (names.len() == items.len() && !names.is_empty()).then_some((at, field, names))
}

/// The day at the start of a text that is no time as a whole, such as `2025-03-04T9:06:00+01:00`.
fn day_at_start(text: &str) -> Option<Day> {
    day::first_in(text).filter(|(_, span)| span.start == 0).map(|(day, _)| day)
}
