//! Credentials are found, placeholders are let through, and nothing that is found can be read anywhere.
//!
//! No token stands here as it would look: each is put together when the test runs.

#![expect(clippy::string_slice, clippy::indexing_slicing, reason = "a test that slices wrongly has failed")]

use amends::check::How;
use amends::date::Day;
use amends::pipeline::{self, Book, Settings};
use amends::report::{Format, Style, write};
use amends::secret::{families, find, masked};
use amends::source::Sources;
use std::collections::BTreeSet;

/// Letters and digits as a generator gives them, the same each time.
fn random(alphabet: &str, length: usize) -> String {
    let letters: Vec<char> = alphabet.chars().collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        letters[(state % letters.len() as u64) as usize]
    };
    (0..length).map(|_| next()).collect()
}

const ALNUM: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const ALPHA: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const HEX: &str = "0123456789abcdef";
const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
const DIGITS: &str = "123456789";

fn tokens() -> Vec<(&'static str, String)> {
    let a = |n| random(ALNUM, n);
    let h = |n| random(HEX, n);
    let u = |n| random(UPPER, n);
    let d = |n| random(DIGITS, n);
    vec![
        ("AWS", format!("AK{}{}", "IA", random(BASE32, 16))),
        ("GitHub personal", format!("gh{}{}", "p_", a(36))),
        ("GitHub fine", format!("github{}{}_{}", "_pat_", a(22), a(59))),
        ("GitHub OAuth", format!("gh{}{}", "o_", a(36))),
        ("GitHub app", format!("gh{}{}", "s_", a(36))),
        ("GitHub refresh", format!("gh{}{}", "r_", a(76))),
        ("GitLab", format!("gl{}{}", "pat-", a(20))),
        ("GitLab trigger", format!("gl{}{}", "ptt-", h(40))),
        ("Slack", format!("xo{}{}-{}-{}", "xb-", d(12), d(12), a(24))),
        ("Slack app", format!("xa{}1-{}-{}-{}", "pp-", u(11), d(13), h(64))),
        ("Slack webhook", format!("https://hooks.slack.{}/services/T{}/B{}/{}", "com", u(8), u(10), a(24))),
        ("Stripe", format!("sk{}{}", "_live_", a(24))),
        ("Stripe webhook", format!("wh{}{}", "sec_", a(32))),
        ("Google key", format!("AI{}{}", "za", a(35))),
        ("Google OAuth", format!("GOC{}{}", "SPX-", a(28))),
        ("Google access", format!("ya{}{}", "29.", a(60))),
        ("npm", format!("np{}{}", "m_", a(36))),
        ("PyPI", format!("py{}AgEIcHlwaS5vcmc{}", "pi-", a(70))),
        ("RubyGems", format!("ruby{}{}", "gems_", h(48))),
        ("crates.io", format!("ci{}{}", "o", a(32))),
        ("NuGet", format!("oy{}{}", "2", random(LOWER, 43))),
        ("Docker", format!("dckr{}{}", "_pat_", a(27))),
        ("DigitalOcean", format!("dop{}{}", "_v1_", h(64))),
        ("SendGrid", format!("S{}{}.{}", "G.", a(22), a(43))),
        ("Twilio", format!("S{}{}", "K", h(32))),
        ("Mailgun", format!("ke{}{}", "y-", h(32))),
        ("Mailchimp", format!("{}-us{}", h(32), 12)),
        ("Brevo", format!("xkey{}{}-{}", "sib-", h(64), a(16))),
        ("Shopify", format!("shp{}{}", "at_", h(32))),
        ("Square", format!("sq0{}{}", "atp-", a(22))),
        ("PayPal", format!("access_token${}${}${}", "production", random(LOWER, 16), h(32))),
        ("OpenAI", format!("sk{}{}", "-proj-", a(64))),
        ("OpenAI older", format!("sk{}{}", "-", a(48))),
        ("Anthropic", format!("sk{}api03-{}AA", "-ant-", a(93))),
        ("Hugging Face", format!("h{}{}", "f_", random(ALPHA, 34))),
        ("Groq", format!("gs{}{}", "k_", a(52))),
        ("Replicate", format!("r{}{}", "8_", a(37))),
        ("Vault", format!("hv{}{}", "s.", a(24))),
        ("Terraform", format!("{}.atlas{}{}", a(14), "v1.", a(64))),
        ("Databricks", format!("da{}{}", "pi", h(32))),
        ("Atlassian", format!("ATA{}{}", "TT3", a(120))),
        ("Linear", format!("lin{}{}", "_api_", a(40))),
        ("Notion", format!("nt{}{}", "n_", a(46))),
        ("Figma", format!("fig{}{}", "d_", a(43))),
        ("Airtable", format!("pa{}{}.{}", "t", a(14), h(64))),
        ("HubSpot", format!("pat{}{}-{}-{}-{}-{}", "-na1-", h(8), h(4), h(4), h(4), h(12))),
        ("New Relic", format!("NR{}{}", "AK-", u(27))),
        ("Grafana", format!("gl{}{}_{}", "sa_", a(32), h(8))),
        ("Sentry", format!("sntr{}{}", "yu_", h(64))),
        ("Dynatrace", format!("dt0{}{}.{}", "c01.", u(24), u(64))),
        ("PlanetScale", format!("pscale{}{}", "_tkn_", a(43))),
        ("Supabase", format!("sb{}{}", "p_", h(40))),
        ("Postman", format!("PM{}{}-{}", "AK-", h(24), h(34))),
        ("Pulumi", format!("pu{}{}", "l-", h(40))),
        ("Doppler", format!("dp{}{}", ".pt.", a(43))),
        ("Heroku", format!("HR{}{}", "KU-", a(36))),
        ("Fly.io", format!("fo{}{}", "1_", a(43))),
        ("Netlify", format!("nf{}{}", "p_", a(36))),
        ("Cloudflare", format!("v1{}{}-{}", ".0-", h(24), h(146))),
        ("Tailscale", format!("ts{}auth-{}-{}", "key-", a(12), a(32))),
        ("Artifactory", format!("AK{}{}", "Cp", a(69))),
        ("Alibaba", format!("LT{}{}", "AI", a(20))),
        ("Azure storage", format!("Account{}{}==", "Key=", a(86))),
        ("Azure client", format!("abC8Q{}{}", "~", a(34))),
        ("Azure signature", format!("https://x.blob.core.windows.net/c?sv=2022&si{}{}%3D", "g=", a(43))),
        ("Teams", format!("https://contoso.webhook.office.{}/webhookb2/{}", "com", a(80))),
        ("Discord", format!("https://discord.{}/api/webhooks/{}/{}", "com", d(18), a(68))),
        ("Telegram", format!("{}:A{}{}", d(9), "A", a(33))),
        ("Facebook", format!("EA{}{}", "AG", a(120))),
        ("age", format!("AGE-SECRET{}{}", "-KEY-1", random("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58))),
        ("JSON Web Token", format!("ey{}{}.ey{}{}.{}", "J", a(30), "J", a(60), a(43))),
    ]
}

#[test]
fn every_family_is_found_and_hidden() {
    assert!(families().count() >= 25);
    let mut seen = BTreeSet::new();
    for (name, token) in tokens() {
        for text in [
            format!("The key {token} was in the log.\n"),
            format!("---\ntitle: {token}\n---\n"),
            format!("```\n{token}\n```\n"),
            format!("`{token}` <!-- \"{token}\" -->\n"),
        ] {
            let found = find(&text, &[]);
            assert!(!found.is_empty(), "{name} is not found in {text:?}");
            seen.insert(found[0].what);
            let shown = masked(&text, &found);
            assert_eq!(shown.len(), text.len());
            assert_eq!(shown.lines().count(), text.lines().count());
            assert!(!shown.contains(&token[token.len() - 10..]), "{name} can be read in {shown:?}");
            assert_eq!(find(&shown, &[]), [], "{name}: what hides it is taken for one: {shown:?}");
        }
    }
    let text = format!("Private{}1\n{}\n", "-Lines: ", random(ALNUM, 64));
    seen.extend(find(&text, &[]).iter().map(|secret| secret.what));
    let unseen: Vec<&str> = families().map(|(name, _)| name).filter(|name| !seen.contains(name)).collect();
    assert!(unseen.is_empty(), "no token of this test is {unseen:?}");
}

#[test]
fn tokens_that_say_they_are_none_are_let_through() {
    let a = |n| random(ALNUM, n);
    for text in [
        format!("AK{}{}EXAMPLE", "IA", random(BASE32, 9)),
        format!("gh{}{}", "p_", "x".repeat(36)),
        format!("gh{}{}", "p_", "a".repeat(36)),
        format!("sk{}{}", "_live_", "1234567890abcdef12345678"),
        format!("gh{}{}", "p_", a(35)),
        format!("gh{}{}", "p_", a(37)),
        format!("xgh{}{}", "p_", a(36)),
        "glpat-<your token>".to_owned(),
        "the prefix ghp_ is GitHub's, AKIA is Amazon's, and sk_live_ is Stripe's".to_owned(),
        format!("sha256:{}", random(HEX, 64)),
        format!("commit {}", random(HEX, 40)),
        format!("{}  dist/app.tar.gz\n{}  dist/app.zip\n", random(HEX, 64), random(HEX, 64)),
        "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9".to_owned(),
    ] {
        assert_eq!(find(&text, &[]), [], "{text}");
    }
}

#[test]
fn private_keys_are_found_whole() {
    let begin = format!("-----BEGIN {} KEY-----", "PRIVATE");
    let end = format!("-----END {} KEY-----", "PRIVATE");
    let (one, two) = (random(ALNUM, 64), random(&ALNUM[..40], 30));
    for text in [
        format!("{begin}\n{one}\n{two}==\n{end}\n"),
        format!("    {begin}\n    {one}\n    {two}\n    {end}\n"),
        format!("\"key\": \"{begin}\\n{one}\\n{two}\\n{end}\\n\""),
        format!("{begin}\r\nProc-Type: 4,ENCRYPTED\r\n\r\n{one}\r\n{two}\r\n{end}"),
        format!("> {begin}\n> {one}\n> {two}\n"),
        format!("{}\n{one}\n{two}", begin.replace("PRIVATE", "OPENSSH PRIVATE")),
        format!("{}\n\n{one}\n{two}\n=abcd\n{end}", begin.replace("KEY", "KEY BLOCK")),
    ] {
        let found = find(&text, &[]);
        assert_eq!(found.len(), 1, "{text}");
        let shown = masked(&text, &found);
        assert!(!shown.contains(&one) && !shown.contains(&two), "{shown}");
        assert!(shown.contains("BEGIN") && shown.lines().count() == text.lines().count(), "{shown}");
    }
    for text in [
        format!("{begin}\n...\n{end}"),
        format!("{begin} <your key> {end}"),
        format!("-----BEGIN {}-----\n{one}\n-----END CERTIFICATE-----", "CERTIFICATE"),
        format!("-----BEGIN {} KEY-----\n{one}\n-----END PUBLIC KEY-----", "PUBLIC"),
    ] {
        assert_eq!(find(&text, &[]), [], "{text}");
    }
}

/// What is found of a text: the part that is hidden.
fn hidden(text: &str) -> Vec<&str> {
    find(text, &[]).iter().map(|secret| secret.core.of(text)).collect()
}

#[test]
fn assigned_passwords_are_found() {
    let mut wrong = Vec::new();
    for (text, secret) in [
        ("password: hunter2", "hunter2"),
        ("The password: hunter2, then.", "hunter2"),
        ("Password: Sommer2024!", "Sommer2024!"),
        ("- **Password:** hunter2", "hunter2"),
        ("**Password**: `hunter2`", "hunter2"),
        ("Passwort: Geheim123.", "Geheim123"),
        ("pwd=hunter2", "hunter2"),
        ("db_pw: hunter2", "hunter2"),
        ("PGPASSWORD=geheimnis psql -h db", "geheimnis"),
        ("MYSQL_PWD=s3cret mysql", "s3cret"),
        ("export DB_PASSWORD='correct-horse'", "correct-horse"),
        ("DB_PASS=k7Jq2mPz", "k7Jq2mPz"),
        ("  password: geheimes\n", "geheimes"),
        ("db.password = tr0ub4dor", "tr0ub4dor"),
        ("{\"user\": \"app\", \"password\": \"winterzeit\"}", "winterzeit"),
        ("{ user: app, password: s3cr3t, host: db }", "s3cr3t"),
        ("\\\"password\\\": \\\"hunter2\\\"", "hunter2"),
        ("mysqldump --password hunter2 db", "hunter2"),
        ("mysqldump --password=hunter2 db", "hunter2"),
        ("mysql -u root -phunter2x db", "hunter2x"),
        ("sshpass -p hunter2 ssh root@db", "hunter2"),
        ("curl -u admin:hunter2 https://x.example", "hunter2"),
        ("psql postgres://app:hunter2@db", "hunter2"),
        ("https://deploy:k7Jq-2mPz@git.example/x.git", "k7Jq-2mPz"),
        ("redis://:hunter2@cache:6379/0", "hunter2"),
        ("Server=db;User Id=app;Password=k7Jq2mPz;Database=x", "k7Jq2mPz"),
        ("the password was `hunter2` then", "hunter2"),
        ("we set the password to \"k7Jq2mPz\"", "k7Jq2mPz"),
        ("CREATE USER app IDENTIFIED BY 'hunter2';", "hunter2"),
        ("Authorization: Basic YWRtaW46aHVudGVyMg==", "YWRtaW46aHVudGVyMg=="),
        ("api_key = \"3f9a7c21b8e64d05a1c97e3b2d4f6081\"", "3f9a7c21b8e64d05a1c97e3b2d4f6081"),
        ("client_secret: Zk3vQ8xLw2Np7RtY5mBc", "Zk3vQ8xLw2Np7RtY5mBc"),
        ("x-token=Zk3vQ8xLw2Np7RtY5mBc", "Zk3vQ8xLw2Np7RtY5mBc"),
        ("Authorization: Bearer Zk3vQ8xLw2Np7RtY5mBc9d", "Zk3vQ8xLw2Np7RtY5mBc9d"),
        ("# password: hunter2 (old)", "hunter2"),
        ("<!-- password=hunter2 -->", "hunter2"),
    ] {
        let found = hidden(text);
        if found != [secret] {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_looks_like_a_password_is_let_through() {
    let mut wrong = Vec::new();
    for text in [
        "The mail password was changed by hand on 3 March",
        "password: changed on 2025-03-03",
        "Password: see the vault",
        "- Password: reset twice, then locked",
        "password: 2025-03-04",
        "password: 12-character minimum",
        "password: ***",
        "password: ********",
        "password: <password>",
        "password: ${DB_PASSWORD}",
        "password: $PASSWORD",
        "password: changeme",
        "PASSWORD=xxxx",
        "password = os.environ[\"DB_PASSWORD\"]",
        "password = getpass()",
        "password: {{ vault_password }}",
        "connect(user=user, password=password)",
        "connect(user=user, password=settings.db.password)",
        "\"password\": \"required\"",
        "\"password\": \"must be at least 8 characters\"",
        "the `--password` flag of v2.3",
        "use --password to set it",
        "--password=$(cat file)",
        "--password-file /run/secrets/db2",
        "password: /run/secrets/db2",
        "password: https://vault.example/x1",
        "[password](https://vault.example/x1)",
        "password_hash: 5f4dcc3b5aa765d61d8327deb882cf99",
        "password: 5f4dcc3b5aa765d61d8327deb882cf99",
        "password: $2b$12$abcdefghijklmnopqrstuv",
        "postgres://app:***@db",
        "postgres://user:password@host/db",
        "postgres://<user>:<password>@host/db",
        "postgres://$USER:$PASS@host/db",
        "https://example.com:8080/@team",
        "https://a.example/x?next=b:c@d",
        "The token: it had expired on 2025-03-03T10:00",
        "token: 0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9",
        "secret: oidc-client-2025-03-production",
        "secretName: my-app-secret-2025-production",
        "passwords: none of them had been rotated1",
        "The basic authorization: see RFC 7617",
        "Bearer tokens are short-lived",
        "bearer of bad news, 2 times",
        "curl -u $USER:$PASS https://x.example",
        "mysql -p -u root",
        "pwd: /home/app1",
        "cpw: abc123x",
        "cwd and pwd=~/x1",
        "we typed the password `twice` then",
        "identified by its name",
    ] {
        let found = hidden(text);
        if !found.is_empty() {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_allowed_is_let_through() {
    let text = "password: hunter2";
    assert_eq!(find(text, &["hunter2"]), []);
    assert_eq!(find(text, &["hunter"]).len(), 1);
}

#[test]
fn any_text_is_read_without_a_fall() {
    let odd = "ä\u{301}😀 password: ü😀x1ß9 -----BEGIN PRIVATE KEY-----😀 ://é:ü@ä ghp_é sk-ß Q~ é:AA -us1 ";
    for (at, _) in odd.char_indices() {
        let text = odd[at..].repeat(3);
        let found = find(&text, &[]);
        assert_eq!(masked(&text, &found).len(), text.len());
    }
}

/// A project in which credentials stand wherever text can, and in which nothing refuses them.
fn open_project(token: &str) -> Sources {
    let site = format!(
        "[site]\ntitle = \"T {token}\"\ndescription = \"password: hunter2\"\nurl = \"https://a.example/\"\n\
         [lint]\nforbid = []\nprofile = \"{token}\"\n[lint.levels]\nsecret-in-text = \"info\"\n\"{token}\" = \"warn\"\n"
    );
    let incident = format!(
        "---\ntitle: Lost {token}\ndate: 2025-03-04\nclient: {token}\nstatus: published\nseverity: {token}\n\
         what_went_wrong: We wrote password=hunter2 on the wall\ntags: [\"{token}\"]\nrelated: [{token}]\n\
         times: {{ detected: \"{token}\" }}\n{token}: x\nblame_taken: None, {token}\n---\n\n\
         ## Timeline {token}\n\n- 25:61 {token}\n\n[link {token}](https://app:hunter2@x.example/{token}) \
         [[{token}]] ![{token}]({token}.png) <b>{token}</b> <!-- {token} -->\n\n```yaml\npassword: hunter2\n```\n\n\
         <!-- amends-ignore {token}: {token} -->\n\n| {token} |\n| --- |\n| {token} |\n"
    );
    let page = format!("# {token}\n\nSee <https://app:hunter2@x.example/>\n");
    Sources::from_texts([
        ("site.toml", site),
        ("content/incidents/2025-03-04-acme.md", incident),
        ("content/pages/about.md", page),
        (
            "content/registry/clients.yaml",
            format!("acme: {{ name: \"{token}\", reach: \"pw: hunter2, {token}\" }}\n"),
        ),
        ("content/registry/tags.yaml", format!("x: {{ name: X, about: \"password: hunter2 {token}\" }}\n")),
    ])
}

#[test]
fn nothing_that_is_written_holds_a_credential() {
    let token = format!("gh{}{}", "p_", random(ALNUM, 36));
    let sources = open_project(&token);
    let settings = Settings::read(sources.find("site.toml").map_or("", |file| sources.text(file)));
    let site = pipeline::site(settings, sources, Day::parse("2026-01-02").unwrap());
    let how = How { stage: None, ..How::default() };
    let checked = pipeline::judged(site, &how);
    let count = checked.report().diagnostics.iter().filter(|found| found.rule == "secret-in-text").count();
    assert!(count > 15, "{count}");
    let silent = |what: &str, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        for secret in [&token[4..], "hunter2", "password: hunter"] {
            let line = text.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{what} shows {secret}");
            assert!(!text.contains(&secret.to_lowercase()), "{what} shows {secret} in small letters");
        }
    };
    for word in Format::WORDS {
        let format = Format::of(word).unwrap();
        for color in [false, true] {
            let mut out = Vec::new();
            let style = Style { color, ..Style::default() };
            write(checked.report(), &checked.site().sources, format, &style, &mut out).unwrap();
            assert!(!out.is_empty());
            silent(word, &out);
        }
    }
    silent("what is kept of the site", format!("{:?}", checked.site()).as_bytes());
    let book = Book::new(checked, Vec::new()).unwrap();
    for page in book.pages().iter().filter(|page| !page.url.starts_with("rules/")) {
        silent(&page.url, &book.draw(page).unwrap());
        silent("an address", page.url.as_bytes());
    }
}

#[test]
fn a_file_with_a_credential_is_mended_by_nobody() {
    let text = "---\ntitle: A\ndate: 2025-03-04\nclient: Acme\n---\n\npassword: hunter2\n";
    let registry = "acme: { name: Acme }\n";
    let sources = Sources::from_texts([
        ("content/incidents/2025-03-04-acme.md", text),
        ("content/registry/clients.yaml", registry),
    ]);
    let site = pipeline::site(Settings::read(""), sources, Day::parse("2026-01-02").unwrap());
    let file = site.sources.find("content/incidents/2025-03-04-acme.md").unwrap();
    assert!(site.sources.is_masked(file) && site.sources.text(file).len() == text.len());
    assert_eq!(site.sources.as_written(file), text);
    let checked = pipeline::judged(site, &How::default());
    assert!(checked.report().diagnostics.iter().any(|found| found.rule == "alias-reference"));
    assert!(checked.report().diagnostics.iter().all(|found| found.fix.is_none()));
}

/// Run with `cargo test --release --test secrets -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn sixty_megabytes_take_little_time() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content"));
    let mut text = String::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(more) = std::fs::read_to_string(&path) {
                text.push_str(&more);
            }
        }
    }
    let size = text.len();
    let times = (60 << 20) / size;
    find(&text, &[]);
    let begun = std::time::Instant::now();
    let found: usize = (0..times).map(|_| find(&text, &[]).len()).sum();
    let megabytes = (size * times) >> 20;
    println!("{megabytes} MB on one thread in {:?}, {found} found", begun.elapsed());
}
