//! `amends-not-considered`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::document::incident::after::AmendsKind;
use crate::document::incident::blame::Share;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "amends-not-considered",
    group: Group::ClientCare,
    levels: [Off, Off, Info],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "nothing was offered for something grave that was mostly ours, and nothing says why",
    explain: Explain {
        finds: "An incident of sev1 or sev2 with `blame_taken.share` all or most, and no `amends`; also \
                `amends: { kind: none }` without a `reason`.",
        why: "Amends are to be considered, not to be paid each time. A credit, an afternoon of work or a \
              smaller bill says that the cost did not stay with them. Often it is little beside \
              what the relation is worth.",
        bad: "severity: sev1\nblame_taken: { share: all, statement: We deleted the wrong backup. }",
        good: "severity: sev1\n\
               blame_taken: { share: all, statement: We deleted the wrong backup. }\n\
               amends: { kind: credit, value: one month }",
        mend: "Decide, and write the decision down. None is an answer: `amends: { kind: none, reason: They \
               asked for the report instead }`.",
        ignore: "Rarely; `kind: none` with a reason says the same and can be read.",
    },
    source: &["S4.5", "S1.6b", "S2.1"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !case.site.is_grave(incident) || !is_mostly_ours(incident) || !care::is_owed(incident, case) {
        return Vec::new();
    }
    let Some(amends) = &incident.amends else {
        let help = "consider a credit, a smaller bill or a piece of work, or say `kind: none` and why";
        return Ask { field: "amends", message: "nothing shows that amends were considered", help }.tell(case);
    };
    let none = amends.kind.as_ref().filter(|kind| kind.value == AmendsKind::None && amends.reason.is_none());
    let told = none.map(|kind| {
        Finding::on(kind, "amends.kind", "no amends were made, and no reason is recorded")
            .help("say in `reason` why there were none")
    });
    told.into_iter().collect()
}

fn is_mostly_ours(incident: &Incident) -> bool {
    let share = incident.blame_taken.as_ref().and_then(|blame| blame.share.as_ref());
    share.is_some_and(|share| matches!(share.value, Share::All | Share::Most))
}
