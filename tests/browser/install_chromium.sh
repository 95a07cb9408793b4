#!/bin/sh
# Makes sure that the browser tests have a Chromium. Usage: install_chromium.sh PYTHON
set -eu
python=$1
if command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then
    exit 0
fi
if "$python" -c 'import os, sys; from playwright.sync_api import sync_playwright as p; p = p().start(); sys.exit(not os.path.exists(p.chromium.executable_path))' 2>/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
else
    "$python" -m playwright install chromium
fi
