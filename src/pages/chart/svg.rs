//! A small writer of SVG whose sizes are shares of the room that there is, so that nothing in it is ever scaled.

use std::fmt::{self, Write};

use crate::render::html::escape::{escape_attribute, escape_text};

/// A share of a whole in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Share(pub i64);

/// Classes of shapes that are lines: they stay as thin as they are, however far the area is stretched. Style sheets
/// could say so too, but the checker of style sheets does not know the property.
const LINES: [&str; 10] =
    ["grid", "zero", "median", "dots", "nothing", "lead", "cut", "due", "over", "overdue"];

impl Share {
    /// The whole.
    pub const ALL: Self = Self(1_000);

    /// What a part is of a whole, rounded; between nothing and all of it.
    pub fn of(part: i64, whole: i64) -> Self {
        if whole <= 0 {
            return Self(0);
        }
        let share = (i128::from(part) * 2_000 + i128::from(whole)) / (2 * i128::from(whole));
        Self(i64::try_from(share.clamp(0, 1_000)).unwrap_or_default())
    }

    /// The same share of another one.
    pub fn times(self, other: Self) -> Self {
        Self(self.0 * other.0 / 1_000)
    }
}

/// As a percentage with at most one decimal: `12.5%`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.div_euclid(10), self.0.rem_euclid(10)) {
            (whole, 0) => write!(f, "{whole}%"),
            (whole, tenth) => write!(f, "{whole}.{tenth}%"),
        }
    }
}

/// A rectangle, in shares of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// From the left.
    pub x: Share,
    /// From the top.
    pub y: Share,
    /// Width.
    pub width: Share,
    /// Height.
    pub height: Share,
}

impl Area {
    /// The whole drawing.
    pub const ALL: Self = Self { x: Share(0), y: Share(0), width: Share::ALL, height: Share::ALL };
}

/// A drawing that is being written.
#[derive(Debug)]
pub struct Svg(String);

impl Svg {
    /// A drawing with a title, which is its name to those who do not see it.
    pub fn image(class: &str, title: &str) -> Self {
        let mut out = String::with_capacity(1_024);
        out.push_str("<svg class=\"");
        escape_attribute(&mut out, class);
        out.push_str("\" role=\"img\"><title>");
        escape_text(&mut out, title);
        out.push_str("</title>");
        Self(out)
    }

    /// A small drawing beside the words that say the same.
    pub fn strip(title: &str) -> Self {
        let mut out = String::with_capacity(128);
        out.push_str("<svg role=\"img\"><title>");
        escape_text(&mut out, title);
        out.push_str("</title>");
        Self(out)
    }

    /// A small drawing of shapes with their classes that is stretched as a whole.
    pub fn stretched(title: &str, [wide, high]: [i64; 2], paths: &[(&str, String)]) -> String {
        let mut svg = Self(String::with_capacity(256));
        svg.0.push_str("<svg class=\"columns\" role=\"img\"");
        svg.attribute("viewBox", format_args!("0 0 {wide} {high}"));
        svg.0.push_str(" preserveAspectRatio=\"none\"><title>");
        escape_text(&mut svg.0, title);
        svg.0.push_str("</title>");
        svg.paths(paths);
        svg.end()
    }

    /// A bar as high as the drawing; its height is for the class of the drawing to say.
    pub fn bar(&mut self, class: &str, from: Share, width: Share) {
        self.0.push_str("<rect");
        self.class(class);
        if from != Share(0) {
            self.attribute("x", from);
        }
        self.attribute("width", width);
        self.0.push_str("/>");
    }

    /// Texts of one class at their points. How they stand to their points is for the class to say.
    pub fn texts(&mut self, class: &str, texts: impl IntoIterator<Item = ([Share; 2], String)>) {
        self.0.push_str("<g");
        self.class(class);
        if class.contains("value") || class.contains("said") {
            self.attribute("paint-order", "stroke");
        }
        self.0.push('>');
        for ([x, y], text) in texts {
            self.0.push_str("<text");
            if x != Share(0) {
                self.attribute("x", x);
            }
            self.attribute("y", y);
            self.0.push('>');
            escape_text(&mut self.0, &text);
            self.0.push_str("</text>");
        }
        self.0.push_str("</g>");
    }

    /// Shapes with their classes, the lowest first, in an area that is stretched: they count in `units` from its left
    /// and upper edge. Lines are `line` units wide, where their class does not say otherwise.
    pub fn shapes(&mut self, area: Area, units: [i64; 2], line: Share, paths: &[(&str, String)]) {
        let [wide, high] = units;
        self.0.push_str("<svg");
        if area != Area::ALL {
            let Area { x, y, width, height } = area;
            for (name, value) in [("x", x), ("y", y), ("width", width), ("height", height)] {
                self.attribute(name, value);
            }
        }
        self.attribute("viewBox", format_args!("0 0 {wide} {high}"));
        self.attribute("preserveAspectRatio", "none");
        if line != Share(0) {
            self.attribute("stroke-width", line.0);
        }
        self.0.push('>');
        self.paths(paths);
        self.0.push_str("</svg>");
    }

    /// A shape whose size is the same however large the drawing is: `path` counts in pixels from its point.
    pub fn shape(&mut self, class: &str, [x, y]: [Share; 2], path: &str) {
        let _ = write!(self.0, "<svg x=\"{x}\" y=\"{y}\"><path");
        self.class(class);
        self.attribute("d", path);
        self.0.push_str("/></svg>");
    }

    /// The drawing.
    pub fn end(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }

    fn paths(&mut self, paths: &[(&str, String)]) {
        for (class, path) in paths.iter().filter(|(_, path)| !path.is_empty()) {
            self.0.push_str("<path");
            self.class(class);
            if LINES.contains(class) {
                self.attribute("vector-effect", "non-scaling-stroke");
            }
            self.attribute("d", path);
            self.0.push_str("/>");
        }
    }

    fn class(&mut self, class: &str) {
        if !class.is_empty() {
            self.attribute("class", class);
        }
    }

    /// An attribute; its value is ours and holds no quotes.
    fn attribute(&mut self, name: &str, value: impl fmt::Display) {
        let _ = write!(self.0, " {name}=\"{value}\"");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_stay_within_the_whole() {
        assert_eq!(
            [Share::of(1, 3), Share::of(2, 3), Share::of(5, 4)],
            [Share(333), Share(667), Share(1_000)]
        );
        assert_eq!([Share::of(1, 0), Share::of(-1, 4)], [Share(0), Share(0)]);
        assert_eq!([Share(125).to_string(), Share(1_000).to_string()], ["12.5%", "100%"]);
    }

    #[test]
    fn what_a_drawing_says_is_escaped() {
        let mut svg = Svg::image("plot", "a < b & \"c\"");
        svg.texts("", [([Share(0), Share(0)], "<script>".to_owned())]);
        let drawn = svg.end();
        assert!(
            drawn.contains("a &lt; b &amp; \"c\"</title>") && drawn.contains("&lt;script&gt;"),
            "{drawn}"
        );
    }
}
