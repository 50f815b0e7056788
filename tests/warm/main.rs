//! A project that is kept in memory comes, after every change, to exactly what a cold build makes.
//!
//! Each change is made on the disk, the warm state is told of it as the watcher would tell (the paths, or that anything
//! may have changed), and every page, every byte and every finding is compared with a state that is read anew.

#![cfg(feature = "serve")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod builds;
mod changes;
#[path = "../common/dice.rs"]
mod dice;
#[path = "../common/files.rs"]
mod files;
mod project;
mod server;
mod shop;

use amends::cmd::serve::server::Answer;
use amends::disk::known::Heard;
use changes::CHANGES;
use dice::Dice;
use project::MAIL;
use shop::{Shop, shown, told};
use std::fs;

#[test]
fn every_change_ends_in_what_a_cold_build_makes() {
    let mut shop = Shop::open();
    let mut sites = 0;
    for change in CHANGES {
        shop.make(change, true);
        sites += usize::from(shop.warm.state().book().is_ok());
    }
    // Where there is no site, only its faults are compared.
    assert!(sites * 3 > CHANGES.len() * 2, "only {sites} of {} were sites", CHANGES.len());
}

#[test]
fn in_any_order_and_however_it_is_told() {
    for seed in 1..=seeds() {
        let mut dice = Dice(seed);
        let mut shop = Shop::open();
        for _ in 0..20 {
            let change = CHANGES.get(dice.below(CHANGES.len())).unwrap();
            // Every third time, the system has lost what happened; sometimes several changes come as one.
            let more = CHANGES.get(dice.below(CHANGES.len())).unwrap();
            if dice.below(4) == 0 {
                (change.make)(&shop.root);
                shop.name.push_str(change.name);
                shop.name.push_str(" + ");
                shop.make_after(change, more);
            } else {
                shop.make(change, dice.below(3) > 0);
            }
        }
    }
}

/// Twice is what a suite has time for; `AMENDS_SEEDS` asks for more.
fn seeds() -> u64 {
    std::env::var("AMENDS_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2)
}

#[test]
fn nothing_new_is_nothing_to_show() {
    let mut shop = Shop::open();
    let before = shop.warm.state();
    assert!(!shop.warm.look(&Heard::Anything), "nothing has changed");
    let same = fs::read(shop.root.join(MAIL)).unwrap();
    fs::write(shop.root.join(MAIL), same).unwrap();
    assert!(!shop.warm.look(&told(&shop.root, &[MAIL])), "the same text was written again");
    assert!(std::sync::Arc::ptr_eq(&before, &shop.warm.state()));
}

#[test]
fn an_old_state_stays_what_it_was() {
    let mut shop = Shop::open();
    let before = shop.warm.state();
    let pages = shown(&before);
    for change in CHANGES.iter().take(6) {
        shop.make(change, true);
    }
    // All but files that are served from where they lie.
    let is_page = |(url, _): &(&String, &Answer)| !url.ends_with(".svg") && !url.ends_with(".png");
    let now = shown(&before);
    assert!(pages.iter().filter(is_page).eq(now.iter().filter(is_page)));
}
