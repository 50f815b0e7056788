//! One file understood: an incident, a playbook or a page, with its own typed fields, its places and its body.

pub mod front_matter;
pub mod incident;
pub mod page;
pub mod playbook;
