#!/usr/bin/env bash
# Compiles the workspace for Windows without linking it, from Debian. Where Rust's parts for that target cannot be had it
# says so and passes: .github/workflows/ci.yml builds on Windows itself.
. "$(dirname "$0")/need.sh"

need_rust
need_node
target=x86_64-pc-windows-gnu
skip() {
  echo "skipped: the check for Windows; $*"
  exit 0
}
command -v apt-get >/dev/null || skip "it is written for Debian."
command -v rustup >/dev/null || skip "this Rust is not rustup's, which brings other targets."
timeout 300 rustup target add "$target" || skip "$target cannot be had here."
need_packages build windows
npm_packages ui
[ -d ui/dist ] || (cd ui && npm run build)
# A folder of its own: its build scripts are not those of everything else.
cargo check --locked "${features[@]}" --target "$target" --target-dir "$(target_folder)/windows"
