//! What stands within lines: text, emphasis, links, images.

use crate::document::body::{Kind, Node};
use crate::render::html::block::without_comments;
use crate::render::html::escape::{escape_attribute, escape_href, escape_text};
use crate::render::html::{Href, Writer};

impl Writer<'_> {
    pub(super) fn inline_start(&mut self, node: &Node) {
        match node.kind {
            Kind::Emphasis => self.push("<em>"),
            Kind::Strong => self.push("<strong>"),
            Kind::Strikethrough => self.push("<del>"),
            Kind::Link => self.link_start(node),
            _ => {}
        }
    }

    pub(super) fn inline_end(&mut self, node: &Node) {
        match node.kind {
            Kind::Emphasis => self.push("</em>"),
            Kind::Strong => self.push("</strong>"),
            Kind::Strikethrough => self.push("</del>"),
            Kind::Link if self.links.pop() == Some(true) => {
                self.in_link = false;
                self.push("</a>");
            }
            _ => {}
        }
    }

    pub(super) fn leaf(&mut self, node: &Node) {
        match node.kind {
            Kind::Text => self.words(node),
            Kind::Code => {
                self.push("<code>");
                self.words(node);
                self.push("</code>");
            }
            Kind::InlineHtml | Kind::Html => {
                let shown = without_comments(self.body.words(node, self.text));
                escape_text(self.out, &shown);
            }
            Kind::SoftBreak => self.push("\n"),
            Kind::HardBreak => {
                self.push("<br");
                self.end_void();
            }
            Kind::Rule => {
                self.fresh_line();
                self.push("<hr");
                self.end_void();
            }
            Kind::FootnoteRef => self.footnote_ref(node),
            Kind::Task => self.task(node.aux == 1),
            _ => {}
        }
    }

    fn href(&self, node: &Node) -> Href {
        match self.body.links.get(node.aux as usize) {
            Some(link) => (self.how.href)(node.aux as usize, link),
            None => Href::Dropped,
        }
    }

    fn title(&mut self, node: &Node) {
        if let Some(link) = self.body.links.get(node.aux as usize).filter(|link| !link.title.is_empty()) {
            self.attribute("\" title=\"", &link.title, "");
        }
    }

    fn link_start(&mut self, node: &Node) {
        let href = match self.href(node) {
            Href::To(href) | Href::Sized(href, ..) if !self.in_link => href,
            _ => return self.links.push(false),
        };
        self.push("<a href=\"");
        escape_href(self.out, &href);
        self.title(node);
        self.push(if leaves(&href) && self.how.page.is_some() {
            "\" rel=\"noopener noreferrer\">"
        } else {
            "\">"
        });
        self.links.push(true);
        self.in_link = true;
    }

    /// Images are written at once: what is inside of them is text of an attribute.
    pub(super) fn image(&mut self, node: &Node) -> u32 {
        let Some(link) = self.body.links.get(node.aux as usize) else { return 0 };
        let to = link.nodes.to;
        let (href, size) = match self.href(node) {
            Href::To(href) => (href, None),
            Href::Sized(href, width, height) => (href, Some((width, height))),
            Href::Dropped => {
                let alt = self.alternative(node);
                escape_text(self.out, &alt);
                return to;
            }
        };
        if self.how.page.is_some() && leaves(&href) {
            self.image_elsewhere(node, &href);
            return to;
        }
        self.push("<img src=\"");
        escape_href(self.out, &href);
        self.push("\" alt=\"");
        let alt = self.alternative(node);
        escape_attribute(self.out, &alt);
        self.title(node);
        if let Some((width, height)) = size {
            self.push("\" width=\"");
            self.number(width);
            self.push("\" height=\"");
            self.number(height);
        }
        self.push(if self.how.page.is_some() { "\" loading=\"lazy\">" } else { "\" />" });
        to
    }

    /// A page asks nothing of another host, so a picture that lies there is a link to it.
    fn image_elsewhere(&mut self, node: &Node, href: &str) {
        let alt = self.alternative(node);
        let words = if alt.trim().is_empty() { href } else { &alt };
        if self.in_link {
            return escape_text(self.out, words);
        }
        self.push("<a href=\"");
        escape_href(self.out, href);
        self.title(node);
        self.push("\" rel=\"noopener noreferrer\">");
        escape_text(self.out, words);
        self.push("</a>");
    }

    /// CommonMark writes elements without content as XML does; for a page that is noise.
    fn end_void(&mut self) {
        self.push(if self.how.page.is_some() { ">\n" } else { " />\n" });
    }

    fn alternative(&mut self, node: &Node) -> String {
        let Some(link) = self.body.links.get(node.aux as usize) else { return String::new() };
        let mut alt = String::new();
        for node in self.body.slice(link.nodes.inside()) {
            match node.kind {
                Kind::Text | Kind::Code | Kind::InlineHtml => alt.push_str(self.body.words(node, self.text)),
                Kind::SoftBreak | Kind::HardBreak => alt.push(' '),
                Kind::FootnoteRef => alt.push_str(&self.footnote_mark(node)),
                _ => {}
            }
        }
        alt
    }

    /// A tick or a circle for the eye, a word for who listens; a box that cannot be ticked helps neither.
    fn task(&mut self, done: bool) {
        let Some(page) = self.how.page else {
            let ticked = if done { " checked=\"\"" } else { "" };
            self.attribute("<input disabled=\"\" type=\"checkbox\"", "", ticked);
            self.push("/>\n");
            return;
        };
        let (glyph, word) = if done { ("✓", &page.words.done) } else { ("○", &page.words.open) };
        self.push("<span class=\"tick\" aria-hidden=\"true\">");
        self.push(glyph);
        self.push("</span> <span class=\"vh\">");
        escape_text(self.out, word);
        self.push(": </span>");
    }
}

/// Whether an address is on another host.
fn leaves(href: &str) -> bool {
    ["http://", "https://", "//"].iter().any(|start| starts_with_ignoring_case(href, start))
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
