#!/usr/bin/env bash
# The long tests, optimised: 10,000 seeds of faults and 1,000 kills of each side. SEEDS and KILLS choose other numbers.
. "$(dirname "$0")/need.sh"

need_rust
need_node
need_packages build
npm_packages ui
(cd ui && npm run build)
cargo build "${features[@]}" --profile soak --bin selkie-server
SELKIE_SERVER="$(target_folder)/soak/selkie-server"
SEEDS="${SEEDS:-10000}"
KILLS="${KILLS:-1000}"
export SELKIE_SERVER SEEDS KILLS
cargo test "${features[@]}" --profile soak --test converge --test crash -- --nocapture
