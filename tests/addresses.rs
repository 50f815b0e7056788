//! Every address that the site makes by itself is one that no document may claim.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use amends::check::{Checked, How, check};
use amends::date::Day;
use amends::pages::Subject;
use amends::pipeline::{Settings, site};
use amends::plan::plan;
use amends::render::theme::built_in;
use amends::rules;
use amends::source::Sources;

const INCIDENT: &str = "---\ntitle: Contact form\ndate: 2025-03-04\nclient: acme\nservices: [forms]\n---\n";

fn checked(aliases: &[String]) -> Checked {
    with_asset(aliases, None)
}

fn with_asset(aliases: &[String], asset: Option<&str>) -> Checked {
    let claims = format!("---\naliases: [{}]\n---\n", aliases.join(", "));
    let texts = [
        ("site.toml", "[site]\nurl = \"https://kb.example\"\n"),
        ("content/registry/clients.yaml", "acme: { name: Acme }\n"),
        ("content/registry/services.yaml", "forms: { name: Forms }\n"),
        ("content/registry/tags.yaml", "mail: { name: Mail }\n"),
        ("content/registry/teams.yaml", "web: { name: Web }\n"),
        ("content/incidents/form.md", INCIDENT),
        ("content/pages/claims.md", &claims),
    ];
    let mut sources = Sources::from_texts(texts);
    sources.assets.extend(asset.map(Into::into));
    let settings = Settings::read(sources.find("site.toml").map_or("", |file| sources.text(file)));
    let how = How { only: vec!["address-collision".to_owned()], ..How::default() };
    check(site(settings, sources, Day::new(2026, 1, 2).unwrap()), rules::ALL, &how)
}

#[test]
fn what_the_site_makes_cannot_be_claimed() {
    let free = checked(&[]);
    assert_eq!(free.report().diagnostics, []);
    let pages = plan(free.site());
    let made = pages.iter().filter(|page| !matches!(page.subject, Subject::Document(_) | Subject::Moved(_)));
    let mut made: Vec<String> =
        made.map(|page| page.url.to_string()).filter(|url| url.ends_with(".html")).collect();
    assert!(made.len() > 20, "{made:?}");
    made.sort();
    let claimed = checked(&made);
    let told = claimed.report().diagnostics.len();
    let unclaimed = || made.iter().filter(|url| checked(&[(*url).clone()]).report().diagnostics.is_empty());
    assert_eq!(told, made.len(), "may be claimed: {:?}", unclaimed().collect::<Vec<_>>());
}

#[test]
fn files_beside_documents_do_not_hide_files_of_the_site() {
    let free = checked(&[]);
    let pages = plan(free.site());
    let statics =
        built_in().into_iter().filter_map(|(path, _)| Some(path.strip_prefix("static/")?.to_owned()));
    let made = pages.iter().filter(|page| !page.url.ends_with(".html")).map(|page| page.url.to_string());
    for url in made.chain(statics) {
        let report = with_asset(&[], Some(&format!("content/{url}")));
        assert_eq!(report.report().diagnostics.len(), 1, "content/{url} hides {url}");
    }
}
