//! Blocks: what begins and ends on lines of its own.

use crate::document::body::{Alert, Align, Edge, Heading, Kind, Node, Run};
use crate::render::html::Writer;
use crate::render::html::escape::{escape_attribute, escape_text};

impl Writer<'_> {
    pub(super) fn start(&mut self, node: &Node, at: u32) {
        if node.kind.is_block() && !matches!(node.kind, Kind::TableHead | Kind::TableRow | Kind::TableCell) {
            // Plain HTML has always put a table where it stands.
            if node.kind != Kind::Table || self.how.page.is_some() {
                self.fresh_line();
            }
        }
        match node.kind {
            Kind::Paragraph => self.push("<p>"),
            Kind::Heading => self.heading_start(node),
            Kind::Quote => self.push("<blockquote>\n"),
            Kind::Alert => self.alert_start(node),
            Kind::List => self.list_start(node),
            Kind::Item => self.item_start(at),
            Kind::Table => self.table_start(node),
            Kind::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.push("<thead><tr>");
            }
            Kind::TableRow => {
                self.column = 0;
                self.push("<tr>");
            }
            Kind::TableCell => self.cell_start(at),
            Kind::DefinitionList => self.push("<dl>\n"),
            Kind::DefinitionTitle => self.push("<dt>"),
            Kind::Definition => self.push("<dd>"),
            _ => self.inline_start(node),
        }
    }

    pub(super) fn end(&mut self, node: &Node, at: u32) {
        match node.kind {
            Kind::Paragraph => {
                if at == self.back_at {
                    self.way_back();
                }
                self.push("</p>\n");
            }
            Kind::Heading => self.heading_end(node),
            Kind::Quote => self.push("</blockquote>\n"),
            Kind::Alert if self.how.page.is_some() => self.push("</div>\n"),
            Kind::Alert => self.push("</blockquote>\n"),
            Kind::List if self.body.list_start(node).is_some() => self.push("</ol>\n"),
            Kind::List => self.push("</ul>\n"),
            Kind::Item => self.push("</li>\n"),
            Kind::Table => {
                self.push("</tbody></table>");
                self.push(if self.how.page.is_some() { "</div>\n" } else { "\n" });
                self.table = None;
            }
            Kind::TableHead => {
                self.in_head = false;
                self.push("</tr></thead><tbody>\n");
            }
            Kind::TableRow => self.push("</tr>\n"),
            Kind::TableCell => self.cell_end(at),
            Kind::DefinitionList => self.push("</dl>\n"),
            Kind::DefinitionTitle => self.push("</dt>\n"),
            Kind::Definition => self.push("</dd>\n"),
            Kind::Footnote => self.push("</div>\n"),
            _ => self.inline_end(node),
        }
    }

    fn heading_start(&mut self, node: &Node) {
        let Some(heading) = self.body.headings.get(node.aux as usize) else { return };
        self.push("<h");
        self.number(self.level(node, heading));
        if self.how.page.is_some() || heading.given_id {
            self.attribute(" id=\"", &heading.id, "\"");
        }
        if let [first, others @ ..] = heading.classes.as_ref() {
            self.attribute(" class=\"", first, "");
            others.iter().for_each(|class| self.attribute(" ", class, ""));
            self.push("\"");
        }
        self.push(">");
    }

    fn heading_end(&mut self, node: &Node) {
        let Some(heading) = self.body.headings.get(node.aux as usize) else { return };
        if let Some(page) = self.how.page {
            self.attribute("<a class=\"anchor\" href=\"#", &heading.id, "\"");
            self.attribute(" aria-label=\"", &page.words.permalink, ": ");
            self.attribute("", &heading.text, "\"><span aria-hidden=\"true\">#</span></a>");
        }
        self.push("</h");
        self.number(self.level(node, heading));
        self.push(">\n");
    }

    fn level(&self, node: &Node, heading: &Heading) -> u8 {
        let shown = self.levels.as_ref().and_then(|levels| levels.get(node.aux as usize).copied());
        shown.filter(|level| *level > 0).unwrap_or(heading.level)
    }

    fn alert_start(&mut self, node: &Node) {
        let alert = Alert::of(node);
        let name = match alert {
            Alert::Note => "note",
            Alert::Tip => "tip",
            Alert::Important => "important",
            Alert::Warning => "warning",
            Alert::Caution => "caution",
        };
        let Some(page) = self.how.page else {
            self.attribute("<blockquote class=\"markdown-alert-", name, "\">\n");
            return;
        };
        self.attribute("<div class=\"callout ", name, "\">\n<p class=\"callout-title\">");
        escape_text(self.out, page.words.alert(alert));
        self.push("</p>\n");
    }

    fn list_start(&mut self, node: &Node) {
        match self.body.list_start(node) {
            None => self.push("<ul>\n"),
            Some(1) => self.push("<ol>\n"),
            Some(first) => {
                self.push("<ol start=\"");
                self.number(first);
                self.push("\">\n");
            }
        }
    }

    /// An item with a task in it is known by its class, since it has no bullet.
    fn item_start(&mut self, at: u32) {
        let next = |more: u32| self.body.node(at.saturating_add(more));
        let first = match next(1) {
            Some(node) if node.kind == Kind::Paragraph && node.edge == Edge::Start => next(2),
            other => other,
        };
        let is_task = first.is_some_and(|node| node.kind == Kind::Task);
        self.push(if is_task && self.how.page.is_some() { "<li class=\"task\">" } else { "<li>" });
    }

    fn table_start(&mut self, node: &Node) {
        if let Some(page) = self.how.page {
            self.attribute(
                "<div class=\"tbl\" role=\"group\" aria-label=\"",
                &page.words.table,
                "\" tabindex=\"0\">",
            );
        }
        self.push("<table>");
        self.table = Some(*node);
    }

    fn cell_start(&mut self, at: u32) {
        let columns = self.table.as_ref().map_or(&[][..], |table| self.body.alignments(table));
        let align = columns.get(self.column).copied().unwrap_or(Align::None);
        let name = match align {
            Align::None => "",
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        };
        self.push(self.cell(at, "<th", "<td"));
        if self.how.page.is_some() && self.is_header(at) {
            self.push(" scope=\"col\"");
        }
        match (self.how.page, name) {
            (_, "") => {}
            (Some(_), _) => self.attribute(" class=\"", name, "\""),
            (None, _) => self.attribute(" style=\"text-align: ", name, "\""),
        }
        self.push(">");
    }

    fn cell_end(&mut self, at: u32) {
        // An empty cell ends right after its start.
        self.push(self.cell(at.saturating_sub(1), "</th>", "</td>"));
        self.column += 1;
    }

    fn cell(&self, at: u32, header: &'static str, other: &'static str) -> &'static str {
        if self.is_header(at) { header } else { other }
    }

    /// On a page an empty cell of the head is none: a header without a name helps nobody.
    fn is_header(&self, at: u32) -> bool {
        let kind_at = |at: u32| self.body.node(at).map(|node| (node.kind, node.edge));
        let empty = kind_at(at) == Some((Kind::TableCell, Edge::Start))
            && kind_at(at.saturating_add(1)) == Some((Kind::TableCell, Edge::End));
        self.in_head && !(empty && self.how.page.is_some())
    }

    pub(super) fn code_block(&mut self, node: &Node) -> u32 {
        let Some(block) = self.body.code_blocks.get(node.aux as usize) else { return 0 };
        let code = self.joined(block.nodes);
        self.fresh_line();
        let Some(page) = self.how.page else {
            self.push("<pre><code");
            self.language(&block.lang);
            escape_text(self.out, &code);
            self.push("</code></pre>\n");
            return block.nodes.to;
        };
        if !block.title.is_empty() {
            self.push("<figure class=\"code\"><figcaption>");
            escape_text(self.out, &block.title);
            self.push("</figcaption>");
        }
        // "rust,ignore" and "yaml{title=…}" name their language first.
        let lang = block.lang.split([',', '{', ':']).next().unwrap_or_default();
        self.push("<pre tabindex=\"0\"><code");
        self.language(lang);
        page.highlighter.write(self.out, lang, &code);
        self.push("</code></pre>");
        self.push(if block.title.is_empty() { "\n" } else { "</figure>\n" });
        block.nodes.to
    }

    fn language(&mut self, lang: &str) {
        if !lang.is_empty() {
            self.attribute(" class=\"language-", lang, "\"");
        }
        self.push(">");
    }

    /// Raw HTML as the text that it is, without its comments.
    pub(super) fn html_block(&mut self, node: &Node) -> u32 {
        let Some(html) = self.body.raw_html.get(node.aux as usize).copied() else { return 0 };
        let code = self.joined(html.nodes);
        let shown = without_comments(&code);
        if self.how.page.is_none() {
            escape_text(self.out, &shown);
        } else if !shown.trim().is_empty() {
            self.fresh_line();
            self.push("<pre class=\"raw\" tabindex=\"0\">");
            escape_text(self.out, shown.trim_end());
            self.push("</pre>\n");
        }
        html.nodes.to
    }

    /// Footnotes of a page stand at its end; in plain HTML where they are defined.
    pub(super) fn footnote_start(&mut self, node: &Node, at: u32) -> u32 {
        let Some(note) = self.body.footnotes.get(node.aux as usize) else { return at };
        if self.how.page.is_some() {
            return note.nodes.to;
        }
        self.fresh_line();
        self.push("<div class=\"footnote-definition\" id=\"");
        escape_attribute(self.out, &note.label);
        self.push("\"><sup class=\"footnote-definition-label\">");
        let number = self.plain_number(node.aux);
        self.number(number);
        self.push("</sup>");
        at
    }

    /// A run's nodes are written by the caller; this tells where its last paragraph ends, if it ends with one.
    pub(super) fn last_paragraph(&self, run: Run) -> Option<u32> {
        let last = run.to.checked_sub(2)?;
        self.body
            .node(last)
            .filter(|node| node.kind == Kind::Paragraph && node.edge == Edge::End)
            .map(|_| last)
    }
}

/// Raw HTML without comments; one that does not end is text.
pub(super) fn without_comments(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, inside)) = rest.split_once("<!--") {
        let Some((_, after)) = inside.split_once("-->") else { break };
        shown.push_str(before);
        rest = after;
    }
    shown.push_str(rest);
    shown
}
