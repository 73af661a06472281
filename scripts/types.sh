#!/usr/bin/env bash
# Writes ui/src/api/types.gen.ts from the types in crates/client.
. "$(dirname "$0")/need.sh"

need_rust
SELKIE_WRITE_TYPES=1 cargo test "${features[@]}" --test bindings -- --quiet
