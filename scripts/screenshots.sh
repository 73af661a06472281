#!/usr/bin/env bash
# Takes pictures of every screen of the real app into target/screenshots, and puts the best into docs/pictures.
. "$(dirname "$0")/need.sh"

need_rust
need_node
need_packages build drive screen
npm_packages ui
(cd ui && npm run build)
cargo build "${features[@]}" --bin selkie --bin selkie-server
folder="$(target_folder)"
SELKIE_APP="$folder/debug/selkie"
SELKIE_SERVER="$folder/debug/selkie-server"
SELKIE_PICTURES="$folder/screenshots"
export SELKIE_APP SELKIE_SERVER SELKIE_PICTURES
rm -rf "$SELKIE_PICTURES"
# One window at a time: beside each other they would wait for the same two cores.
cargo test "${features[@]}" --test desktop -- --ignored --test-threads=1 pictures::

# best PICTURE NAME: a copy that weighs little.
best() {
  local found=("$SELKIE_PICTURES"/$1)
  convert "${found[0]}" -strip -define png:compression-level=9 -define png:compression-filter=5 "docs/pictures/$2.png"
}
best 'en/every-day/*-conversation-1280x800-light.png' conversation
best 'zh-CN/every-day/*-conversation-1280x800-dark.png' conversation-zh-dark
best 'en/kinds/*-kinds-end-1280x800-light.png' kinds
best 'en/entering/*-start-1280x800-light.png' start
best 'zh-CN/entering/*-start-1280x800-light.png' start-zh
best 'en/every-day/*-appearance-1280x800-dark.png' settings-dark
best 'zh-CN/every-day/*-appearance-1280x800-dark.png' settings-zh-dark
ls -l docs/pictures
say "All of them: $SELKIE_PICTURES"
