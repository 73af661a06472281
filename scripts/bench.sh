#!/usr/bin/env bash
# Measures the server and the client, each figure beside a ceiling of the same run; docs/performance.md tells them.
# BENCH="idle start" chooses some of: messages idle start client.
. "$(dirname "$0")/need.sh"

need_rust
need_node
need_packages build
npm_packages ui
(cd ui && npm run build)
cargo build --release "${features[@]}" --bin selkie-server --bin load
SELKIE_SERVER="$(target_folder)/release/selkie-server"
export SELKIE_SERVER
# Ten thousand sessions have two ends each in one machine.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
for part in ${BENCH:-messages idle start client}; do
  "$(target_folder)/release/load" "$part"
done
