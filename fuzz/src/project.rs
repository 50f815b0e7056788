//! A small project around an input.

use amends::check::{Checked, How};
use amends::config::Profile;
use amends::date::Day;
use amends::pipeline::{Settings, judged, site};
use amends::source::Sources;

/// Where an input stands among the documents, by its first letter.
pub const PLACES: [&str; 3] =
    ["content/incidents/2025/one.md", "content/playbooks/one.md", "content/pages/one.md"];

const SITE: &str = "[site]\ntitle = \"T\"\ntimezone = \"Europe/Berlin\"\n";

/// An input at a place, beside registries and a document that it may speak of.
pub fn sources(path: &str, text: &str) -> Sources {
    Sources::from_texts([
        ("site.toml", SITE),
        ("content/registry/clients.yaml", "acme: { name: Acme, aliases: [ACME Corp] }\n"),
        ("content/registry/people.yaml", "jan: { name: Jan de Vries, role: Developer }\n"),
        ("content/registry/services.yaml", "mail: { name: Mail relay, aliases: [smtp] }\n"),
        ("content/registry/tags.yaml", "dns: { name: DNS }\n"),
        (
            "content/incidents/2025/2025-01-02-acme.md",
            "---\ntitle: Other\ndate: 2025-01-02\nclient: acme\nwhat_went_wrong: It went down.\n---\n\n## Timeline\n\n- 09:05 x\n",
        ),
        (path, text),
    ])
}

/// Judged by everything there is.
pub fn judge(sources: Sources) -> Checked {
    let today = Day::new(2026, 1, 2).expect("a day");
    let settings = Settings::read(sources.find("site.toml").map_or("", |file| sources.text(file)));
    let how = How { profile: Some(Profile::Strict), ..How::default() };
    judged(site(settings, sources, today), &how)
}

/// One thread is enough for one document, and leaves the other cores to others. What is made once, such as the
/// lexicon, is made before the first input is timed.
pub fn alone() {
    // Set already where a target asks twice.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
    judge(sources(PLACES[0], "---\ntitle: A\n---\n\nWe were sorry.\n"));
}
