//! `unreadable-file`

use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::source::{ReadFault, Span};

pub(super) static RULE: Rule = Rule {
    name: "unreadable-file",
    group: Group::FrontMatter,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a file is not text, too large, outside of the content folder, or cannot be opened",
    explain: Explain {
        finds: "A file that is not UTF-8, one larger than 16 MiB, a symbolic link that leaves the content folder, a \
                folder whose name ends in .md, and a file that the system does not let us read.",
        why: "All that is in it would be missing from the site without a word.",
        bad: "content/incidents/notes.md -> /home/lena/notes.md",
        good: "content/incidents/2025-03-04-acme.md, saved as UTF-8",
        mend: "Save the file as UTF-8, split it, put it into the content folder itself, or give it read permission.",
        ignore: "Never. Let the name start with `_` if it is not meant to be read.",
    },
    source: &[],
    options: &[],
    fix: None,
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let finding = |(file, source): (_, &crate::source::Source)| {
        let end = source.text.len();
        let place = Place { file, span: Span::new(end, end) };
        let (message, help) = match source.fault.as_ref()? {
            ReadFault::NotText { byte } => {
                (format!("not UTF-8 text: byte 0x{byte:02x}"), "save the file as UTF-8, or move it if it is no text")
            }
            ReadFault::TooLarge { bytes } => {
                let size = bytes / (1024 * 1024);
                (format!("{size} MiB is more than is read (16 MiB)"), "split the file, or move attachments out of it")
            }
            ReadFault::Outside => {
                ("a link to something outside of the content folder".to_owned(), "copy the file into the folder")
            }
            ReadFault::Refused(why) => (format!("cannot be read: {why}"), "check its permissions and what it is"),
        };
        Some(Finding::elsewhere(place, message).help(help))
    };
    site.sources.iter().filter_map(finding).collect()
}
