#!/usr/bin/env bash
# Whole builds of the same invented write-ups by this program and by other site generators, in turn, with the ratios
# of their times. The corpus, the peers' sites and the clock come from the rig in ../shared/bench (or RIG), which
# tells how to install the peers; without it there is nothing to compare with.
#
#   benches/beside-peers.sh [-n "1000 10000"] [-r ROUNDS] [-t ours,hugo,hugo+pagefind,floor]
#   WORK=/dev/shm/bench benches/beside-peers.sh    in memory instead of on disk
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
rig=${RIG:-$root/../shared/bench}
if [ ! -x "$rig/run_bench.sh" ]; then
  echo "skipped: no rig at $rig" >&2
  exit 0
fi
cargo build --release --quiet --manifest-path "$root/Cargo.toml"
export OURS_CMD="${CARGO_TARGET_DIR:-$root/target}/release/amends build --root {src} --output {out}"
export WORK=${WORK:-$root/target/bench} PEERS=${PEERS:-$rig/peers}
exec "$rig/run_bench.sh" "$@"
