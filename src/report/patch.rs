//! What a change of a text changes, as `patch` and `git apply` take it.

use similar::TextDiff;
use std::io;

/// Writes a unified patch; nothing where the texts are the same.
///
/// A line ends with a line feed; a carriage return before it belongs to the line, as the two tools see it.
pub fn write(path: &str, before: &str, after: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<&str>>();
    let (old, new) = (lines(before), lines(after));
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    let mut patch = diff.unified_diff();
    out.write_all(patch.header(&format!("a/{path}"), &format!("b/{path}")).to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_patch_keeps_carriage_returns_and_tells_of_a_missing_line_end() {
        let mut out = Vec::new();
        write("a.md", "x\r\ny", "x\r\nz\n", &mut out).unwrap();
        let patch = "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n x\r\n-y\n\\ No newline at end of file\n+z\n";
        assert_eq!(String::from_utf8(out).unwrap(), patch);
        let mut out = Vec::new();
        write("a.md", "x\n", "x\n", &mut out).unwrap();
        assert!(out.is_empty());
    }
}
