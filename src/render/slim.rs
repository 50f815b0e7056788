//! Scripts as they travel: without the comments and the indentation that their authors need.

/// A script of the built-in theme without the lines that only hold a comment, and without indentation.
///
/// It knows lines and no JavaScript, so no string may go over several lines; scripts of a project's own theme are
/// left as they are.
pub fn slim(script: &str) -> String {
    let mut slim = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        slim.push_str(line);
        slim.push('\n');
    }
    slim
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::theme::built_in;

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(slim("// why\n  a(\"// stays\");\n\n\t// this\n  b();"), "a(\"// stays\");\nb();\n");
    }

    #[test]
    fn no_string_of_a_built_in_script_goes_over_several_lines() {
        let scripts = built_in().into_iter().filter(|(path, _)| path.ends_with(".js"));
        let mut seen = 0;
        for (path, bytes) in scripts {
            let text = std::str::from_utf8(bytes).unwrap();
            for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().starts_with("//")) {
                assert!(line.matches('`').count() % 2 == 0, "{path}:{}: {line}", at + 1);
                assert!(!line.ends_with('\\'), "{path}:{}: {line}", at + 1);
                seen += 1;
            }
        }
        assert!(seen > 0);
    }
}
