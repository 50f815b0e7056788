//! Files that grow with the site: drawn by all cores, a piece at a time, so that they are never whole in memory.

use crate::pages::Page;
use crate::render::fault::ThemeFault;
use rayon::prelude::*;
use std::io::{self, Write};

/// Items that are drawn into one piece.
const PIECE: usize = 64;

/// Pieces that are in memory at once.
const AHEAD: usize = 32;

/// Writes what `draw` makes of each item, in the order of the items, whatever the number of threads.
pub fn each<T: Sync>(
    out: &mut dyn Write,
    items: &[T],
    draw: impl Fn(&T, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let piece = |items: &[T]| -> io::Result<Vec<u8>> {
        let mut piece = Vec::new();
        items.iter().try_for_each(|item| draw(item, &mut piece))?;
        Ok(piece)
    };
    for items in items.chunks(PIECE * AHEAD) {
        let pieces: Vec<io::Result<Vec<u8>>> = items.par_chunks(PIECE).map(piece).collect();
        pieces.into_iter().try_for_each(|piece| out.write_all(&piece?))?;
    }
    Ok(())
}

/// A page that could not be written, as a fault of drawing.
pub fn fault(page: &Page, error: &io::Error) -> ThemeFault {
    ThemeFault {
        file: String::new(),
        place: None,
        message: error.to_string(),
        page: Some(page.url.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items() {
        let items: Vec<usize> = (0..PIECE * AHEAD * 2 + 7).collect();
        let mut out = Vec::new();
        each(&mut out, &items, |item, out| writeln!(out, "{item}")).unwrap();
        let read: Vec<usize> =
            String::from_utf8(out).unwrap().lines().map(|line| line.parse().unwrap()).collect();
        assert_eq!(read, items);
    }
}
