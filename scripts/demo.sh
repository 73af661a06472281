#!/usr/bin/env bash
# Opens the windows of two people who have just talked, on a server that runs as long as they are open. Everything lies in
# a folder that goes with them. Without a display it leaves a picture of each.
. "$(dirname "$0")/need.sh"

need_rust
need_node
kinds=(build)
has_display || kinds+=(screen)
need_packages "${kinds[@]}"
npm_packages ui
(cd ui && npm run build)
say "Building Selkie. The first time takes some minutes."
cargo build "${features[@]}" --bin selkie --bin selkie-server --bin demo
folder="$(target_folder)"
app="$folder/debug/selkie"
SELKIE_SERVER="$folder/debug/selkie-server"
export SELKIE_SERVER
language="${LC_ALL:-${LC_MESSAGES:-${LANG:-en}}}"

if has_display; then
  exec "$folder/debug/demo" "$language" "$app"
fi
say "There is no display here: both run in virtual ones."
rm -f "$folder"/demo-*.png
# shellcheck disable=SC2016 # It is the inner shell's.
"$folder/debug/demo" "$language" bash -c 'dbus-run-session -- xvfb-run -a -s "-screen 0 1080x720x24" \
  scripts/picture.sh "$0" "$1/demo-$(basename "$SELKIE_DATA_DIR").png"' "$app" "$folder"
ls -1 "$folder"/demo-*.png
