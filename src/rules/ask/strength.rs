//! How a prevention step works, read off its words: without memory, with help for memory, or by memory alone
//! (specification C.9).

use super::phrases::Phrases;
use super::words::Words;
use crate::document::incident::prevention::Strength;
use std::sync::LazyLock;

/// What the words of a step say; nothing where they say nothing that is known. What needs no memory outweighs
/// what helps it, and that outweighs what relies on it: "train everyone, and block the release" blocks. A rhythm
/// alone helps, but a weekly reminder is still a reminder.
pub(in crate::rules) fn read(step: &str) -> Option<Strength> {
    let words = Words::of(step);
    let has = |phrases: &Phrases| phrases.stand_in(&words);
    // A reminder helps memory only where no person has to send it.
    if has(&LISTS.reminder) && has(&LISTS.machine) {
        Some(Strength::Intermediate)
    } else if has(&LISTS.strong) {
        Some(Strength::Strong)
    } else if has(&LISTS.intermediate) {
        Some(Strength::Intermediate)
    } else if has(&LISTS.weak) {
        Some(Strength::Weak)
    } else if has(&LISTS.rhythm) {
        Some(Strength::Intermediate)
    } else {
        None
    }
}

struct Lists {
    reminder: Phrases,
    machine: Phrases,
    strong: Phrases,
    intermediate: Phrases,
    weak: Phrases,
    rhythm: Phrases,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    reminder: Phrases::new(&["remind*"]),
    machine: Phrases::new(&["automatic*", "automated", "software", "bot", "calendar"]),
    strong: Phrases::new(STRONG),
    intermediate: Phrases::new(INTERMEDIATE),
    weak: Phrases::new(WEAK),
    rhythm: Phrases::new(RHYTHM),
});

/// Nobody has to remember.
#[rustfmt::skip]
const STRONG: &[&str] = &[
    // a stop
    "stops when", "stops if", "stops without", "stops the", "stops unless", "stop the release",
    "stop the deploy", "block", "blocks", "blocked", "refuse", "refuses", "refused", "reject", "rejects",
    "rejected", "fails when", "fails if", "fails without", "fail the build", "fails the build",
    "answers with an error", "shows an error", "cannot", "can't", "can no longer", "can not",
    "no longer possible", "impossible", "not possible", "prevents", "enforce", "enforces", "enforced",
    "will not start", "does not start", "interlock", "lock out", "locks",
    // no hand needed
    "by itself", "by themselves", "on its own", "automatic*", "automate", "automates", "automated",
    "by default", "default is", "default to", "defaults to", "default becomes", "change the default",
    "new default", "rolls back", "roll back automatically", "expires", "self healing",
    // one step, one thing, fewer
    "remove", "removes", "removed", "delete the", "retire", "retires", "switch off", "switches off",
    "disable", "disables", "one shared component", "one component", "shared component", "single source",
    "one source", "generated from", "in place of nine", "no second copy", "separate buttons",
    "separate accounts", "separate server*", "keeps a copy", "read only", "read from the", "reads from the",
    "moves to", "constraint", "foreign key", "validates", "validated", "type check*", "replaced by",
    "replace the",
];

/// Memory gets help.
#[rustfmt::skip]
const INTERMEDIATE: &[&str] = &[
    "alert", "alerts", "alarm", "alarms", "page when", "page the", "page if", "pages", "paged", "notify",
    "notifies", "notification*", "warning*", "warns", "monitor", "monitors", "monitoring", "watch*", "probe",
    "probes", "dashboard", "counter", "checklist*", "check list*", "template*", "form asks", "form has",
    "mandatory", "required field", "field for", "field in", "second route", "second provider",
    "second channel", "second person", "second pair", "second reader", "someone else", "somebody else",
    "two people", "four eyes", "pair", "rota", "deputy", "stand in", "on call", "backup", "backups", "spare",
    "redundan*", "fallback", "fall back", "failover", "review by", "reviewed by", "signed by", "signs",
    "sign off", "signed off", "signature", "approval", "approve", "approves", "approved by", "proof",
    "contract", "ticket", "calendar", "drill", "rehears*", "dry run", "walk through", "smoke test*",
    "staging", "shared mailbox", "shared inbox", "mailbox for", "one mailbox", "one list", "scan", "linter",
    "compares", "compared", "asks for",
];

/// Memory may get help, if nothing else says otherwise.
#[rustfmt::skip]
const RHYTHM: &[&str] = &[
    "hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "every hour", "every day", "every week",
    "every month", "every quarter", "every year", "each hour", "each day", "each week", "each month",
    "each quarter", "each year", "minutes", "test mail", "test order", "test purchase", "test print",
    "test restore", "restore of", "preview",
];

/// Somebody has to remember.
#[rustfmt::skip]
const WEAK: &[&str] = &[
    "train", "trains", "trained", "training", "teach", "workshop", "coach*", "remind", "reminds", "reminded",
    "reminder", "reminders", "remember", "remembers", "tell everyone", "tell everybody", "tell the team",
    "tell all", "inform everyone", "inform the team", "announce", "raise awareness", "awareness", "document",
    "documents", "documented", "documentation", "write down", "written down", "write up", "wiki",
    "handbook", "guideline*", "guide for", "policy", "policies", "instruction*", "rule that", "agree to",
    "agree that", "double check*", "triple check*", "check twice", "checks twice", "checked twice", "recheck",
    "re check", "careful*", "attention", "attentive", "vigilan*", "diligen*", "keep in mind", "keep an eye",
    "look twice", "be aware", "talk to", "talk with", "discuss", "meeting", "always", "never again",
    "make sure", "take time", "try to",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_for_what_makes_them_work() {
        for (step, strength) in [
            ("Deploy stops when the test mail is missing", Some(Strength::Strong)),
            ("Form answers with an error and keeps a copy when sending fails", Some(Strength::Strong)),
            ("Log level falls back to normal by itself one hour after a release", Some(Strength::Strong)),
            ("Train everyone, and block the release without a test mail", Some(Strength::Strong)),
            (
                "Hourly test mail through every client form; page when one is missing",
                Some(Strength::Intermediate),
            ),
            ("One shared mailbox for all provider notices", Some(Strength::Intermediate)),
            ("Order form has a field for bleed", Some(Strength::Intermediate)),
            ("A bot reminds the person on call", Some(Strength::Intermediate)),
            ("Weekly training", Some(Strength::Weak)),
            ("Always send a test mail", Some(Strength::Weak)),
            ("Restore of a whole space each quarter", Some(Strength::Intermediate)),
            ("Remind everyone before a release", Some(Strength::Weak)),
            ("Double-check the branch", Some(Strength::Weak)),
            ("Be more careful with DNS", Some(Strength::Weak)),
            ("Document the restore", Some(Strength::Weak)),
            ("Two tills in the shop", None),
            ("", None),
        ] {
            assert_eq!(read(step), strength, "{step}");
        }
    }
}
