#!/bin/sh
# Makes the seeds of every target in corpus/, from the project's own documents and fixtures and, where they are
# there, from the write-ups in ../../shared/corpora. Nothing of it is kept in the project.
set -eu
cd "$(dirname "$0")"
targets="front_matter timeline dates body suppressions fixes import site_toml"
for target in $targets; do mkdir -p "corpus/$target"; done

# One seed: its text on standard input, the targets behind it.
seed() {
  head -c 8192 > corpus/.seed
  name=$(sha256sum corpus/.seed | cut -c1-16)
  for target in "$@"; do cp corpus/.seed "corpus/$target/$name"; done
  rm corpus/.seed
}

# The documents that stand in the fences of a fixture, each as a seed.
fences() {
  awk -v folder=corpus/.parts '
    /^````+file / { open = 1; part++; next }
    /^````+$/ { open = 0 }
    open { print > (folder "/" part) }' "$1"
}

find ../../shared/corpora ../content -name '*.md' -size -24k 2> /dev/null | sort | while read -r file; do
  seed front_matter body import suppressions fixes < "$file"
  grep -E '^[-|*] *[0-9(\[*]' "$file" | seed timeline
  grep -oE '[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:]+(Z|[+-][0-9:]+)?)?|[0-9]+ ?[mhd]' "$file" | head -20 | seed dates
done
for file in ../tests/rules/*.md ../tests/fixes/*.md; do
  rm -rf corpus/.parts
  mkdir -p corpus/.parts
  fences "$file"
  for part in corpus/.parts/*; do
    [ -e "$part" ] && seed front_matter body suppressions fixes timeline < "$part"
  done
  rm -rf corpus/.parts
done
find .. -name '*.toml' -not -path '*/target/*' -not -path '*/node_modules/*' | sort | while read -r file; do
  seed site_toml < "$file"
done
printf '%s\n' 04/03/2025 2025-3-4 '4 March 2025' '12 months' 15m '2 weeks' 2025-03-30T02:30 '2025-02-30' | seed dates
printf -- '- 9:05 UTC+1 – x\n| 2025-03-04 | 09:05 | x |\n|--|--|--|\n| **09:05**: y | z |\n1. [10:00](x) é\n' | seed timeline
printf -- '<!-- amends-ignore excuse until=2026-01-01, denial: said so -->\n<!-- amends-ignore-file x -->\n' | seed suppressions
for target in $targets; do printf '%s: %s seeds\n' "$target" "$(find "corpus/$target" -type f | wc -l)"; done

# Keys and words that the readers know, so that the fuzzer need not guess them letter by letter.
grep -rhoE '"[a-z][a-z0-9-]{2,24}"|^ +(r#)?[a-z][a-z_]{2,24}( \(required\))?: ' ../src/config.rs ../src/document ../src/import ../src/registry.rs |
  sed -E 's/ *\(required\)//; s/r#//; s/^ +//; s/: $/:/; s/"//g; s/.*/"&"/' | sort -u > corpus/words.dict
