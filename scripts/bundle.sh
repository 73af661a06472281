#!/usr/bin/env bash
# Makes the packages of this Linux, deb and rpm (BUNDLES names others), and says what weighs how much in them.
# `bundle.sh --debug` packs, as a deb only, the program that tests have built already, so that its installation can be
# tested without another build.
. "$(dirname "$0")/need.sh"

need_rust
need_node
[ "$(uname)" = Linux ] || stop "Elsewhere than on Linux: ui/node_modules/.bin/tauri build, as .github/workflows/release.yml does."
kind="${1:-}"
folder="$(target_folder)"
# The Tauri CLI takes what lies in the folder that it is told, and that is the program without its symbols.
packing="$folder/package"

# pack PROFILE OPTION...
pack() {
  local profile=$1
  shift
  mkdir -p "$packing/$profile"
  rm -rf "$packing/$profile/bundle"
  strip -o "$packing/$profile/selkie" "$folder/$profile/selkie"
  # The CLI takes the tray of the other systems for one of Linux, and would have the packages depend on its library. So it
  # packs in a folder whose manifest does not speak of that.
  local stage="$packing/stage" file
  rm -rf "$stage"
  mkdir "$stage"
  for file in Cargo.lock LICENSE-APACHE LICENSE-MIT crates icons src-tauri tauri.conf.json tests ui; do
    ln -s "$PWD/$file" "$stage/$file"
  done
  grep -v '"tray-icon"' Cargo.toml >"$stage/Cargo.toml"
  (cd "$stage" && CI=true CARGO_TARGET_DIR="$packing" ui/node_modules/.bin/tauri bundle --no-sign "$@")
}

if [ "$kind" = --debug ]; then
  pack debug --debug --bundles deb
  exit
fi
need_packages build
npm_packages ui
(cd ui && npm run build)
say "Building Selkie for release. This takes ten minutes or more."
# With symbols, so that what follows can name what weighs; they stay out of the packages.
CARGO_PROFILE_RELEASE_STRIP=none cargo build --release --locked "${features[@]}" --bin selkie
pack release --bundles "${BUNDLES:-deb,rpm}"
# The Tauri CLI packs with gzip; xz makes the deb a third lighter.
for deb in "$packing"/release/bundle/deb/*.deb; do
  rm -rf "$packing/unpacked"
  dpkg-deb --raw-extract "$deb" "$packing/unpacked"
  dpkg-deb --root-owner-group -Zxz --build "$packing/unpacked" "$deb"
done
scripts/weigh.sh "$folder/release/selkie" "$packing"/release/bundle/deb/*.deb
[ "$(stat -c %s "$packing"/release/bundle/deb/*.deb)" -le 15000000 ] || stop "The deb is heavier than 15 MB."
find "$packing/release/bundle" -maxdepth 2 -name 'Selkie*.*' -type f
