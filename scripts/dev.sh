#!/usr/bin/env bash
# Opens Selkie with the page from Vite's own server: changes of the page show at once, of the Rust code after a build.
. "$(dirname "$0")/need.sh"

need_rust
need_node
need_packages build
npm_packages ui
exec ui/node_modules/.bin/tauri dev
