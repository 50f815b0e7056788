//! Bodies as they come: every span slices to the right text, and no input stops or slows the reader.

#[path = "common/places.rs"]
pub mod places;

use amends::document::body::{Body, BodyLink, Edge, Kind, LinkKind};
use amends::document::section::{Naming, Part, Section};
use amends::document::timeline::Fault;
use amends::render::highlight::Highlighter;
use amends::render::html::{Drawing, Href, Page, write};
use amends::render::words::Words;
use places::body_lies_in;
use std::time::{Duration, Instant};

fn page(text: &str, start: usize) -> String {
    let body = Body::parse(text, start);
    let href = |_: usize, link: &BodyLink| match amends::document::body::url::is_safe_url(&link.dest) {
        true => Href::To(link.dest.to_string()),
        false => Href::Dropped,
    };
    let (highlighter, words) = (Highlighter::new(), Words::default());
    let page = Page { highlighter: &highlighter, words: &words, above: 1 };
    let mut out = String::new();
    write(&mut out, &body, text, &Drawing { href: &href, page: Some(page) });
    out
}

/// The tape in a form that can be read: containers by name, leaves with what they say.
fn tape(text: &str) -> String {
    let body = Body::parse(text, 0);
    let show = |node: &amends::document::body::Node| match node.edge {
        Edge::Start => format!("<{:?}", node.kind),
        Edge::End => format!("{:?}>", node.kind),
        Edge::Leaf if matches!(node.kind, Kind::Text | Kind::Code) => {
            format!("{:?} {:?}", node.kind, body.words(node, text))
        }
        Edge::Leaf => format!("{:?}", node.kind),
    };
    body.nodes().iter().map(show).collect::<Vec<_>>().join(" ")
}

/// What holds of every body, whatever it says.
fn check(text: &str, start: usize) {
    body_lies_in(&Body::parse(text, start), text, start);
}

#[test]
fn a_node_is_small() {
    assert_eq!(size_of::<amends::document::body::Node>(), 16);
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    for front in ["", "---\ntitle: x\n---\n", "---\r\ntitle: ü\r\n---\r\n", "\u{feff}---\na: b\n---\n"] {
        for end in ["\n", "\r\n"] {
            let lines = [
                "## Ünter 🚀 e\u{301}nd {#way .wide onclick=x}",
                "",
                "\tcode\tindented",
                "",
                "See [the *form*](forms/a\\_b.md \"T\") and `x y`, [[2025-03-04-acme#end|that]],",
                "https://a.example/b_c. <https://d.example> or a.b@c.example &amp; ![pic][p]",
                "",
                "[p]: img/ü.png",
            ];
            let text = format!("{front}{}", lines.join(end));
            check(&text, front.len());
            let body = Body::parse(&text, front.len());
            let heading = body.headings.first().unwrap();
            assert_eq!(heading.span.of(&text).trim_end(), *lines.first().unwrap());
            assert_eq!((&*heading.id, &*heading.text), ("way", "Ünter 🚀 e\u{301}nd"));
            let links: Vec<_> = body
                .links
                .iter()
                .map(|link| (link.kind, &*link.dest, link.span.of(&text), link.whole.of(&text)))
                .collect();
            let wiki = "[[2025-03-04-acme#end|that]]";
            assert_eq!(
                links,
                [
                    (LinkKind::Link, "forms/a_b.md", "forms/a\\_b.md", "[the *form*](forms/a\\_b.md \"T\")"),
                    (LinkKind::Wiki, "2025-03-04-acme#end", "2025-03-04-acme#end", wiki),
                    (
                        LinkKind::Bare,
                        "https://a.example/b_c",
                        "https://a.example/b_c",
                        "https://a.example/b_c"
                    ),
                    (LinkKind::Autolink, "https://d.example", "https://d.example", "<https://d.example>"),
                    (LinkKind::Bare, "mailto:a.b@c.example", "a.b@c.example", "a.b@c.example"),
                    (LinkKind::Image, "img/ü.png", "img/ü.png", "![pic][p]"),
                ]
            );
            let code: Vec<_> = body.nodes().iter().filter(|node| node.kind == Kind::Code).collect();
            assert_eq!(code.first().unwrap().span.of(&text), "x y");
            assert_eq!(body.code_blocks.len(), 1);
        }
    }
}

#[test]
fn bare_addresses_are_cut_out_of_their_text() {
    assert_eq!(
        tape("a (https://x.example/a_b?c&amp;d\\_e), z"),
        "<Paragraph Text \"a (\" <Link Text \"https://x.example/a_b?c\" Text \"&\" Text \"d\" Text \"_e\" Link> Text \"), z\" Paragraph>"
    );
    for text in
        ["`https://x.example`", "[https://x.example](y)", "    https://x.example", "![https://x.example](y)"]
    {
        let body = Body::parse(text, 0);
        assert!(body.links.iter().all(|link| link.kind != LinkKind::Bare), "{text}");
    }
    assert!(page("*https://x.example*", 0).contains("<em><a href=\"https://x.example\" rel"));
}

#[test]
fn headings_have_ids_of_their_own() {
    let text = "# Main\n## A\n## A\n## A 1\n## !!!\n## !!!\n## B {#a}\n## C {#c}\n## C\n### fn 1\n> ## In a quote\n\n[^x]\n\n[^x]: n\n";
    let body = Body::parse(text, 0);
    let ids: Vec<&str> = body.headings.iter().map(|heading| &*heading.id).collect();
    assert_eq!(
        ids,
        ["main-1", "a-1", "a-2", "a-1-1", "section", "section-1", "a", "c", "c-1", "fn-1-1", "in-a-quote"]
    );
    assert_eq!(body.heading_at("In-a-Quote"), Some(10));
    assert_eq!(body.heading_at("a-2"), Some(2));
    assert_eq!(body.heading_at("none"), None);
    assert!(body.headings.iter().rev().skip(1).all(|heading| heading.top));
    assert!(!body.headings.last().unwrap().top);
}

#[test]
fn what_looks_like_a_template_stays_text() {
    for text in
        ["{{ x }}", "{% if a %}b{% endif %}", "{{< x >}}", "{{% x %}}", "{{<x y={z} />}}", "<%= x %>", "${x}"]
    {
        let html = page(text, 0);
        let shown = html.replace("&lt;", "<").replace("&gt;", ">");
        assert!(shown.contains(text), "{html}");
    }
}

#[test]
fn nothing_dangerous_gets_through() {
    let text = "<script>alert(1)</script>\n\na <b onclick=x>c</b> <!-- said to nobody -->\n\n[x](javascript:alert(1)) \
        ![y](data:image/svg+xml,z) [z](JAVA&#115;cript:a) <vbscript:x>\n\n# t {onclick=alert(1) style=\"x\" .ok}\n\n\
        ```x\"><script>\n```\n\n```rust title=\"<b>\"\nlet a = \"<script>\";\n```\n\n<!--\nnot shown\n-->\n";
    let html = page(text, 0);
    for bad in
        ["<script", "<b", "onclick=", "javascript:", "data:", "style=", "vbscript:\"", "nobody", "not shown"]
    {
        let found = html.replace("&lt;b onclick=x&gt;", "").replace("href=\"vbscript", "");
        assert!(!found.contains(bad), "{bad} in {html}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(html.contains("class=\"ok\""));
    assert_eq!(Body::parse(text, 0).raw_html.iter().filter(|html| html.comment).count(), 2);
}

#[test]
fn a_page_has_what_plain_html_has_not() {
    let text = "## One *two*\n\n| a | b |  |\n|:-:|--:|---|\n| 1 | 2 | |\n\n- [x] did\n- [ ] not\n\n> [!WARNING]\n> careful\n\n\
        ```rust title=\"a.rs\"\nlet x = 1;\n```\n\na[^n] b[^n] c[^m]\n\n[^n]: Note.\n\n[^m]: - list\n\n[^o]: alone\n\n![alt](p.png)\n";
    let html = page(text, 0);
    for part in [
        "<h2 id=\"one-two\">One <em>two</em><a class=\"anchor\" href=\"#one-two\" aria-label=\"Link to this section: One two\">",
        "<div class=\"tbl\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\" class=\"center\">a</th>",
        "<th scope=\"col\" class=\"right\">b</th><td></td></tr></thead>",
        "<td class=\"center\">1</td><td class=\"right\">2</td><td></td></tr>\n</tbody></table></div>\n",
        "<li class=\"task\"><span class=\"tick\" aria-hidden=\"true\">✓</span> <span class=\"vh\">Done: </span>did",
        "<span class=\"vh\">Open: </span>not",
        "<div class=\"callout warning\">\n<p class=\"callout-title\">Warning</p>\n<p>careful</p>\n</div>",
        "<figure class=\"code\"><figcaption>a.rs</figcaption><pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hk\">let</span>",
        "<sup class=\"fn\" id=\"fnref-1-2\"><a href=\"#fn-1\" aria-label=\"Footnote 1\">1</a></sup>",
        "<li id=\"fn-1\">\n<p>Note. <a class=\"back\" href=\"#fnref-1\" aria-label=\"Back to the text (1)\">",
        "<li id=\"fn-3\">\n<p>alone</p>",
        "<img src=\"p.png\" alt=\"alt\" loading=\"lazy\">",
    ] {
        assert!(html.contains(part), "no {part} in\n{html}");
    }
    assert!(!html.contains("style=") && !html.contains("<input"));
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len(), "{ids:?}");
    for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
}

#[test]
fn the_sentence_around_a_link() {
    let sentence = |text: &str| {
        let body = Body::parse(text, 0);
        body.sentence_of(body.links.first().unwrap(), text)
    };
    assert_eq!(
        sentence("One. It resembles\n[the *old* case](a.md), e.g. twice. Three."),
        "It resembles the old case, e.g. twice."
    );
    assert_eq!(sentence("- first [a](b)\n- second"), "first a");
    assert_eq!(sentence("| x | see [a](b) |\n|---|---|\n"), "see a");
    assert_eq!(sentence("[a](b)"), "a");
    let long = format!("{} [here](x.md) {}", "word ".repeat(200), "after ".repeat(200));
    let cut = sentence(&long);
    assert!(
        cut.chars().count() <= 203 && cut.contains(" here ") && cut.starts_with('…') && cut.ends_with('…'),
        "{cut}"
    );
}

#[test]
fn plain_text() {
    let text = "# T\n\nA *b* `c`\nd &amp; e.[^1] <i>f</i>\n\n- no\n\nG ![h](i).\n\n[^1]: n\n";
    let body = Body::parse(text, 0);
    assert_eq!(body.excerpt(text, 100), "A b c d & e. f G h.");
    assert_eq!(body.excerpt(text, 8), "A b c d…");
    // T, A, b, c, d, &, e., f, no, G, h, n; the full stop after the picture is no word of its own.
    assert_eq!(body.word_count(text), 12);
}

#[test]
fn sections() {
    let text = "# Title\n\nlead\n\n## Summary\n\n<!-- later -->\n\n## Impact:\n\n### Who\n\n- one\n  - two\n- three *four*\n\n## Root cause\n\n## Free\n\n> ## Quoted\n";
    let body = Body::parse(text, 0);
    let parts = body.sections();
    let items = |part: &Part| body.items(part.nodes, text);
    let seen: Vec<_> = parts.iter().map(|part| (part.section, part.has_text, items(part).len())).collect();
    assert_eq!(
        seen,
        [
            (None, true, 0),
            (Some((Section::WhatHappened, Naming::Alias)), false, 0),
            (Some((Section::Impact, Naming::Exact)), true, 2),
            (Some((Section::WhatWentWrong, Naming::Alias)), false, 0),
            (None, false, 0),
        ]
    );
    let items = items(parts.get(2).unwrap());
    assert_eq!(items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>(), ["one", "three four"]);
    assert_eq!(items.last().unwrap().span.of(text).trim_end(), "- three *four*");
    let third = Body::parse("### Timeline\n\n- 09:05 x\n\n### Impact\n", 0);
    assert_eq!(third.sections().len(), 2);
}

#[test]
fn timelines() {
    let text = "---\nt: ü\n---\n## Timeline\r\n\r\nAs told:\r\n\r\n- 2025-03-04 09:05 +01:00 — client calls,\r\n  twice\r\n- **09:07**: `mail` fails\r\n\
        - 25:61 nonsense\r\n- prose\r\n  - 9:30 nested\r\n\r\n## Impact\r\n\r\n- 10:00 not here\r\n";
    let start = text.find("## T").unwrap();
    let body = Body::parse(text, start);
    let timeline = body.timeline();
    let seen: Vec<_> = timeline
        .entries
        .iter()
        .map(|entry| (entry.at.of(text), entry.date, entry.time, entry.offset, entry.span.of(text)))
        .collect();
    assert_eq!(
        seen,
        [
            ("2025-03-04 09:05 +01:00", Some((2025, 3, 4)), (9, 5), Some(60), "client calls,\r\n  twice"),
            ("09:07", None, (9, 7), None, "mail` fails"),
            ("9:30", None, (9, 30), None, "nested"),
        ]
    );
    let [bad] = timeline.bad_times.as_slice() else { panic!("{:?}", timeline.bad_times) };
    assert_eq!((bad.span.of(text), bad.fault), ("25:61", Fault::NoSuchTime));
}

#[test]
fn timelines_in_tables() {
    let text = "## Chain of Events\n\n| Time (UTC) | Event | Who |\n|:--|:--|:--|\n| 05:25 | It *began* | Ines |\n| soon | prose | |\n\n\
        | Date | Time | Event |\n|--|--|--|\n| 2025-03-04 | 09:05 | call |\n";
    let body = Body::parse(text, 0);
    let entries = &body.timeline().entries;
    let seen: Vec<_> =
        entries.iter().map(|one| (one.date, one.time, one.offset, body.plain(one.nodes, text))).collect();
    assert_eq!(
        seen,
        [
            (None, (5, 25), Some(0), "It began Ines".to_owned()),
            (Some((2025, 3, 4)), (9, 5), None, "call".to_owned())
        ]
    );
    assert_eq!(entries.first().unwrap().at.of(text), "05:25");
    assert_eq!(entries.last().unwrap().at.of(text), "2025-03-04 | 09:05");
}

#[test]
fn no_input_is_too_deep_too_long_or_too_odd() {
    let deep = 10_000;
    let inputs = [
        ">".repeat(deep),
        "> ".repeat(deep),
        "[".repeat(deep),
        "*".repeat(deep),
        "*a **b ".repeat(deep),
        "- ".repeat(deep),
        "[[".repeat(deep),
        "![[".repeat(deep),
        "<!--".repeat(deep),
        "[^a]: ".repeat(deep),
        format!("{}x{}", "[".repeat(deep), "](y)".repeat(deep)),
        format!("{}x{}", "![".repeat(deep), "](y)".repeat(deep)),
        format!("[^a]: n\n\n{}", "[^a]".repeat(deep)),
        "[^a]: n\n\n".repeat(2_000),
        "## A\n".repeat(deep),
        "## A {#a}\n".repeat(deep),
        "| a ".repeat(2_000) + "\n" + &"|---".repeat(2_000) + "\n" + &"| b\n".repeat(2_000),
        "[a](b) ".repeat(deep),
        "## Timeline\n- 09:05 x\n".repeat(deep),
        "x".repeat(10_000_000),
        "www.a.b ".repeat(20_000),
        "&amp;@".repeat(100_000),
        "\\_www.a.example/(".repeat(50_000),
        "\u{0}\u{feff}\r\r\n\u{2028}".repeat(deep),
        "a\n: b\n".repeat(deep),
        "`".repeat(deep) + "x",
    ];
    for input in inputs {
        let begun = Instant::now();
        check(&input, 0);
        page(&input, 0);
        let shown: String = input.chars().take(20).collect();
        assert!(begun.elapsed() < Duration::from_secs(30), "{shown} took {:?}", begun.elapsed());
    }
    check("abc", 99);
    check("äbc", 2);
}

#[test]
fn random_bytes() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let signs: Vec<&str> = vec![
        "[",
        "]",
        "(",
        ")",
        "!",
        "*",
        "_",
        "~",
        "`",
        "```\n",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "|",
        "|-|\n",
        "<",
        ">",
        "<!--",
        "-->",
        "&amp;",
        "&",
        "\\",
        "[^a]",
        "[^a]: ",
        "[[",
        "]]",
        "https://a.b",
        "www.a.b",
        "a@b.c",
        "\t",
        "    ",
        "\r\n",
        ": ",
        "{#x}",
        "[ ] ",
        "ä",
        "🚀",
        "e\u{301}",
        " ",
        "x",
        "09:05 ",
        "Timeline",
        "## ",
        "\u{0}",
        "=\n",
        "---\n",
        "[!NOTE]\n",
    ];
    for round in 0..3_000 {
        let text: String = if round % 3 == 0 {
            let bytes: Vec<u8> = (0..300).map(|_| next().to_le_bytes()[0]).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            (0..60).filter_map(|_| signs.get(next() as usize % signs.len())).copied().collect()
        };
        check(&text, 0);
        let html = page(&text, 0);
        let (mut open, mut rest) = (false, html.as_str());
        while let Some(at) = rest.find("<a ").into_iter().chain(rest.find("</a>")).min() {
            let begins = rest.get(at..).unwrap().starts_with("<a ");
            assert_ne!(begins, open, "a link within a link: {text:?}\n{html}");
            open = begins;
            rest = rest.get(at + 2..).unwrap();
        }
        assert!(!open);
    }
}
