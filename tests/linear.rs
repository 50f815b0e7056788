//! Four times the text takes four times the time, whatever it is made of: processor time of each stage at two sizes.
//! What grows with the square takes sixteen times as long, and is told.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop, and says what it measures")]

use amends::check::{Checked, How};
use amends::config::Profile;
use amends::date::Day;
use amends::diagnostic::Safety;
use amends::document::DocumentKind;
use amends::import::{Foreign, Options, Origin, plan};
use amends::mend::mend;
use amends::pipeline::{Book, Settings, judged, site};
use amends::report::{Format, Style, write};
use amends::site::Site;
use amends::source::Sources;
use rustix::time::{ClockId, clock_gettime};
use std::fmt::Write as _;

const PATH: &str = "content/incidents/2025/2025-03-04-acme.md";

const PLAYBOOK: &str = "content/playbooks/2025-03-04-acme.md";

const HEAD: &str = "---\ntitle: The form lost 31 enquiries\ndate: 2025-03-04\nclient: acme\n\
                    what_went_wrong: The form sent no mail for 19 hours.\n";

/// How much longer four times the text may take.
const MOST: f64 = 8.0;

/// Below this nobody waits, and a measurement says little.
const LITTLE: f64 = 0.03;

/// A kind of text, by how often its piece is repeated.
struct Shape {
    name: &'static str,
    /// How often in the smaller of the two texts.
    count: usize,
    text: fn(usize) -> String,
}

fn body(count: usize, piece: impl Fn(usize) -> String) -> String {
    let body: String = (0..count).map(piece).collect();
    format!("{HEAD}---\n\n{body}")
}

fn same(count: usize, piece: &str) -> String {
    format!("{HEAD}---\n\n{}", piece.repeat(count))
}

fn front(count: usize, key: &str, piece: impl Fn(usize) -> String) -> String {
    let lines: String = (0..count).map(piece).collect();
    format!("{HEAD}{key}{lines}---\n\nText.\n")
}

macro_rules! shape {
    ($name:literal, $count:literal, $text:expr) => {
        Shape { name: $name, count: $count, text: $text }
    };
}

const SHAPES: &[Shape] = &[
    // Nesting
    shape!("quotes in quotes", 2_000, |n| same(n, "> ") + "x\n"),
    shape!("lists in lists", 2_000, |n| same(n, "- ") + "x\n"),
    shape!("opening brackets", 5_000, |n| same(n, "[")),
    shape!("nested brackets", 5_000, |n| format!("{}x{}", same(n, "["), "]".repeat(n))),
    shape!("nested links", 3_000, |n| format!("{}x{}", same(n, "["), "](y)".repeat(n))),
    shape!("nested images", 1_500, |n| format!("{}x{}", same(n, "!["), "](y)".repeat(n))),
    shape!("emphasis in emphasis", 5_000, |n| format!("{}x{}", same(n, "*a "), " a*".repeat(n))),
    shape!("emphasis that never ends", 5_000, |n| same(n, "*a **b _c ")),
    shape!("opening tags", 5_000, |n| same(n, "<b>x ")),
    shape!("tags that never end", 5_000, |n| same(n, "<b x=\"")),
    shape!("comments that never end", 5_000, |n| same(n, "x <!-- ")),
    shape!("comments on a line", 3_000, |n| same(n, "x <!-- y --> ")),
    shape!("backticks of every length", 300, |n| body(n, |at| format!("{} x ", "`".repeat(at % 200 + 1)))),
    shape!("wiki links that never end", 5_000, |n| same(n, "[[x ")),
    // Lines
    shape!("a long word", 60_000, |n| same(n, "x")),
    shape!("a long line", 8_000, |n| same(n, "word and ")),
    shape!("a long sentence of ours", 2_000, |n| same(n, "we should have known that the client, frankly, ")),
    shape!("a long line of first names", 4_000, |n| same(n, "Jan de Vries and ")),
    shape!("short lines", 10_000, |n| same(n, "a\n")),
    shape!("short paragraphs", 5_000, |n| same(n, "a b.\n\n")),
    shape!("blank lines", 40_000, |n| same(n, "\n")),
    shape!("addresses", 3_000, |n| same(n, "www.a.example/b ")),
    shape!("almost addresses", 8_000, |n| same(n, "a@b://")),
    shape!("entities", 8_000, |n| same(n, "&amp;")),
    shape!("escapes", 15_000, |n| same(n, "\\_")),
    // Footnotes and references
    shape!("footnotes", 1_500, |n| body(n, |at| format!("a[^{at}]\n\n[^{at}]: b\n\n"))),
    shape!("one footnote, often", 4_000, |n| same(n, "a[^1] ") + "\n\n[^1]: b\n"),
    shape!("the same footnote again", 2_000, |n| same(n, "[^1]: b\n\n")),
    shape!("footnotes in footnotes", 1_500, |n| body(n, |at| format!("[^{at}]: b[^{}]\n\n", at + 1))),
    shape!("references", 2_000, |n| body(n, |at| format!("[a][r{at}] "))
        + "\n\n"
        + &(0..n).fold(String::new(), |mut all, at| {
            let _ = writeln!(all, "[r{at}]: b{at}.md");
            all
        })),
    shape!("one reference, often", 3_000, |n| same(n, "[a][r] ") + "\n\n[r]: https://a.example/b\n"),
    shape!("references that lead nowhere", 5_000, |n| same(n, "[a][r] ")),
    shape!("links to this page", 2_000, |n| body(n, |at| format!("## H{at}\n\n[a](#h{at})\n\n"))),
    shape!("broken links", 2_000, |n| body(n, |at| format!("[a](b{at}.md) "))),
    shape!("broken anchors", 1_000, |n| body(n, |at| format!("## Heading {at}\n\n[a](#haeding-{at})\n\n"))),
    shape!("wiki links", 2_000, |n| same(n, "[[2025-01-02-acme]] ")),
    shape!("wiki links to nowhere", 2_000, |n| body(n, |at| format!("[[2025-01-02-acm{at}]] "))),
    // Headings
    shape!("headings", 3_000, |n| body(n, |at| format!("## H {at}\n\n"))),
    shape!("headings of one text", 3_000, |n| same(n, "## H\n\n")),
    shape!("headings that count", 3_000, |n| body(n, |at| format!("## H-{}\n\n## H\n\n", at / 2))),
    shape!("headings of one id", 3_000, |n| same(n, "## H {#h}\n\n")),
    shape!("headings of every level", 1_000, |n| same(n, "# A\n\n## B\n\n### C\n\n#### D\n\n")),
    shape!("sections of one name", 2_000, |n| same(n, "## Timeline\n\n- 09:05 x\n\n")),
    shape!("sections in quotes", 2_000, |n| same(n, "> ## Timeline\n> - 09:05 x\n\n")),
    // Tables and lists
    shape!("a wide table", 1_000, |n| format!(
        "{}\n{}\n{}\n",
        same(n, "| a "),
        "|---".repeat(n),
        "| b ".repeat(n)
    )),
    shape!("a wide table with short rows", 300, |n| format!(
        "{}\n{}\n{}",
        same(20, "| a "),
        "|---".repeat(20),
        "| b\n".repeat(n)
    )),
    shape!("a long table", 2_000, |n| same(1, "| a | b |\n|---|---|\n") + &"| c | d |\n".repeat(n)),
    shape!("a long timeline", 2_000, |n| same(1, "## Timeline\n\n")
        + &"- 09:05 something happened\n".repeat(n)),
    shape!("a timeline that goes back", 1_000, |n| body(n, |at| {
        let first = if at == 0 { "## Timeline\n\n" } else { "" };
        format!("{first}- {:02}:{:02} x\n", 23 - at / 60 % 24, 59 - at % 60)
    })),
    shape!("a timeline of bad times", 2_000, |n| same(1, "## Timeline\n\n") + &"- 25:61 x\n".repeat(n)),
    shape!("items in one item", 2_000, |n| same(1, "- a\n") + &"  - b\n".repeat(n)),
    shape!("tasks", 3_000, |n| same(n, "- [ ] do\n")),
    shape!("terms", 2_000, |n| same(n, "a\n: b\n\n")),
    shape!("code blocks", 1_500, |n| same(n, "```sh\nls\n```\n\n2 texts.\n\n")),
    shape!("one code block", 5_000, |n| same(1, "```sh\n") + &"ls -l # x\n".repeat(n)),
    shape!("callouts", 1_500, |n| same(n, "> [!NOTE]\n> x\n\n")),
    // Front matter
    shape!("a long list", 3_000, |n| front(n, "x_list:\n", |at| format!("  - item {at}\n"))),
    shape!("a long list in brackets", 3_000, |n| front(n, "x_list: [", |_| "a, ".to_owned())
        .replace(", ---", "]\n---")),
    shape!("keys of our own", 2_000, |n| front(n, "", |at| format!("x_k{at}: v\n"))),
    shape!("unknown keys", 500, |n| front(n, "", |at| format!("k{at}: v\n"))),
    shape!("keys that stand twice", 2_000, |n| front(n, "", |_| "x_k: v\n".to_owned())),
    shape!("comments in the front matter", 4_000, |n| front(n, "", |_| "# why\n".to_owned())),
    shape!("prevention steps", 700, |n| front(n, "prevention:\n", |at| format!(
        "  - step: Test the form {at}\n    owner: jan\n"
    ))),
    shape!("prevention steps as texts", 1_000, |n| front(n, "prevention:\n", |at| format!(
        "  - Test the form {at}\n"
    ))),
    shape!("empty keys", 500, |n| front(n, "prevention:\n", |_| "  - step: Test\n    due:\n".to_owned())),
    shape!("causes and what averts them", 300, |n| front(n, "causes:\n", |at| format!(
        "  - {{ id: cause{at}, fact: It broke {at} }}\n"
    ))
    .replace(
        "---\n\nText",
        &format!(
            "prevention:\n{}---\n\nText",
            (0..n)
                .map(|at| format!("  - {{ id: p{at}, step: Test it, averts: [caues{at}] }}\n"))
                .collect::<String>()
        )
    )),
    shape!("steps of a playbook", 700, |n| front(n, "steps:\n", |at| format!(
        "  - {{ id: step{at}, title: Call, do: [Call], after: [step{at}], done_when: Done }}\n"
    ))),
    shape!("steps that follow nothing", 500, |n| front(n, "steps:\n", |at| format!(
        "  - {{ id: step{at}, title: Call, do: [Call], after: [setp{at}], done_when: Done }}\n"
    ))),
    shape!("misspelt keys", 120, |n| front(n, "prevention:\n", |_| "  - step: Test\n    ownre: jan\n"
        .to_owned())),
    shape!("services", 1_000, |n| front(n, "services:\n", |at| format!("  - mail{at}\n"))),
    shape!("mappings in mappings", 5_000, |n| front(n, "x_a: ", |_| "{a: ".to_owned())),
    shape!("lists in brackets in brackets", 5_000, |n| front(n, "x_a: ", |_| "[".to_owned())),
    shape!("block lists in block lists", 5_000, |n| front(n, "x_a:\n  ", |_| "- ".to_owned())),
    shape!("one anchor, often", 1_500, |n| front(n, "x_a: &a {b: 1}\nx_b:\n", |_| "  - *a\n".to_owned())),
    shape!("a long text", 5_000, |n| front(n, "x_a: >\n", |_| "  words of it\n".to_owned())),
    shape!("a long text in quotes", 5_000, |n| front(n, "x_a: \"", |_| "words of it\n  ".to_owned())
        .replace("---\n\nText", "\"\n---\n\nText")),
    // Comments that ask for something, and secrets
    shape!("suppressions", 1_000, |n| same(n, "<!-- amends-ignore excuse: said so by all -->\nx\n\n")),
    shape!("suppressions on one line", 1_000, |n| same(
        n,
        "x <!-- amends-ignore excuse: said so by all --> "
    )),
    shape!("suppressions of the file", 500, |n| same(
        n,
        "<!-- amends-ignore-file excuse: said so by all -->\n\n"
    )),
    shape!("suppressions of many rules", 1_000, |n| format!(
        "{HEAD}---\n\n<!-- amends-ignore {} -->\nx\n",
        "excuse, ".repeat(n)
    )),
    shape!("suppressions in a list", 700, |n| same(n, "- a <!-- amends-ignore excuse: said so by all -->\n")),
    shape!("suppressions in the front matter", 700, |n| front(n, "x_a:\n", |_| {
        "  - b # amends-ignore excuse: said so by all\n".to_owned()
    })),
    shape!("suppressed findings", 300, |n| same(
        n,
        "<!-- amends-ignore minimising: said so by all -->\nIt was just a small mistake.\n\n"
    )),
    shape!("secrets", 700, |n| body(n, |at| format!("password: hunter2{at}xK9qLm\n\n"))),
    shape!("almost secrets", 3_000, |n| same(n, "token=")),
    shape!("keys that begin", 1_000, |n| same(n, "-----BEGIN RSA PRIVATE KEY-----\n")),
    shape!("prefixes of credentials", 3_000, |n| same(n, "ghp_ AKIA sk_live_ ")),
    // Language
    shape!("findings in one sentence", 1_000, |n| same(n, "unfortunately it was just a small mistake ")),
    shape!("findings in sentences", 500, |n| same(n, "Unfortunately it was just a small mistake. ")),
    shape!("commas", 20_000, |n| same(n, "a, ")),
    shape!("full stops", 20_000, |n| same(n, "a. ")),
    shape!("negations", 5_000, |n| same(n, "not never no ")),
    shape!("the client's name", 2_000, |n| same(n, "Acme said acme ")),
    shape!("mail addresses", 1_500, |n| same(n, "jan@mail.example ")),
    shape!("numbers", 8_000, |n| same(n, "020 1234567 ")),
];

const STAGES: [&str; 6] = ["read", "check", "draw", "report", "mend", "import"];

#[test]
fn time_grows_with_the_text() {
    let only = std::env::var("SHAPE").ok();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let mut slow = Vec::new();
    pool.install(|| {
        // What is made once is not measured.
        stages(&same(1, "x"));
        for shape in SHAPES.iter().filter(|shape| only.as_ref().is_none_or(|only| shape.name.contains(only)))
        {
            slow.extend(measured(shape));
        }
    });
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// The stages that take too long at four times the size, each as the best of several tries.
fn measured(shape: &Shape) -> Vec<String> {
    let (small, large) = ((shape.text)(shape.count), (shape.text)(shape.count * 4));
    let (mut before, mut after) = (stages(&small), stages(&large));
    let too_long = |before: &[f64; 6], after: &[f64; 6]| {
        before.iter().zip(after).any(|(before, after)| *after > LITTLE && *after > before * MOST)
    };
    for _ in 0..3 {
        if !too_long(&before, &after) {
            break;
        }
        before = least(before, stages(&small));
        after = least(after, stages(&large));
    }
    let rows = STAGES.iter().zip(before.iter().zip(&after));
    let told = rows.map(|(stage, (before, after))| {
        let line = format!("{}: {stage} took {before:.3} s and {after:.3} s", shape.name);
        println!("{:6.1} {line}", after / before);
        (*after > LITTLE && *after > before * MOST).then_some(line)
    });
    told.flatten().collect()
}

fn least(a: [f64; 6], b: [f64; 6]) -> [f64; 6] {
    let mut least = a;
    least.iter_mut().zip(b).for_each(|(least, b)| *least = least.min(b));
    least
}

/// Seconds of this thread.
fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = now();
    let done = work();
    (done, now() - begun)
}

fn linked(text: &str) -> Site {
    let sources = Sources::from_texts([
        ("site.toml", "[site]\ntitle = \"T\"\n"),
        ("content/registry/clients.yaml", "acme: { name: Acme, aliases: [ACME Corp] }\n"),
        ("content/registry/people.yaml", "jan: { name: Jan de Vries, role: Developer }\n"),
        ("content/registry/services.yaml", "mail: { name: Mail relay }\n"),
        ("content/incidents/2025/2025-01-02-acme.md", HEAD),
        (if text.contains("\nsteps:") { PLAYBOOK } else { PATH }, text),
    ]);
    relinked(sources)
}

fn relinked(sources: Sources) -> Site {
    site(Settings::read("[site]\ntitle = \"T\"\n"), sources, Day::new(2026, 1, 2).unwrap())
}

fn judge(site: Site) -> Checked {
    judged(site, &How { profile: Some(Profile::Strict), ..How::default() })
}

/// Processor time of each stage.
fn stages(text: &str) -> [f64; 6] {
    let (site, read) = timed(|| linked(text));
    let (checked, check) = timed(|| judge(site));
    let (_, report) = timed(|| {
        for format in [Format::Full, Format::Json, Format::Sarif] {
            let mut out = Vec::new();
            write(checked.report(), &checked.site().sources, format, &Style::default(), &mut out).unwrap();
        }
    });
    let book = Book::new(checked, []).unwrap();
    let (_, draw) = timed(|| {
        for page in book.pages().iter().filter(|page| page.url.contains("2025-03-04-acme")) {
            book.draw(page).unwrap();
        }
    });
    let (_, mended) =
        timed(|| mend(judge(linked(text)), Safety::Unsafe, &|sources| judge(relinked(sources))));
    let (_, import) = timed(|| imported(text));
    [read, check, draw, report, mended, import]
}

fn imported(text: &str) {
    // Without its front matter the day is looked for in the text.
    let body = text.split_once("---\n\n").map_or(text, |(_, body)| body);
    let sources = Sources::from_texts([("a.md", text), ("b.md", body)]);
    let options = Options {
        origin: Origin::Markdown,
        kind: DocumentKind::Incident,
        client: "internal".into(),
        day: None,
    };
    plan(&Foreign { name: "old".into(), sources }, &relinked(Sources::default()), &options);
}
