#!/usr/bin/env bash
# picture.sh APP PICTURE: starts the app on SELKIE_DATA_DIR, or else an empty data folder, waits until its window shows
# something, and saves that.
set -euo pipefail

empty=""
[ -n "${SELKIE_DATA_DIR:-}" ] || empty="$(mktemp -d)"
SELKIE_DATA_DIR="${SELKIE_DATA_DIR:-$empty}" "$1" &
app=$!
trap 'kill "$app" 2>/dev/null || true; wait "$app" 2>/dev/null || true; [ -z "$empty" ] || rm -rf "$empty"' EXIT

for _ in $(seq 120); do
  kill -0 "$app" 2>/dev/null || { echo "Selkie ended by itself." >&2; exit 1; }
  import -silent -window root "$2" 2>/dev/null || true
  # A window without its page has a handful of colours; letters with smooth edges bring many.
  if [ "$(identify -format %k "$2" 2>/dev/null || echo 0)" -gt 50 ]; then
    sleep 1
    import -silent -window root "$2"
    exit 0
  fi
  sleep 0.5
done
echo "Selkie's window stayed empty for a minute." >&2
exit 1
