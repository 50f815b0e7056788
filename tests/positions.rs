//! Line and column of any byte of any text.

use amends::report::place::{Lines, Unit};

const UNITS: [Unit; 3] = [Unit::Scalar, Unit::Utf16, Unit::Byte];

/// Line, and the columns in all three units.
fn places(text: &str, offset: usize) -> (usize, [usize; 3]) {
    let lines = Lines::new(text);
    let line = lines.position(offset, Unit::Scalar).line;
    (line, UNITS.map(|unit| lines.position(offset, unit).column))
}

#[test]
fn lines_end_in_three_ways() {
    let text = "a\nbc\r\nd\re\n\r\rf";
    let expected = [1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 7];
    let found: Vec<_> = (0..=text.len()).map(|at| places(text, at).0).collect();
    assert_eq!(found, expected);
    // Between CR and LF there is no column of its own.
    assert_eq!(places(text, 4), (2, [3; 3]));
    assert_eq!(places(text, 5), (2, [3; 3]));
}

#[test]
fn columns_count_in_three_units() {
    assert_eq!(places("ab\n\tcd", 4), (2, [2; 3]), "a tab is one column");
    // e and a combining acute accent: two scalar values, three bytes.
    assert_eq!(places("e\u{301}x", 3), (1, [3, 3, 4]));
    assert_eq!(places("\u{1f525}x", 4), (1, [2, 3, 5]));
    assert_eq!(places("日本x", 6), (1, [3, 3, 7]));
    assert_eq!(places("\u{1f525}x", 2), (1, [1; 3]), "inside of a character is its start");
}

#[test]
fn a_byte_order_mark_is_no_column() {
    assert_eq!(places("\u{feff}ab", 0), (1, [1; 3]));
    assert_eq!(places("\u{feff}ab", 3), (1, [1; 3]));
    assert_eq!(places("\u{feff}ab\ncd", 4), (1, [2; 3]));
    assert_eq!(places("\u{feff}ab\ncd", 7), (2, [2; 3]));
    assert_eq!(places("a\u{feff}b", 4), (1, [3, 3, 5]), "in the middle it is a character");
}

#[test]
fn the_order_of_the_questions_does_not_matter() {
    let text = "\u{feff}ab\u{1f525}c\r\n日本 \u{301}x\n\nlast \u{1f525}\u{1f525} line";
    let lines = Lines::new(text);
    let mut at = 0;
    for unit in UNITS.into_iter().cycle().take(500) {
        at = (at * 5 + 7) % (text.len() + 3);
        assert_eq!(lines.position(at, unit), Lines::new(text).position(at, unit), "{at} {unit:?}");
    }
}

#[test]
fn the_end_and_what_lies_beyond() {
    assert_eq!(places("", 0), (1, [1; 3]));
    assert_eq!(places("", 9), (1, [1; 3]));
    assert_eq!(places("\u{feff}", 3), (1, [1; 3]));
    assert_eq!(places("ab", 2), (1, [3; 3]));
    assert_eq!(places("ab", 99), (1, [3; 3]));
    assert_eq!(places("ab\n", 3), (2, [1; 3]));
    assert_eq!(places("ab\r\n", 99), (2, [1; 3]));
    assert_eq!(places("ab", usize::MAX), (1, [3; 3]));
}
