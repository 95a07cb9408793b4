#!/bin/sh
# Makes sure that there is an nginx, as FOLDER/nginx: the machine's own, else Debian's, unpacked there. It installs nothing on
# the machine and starts nothing, so it needs no root. Usage: install_nginx.sh FOLDER
set -eu
folder=$1
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
rm -rf "$folder"
mkdir -p "$folder"
if ! program=$(command -v nginx); then
    if command -v apt-get >/dev/null 2>&1; then
        # Root may have to fetch the lists of packages first; for everybody else the machine has them.
        (cd "$folder" && apt-get download -qq nginx) 2>/dev/null ||
            { [ "$(id -u)" = 0 ] && apt-get update -qq && (cd "$folder" && apt-get download -qq nginx) 2>/dev/null; } || true
        for package in "$folder"/nginx_*.deb; do
            [ -e "$package" ] && dpkg-deb -x "$package" "$folder" && rm "$package"
        done
    fi
    program=$(cd "$folder" && pwd)/usr/sbin/nginx
fi
if ! "$program" -v 2>/dev/null; then
    rm -rf "$folder"
    echo "There is no nginx here, and it could not be fetched. Install it, as by 'apt install nginx' or 'brew install nginx', and try again." >&2
    exit 1
fi
ln -s "$program" "$folder/nginx"
