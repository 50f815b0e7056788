//! The numbers of a chart: as a table to read, and as a file for other programs.

use serde::{Serialize, Serializer};

use crate::date::Length;
use crate::pages::parts::Text;

/// Rows of cells under a head.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table<'a> {
    /// Names of the columns.
    pub head: Vec<Text<'a>>,
    /// Each has a cell for each column; the first one is its name.
    pub rows: Vec<Vec<Cell<'a>>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// A text.
    Text(Text<'a>),
    /// A number.
    Number(i64),
    /// A length of time in seconds; minutes in the file.
    Length(i64),
    /// What is not known, and why: empty in the file.
    None(&'static str),
}

impl<'a> Cell<'a> {
    /// A text.
    pub fn text(text: impl Into<Text<'a>>) -> Self {
        Self::Text(text.into())
    }

    /// A count.
    pub fn count(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Length(seconds) => Length(*seconds).to_string(),
            Self::None(why) => (*why).to_owned(),
        }
    }

    fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Length(seconds) => (seconds / 60).to_string(),
            Self::None(_) => String::new(),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
}

impl<'a> Table<'a> {
    /// A table under its head.
    pub fn new<T: Into<Text<'a>>>(head: impl IntoIterator<Item = T>, rows: Vec<Vec<Cell<'a>>>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows }
    }

    /// The table as RFC 4180 has it, in UTF-8. A column of lengths says that it counts in minutes.
    pub fn csv(&self) -> String {
        let mut out = String::new();
        if self.head.is_empty() {
            return out;
        }
        let is_long =
            |column: usize| self.rows.iter().any(|row| matches!(row.get(column), Some(Cell::Length(_))));
        let head = self.head.iter().enumerate().map(|(column, name)| {
            if is_long(column) { format!("{name} (minutes)") } else { name.to_string() }
        });
        write_line(&mut out, head);
        for row in &self.rows {
            write_line(&mut out, row.iter().map(Cell::plain));
        }
        out
    }
}

fn write_line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (column, cell) in cells.enumerate() {
        if column > 0 {
            out.push(',');
        }
        // A program for tables must not take a name for a formula.
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        if cell.contains([',', '"', '\r', '\n']) {
            out.push_str(&format!("\"{guard}{}\"", cell.replace('"', "\"\"")));
        } else {
            out.push_str(guard);
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_plain_numbers_and_harmless_names() {
        let rows = vec![
            vec![Cell::text("=SUM(A1)"), Cell::Length(5_400), Cell::count(3)],
            vec![Cell::text("a, \"b\""), Cell::None("too few"), Cell::count(0)],
        ];
        let table = Table::new(["Name", "Median", "n"], rows);
        assert_eq!(table.csv(), "Name,Median (minutes),n\r\n'=SUM(A1),90,3\r\n\"a, \"\"b\"\"\",,0\r\n");
        assert_eq!(serde_json::to_value(&table.rows[0]).unwrap()[1], "1 h 30 min");
    }
}
