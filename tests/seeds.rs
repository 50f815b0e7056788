//! The founding texts stay covered: each of their steps is in a playbook of ours and behind a rule of ours.

use amends::document::{Document, items};
use amends::pipeline::{self, Settings};
use amends::rule::is_seed;
use amends::seeds::{self, Seed};
use amends::source::Sources;
use amends::{date::Day, rules};
use std::collections::BTreeSet;
use std::path::Path;

/// Steps whose rules are still to come.
const NOT_YET: &[&str] = &[
    "S2.6",  // heated-language
    "S2.7b", // concealment
    "S3.1b", // heated-language, client-belittled
];

#[test]
fn every_step_has_an_id_of_its_own_and_a_text() {
    let mut seen = BTreeSet::new();
    for seed in seeds::ALL {
        assert!(is_seed(seed.id), "{}", seed.id);
        assert!(seen.insert(seed.id), "{} is there twice", seed.id);
        assert!(seed.text().is_some(), "{} stands in no text", seed.id);
        assert!(!seed.says.ends_with('.') && seed.says.starts_with(char::is_uppercase), "{}", seed.id);
        assert_eq!(seeds::find(seed.id), Some(seed));
    }
    let by_text: Vec<usize> = seeds::TEXTS.iter().map(|text| seeds::of(text).count()).collect();
    assert_eq!(by_text, [24, 19, 18, 10, 11]);
}

#[test]
fn every_step_is_looked_after_by_a_rule() {
    for seed in seeds::ALL {
        let has_rule = rules::from_seed(seed.id).next().is_some();
        assert!(has_rule || NOT_YET.contains(&seed.id), "no rule comes from {} ({})", seed.id, seed.says);
    }
    for rule in rules::ALL {
        for id in rule.source.iter().filter(|source| is_seed(source)) {
            assert!(seeds::find(id).is_some(), "{} names {id}, which is no step", rule.name);
            assert!(rule.seeds().contains(id), "{} names {id} behind other sources", rule.name);
        }
    }
}

#[test]
fn every_step_is_in_the_playbook_that_it_names() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/playbooks");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let texts = files.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        (format!("content/playbooks/{name}"), std::fs::read_to_string(&path).unwrap())
    });
    let today = Day::parse("2026-01-02").unwrap();
    let site = pipeline::site(Settings::read(""), Sources::from_texts(texts), today);
    for seed in seeds::ALL {
        for place in seed.playbook {
            assert!(
                is_at(&site.documents, seed, place),
                "{place} does not say that it comes from {}",
                seed.id
            );
        }
    }
}

/// Whether a step of a playbook, or any step where none is named, says that it comes from a seed.
fn is_at(documents: &[Document], seed: &Seed, place: &str) -> bool {
    let (id, step) = place.split_once('#').map_or((place, None), |(id, step)| (id, Some(step)));
    let Some(document) = documents.iter().find(|document| document.id.as_ref() == id) else { return false };
    let mut steps = document.playbook().into_iter().flat_map(|playbook| items(&playbook.steps));
    steps.any(|written| {
        let is_it = step.is_none_or(|step| written.id.as_ref().is_some_and(|id| id.0.as_ref() == step));
        is_it && items(&written.from).iter().any(|from| from.value.as_ref() == seed.id)
    })
}
