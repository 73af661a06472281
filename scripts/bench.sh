#!/usr/bin/env bash
# Measures the server and the client, each figure beside a ceiling of the same run; docs/performance.md tells them.
# BENCH="idle start" chooses some of: messages idle start groups fanout client lists names search media window people.
. "$(dirname "$0")/need.sh"

need_rust
need_node
need_packages build drive
npm_packages ui
(cd ui && npm run build)
cargo build --release "${features[@]}" --bin selkie --bin selkie-server --bin load --example empty
release="$(target_folder)/release"
SELKIE_APP="$release/selkie" SELKIE_EMPTY="$release/examples/empty" SELKIE_SERVER="$release/selkie-server"
export SELKIE_APP SELKIE_EMPTY SELKIE_SERVER
# Ten thousand sessions have two ends each in one machine.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
for part in ${BENCH:-messages idle start groups fanout client lists names search media window people}; do
  "$release/load" "$part"
done
