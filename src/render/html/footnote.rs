//! Footnotes: marks in the text, and on a page the notes at its end with the ways back.

use crate::document::body::{Footnote, NONE, Node};
use crate::render::html::Writer;
use crate::render::html::escape::escape_attribute;

impl Writer<'_> {
    /// All footnotes of a page, in the order of their numbers.
    pub(super) fn footnotes(&mut self) {
        let Some(page) = self.how.page else { return };
        let mut notes: Vec<&Footnote> = self.body.footnotes.iter().collect();
        if notes.is_empty() {
            return;
        }
        notes.sort_by_key(|note| note.number);
        self.fresh_line();
        self.attribute("<section class=\"footnotes\" aria-label=\"", &page.words.footnotes, "\">\n<ol>\n");
        for note in notes {
            self.attribute("<li id=\"", &note.id(), "\">");
            let last = self.last_paragraph(note.nodes);
            (self.back_at, self.back_to) = (last.unwrap_or(NONE), Some(note));
            self.run(note.nodes.inside());
            if last.is_none() && note.refs > 0 {
                self.fresh_line();
                self.push("<p>");
                self.ways_back(note);
                self.push("</p>\n");
            }
            self.push("</li>\n");
        }
        self.push("</ol>\n</section>\n");
    }

    /// The ways back at the end of the paragraph in which a footnote ends.
    pub(super) fn way_back(&mut self) {
        if let Some(note) = self.back_to {
            self.ways_back(note);
        }
    }

    fn ways_back(&mut self, note: &Footnote) {
        let Some(page) = self.how.page else { return };
        for nth in 1..=note.refs {
            self.attribute(" <a class=\"back\" href=\"#", &note.ref_id(nth), "\" aria-label=\"");
            escape_attribute(self.out, &page.words.back);
            if note.refs > 1 {
                self.push(" (");
                self.number(nth);
                self.push(")");
            }
            self.push("\"><span aria-hidden=\"true\">↩</span></a>");
        }
    }

    pub(super) fn footnote_ref(&mut self, node: &Node) {
        let Some(reference) = self.body.footnote_refs.get(node.aux as usize).copied() else { return };
        let Some(note) = self.body.footnotes.get(reference.footnote as usize) else { return };
        let Some(page) = self.how.page else {
            self.attribute("<sup class=\"footnote-reference\"><a href=\"#", &note.label, "\">");
            let number = self.plain_number(reference.footnote);
            self.number(number);
            self.push("</a></sup>");
            return;
        };
        self.attribute("<sup class=\"fn\" id=\"", &note.ref_id(reference.nth), "\">");
        if !self.in_link {
            self.attribute("<a href=\"#", &note.id(), "\" aria-label=\"");
            self.attribute("", &page.words.footnote, " ");
            self.number(note.number);
            self.push("\">");
        }
        self.number(note.number);
        self.push(if self.in_link { "</sup>" } else { "</a></sup>" });
    }

    /// A footnote's mark where it can only be text.
    pub(super) fn footnote_mark(&mut self, node: &Node) -> String {
        let Some(reference) = self.body.footnote_refs.get(node.aux as usize).copied() else {
            return String::new();
        };
        let number = match (self.how.page, self.body.footnotes.get(reference.footnote as usize)) {
            (_, None) => return String::new(),
            (Some(_), Some(note)) => note.number,
            (None, Some(_)) => self.plain_number(reference.footnote),
        };
        format!("[{number}]")
    }

    /// Plain HTML numbers footnotes by whatever comes first, the mark or the note.
    pub(super) fn plain_number(&mut self, footnote: u32) -> u32 {
        self.numbers.resize(self.body.footnotes.len(), 0);
        let Some(number) = self.numbers.get_mut(footnote as usize) else { return 0 };
        if *number == 0 {
            self.counted += 1;
            *number = self.counted;
        }
        *number
    }
}
