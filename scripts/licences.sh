#!/usr/bin/env bash
# Writes src-tauri/licences.txt: the licences of the software of others that Selkie is built from.
. "$(dirname "$0")/need.sh"

need_rust
need_node
npm_packages ui
# Those of every system, also of the ones that this one does not build for.
cargo fetch --locked
node scripts/licences.mjs
