//! What a reader must know of this site: severities, how blame is taken, what the words mean.

use serde::Serialize;

use crate::config::SeverityLimits;
use crate::date::Length;
use crate::pages::parts::Badge;
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// The page.
pub static KIND: Kind = Kind { name: "about", plan, draw };

/// `about.html`; what it says beside the severities stands in the template.
#[derive(Debug, Clone, Serialize, Default)]
pub struct AboutView {
    /// What the site is about; may be empty.
    pub description: String,
    /// The severities, gravest first.
    pub severities: Vec<SeverityRow>,
}

/// A severity.
#[derive(Debug, Clone, Serialize)]
pub struct SeverityRow {
    /// As a badge.
    pub badge: Badge<'static>,
    /// What it means for the client; may be empty.
    pub means: String,
    /// Longest time to the first response, to telling the client, to the apology, and between messages.
    pub limits: [Option<String>; 4],
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("about.html".into(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let config = &press.site().config;
    let severities = (1..).zip(&config.severities).map(|(level, limits)| row(level, limits));
    let view = AboutView { description: config.description.to_string(), severities: severities.collect() };
    let frame = PageFrame::new(press, page, "About this site", "about", []);
    let frame = frame.about("What the severities mean, how we take blame, and what the words mean.");
    press.print("about.html", frame, view, page, out)
}

fn row(level: u8, limits: &SeverityLimits) -> SeverityRow {
    let words = |length: &Option<Length>| length.map(|length| length.to_string());
    SeverityRow {
        badge: Badge { level, text: format!("SEV {level}").into() },
        means: limits.means.to_string(),
        limits: [
            words(&limits.first_response),
            words(&limits.client_told),
            words(&limits.apology),
            words(&limits.update_every),
        ],
    }
}
