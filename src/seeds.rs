//! The five founding texts, step by step: where rules and playbooks come from.
//!
//! Each step is told in our own words. Its id is what rules name as their source and playbook steps in `from:`.

/// A founding text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// 1 to 5: the number behind the `S` of its steps.
    pub number: u8,
    /// What we call it.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Who wrote it, and where and when as far as that is known.
    pub source: &'static str,
}

/// A step of a founding text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed {
    /// Its id, such as `S5.3a`.
    pub id: &'static str,
    /// The step in short.
    pub says: &'static str,
    /// What becomes of it in the playbooks: ids, mostly with a step behind `#`.
    pub playbook: &'static [&'static str],
    /// Fields of a write-up that show that it was followed, any of them; a section of the body after `@`.
    pub fields: &'static [&'static str],
}

/// The five texts.
pub static TEXTS: [Text; 5] = [
    Text {
        number: 1,
        name: "The ten-step plan",
        title: "10-Step Plan to Handle Client Crisis Situations",
        source: "a web designer's article",
    },
    Text {
        number: 2,
        name: "Kaplan's points",
        title: "Steve Kaplan's Blog",
        source: "Steve Kaplan, blog post of 27 April 2010",
    },
    Text {
        number: 3,
        name: "Monumental screw-ups",
        title: "How To Handle Monumental Screw Ups When They DO Happen",
        source: "a guest article for freelancers",
    },
    Text {
        number: 4,
        name: "Sobel's eight tips",
        title: "How to Handle a Client Crisis",
        source: "Andrew Sobel",
    },
    Text {
        number: 5,
        name: "Four steps and one call",
        title: "Ever mess up a client's project? How'd you handle it?",
        source: "a market researcher's blog post of 5 March 2014",
    },
];

/// The steps of all texts, in their order.
pub static ALL: &[Seed] = &[
    seed(
        "S1.0a",
        "The call will come one day, and for the client it may be grave",
        &["client-crisis#pick-up"],
        &["impact"],
    ),
    seed(
        "S1.0b",
        "The best defence is work that was checked twice, before the launch and after it",
        &["before-launch"],
        &["prevention.from_playbook"],
    ),
    seed(
        "S1.0c",
        "Be ready, and keep a cool head however the client takes it",
        &["client-crisis"],
        &["playbook"],
    ),
    seed(
        "S1.1",
        "Calm the client first; often it is smaller than it looks to them",
        &["client-crisis#calm-and-listen"],
        &["first_contact"],
    ),
    seed(
        "S1.2",
        "Show that you understand and that you are there to help",
        &["client-crisis#calm-and-listen"],
        &["first_contact.acknowledged"],
    ),
    seed(
        "S1.3",
        "Ask what you need to find it, without turning it into a hearing",
        &["client-crisis#say-it-back"],
        &["problem_confirmed.statement"],
    ),
    seed(
        "S1.3b",
        "Say back what you heard, as a question",
        &["client-crisis#say-it-back"],
        &["problem_confirmed.statement"],
    ),
    seed(
        "S1.4",
        "Find out what the problem is; all else rests on that",
        &["client-crisis#gather-inside", "client-crisis#what-went-wrong"],
        &["causes"],
    ),
    seed(
        "S1.4b",
        "Where you need time to look, say so before you hang up",
        &["client-crisis#gather-inside"],
        &["communications.next_update_due"],
    ),
    seed(
        "S1.4c",
        "Help also where it turns out not to be yours",
        &["client-crisis#reach-other-party"],
        &["blame_taken.others.help_given"],
    ),
    seed(
        "S1.5a",
        "Where it was you, say so, do not hide, and explain how it came about",
        &["client-crisis#what-went-wrong", "client-crisis#call-the-client"],
        &["blame_taken.explanation"],
    ),
    seed(
        "S1.5b",
        "Where it was another, reach them before the client and come with one plan",
        &["client-crisis#reach-other-party"],
        &["blame_taken.others.contacted"],
    ),
    seed("S1.6", "Say sorry at once", &["client-crisis#apologise"], &["apology"]),
    seed(
        "S1.6b",
        "After something really big, take something off the price or put the apology in writing",
        &["client-crisis#amends"],
        &["amends", "apology.written"],
    ),
    seed(
        "S1.7",
        "Have a plan that says exactly what happens next; small things can go without",
        &["client-crisis#plan-and-date"],
        &["plan.statement", "call.plan"],
    ),
    seed("S1.8", "Say by when", &["client-crisis#plan-and-date"], &["plan.promised_by", "call.by_when"]),
    seed("S1.9", "Mend it soon, and let lesser work wait", &["client-crisis#fix-it"], &["fix"]),
    seed(
        "S1.9b",
        "Where it is not yours to mend, lead the client to somebody who can",
        &["client-crisis#reach-other-party"],
        &["blame_taken.others.referred_to"],
    ),
    seed(
        "S1.9c",
        "Where another supplier slipped, offer to speak with them",
        &["client-crisis#reach-other-party"],
        &["blame_taken.others.we_speak_for_client"],
    ),
    seed("S1.10", "Come back when all is done", &["client-crisis#follow-up"], &["follow_up.done_at"]),
    seed(
        "S1.10a",
        "Ask whether anything else went wrong",
        &["client-crisis#follow-up"],
        &["follow_up.further_errors"],
    ),
    seed(
        "S1.10b",
        "Say sorry once more where it is called for",
        &["client-crisis#follow-up"],
        &["apology.repeated_at"],
    ),
    seed(
        "S1.10c",
        "Make sure that they know how to reach you next time",
        &["client-crisis#follow-up"],
        &["follow_up.reach_us"],
    ),
    seed(
        "S1.11",
        "No two cases are alike; change the list, and pass on what worked",
        &["client-crisis#improve-this-playbook"],
        &["deviations", "playbook_changes"],
    ),
    seed(
        "S2.0",
        "Clients expect that things go wrong, and watch how you take it",
        &["client-crisis"],
        &["relationship.after"],
    ),
    seed(
        "S2.1",
        "Spend what the repair needs; what comes after is worth more",
        &["client-crisis#fix-it", "client-crisis#amends"],
        &["amends.value", "fix.cost"],
    ),
    seed(
        "S2.2",
        "Take your part whoever began it; a part is always yours, and something would have averted it",
        &["client-crisis#what-went-wrong"],
        &["blame_taken.could_have_averted"],
    ),
    seed(
        "S2.3",
        "Act fast and to the point; waiting does not make it go away",
        &["client-crisis#pick-up"],
        &["times.first_response"],
    ),
    seed(
        "S2.3b",
        "Be somebody who listens and who cares",
        &["client-crisis#calm-and-listen"],
        &["client_voice"],
    ),
    seed("S2.3c", "Then bring it to an end", &["client-crisis#follow-up"], &["times.closed"]),
    seed(
        "S2.3d",
        "They wait for an excuse; a plain apology mostly settles it",
        &["client-crisis#apologise"],
        &["apology.words"],
    ),
    seed("S2.4", "Step forward and lead", &["client-crisis#take-charge"], &["people.lead"]),
    seed(
        "S2.4a",
        "Let somebody lead who did not cause it",
        &["client-crisis#take-charge"],
        &["people.lead_since"],
    ),
    seed(
        "S2.4b",
        "Stand upright; this is when people see who you are",
        &["client-crisis#take-charge"],
        &["@what-went-well"],
    ),
    seed(
        "S2.5",
        "Put the blame on nobody; covering yourself makes you small",
        &["client-crisis#what-went-wrong"],
        &["blame_taken.by"],
    ),
    seed(
        "S2.6",
        "Stay calm and kind, and stand on the client's side",
        &["client-crisis#calm-and-listen"],
        &["@what-went-well"],
    ),
    seed("S2.7", "Talk", &["client-crisis#keep-informed"], &["communications"]),
    seed(
        "S2.7a",
        "Stay close while it lasts",
        &["client-crisis#keep-informed"],
        &["communications.next_update_due"],
    ),
    seed(
        "S2.7b",
        "Reassure where you can, and never cover anything up",
        &["client-crisis#call-the-client"],
        &["times.client_told"],
    ),
    seed(
        "S2.7c",
        "Once they know, leave nothing out",
        &["client-crisis#keep-informed"],
        &["times.client_told"],
    ),
    seed(
        "S2.7d",
        "Others will ask your contact; give them an answer to pass on",
        &["client-crisis#keep-informed"],
        &["client_brief"],
    ),
    seed(
        "S2.8",
        "Keep sight of the work that goes on, and of the work to come",
        &["client-crisis#follow-up"],
        &["relationship.after", "trust_steps"],
    ),
    seed(
        "S2.9",
        "It closes where it began: how you take it is what counts",
        &["client-crisis"],
        &["relationship.after"],
    ),
    seed(
        "S3.0a",
        "There are ways to avoid trouble, and it comes all the same",
        &["before-launch", "client-crisis"],
        &["playbook"],
    ),
    seed(
        "S3.0b",
        "How you handle it can lose the client or bind them closer",
        &["client-crisis"],
        &["relationship.after"],
    ),
    seed(
        "S3.1",
        "Stay calm and listen; the first minutes set the tone",
        &["client-crisis#calm-and-listen"],
        &["first_contact"],
    ),
    seed(
        "S3.1b",
        "Do not fight, defend or snap; a won argument loses a client",
        &["client-crisis#calm-and-listen"],
        &["first_contact"],
    ),
    seed(
        "S3.1c",
        "Listen, ask, and gather every fact there is",
        &["client-crisis#calm-and-listen"],
        &["client_voice"],
    ),
    seed(
        "S3.2",
        "Pin the problem down together with the client",
        &["client-crisis#say-it-back"],
        &["problem_confirmed.statement"],
    ),
    seed(
        "S3.2b",
        "Have it in writing: it is a record, and writing makes one think",
        &["client-crisis#say-it-back"],
        &["problem_confirmed.how", "problem_confirmed.link"],
    ),
    seed(
        "S3.3",
        "Find out what the client wants to come of it, unless that is plain",
        &["client-crisis#desired-outcome"],
        &["desired_outcome"],
    ),
    seed(
        "S3.3b",
        "Often two people understood two things: lay both side by side",
        &["client-crisis#desired-outcome"],
        &["desired_outcome.ours"],
    ),
    seed(
        "S3.3c",
        "Where what you were given was wrong, that has to be said as well",
        &["client-crisis#what-went-wrong"],
        &["causes.type"],
    ),
    seed(
        "S3.4",
        "Mend it now; having been busy interests nobody",
        &["client-crisis#fix-it"],
        &["times.fixed", "fix.at"],
    ),
    seed(
        "S3.5",
        "When it works again, find out how it came about",
        &["client-crisis#what-went-wrong"],
        &["causes"],
    ),
    seed(
        "S3.5a",
        "Look at it as an analyst, not as a prosecutor",
        &["client-crisis#what-went-wrong"],
        &["causes.evidence"],
    ),
    seed(
        "S3.5b",
        "What was yours, own; it earns respect where excuses cost it",
        &["client-crisis#what-went-wrong"],
        &["blame_taken"],
    ),
    seed(
        "S3.6",
        "Change how you work, so that it does not come again",
        &["client-crisis#prevent"],
        &["prevention"],
    ),
    seed(
        "S3.6b",
        "Keep talk, files and decisions in one place",
        &["before-launch#one-place", "client-crisis#prevent"],
        &["prevention.tracker", "communications.record"],
    ),
    seed("S3.6c", "What stands in one place keeps all sides honest", &["client-crisis#prevent"], &["review"]),
    seed(
        "S3.7",
        "It does not fit every case; how do others do it",
        &["client-crisis#improve-this-playbook"],
        &["deviations"],
    ),
    seed("S4.0", "It happens to everybody, and a remark can be enough", &["client-crisis"], &["type"]),
    seed(
        "S4.1",
        "Answer fast, and lay down what you hold",
        &["client-crisis#pick-up"],
        &["times.first_response"],
    ),
    seed(
        "S4.2",
        "Listen without defending yourself, and say thanks for being told",
        &["client-crisis#calm-and-listen"],
        &["first_contact.thanked"],
    ),
    seed(
        "S4.3",
        "Say sorry, even where both sides share the blame",
        &["client-crisis#apologise"],
        &["apology"],
    ),
    seed(
        "S4.4",
        "Work the answer out together, once you know their concerns",
        &["client-crisis#plan-and-date"],
        &["plan.agreed_with_client"],
    ),
    seed(
        "S4.5",
        "Offer to make up for it: a piece of work, or a smaller bill",
        &["client-crisis#amends"],
        &["amends"],
    ),
    seed(
        "S4.6",
        "Leave excuses; explanations can wait, perhaps for ever",
        &["client-crisis#call-the-client"],
        &["call.what"],
    ),
    seed(
        "S4.7",
        "Win trust back in small steps that are agreed, often and seen",
        &["client-crisis#rebuild-trust"],
        &["trust_steps"],
    ),
    seed(
        "S4.8",
        "Bring it into the open; what is kept in the dark grows",
        &["client-crisis#rebuild-trust"],
        &["open_questions"],
    ),
    seed(
        "S4.9",
        "From the pages around it: ask what rather than why, and stay long with the problem",
        &["client-crisis#say-it-back"],
        &["problem_confirmed.statement"],
    ),
    seed(
        "S5.0",
        "The goodwill you have helps, and does not do the work",
        &["client-crisis"],
        &["relationship.before"],
    ),
    seed("S5.1", "Do not step around it, go at it", &["client-crisis#pick-up"], &["times.first_response"]),
    seed(
        "S5.2",
        "Gather inside all there is to know",
        &["client-crisis#gather-inside"],
        &["times.facts_gathered"],
    ),
    seed("S5.3", "Call, do not write, and tell them", &["client-crisis#call-the-client"], &["call"]),
    seed("S5.3a", "On the call, first: what happened", &["client-crisis#call-the-client"], &["call.what"]),
    seed(
        "S5.3b",
        "Then: sorry, short and meant",
        &["client-crisis#call-the-client", "client-crisis#apologise"],
        &["call.sorry"],
    ),
    seed(
        "S5.3c",
        "Then: what you will do, and by when",
        &["client-crisis#call-the-client", "client-crisis#plan-and-date"],
        &["call.plan", "call.by_when"],
    ),
    seed(
        "S5.3n",
        "Tell them also what they would never have noticed",
        &["client-crisis#call-the-client"],
        &["times.client_told"],
    ),
    seed("S5.4", "Mend it, and report back", &["client-crisis#report-back"], &["times.reported_back"]),
    seed(
        "S5.5",
        "To own it, to promise and to keep it makes trust",
        &["client-crisis"],
        &["times.reported_back"],
    ),
    seed(
        "S5.6",
        "Problems belong to business; the answer is what counts",
        &["client-crisis"],
        &["relationship.after"],
    ),
];

/// The step of an id.
pub fn find(id: &str) -> Option<&'static Seed> {
    ALL.iter().find(|seed| seed.id == id)
}

/// The steps of a text, in their order.
pub fn of(text: &Text) -> impl Iterator<Item = &'static Seed> {
    let number = text.number;
    ALL.iter().filter(move |seed| seed.text().is_some_and(|text| text.number == number))
}

impl Seed {
    /// The text it stands in.
    pub fn text(&self) -> Option<&'static Text> {
        let (number, _) = self.id.strip_prefix('S')?.split_once('.')?;
        let number: u8 = number.parse().ok()?;
        TEXTS.iter().find(|text| text.number == number)
    }
}

const fn seed(
    id: &'static str,
    says: &'static str,
    playbook: &'static [&'static str],
    fields: &'static [&'static str],
) -> Seed {
    Seed { id, says, playbook, fields }
}
