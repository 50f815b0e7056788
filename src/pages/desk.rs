//! What many pages need, worked out once, and only if a page asks for it.

use crate::history::History;
use crate::pages::agenda::Agenda;
use crate::pages::facets::{self, FacetGroup};
use crate::pages::figures::Figures;
use crate::pages::founding;
use crate::pages::learnt::Learnt;
use crate::pages::ledger::Ledger;
use crate::pages::name_list::{self, Names};
use crate::pages::promised::Promises;
use crate::pages::search::Finder;
use crate::pages::{Press, address, playbook};
use crate::site::{DocId, Site};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

/// What many pages need.
#[derive(Debug)]
pub struct Desk {
    /// When the documents were last changed, and by whom.
    pub history: Arc<History>,
    /// Widths and heights of pictures, by their paths from the content folder.
    pub sizes: HashMap<Box<str>, (u32, u32)>,
    ledger: Shared<Ledger>,
    learnt: Later<Learnt>,
    promises: Shared<Promises>,
    facets: Shared<Vec<FacetGroup>>,
    figures: Shared<Figures>,
    names: Shared<Names>,
    hrefs: Shared<Vec<String>>,
    ages: Shared<Vec<usize>>,
    carried: Later<founding::Carried>,
    founding: Shared<BTreeMap<Box<str>, DocId>>,
    agenda: Shared<Agenda>,
    search: Later<Finder>,
}

/// Something that is worked out when it is asked for.
///
/// It is not worked out within the lock: that may take the pool of threads, and a thread of the pool that waited for
/// the lock would be waited for. Two threads that ask at once both come to the same.
#[derive(Debug)]
struct Later<T>(OnceLock<T>);

/// The same, for what is made of front matters and names alone: states of a site that differ only in bodies share it.
type Shared<T> = Arc<Later<T>>;

impl<T> Later<T> {
    fn get(&self, make: impl FnOnce() -> T) -> &T {
        if let Some(known) = self.0.get() {
            return known;
        }
        let made = make();
        self.0.get_or_init(|| made)
    }
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl Desk {
    /// One on which nothing lies yet but what git knows.
    pub fn new(history: Arc<History>) -> Self {
        Self {
            history,
            sizes: HashMap::new(),
            ledger: Shared::default(),
            learnt: Later::default(),
            promises: Shared::default(),
            facets: Shared::default(),
            figures: Shared::default(),
            names: Shared::default(),
            hrefs: Shared::default(),
            ages: Shared::default(),
            carried: Later::default(),
            founding: Shared::default(),
            agenda: Shared::default(),
            search: Later::default(),
        }
    }
}

impl Desk {
    /// What lies on the desk of another state of the site that differs from this one only in bodies.
    #[must_use]
    pub fn sharing(self, other: &Self) -> Self {
        Self {
            ledger: Arc::clone(&other.ledger),
            promises: Arc::clone(&other.promises),
            facets: Arc::clone(&other.facets),
            figures: Arc::clone(&other.figures),
            names: Arc::clone(&other.names),
            hrefs: Arc::clone(&other.hrefs),
            ages: Arc::clone(&other.ages),
            founding: Arc::clone(&other.founding),
            agenda: Arc::clone(&other.agenda),
            ..self
        }
    }
}

impl<'a> Press<'a> {
    /// Works out all that pages may ask for, before many threads ask for it at once.
    pub fn prepare(&self) {
        self.figures();
        self.learnt();
        self.promises();
        self.facets();
        self.names();
        self.href(DocId(0));
        self.age(DocId(0));
        self.carried();
        self.founding();
        self.agenda();
        self.search();
    }

    /// Prevention steps of the record.
    pub(super) fn ledger(&self) -> &'a Ledger {
        self.desk.ledger.get(|| Ledger::of(self.site()))
    }

    /// What can be learnt from the record.
    pub(super) fn learnt(&self) -> &'a Learnt {
        self.desk.learnt.get(|| Learnt::of(self.site()))
    }

    /// Promises of the record.
    pub(super) fn promises(&self) -> &'a Promises {
        self.desk.promises.get(|| Promises::of(self.site()))
    }

    /// Lists of incidents by one field each.
    pub(super) fn facets(&self) -> &'a [FacetGroup] {
        self.desk.facets.get(|| facets::facets(self.site()))
    }

    /// Figures of the record.
    pub(super) fn figures(&self) -> &'a Figures {
        self.desk.figures.get(|| Figures::of(self.site(), self.ledger()))
    }

    /// Everything that has a name.
    pub(super) fn names(&self) -> &'a Names {
        self.desk.names.get(|| name_list::names(self.site()))
    }

    /// The address of a document.
    pub fn href(&self, id: DocId) -> &'a str {
        let hrefs = self.desk.hrefs.get(|| self.site().documents.iter().map(address).collect());
        hrefs.get(id.0 as usize).map_or("", String::as_str)
    }

    /// Where an incident stands among all of them, the newest first.
    pub(super) fn age(&self, id: DocId) -> usize {
        let ages = self.desk.ages.get(|| ages(self.site()));
        ages.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Which incidents carry the steps of the founding texts.
    pub(super) fn carried(&self) -> &'a founding::Carried {
        self.desk.carried.get(|| founding::carried(self.site()))
    }

    /// Founding texts that have a playbook of their own, by the word before the dot of their steps (`S1`).
    pub(super) fn founding(&self) -> &'a BTreeMap<Box<str>, DocId> {
        self.desk.founding.get(|| playbook::founding::founding(self.site()))
    }

    /// What is to be done by a day.
    pub(super) fn agenda(&self) -> &'a Agenda {
        self.desk.agenda.get(|| Agenda::of(self.site()))
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
