//! What many pages need, worked out once, and only if a page asks for it.

use crate::history::History;
use crate::later::Later;
use crate::pages::agenda::Agenda;
use crate::pages::facets::{self, FacetGroup};
use crate::pages::figures::Figures;
use crate::pages::founding;
use crate::pages::learnt::Learnt;
use crate::pages::ledger::Ledger;
use crate::pages::name_list::{self, Names};
use crate::pages::promised::Promises;
use crate::pages::search::Finder;
use crate::pages::shell::Around;
use crate::pages::{Press, address, playbook};
use crate::site::change::{Change, Reach};
use crate::site::{DocId, Site};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What many pages need.
#[derive(Debug)]
pub struct Desk {
    /// When the documents were last changed, and by whom.
    pub history: Arc<History>,
    /// Widths and heights of pictures, by their paths from the content folder.
    pub sizes: HashMap<Box<str>, (u32, u32)>,
    /// Bars and feet.
    pub(super) around: Around,
    shared: Arc<Shared>,
    called: Arc<Called>,
    told: Arc<Told>,
    search: Later<Finder>,
}

/// What is made of fields other than words, and of what names mean: states of a site that differ in no more than words
/// share it.
#[derive(Debug, Default)]
struct Shared {
    ledger: Later<Ledger>,
    promises: Later<Promises>,
    figures: Later<Figures>,
    hrefs: Later<Vec<String>>,
    ages: Later<Vec<usize>>,
    founding: Later<BTreeMap<Box<str>, DocId>>,
    agenda: Later<Agenda>,
}

/// What is also made of titles and of what names are called: states that differ only in bodies share it.
#[derive(Debug, Default)]
struct Called {
    facets: Later<Vec<FacetGroup>>,
    names: Later<Names>,
}

/// What is made of all that documents say: states in which they say the same share it, whatever the site is called.
#[derive(Debug, Default)]
struct Told {
    learnt: Later<Learnt>,
    carried: Later<founding::Carried>,
}

impl Desk {
    /// One on which nothing lies yet but what git knows, and what lies on that of another state of the site and is the
    /// same here by how this one differs from it.
    pub fn new(history: Arc<History>, before: Option<(&Self, &Change)>) -> Self {
        let of =
            |is_same: fn(&Change) -> bool| before.filter(|(_, change)| is_same(change)).map(|(desk, _)| desk);
        let kin = of(|change| change.reach <= Reach::Words);
        let twin = of(|change| change.reach == Reach::Bodies);
        let same = of(Change::is_of_headings);
        Self {
            history,
            sizes: HashMap::new(),
            around: Around::default(),
            shared: kin.map(|desk| Arc::clone(&desk.shared)).unwrap_or_default(),
            called: twin.or(same).map(|desk| Arc::clone(&desk.called)).unwrap_or_default(),
            told: same.map(|desk| Arc::clone(&desk.told)).unwrap_or_default(),
            search: Later::default(),
        }
    }
}

impl<'a> Press<'a> {
    /// Works out all that pages may ask for, before many threads ask for it at once.
    pub fn prepare(&self) {
        let each: [fn(&Self); 11] = [
            |press| _ = press.figures(),
            |press| _ = press.learnt(),
            |press| _ = press.promises(),
            |press| _ = press.facets(),
            |press| _ = press.names(),
            |press| _ = press.href(DocId(0)),
            |press| _ = press.age(DocId(0)),
            |press| _ = press.carried(),
            |press| _ = press.founding(),
            |press| _ = press.agenda(),
            |press| press.search().prepare(press),
        ];
        each.par_iter().for_each(|work_out| work_out(self));
    }

    /// Prevention steps of the record.
    pub(super) fn ledger(&self) -> &'a Ledger {
        self.desk.shared.ledger.get(|| Ledger::of(self.site()))
    }

    /// What can be learnt from the record.
    pub(super) fn learnt(&self) -> &'a Learnt {
        self.desk.told.learnt.get(|| Learnt::of(self.site()))
    }

    /// Promises of the record.
    pub(super) fn promises(&self) -> &'a Promises {
        self.desk.shared.promises.get(|| Promises::of(self.site()))
    }

    /// Lists of incidents by one field each.
    pub(super) fn facets(&self) -> &'a [FacetGroup] {
        self.desk.called.facets.get(|| facets::facets(self.site()))
    }

    /// Figures of the record.
    pub(super) fn figures(&self) -> &'a Figures {
        self.desk.shared.figures.get(|| Figures::of(self.site(), self.ledger()))
    }

    /// Everything that has a name.
    pub(super) fn names(&self) -> &'a Names {
        self.desk.called.names.get(|| name_list::names(self.site()))
    }

    /// The address of a document.
    pub fn href(&self, id: DocId) -> &'a str {
        let hrefs = self.desk.shared.hrefs.get(|| self.site().documents.iter().map(address).collect());
        hrefs.get(id.0 as usize).map_or("", String::as_str)
    }

    /// Where an incident stands among all of them, the newest first.
    pub(super) fn age(&self, id: DocId) -> usize {
        let ages = self.desk.shared.ages.get(|| ages(self.site()));
        ages.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Which incidents carry the steps of the founding texts.
    pub(super) fn carried(&self) -> &'a founding::Carried {
        self.desk.told.carried.get(|| founding::carried(self.site()))
    }

    /// Founding texts that have a playbook of their own, by the word before the dot of their steps (`S1`).
    pub(super) fn founding(&self) -> &'a BTreeMap<Box<str>, DocId> {
        self.desk.shared.founding.get(|| playbook::founding::founding(self.site()))
    }

    /// What is to be done by a day.
    pub(super) fn agenda(&self) -> &'a Agenda {
        self.desk.shared.agenda.get(|| Agenda::of(self.site()))
    }

    /// What can be searched.
    pub(super) fn search(&self) -> &'a Finder {
        self.desk.search.get(|| Finder::new(self.site()))
    }
}

/// For each document, where it stands among incidents.
fn ages(site: &Site) -> Vec<usize> {
    let mut ages = vec![0; site.documents.len()];
    for (age, id) in site.index.incidents.iter().enumerate() {
        if let Some(known) = ages.get_mut(id.0 as usize) {
            *known = age;
        }
    }
    ages
}
