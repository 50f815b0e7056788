//! How large pictures are, from the first bytes of their files, so that a page can keep their places free.

use crate::disk::read::place_of_asset;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// Width and height in pixels of every picture among the assets that says so, in the order of the assets.
pub fn sizes(root: &Path, assets: &[Box<str>]) -> Vec<(Box<str>, (u32, u32))> {
    let size = |asset| Some((Box::clone(asset), of_asset(root, asset)?));
    assets.par_iter().filter_map(size).collect()
}

/// Where the size of a picture stands: comments of a camera may come before it.
const HEAD: u64 = 256 * 1024;

pub(super) fn of_asset(root: &Path, asset: &str) -> Option<(u32, u32)> {
    let extension = asset.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())?;
    if !matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg") {
        return None;
    }
    let head = head(&place_of_asset(root, asset).ok()?).ok()?;
    of_bytes(&head, extension == "svg")
}

fn head(place: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(place)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

fn of_bytes(head: &[u8], is_svg: bool) -> Option<(u32, u32)> {
    let (width, height) = match is_svg {
        true => of_svg(head)?,
        false => {
            let size = imagesize::blob_size(head).ok()?;
            (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)
        }
    };
    (width > 0 && height > 0).then_some((width, height))
}

/// What the outermost element says: its width and height, else those of its view box.
fn of_svg(head: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_reader(head);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(element) | Event::Empty(element) => {
                return (element.local_name().as_ref() == "svg").then(|| of_element(&element)).flatten();
            }
            Event::Eof => return None,
            _ => buffer.clear(),
        }
    }
}

fn of_element(svg: &BytesStart<'_>) -> Option<(u32, u32)> {
    let value = |name: &str| {
        let attribute = svg.try_get_attribute(name).ok()??;
        Some(attribute.value.into_owned())
    };
    let written = || Some((pixels(&value("width")?)?, pixels(&value("height")?)?));
    written().or_else(|| {
        let view_box = value("viewBox")?;
        let mut numbers = view_box.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
    })
}

/// A length in pixels; one in another unit depends on what is around it.
fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.trim().trim_end_matches("px").parse().ok()?;
    let fits = number.is_finite() && (1.0..=f64::from(u32::MAX)).contains(&number);
    fits.then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_says_how_large_it_is() {
        let size = |text: &str| of_bytes(text.as_bytes(), true);
        let head = "<?xml version=\"1.0\"?>\n<!-- drawn -->\n";
        assert_eq!(size(&format!("{head}<svg width=\"30px\" height='20.4'><g/>")), Some((30, 20)));
        assert_eq!(size("<svg viewBox=\"0 0 640,480\" width=\"100%\"/>"), Some((640, 480)));
        assert_eq!(size("<svg width=\"30\"/>"), None);
        assert_eq!(size("<svg width=\"NaN\" height=\"inf\"/>"), None);
        assert_eq!(size("<html><svg width='1' height='1'/></html>"), None);
        assert_eq!(size("<"), None);
    }

    #[test]
    fn a_gif_says_how_large_it_is() {
        let gif = b"GIF89a\x03\x00\x02\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x03\x00\x02\x00\x00\x02\x02\x04\x01\x00;";
        assert_eq!(of_bytes(gif, false), Some((3, 2)));
        assert_eq!(of_bytes(b"GIF89a", false), None);
        assert_eq!(of_bytes(b"", false), None);
    }
}
