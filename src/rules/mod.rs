//! All rules. To add one, add its file here and its fixture in tests/rules. What several rules ask of a document is
//! worked out in [`ask`].

mod ask;

use crate::rule::Rule;
use crate::site::nearest::nearest;

macro_rules! rules {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*

        /// Every rule, in the order of the catalogue.
        pub static ALL: &[&Rule] = &[$(&$file::RULE),*];
    };
}

rules! {
    missing_front_matter,
    malformed_front_matter,
    unreadable_file,
    unknown_field,
    missing_field,
    invalid_value,
    duplicate_key,
    yaml_surprise,
    placeholder_left,
    duplicate_id,
    id_path_mismatch,
    unknown_reference,
    unknown_tag,
    unknown_step_or_cause,
    duplicate_step_or_cause,
    alias_reference,
    broken_link,
    unsafe_link,
    address_collision,
    relation_cycle,
    time_without_offset,
    times_out_of_order,
    time_in_future,
    ambiguous_date,
    unreadable_time,
    slow_response,
    duration_mismatch,
    missing_what_went_wrong,
    thin_what_went_wrong,
    why_before_what,
    missing_impact,
    unquantified_impact,
    person_as_cause,
    problem_not_confirmed,
    missing_desired_outcome,
    missing_blame_taken,
    none_of_the_blame,
    blame_without_we,
    blame_on_a_person,
    missing_averting_action,
    averting_action_not_planned,
    other_party_not_contacted,
    finger_pointing,
    excuse,
    counterfactual,
    minimising,
    denial,
    non_apology,
    client_belittled,
    heated_language,
    concealment,
    missing_prevention,
    prevention_without_owner,
    prevention_without_due,
    vague_prevention,
    only_weak_prevention,
    prevention_kind_mismatch,
    prevention_without_check,
    done_without_evidence,
    overdue_prevention,
    dropped_without_reason,
    uncovered_cause,
    client_not_told,
    first_contact_by_email,
    call_without_record,
    incomplete_call,
    missing_apology,
    unwritten_apology,
    missing_plan,
    missing_timeframe,
    missed_promise,
    update_gap,
    amends_not_considered,
    plan_not_agreed,
    fix_not_reported_back,
    missing_follow_up,
    overdue_follow_up,
    missing_lead,
    lead_on_own_slip,
    missing_client_voice,
    missing_trust_steps,
    missing_client_brief,
    missing_section,
    section_alias,
    empty_section,
    h1_in_body,
    prevention_only_in_body,
    unreviewed_publication,
    stale_draft,
    closed_with_open_work,
    secret_in_text,
    personal_data,
    confidential_client_named,
    visibility_leak,
    playbook_without_trigger,
    step_without_done_when,
    unknown_capture,
    stale_playbook,
    uncovered_seed_step,
    unexplained_deviation,
    unlinked_recurrence,
    recurrence_with_open_prevention,
    defeated_prevention,
    suppression_without_reason,
    unused_suppression,
    unknown_rule,
    blanket_suppression,
    expired_suppression,
    stale_baseline_entry,
    nothing_checked,
}

/// Whether a text can stand as the reason of a suppression; `words` is how many site.toml asks for.
pub fn is_reason(text: &str, words: usize) -> bool {
    suppression_without_reason::is_reason(text, words)
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name).copied()
}

/// The rule whose name is nearest to a word, or begins with it.
pub fn near(word: &str) -> Option<&'static str> {
    let names = || ALL.iter().map(|rule| rule.name);
    nearest(word, names()).or_else(|| names().find(|name| !word.is_empty() && name.starts_with(word)))
}

/// The rules that come from a step of a founding text, in the order of the catalogue.
pub fn from_seed(id: &str) -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().filter(move |rule| rule.seeds().contains(&id))
}
