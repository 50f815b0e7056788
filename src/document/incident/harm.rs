//! What it did to the client.

use crate::tree::record::{choice, record};

choice! {
    /// What happened to data.
    pub enum DataEffect {
        /// Nothing.
        None = "none",
        /// It is gone.
        Lost = "lost",
        /// Others could see it.
        Exposed = "exposed",
        /// It was changed wrongly.
        Corrupted = "corrupted",
        /// Not known.
        Unknown = "unknown",
    }
}

record! {
    /// Effect on the client and their customers.
    pub struct Impact (or client_view) {
        /// In the client's terms.
        client_view: Box<str>,
        /// Whether it can be counted; false says that it cannot.
        quantified: bool,
        /// How long, as text.
        duration: Box<str>,
        /// How many people.
        customers: u32,
        /// How much, with the currency.
        money: Box<str>,
        /// What happened to data.
        data: DataEffect,
        /// Why it is not known.
        unknown: Box<str>,
    }
}
