//! One file a kind of page: which addresses there are, and what its template is given.
//!
//! A template knows three names: `site` ([`shell::SiteFrame`], the same on every page), `page`
//! ([`shell::PageFrame`], this address) and `view` (the struct of the kind of page, named after it). Views hold only
//! what is ready to be shown: text, numbers, and links as addresses from the root of the site, to which a template
//! adds `page.root`. Fields called `body` hold HTML that the Markdown writer made; everything else is escaped.

pub mod entry;
pub mod home;
pub mod incident;
pub mod incident_list;
pub mod name_list;
pub mod parts;
pub mod plain;
pub mod playbook;
pub mod playbook_list;
pub mod prevention;
pub mod redirect;
pub mod rule;
pub mod shell;
