#!/usr/bin/env bash
# The long tests, optimised: 10,000 seeds of faults, 1,000 kills of each side, and 200 MB cut at every step.
# SEEDS, KILLS and MEGABYTES choose other numbers.
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
# The file that is cut at every step is a large one here.
MEGABYTES="${MEGABYTES:-200}" cargo test "${features[@]}" --profile soak --test stories cut_at_every_step
