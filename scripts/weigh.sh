#!/usr/bin/env bash
# weigh.sh PROGRAM DEB: what each MB of the package is. The program still has its symbols: a function counts for the crate
# in which it is written, which for what is generic is not always the one that asked for it.
set -euo pipefail
program=$1 deb=$2

mb() { awk '{ printf "%8.2f MB  %s\n", $1 / 1e6, substr($0, index($0, $2)) }'; }

echo
echo "$(stat -c %s "$deb") $(basename "$deb")" | mb
echo "In it, before it was compressed:"
dpkg-deb -c "$deb" | awk '
  $1 ~ /^d/ { next }
  $6 ~ /\/bin\// { size["program"] += $3; next }
  $6 ~ /\/icons\// { size["icons"] += $3; next }
  $6 ~ /\/doc\// { size["licence texts"] += $3; next }
  { size["desktop file, AppStream data"] += $3 }
  END { for (name in size) print size[name], name }' | sort -rn | mb
echo "The program, by section:"
strip -o "$program.stripped" "$program"
size -A "$program.stripped" | awk '
  $1 == ".text" { print $2, "code" ; next }
  $1 == ".rodata" { print $2, "constants: the page compressed, tables, texts"; next }
  $1 ~ /^\.(eh_frame|gcc_except)/ { unwind += $2; next }
  $1 ~ /^\.(data.rel.ro|rela.dyn|relr.dyn|got|got.plt|data)$/ { links += $2; next }
  $1 ~ /^\./ && $1 !~ /bss/ { rest += $2 }
  END { print unwind, "unwinding"; print links, "tables of addresses"; print rest, "the rest" }' | sort -rn | mb
rm -f "$program.stripped"
echo "The code, by crate:"
nm --defined-only --print-size --demangle "$program" | awk '
  BEGIN { for (i = 0; i < 16; i++) digit[substr("0123456789abcdef", i + 1, 1)] = i }
  function number(hex, value, i) { for (i = 1; i <= length(hex); i++) value = value * 16 + digit[substr(hex, i, 1)]; return value }
  $3 ~ /^[tTwW]$/ && !seen[$1]++ {
    name = substr($0, index($0, $4))
    if (name ~ /^(sqlite3|fts5|fts3|rtree|json[A-Z]|vdbe|btree|pager)/) crate = "SQLite"
    else if (name !~ /::/) crate = "C, and what has no crate in its name"
    else {
      gsub(/&|mut |dyn |\*const |\(|\[/, "", name)
      # Of what is written for any type at all, the trait says where.
      sub(/^<+[A-Z][A-Za-z0-9]* as /, "", name)
      sub(/^<+/, "", name)
      crate = name
      sub(/[^a-zA-Z0-9_].*/, "", crate)
    }
    size[crate] += number($2)
  }
  END { for (crate in size) print size[crate], crate }' | sort -rn |
  awk 'NR <= 20 { print } NR > 20 { rest += $1; n++ } END { print rest, n " smaller ones" }' | mb
