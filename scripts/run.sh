#!/usr/bin/env bash
# Builds Selkie and opens it. Without a display it runs in a virtual one and leaves a picture.
. "$(dirname "$0")/need.sh"

need_rust
need_node
kinds=(build)
has_display || kinds+=(screen)
need_packages "${kinds[@]}"

npm_packages ui
(cd ui && npm run build)
say "Building Selkie. The first time takes some minutes."
cargo build "${features[@]}" --bin selkie
app="$(target_folder)/debug/selkie"

if has_display; then
  exec "$app"
fi
say "There is no display here: Selkie runs in a virtual one."
picture="$(target_folder)/selkie.png"
dbus-run-session -- xvfb-run -a -s "-screen 0 1280x800x24" scripts/picture.sh "$app" "$picture"
echo "Selkie runs. A picture of it: $picture"
