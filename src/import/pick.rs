//! Which files of a folder are write-ups.

use crate::import::head;
use crate::import::{Foreign, Origin};
use crate::source::{ReadFault, Source};

/// A write-up among the files.
#[derive(Debug, Clone, Copy)]
pub struct WriteUp<'a> {
    /// Its path in the source folder.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Whether a file may be a write-up by its name: Markdown, or a name without any ending, as a file has that was
/// saved without `.md`.
pub fn may_be_write_up(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    is_markdown(&name) || !name.contains('.')
}

/// The settings of a status page.
pub fn is_settings(path: &str) -> bool {
    matches!(path, "config.yml" | "config.yaml" | "config.toml" | "hugo.yaml" | "hugo.yml" | "hugo.toml")
}

/// Where the write-ups of a status page are.
const ISSUES: &str = "content/issues/";

/// The write-ups in the order of their paths, and what is none, each with the reason.
pub fn pick(foreign: &Foreign, origin: Origin) -> (Vec<WriteUp<'_>>, Vec<(&str, String)>) {
    let has_issues = foreign.sources.iter().any(|(_, file)| file.path.starts_with(ISSUES));
    let (mut write_ups, mut passed) = (Vec::new(), Vec::new());
    for (_, file) in foreign.sources.iter() {
        let elsewhere = origin == Origin::Cstate && has_issues && !file.path.starts_with(ISSUES);
        match write_up(file) {
            Ok(_) if elsewhere => passed.push((&*file.path, format!("it is not in {ISSUES}"))),
            Ok(write_up) => write_ups.push(write_up),
            Err(why) => passed.push((&*file.path, why)),
        }
    }
    if origin == Origin::Cstate {
        let settings = passed.iter_mut().filter(|(path, _)| is_settings(path));
        settings.for_each(|(_, why)| *why = "it is read for the systems that it names".to_owned());
    }
    passed.extend(foreign.sources.assets.iter().map(|path| (&**path, "it is no Markdown".to_owned())));
    passed.sort();
    (write_ups, passed)
}

fn write_up(file: &Source) -> Result<WriteUp<'_>, String> {
    let path = file.path.as_ref();
    let name = path.rsplit('/').next().unwrap_or(path);
    let text = file.text.as_ref();
    match &file.fault {
        None => {}
        Some(ReadFault::NotText { .. }) => return Err("it is not UTF-8".to_owned()),
        Some(ReadFault::TooLarge { bytes }) => return Err(format!("{bytes} bytes are too many")),
        Some(ReadFault::Outside) => return Err("it leads out of the folder".to_owned()),
        Some(ReadFault::Refused(why)) => return Err(why.clone()),
    }
    if name.eq_ignore_ascii_case("README.md") {
        return Err("it speaks of the folder, and a site leaves it out".to_owned());
    }
    let head = head::split(text);
    let is_markdown = is_markdown(&name.to_lowercase());
    if !is_markdown && !begins_like_one(text, !head.fields.is_empty()) {
        return Err("it is no Markdown".to_owned());
    }
    if head.body.trim().is_empty() && head.raw.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    if head.body.trim().is_empty() && name == "_index.md" {
        return Err("it has settings of its folder and no text".to_owned());
    }
    Ok(WriteUp { path, text })
}

/// A file without an ending begins with a heading or with front matter; a licence does not.
fn begins_like_one(text: &str, has_fields: bool) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    has_fields || text.trim_start_matches('#').starts_with(' ') && text.starts_with('#')
}

fn is_markdown(name: &str) -> bool {
    name.ends_with(".md") || name.ends_with(".markdown")
}
