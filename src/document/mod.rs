//! One file understood: an incident, a playbook or a page, with its own typed fields, its places and its body.

pub mod body;
pub mod front_matter;
pub mod incident;
pub mod page;
pub mod playbook;
pub mod section;
pub mod suppression;
pub mod timeline;

use crate::config::Folders;
use crate::document::body::Body;
use crate::document::incident::{Incident, Status, Visibility};
use crate::document::page::Page;
use crate::document::playbook::{Playbook, PlaybookStatus};
use crate::document::suppression::Suppression;
use crate::source::{FileId, Source, Span};
use crate::tree::decode::{Decode, Field, List, Reading};
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::mention::{Mention, Tag};
use crate::tree::name::Ref;
use crate::tree::scalar::{LONGEST_SLUG, Slug};
use crate::tree::yaml;
use crate::tree::{Node, Value};
use std::ops::Deref;
use std::sync::Arc;

/// One file, understood as far as it can be. A copy shares what was understood: a file that has not changed is not
/// read again when another comes, goes or changes.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its file.
    pub file: FileId,
    content: Arc<Content>,
}

/// What a file says; it does not depend on which other files there are.
#[derive(Debug)]
pub struct Content {
    /// Path of the file from the folder of site.toml.
    pub path: Box<str>,
    /// Its permanent id.
    pub id: Box<str>,
    /// Where its front matter stands.
    pub front: Option<Span>,
    /// What the front matter says.
    pub matter: Matter,
    /// What is wrong with how the front matter is written, in its order.
    pub faults: Vec<Fault>,
    /// Names in it that must exist elsewhere.
    pub mentions: Vec<Mention>,
    /// Keys of the team's own (`x_…`) that are set at the top of the front matter.
    pub own: Vec<Box<str>>,
    /// What stands below the front matter.
    pub body: Body,
    /// Comments that ask for findings not to be counted, in the order of the file.
    pub suppressions: Vec<Suppression>,
}

/// What the front matter of a document says, by kind.
#[derive(Debug, Clone)]
pub enum Matter {
    /// A post-mortem.
    Incident(Box<Incident>),
    /// What to do when.
    Playbook(Box<Playbook>),
    /// Anything else.
    Page(Box<Page>),
}

/// The kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// A post-mortem.
    Incident,
    /// What to do when.
    Playbook,
    /// Anything else.
    Page,
}

/// How far a document has come, as rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Out of use: superseded or retired. Only what must always hold is asked of it.
    Gone,
    /// Begun.
    Draft,
    /// To be read by somebody else.
    Review,
    /// The team's record.
    Published,
}

impl Deref for Document {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}

impl DocumentKind {
    /// The kind of a file by its path from the content folder; nothing for files in other folders.
    pub fn of(path: &str, folders: &Folders) -> Option<Self> {
        let within = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        [
            (&folders.incidents, Self::Incident),
            (&folders.playbooks, Self::Playbook),
            (&folders.pages, Self::Page),
        ]
        .into_iter()
        .find(|(folder, _)| within(folder))
        .map(|(_, kind)| kind)
    }

    /// Its word: `incident`, `playbook` or `page`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Playbook => "playbook",
            Self::Page => "page",
        }
    }
}

impl Document {
    /// Reads a file; what is wrong with it stands in `faults`, and all that could be read is there.
    pub fn read(file: FileId, source: &Source, kind: DocumentKind) -> Self {
        let text = source.text.as_ref();
        let parts = front_matter::split(text);
        let (root, mut reading) = match parts.front {
            _ if source.fault.is_some() => (None, Reading::after(vec![whole(FaultKind::Unread)])),
            Some(front) if parts.closed => {
                let parsed = yaml::parse(text, front);
                (parsed.root.filter(|root| !root.is_null()), Reading::after(parsed.faults))
            }
            Some(front) => (None, Reading::after(vec![unclosed(front)])),
            None if kind == DocumentKind::Page => (None, Reading::default()),
            None => (None, Reading::after(vec![whole(FaultKind::NoFrontMatter)])),
        };
        let broken = !reading.faults.is_empty() && root.is_none();
        let empty = Node { span: parts.front.unwrap_or_default(), value: Value::Map(Vec::new()) };
        // A front matter that cannot be read says nothing of what it lacks.
        let mut hush = Reading::default();
        let reading_of_fields = if broken { &mut hush } else { &mut reading };
        let matter = Matter::read(kind, root.as_ref().unwrap_or(&empty), reading_of_fields);
        let own = root.iter().flat_map(own_keys).collect();
        let body_start = if parts.front.is_some() && !parts.closed { text.len() } else { parts.body };
        let body = Body::parse(text, body_start);
        let mut suppressions = match (&root, parts.front) {
            (Some(root), Some(front)) => suppression::in_lines(text, front, root),
            _ => Vec::new(),
        };
        suppressions.extend(suppression::in_body(text, &body));
        let id = matter.id().map_or_else(|| id_of_path(&source.path), |id| id.value.0.clone());
        let content = Content {
            path: source.path.clone(),
            id,
            front: parts.front,
            matter,
            faults: reading.faults,
            mentions: reading.mentions,
            own,
            body,
            suppressions,
        };
        Self { file, content: Arc::new(content) }
    }

    /// The same document, when its file has another number.
    #[must_use]
    pub fn numbered(&self, file: FileId) -> Self {
        Self { file, content: Arc::clone(&self.content) }
    }

    /// Whether both were made by one reading.
    pub fn is_one_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.content, &other.content)
    }

    /// Whether its front matter could not be read, so that nothing can be said of what it lacks.
    pub fn is_unreadable(&self) -> bool {
        self.faults.iter().any(|fault| match fault.kind {
            FaultKind::Unread | FaultKind::NoFrontMatter => true,
            FaultKind::Malformed(_) | FaultKind::Invalid { .. } => fault.field.is_empty(),
            _ => false,
        })
    }

    /// Which kind it is.
    pub fn kind(&self) -> DocumentKind {
        match self.matter {
            Matter::Incident(_) => DocumentKind::Incident,
            Matter::Playbook(_) => DocumentKind::Playbook,
            Matter::Page(_) => DocumentKind::Page,
        }
    }

    /// The incident that it is.
    pub fn incident(&self) -> Option<&Incident> {
        match &self.matter {
            Matter::Incident(incident) => Some(incident),
            _ => None,
        }
    }

    /// The playbook that it is.
    pub fn playbook(&self) -> Option<&Playbook> {
        match &self.matter {
            Matter::Playbook(playbook) => Some(playbook),
            _ => None,
        }
    }

    /// The plain page that it is.
    pub fn page(&self) -> Option<&Page> {
        match &self.matter {
            Matter::Page(page) => Some(page),
            _ => None,
        }
    }

    /// Its title: from the front matter, else its first heading, else its id.
    pub fn title(&self) -> &str {
        let title = match &self.matter {
            Matter::Incident(incident) => incident.title.as_ref(),
            Matter::Playbook(playbook) => playbook.title.as_ref(),
            Matter::Page(page) => page.title.as_ref(),
        };
        let heading = self.body.headings.first().map(|heading| heading.text.as_ref());
        title
            .map(|title| title.value.as_ref())
            .or(heading)
            .filter(|title| !title.is_empty())
            .unwrap_or(&self.id)
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        match &self.matter {
            Matter::Incident(incident) => incident.stage(),
            Matter::Playbook(playbook) => match playbook.status.as_ref().map(|status| status.value) {
                None | Some(PlaybookStatus::Draft) => Stage::Draft,
                Some(PlaybookStatus::Active) => Stage::Published,
                Some(PlaybookStatus::Retired) => Stage::Gone,
            },
            Matter::Page(_) => Stage::Published,
        }
    }

    /// The word of its status; nothing for plain pages, which have none.
    pub fn status(&self) -> Option<&'static str> {
        match &self.matter {
            Matter::Incident(incident) => Some(incident.status().word()),
            Matter::Playbook(playbook) => {
                Some(playbook.status.as_ref().map_or(PlaybookStatus::Draft, |status| status.value).word())
            }
            Matter::Page(_) => None,
        }
    }

    /// Who may read it.
    pub fn visibility(&self) -> Visibility {
        let field = match &self.matter {
            Matter::Incident(incident) => &incident.visibility,
            Matter::Playbook(playbook) => &playbook.visibility,
            Matter::Page(page) => &page.visibility,
        };
        field.as_ref().map_or(Visibility::Internal, |visibility| visibility.value)
    }

    /// Former addresses that lead here.
    pub fn aliases(&self) -> &[Field<Box<str>>] {
        let field = match &self.matter {
            Matter::Incident(incident) => &incident.aliases,
            Matter::Playbook(playbook) => &playbook.aliases,
            Matter::Page(page) => &page.aliases,
        };
        items(field)
    }

    /// Its tags as written.
    pub fn tags(&self) -> &[Field<Ref<Tag>>] {
        let field = match &self.matter {
            Matter::Incident(incident) => &incident.tags,
            Matter::Playbook(playbook) => &playbook.tags,
            Matter::Page(page) => &page.tags,
        };
        items(field)
    }

    /// The address of its page, from the root of the site.
    pub fn address(&self) -> String {
        format!("{}s/{}.html", self.kind().word(), self.id)
    }

    /// Name of its file without `.md`.
    pub fn stem(&self) -> &str {
        stem(&self.path)
    }
}

impl Incident {
    /// Its status, `draft` where it says none.
    pub fn status(&self) -> Status {
        self.status.as_ref().map_or(Status::Draft, |status| status.value)
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        match self.status() {
            Status::Draft => Stage::Draft,
            Status::Review => Stage::Review,
            Status::Published | Status::Closed => Stage::Published,
            Status::Superseded => Stage::Gone,
        }
    }
}

impl Matter {
    fn read(kind: DocumentKind, root: &Node, reading: &mut Reading) -> Self {
        match kind {
            DocumentKind::Incident => {
                Self::Incident(Decode::decode(root, reading).map(Box::new).unwrap_or_default())
            }
            DocumentKind::Playbook => {
                Self::Playbook(Decode::decode(root, reading).map(Box::new).unwrap_or_default())
            }
            DocumentKind::Page => Self::Page(Decode::decode(root, reading).map(Box::new).unwrap_or_default()),
        }
    }

    fn id(&self) -> Option<&Field<Slug>> {
        match self {
            Self::Incident(incident) => incident.id.as_ref(),
            Self::Playbook(playbook) => playbook.id.as_ref(),
            Self::Page(page) => page.id.as_ref(),
        }
    }
}

/// The items of a list that may be left out.
pub fn items<T>(list: &Option<Field<List<T>>>) -> &[Field<T>] {
    list.as_ref().map_or(&[], |list| &list.value)
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// The id of a file that gives none: its name, in lower case and with hyphens for all that may not stand in an
/// id, so that two names that differ only by case are one id.
fn id_of_path(path: &str) -> Box<str> {
    id_of_name(stem(path))
}

/// The id that a name makes: lower case, with hyphens for all that may not stand in an id, and cut where it would
/// be too long for one, as a name in another script may become.
pub fn id_of_name(name: &str) -> Box<str> {
    let words = body::anchor::slug(name);
    let words: Vec<&str> = words.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    let mut id = if words.is_empty() { "document".to_owned() } else { words.join("-") };
    id.truncate(id.floor_char_boundary(LONGEST_SLUG));
    id.trim_end_matches('-').into()
}

fn own_keys(root: &Node) -> impl Iterator<Item = Box<str>> {
    let entries = match &root.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    let own = entries.iter().filter(|entry| entry.key.starts_with("x_") && !entry.node.is_null());
    own.map(|entry| entry.key.clone())
}

/// A fault of the file as a whole.
fn whole(kind: FaultKind) -> Fault {
    Fault { span: Span::default(), field: Box::default(), kind }
}

fn unclosed(front: Span) -> Fault {
    let span = Span::new(front.start.saturating_sub(4) as usize, front.start.saturating_sub(1) as usize);
    let why = "the closing `---` is missing".to_owned();
    Fault { span, field: Box::default(), kind: FaultKind::Malformed(why) }
}
