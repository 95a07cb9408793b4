#!/bin/sh
# Makes sure that the browser tests have a Chromium. Usage: install_chromium.sh PYTHON
#
# Best is Debian's Chromium without windows: the same browser, in which all these tests take a quarter less time.
set -eu
python=$1
has() { command -v "$1" >/dev/null 2>&1; }
from_debian() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Acquire::Retries=1 -o Acquire::http::Timeout=20 \
        chromium-headless-shell fonts-dejavu-core >/dev/null 2>&1
}
if has chromium-headless-shell; then
    exit 0
fi
# The lists of packages may be missing, or older than the packages.
if [ "$(id -u)" = 0 ] && has apt-get && { from_debian || { apt-get update -qq && from_debian; }; }; then
    exit 0
fi
if has chromium || has google-chrome; then
    exit 0
fi
if "$python" -c 'import os, sys; from playwright.sync_api import sync_playwright as p; p = p().start(); sys.exit(not os.path.exists(p.chromium.executable_path))' 2>/dev/null; then
    exit 0
fi
"$python" -m playwright install chromium
