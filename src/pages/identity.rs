//! Ids that stay: what a feed reader and a calendar know an entry by.

use crate::site::Site;
use sha2::{Digest, Sha256};

/// The id of an address of the site: the address, or, where the site does not know its own, a UUID made from title
/// and path.
pub fn permanent(site: &Site, url: &str) -> String {
    match &site.config.url {
        Some(base) => format!("{base}{url}"),
        None => format!("urn:uuid:{}", uuid([site.config.title.as_ref(), url])),
    }
}

/// A UUID made from texts (RFC 9562, version 8).
pub fn uuid<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for (number, text) in texts.into_iter().enumerate() {
        // So that no two lists of texts are one text.
        if number > 0 {
            hash.update([0]);
        }
        hash.update(text);
    }
    let hex: String = hash.finalize().iter().take(15).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}
