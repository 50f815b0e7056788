//! A plain page as it is written in its front matter.

use crate::document::incident::Visibility;
use crate::tree::decode::List;
use crate::tree::mention::Tag;
use crate::tree::name::Ref;
use crate::tree::record::record;
use crate::tree::scalar::Slug;

record! {
    /// The front matter of a plain page.
    pub struct Page {
        /// Permanent id; the file name without .md where it is left out.
        id: Slug,
        /// Its title; the first heading where it is left out.
        title: Box<str>,
        /// What it is about, in a sentence.
        summary: Box<str>,
        /// Its place among the pages; smaller comes first.
        order: u32,
        /// Slugs from tags.yaml.
        tags: List<Ref<Tag>>,
        /// Who may read it; internal where it is left out.
        visibility: Visibility,
        /// Former addresses that lead here.
        aliases: List<Box<str>>,
    }
}
