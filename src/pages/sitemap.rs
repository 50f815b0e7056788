//! `sitemap.xml`: every page, for search engines; only where the site knows its address, which the format demands.

use crate::pages::{Kind, Page, Press, Subject};
use crate::render::fault::ThemeFault;
use crate::site::Site;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// Its address.
pub const ADDRESS: &str = "sitemap.xml";

/// The kind of the sitemap.
pub static KIND: Kind = Kind { name: "sitemap", plan, draw };

/// Most addresses that the format allows in one file.
const MOST: usize = 50_000;

fn plan(site: &Site) -> Vec<(String, Subject)> {
    site.config.url.iter().map(|_| (ADDRESS.to_owned(), Subject::All)).collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let base = press.checked.site().config.url.as_deref().unwrap_or_default();
    let pages = press.pages.iter().filter(|page| is_listed(page)).take(MOST);
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    let written = xml
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| {
            let root = xml.create_element("urlset");
            root.with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")).write_inner_content(
                |xml| {
                    pages.into_iter().try_for_each(|page| {
                        let url = xml.create_element("url");
                        url.write_inner_content(|xml| {
                            let address = format!("{base}{}", page.url);
                            xml.create_element("loc").write_text_content(BytesText::new(&address)).map(|_| ())
                        })
                        .map(|_| ())
                    })
                },
            )
        })
        .map(|_| ());
    written.map_err(|error| ThemeFault {
        file: String::new(),
        place: None,
        message: error.to_string(),
        page: Some(page.url.to_string()),
    })
}

/// Pages for people that stand at their own address.
fn is_listed(page: &Page) -> bool {
    let moved = matches!(page.subject, Subject::Moved(_));
    page.url.ends_with(".html") && page.url.as_ref() != "404.html" && !moved
}
