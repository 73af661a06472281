# Sourced by the other scripts: looks for the tools and installs the system packages that are missing.
# Tried on Debian 12. Fedora, Arch and macOS are written from their package lists and not tried.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One set of features for everything, or Cargo would build it all twice.
features=(--workspace --features selkie/custom-protocol)

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$@"
  exit 1
}

# version_of "v20.19.1" -> "20 19"
version_of() { printf '%s' "$1" | sed -E 's/^[^0-9]*([0-9]+)\.([0-9]+).*/\1 \2/'; }

need_rust() {
  if ! command -v cargo >/dev/null && [ -x "$HOME/.cargo/bin/cargo" ]; then
    PATH="$HOME/.cargo/bin:$PATH"
  fi
  local get='Get it from https://rustup.rs (or: rustup update stable).'
  command -v cargo >/dev/null && command -v rustc >/dev/null || stop "Rust is missing; Selkie needs 1.90 or later. $get"
  local major minor
  read -r major minor <<<"$(version_of "$(rustc --version)")"
  if [ "$major" -eq 1 ] && [ "$minor" -lt 90 ]; then
    stop "This is $(rustc --version); Selkie needs Rust 1.90 or later. $get"
  fi
}

need_node() {
  local get='Get it from https://nodejs.org.'
  command -v node >/dev/null || stop "Node is missing; Selkie needs 20.19, or 22.12 and later. $get"
  local major minor
  read -r major minor <<<"$(version_of "$(node --version)")"
  if [ "$major" -lt 20 ] || [ "$major" -eq 21 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; } ||
    { [ "$major" -eq 22 ] && [ "$minor" -lt 12 ]; }; then
    stop "This is Node $(node --version); Selkie needs 20.19, or 22.12 and later. $get"
  fi
  command -v npm >/dev/null || stop "npm is missing. It comes with Node from https://nodejs.org; Debian has it as a package: apt install npm"
}

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; }

# need_packages KIND...: `build` what compiling and showing the app takes, `screen` a virtual display with pictures of
# it, `drive` what tests take beside it: what steers the app, and a mail relay, `package` what looks at a Debian
# package, `windows` a C compiler that makes programs for it.
need_packages() {
  if [ "$(uname)" = Darwin ]; then
    xcode-select -p >/dev/null 2>&1 || stop "Apple's command line tools are missing. Get them by: xcode-select --install"
  elif command -v apt-get >/dev/null; then
    debian "$@"
  elif command -v dnf >/dev/null; then
    fedora "$@"
  elif command -v pacman >/dev/null; then
    arch "$@"
  else
    say "This system's package manager is not known here. Needed: a C compiler, pkg-config, WebKitGTK 4.1 and ALSA with headers."
  fi
}

debian() {
  local wanted=() missing=() package kind
  for kind in "$@"; do
    case $kind in
      build) wanted+=(build-essential pkg-config libwebkit2gtk-4.1-dev libasound2-dev fonts-noto-cjk fonts-noto-color-emoji) ;;
      screen) wanted+=(xvfb xauth dbus imagemagick) ;;
      drive) wanted+=(xvfb dbus webkit2gtk-driver gnome-keyring libsecret-tools dunst openbox python3-aiosmtpd python3-pip ibus ibus-gtk3 ibus-libpinyin xdotool gstreamer1.0-tools) ;;
      package) wanted+=(appstream desktop-file-utils xdg-utils) ;;
      windows) wanted+=(gcc-mingw-w64-x86-64) ;;
    esac
  done
  for package in "${wanted[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "Installing with apt-get: ${missing[*]}"
  for package in "${missing[@]}"; do
    if ! apt-cache show "$package" >/dev/null 2>&1; then
      as_root apt-get update -qq
      break
    fi
  done
  apt_install "${missing[@]}" || {
    say "Once more, with fresh package lists."
    as_root apt-get update -qq
    apt_install "${missing[@]}"
  }
}

# Errors go to stderr; the rest would be a thousand lines.
apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Not tried.
fedora() {
  local wanted=() kind
  for kind in "$@"; do
    case $kind in
      build) wanted+=(gcc pkgconf-pkg-config webkit2gtk4.1-devel alsa-lib-devel google-noto-sans-cjk-fonts google-noto-color-emoji-fonts) ;;
      screen) wanted+=(xorg-x11-server-Xvfb xauth dbus-daemon ImageMagick) ;;
      drive) wanted+=(xorg-x11-server-Xvfb dbus-daemon /usr/bin/WebKitWebDriver gnome-keyring libsecret dunst openbox python3-aiosmtpd python3-pip ibus ibus-gtk3 ibus-libpinyin xdotool gstreamer1) ;;
    esac
  done
  rpm -q --whatprovides "${wanted[@]}" >/dev/null 2>&1 && return
  say "Installing with dnf: ${wanted[*]}"
  as_root dnf install -y --setopt=install_weak_deps=False "${wanted[@]}"
}

# Not tried.
arch() {
  local wanted=() kind
  for kind in "$@"; do
    case $kind in
      build) wanted+=(base-devel webkit2gtk-4.1 alsa-lib noto-fonts-cjk noto-fonts-emoji) ;;
      screen) wanted+=(xorg-server-xvfb xorg-xauth dbus imagemagick) ;;
      drive) wanted+=(xorg-server-xvfb dbus webkit2gtk-4.1 gnome-keyring libsecret dunst openbox python-aiosmtpd python-pip ibus ibus-libpinyin xdotool gstreamer) ;;
    esac
  done
  pacman -Q "${wanted[@]}" >/dev/null 2>&1 && return
  say "Installing with pacman: ${wanted[*]}"
  as_root pacman -S --needed --noconfirm "${wanted[@]}"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    stop "Not root, and sudo is missing. As root, run: $*"
  fi
}

# npm_packages FOLDER: what its lock file names, unless it is there already.
npm_packages() {
  local done="$1/node_modules/.package-lock.json"
  if [ ! -f "$done" ] || [ "$1/package-lock.json" -nt "$done" ]; then
    (cd "$1" && npm ci --no-audit --no-fund)
  fi
}

# Where Cargo puts what it builds.
target_folder() {
  cargo metadata --no-deps --format-version 1 |
    node -e 'let s = ""; process.stdin.on("data", d => s += d).on("end", () => console.log(JSON.parse(s).target_directory))'
}
