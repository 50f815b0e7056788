//! `robots.txt`: everything may be read, and where the sitemap is.

use crate::pages::{Kind, Page, Press, Subject, sitemap};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// The kind of the file for robots.
pub static KIND: Kind = Kind { name: "robots", plan, draw };

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("robots.txt".to_owned(), Subject::All)]
}

fn draw(press: &Press<'_>, _: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    out.extend_from_slice(b"User-agent: *\nAllow: /\n");
    if let Some(base) = &press.checked.site().config.url {
        out.extend_from_slice(format!("Sitemap: {base}{}\n", sitemap::ADDRESS).as_bytes());
    }
    Ok(())
}
