#!/usr/bin/env bash
# try-package.sh DEB: installs the package, opens it by a link, talks in it, and removes it again. For root, or with sudo.
# Wants SELKIE_SERVER, or builds the server.
. "$(dirname "$0")/need.sh"

[ -f "${1:-}" ] || stop "Which package? scripts/try-package.sh DEB"
need_rust
need_packages build drive package
if [ -z "${SELKIE_SERVER:-}" ]; then
  cargo build "${features[@]}" --bin selkie-server
  SELKIE_SERVER="$(target_folder)/debug/selkie-server"
fi
SELKIE_DEB="$(realpath "$1")"
export SELKIE_SERVER SELKIE_DEB SELKIE_APP=/usr/bin/selkie
cargo test "${features[@]}" --test desktop -- --ignored package::
