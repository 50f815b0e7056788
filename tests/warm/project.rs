//! The project that is changed, and what changes and builds it.

use amends::cmd::project::Project;
use amends::date::Day;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) const MAIL: &str = "content/incidents/2025-11-02-mail.md";
pub(crate) const DRAFT: &str = "content/incidents/2025-11-20-draft.md";
pub(crate) const SITE: &str = "[site]\ntitle = \"Notes of us\"\ntimezone = \"Europe/Berlin\"\nurl = \"https://notes.example\"\ntheme = \"own\"\n\n[lint]\nprofile = \"standard\"\n";
pub(crate) const TAGS: &str = "mail: { name: Mail }\n";
pub(crate) const PLAYBOOK: &str = "---\ntitle: They call\nwhen: they call\nstatus: active\nowner: omar\nreviewed_at: 2025-01-10\nreview_every: 11 months\nsteps: [{ id: answer, title: Answer, within: 15m }]\n---\n\nPick up, see [the mail](../incidents/2025-11-02-mail.md#what-we-learnt).\n";

pub(crate) fn incident(day: &str, title: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: {day}\nclient: acme\nstatus: published\nseverity: sev3\nservices: [shop]\nplaybook: [call]\nwhat_went_wrong: It broke for an hour.\nprevention: [{{ step: Look each week, owner: lena, due: 2026-01-30 }}]\n---\n\nLike [[2025-11-02-mail]].\n"
    )
}

pub(crate) fn mail() -> String {
    "---\ntitle: Mail to ACME\ndate: 2025-11-02\nclient: acme\nstatus: published\nseverity: sev2\nservices: [shop]\ntags: [mail]\nplaybook: [call]\nwhat_went_wrong: ACME got everybody's mail.\nblame_taken: { share: most, by: web, statement: We did not look. }\ntimes: { started: 2025-11-02 09:00, detected: 2025-11-02T10:00+01:00 }\nprevention:\n  - { id: p1, step: Look each hour, owner: omar, due: 2025-12-20 }\n---\n\n## What happened\n\nIt was just a glitch. ![A graph](graph.svg)\n\n## What we learnt\n\n- To look.\n".to_owned()
}

pub(crate) fn draft() -> String {
    "---\ntitle: Being written\ndate: 2025-11-20\nstatus: draft\nclient: acme\nservices: [shop]\nrecurrence_of: 2025-11-02-mail\nwhat_went_wrong: It broke.\nprevention: [{ step: Be careful, due: 2025-12-01 }]\n---\n\nThe client should have known, see [what we learnt](2025-11-02-mail.md#what-we-learnt).\n".to_owned()
}

pub(crate) fn picture(width: u32, height: u32) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"/>\n")
}

pub(crate) fn project(root: &Path) -> Project {
    Project::at(root.to_path_buf(), Day::new(2025, 12, 2).unwrap())
}

pub(crate) fn put(root: &Path, path: &str, text: String) {
    let place = root.join(path);
    // What lies in the way in a random order of changes stays there.
    let _ = fs::create_dir_all(place.parent().unwrap());
    let _ = fs::write(place, text);
}

pub(crate) fn edit(root: &Path, path: &str, with: impl FnOnce(String) -> String) {
    if let Ok(text) = fs::read_to_string(root.join(path)) {
        put(root, path, with(text));
    }
}

pub(crate) fn remove(root: &Path, path: &str) {
    let _ = fs::remove_file(root.join(path));
}

pub(crate) fn baseline(root: &Path) {
    let _ = amends(root, &["baseline", "--yes"]).output();
    let _ = amends(root, &["baseline"]).output();
}

pub(crate) fn build(root: &Path, out: &Path) {
    let output = amends(root, &["build", "-o"]).arg(out).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

pub(crate) fn amends(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    command.args(["--today", "2025-12-02", "-C"]).arg(root).args(args).stdin(Stdio::null());
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    command
}
