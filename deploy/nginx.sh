#!/bin/sh
# Starts nginx before replicas of the site, in a folder of its own, and stays until it ends.
#
# Usage: nginx.sh FOLDER LISTEN REPLICA...
#   FOLDER   for all that nginx writes; made where it is not there
#   LISTEN   where it listens, as in nginx's own `listen`: 8080, or 127.0.0.1:8080
#   REPLICA  host:port; a name may stand for many machines, as that of a scaled service does
#
# PROGRAM   the nginx to start, `nginx` where nothing is said
# FOLLOW    look names up again every so many seconds, and tell nginx when they mean other machines
set -eu
folder=$1 listen=$2
shift 2
nginx=${PROGRAM:-nginx}
conf=$(dirname "$0")/nginx.conf

# Each address that the names stand for now, a line each.
addresses() {
    for replica in "$@"; do
        case ${replica%:*} in
            *[!0-9.]*) getent ahostsv4 "${replica%:*}" | while read -r number _; do echo "$number:${replica##*:}"; done ;;
            *) echo "$replica" ;;
        esac
    done | sort -u
}

# One that has not answered is left alone for a second; for what any can answer each question is a new one.
write_replicas() {
    echo "$1" | sed 's/.*/server & max_fails=1 fail_timeout=1s;/' >"$folder/own_replica.conf"
    echo "$1" | sed 's/.*/server & max_fails=0;/' >"$folder/any_replica.conf"
}

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
found=$(addresses "$@")
while [ -z "$found" ]; do
    sleep "${FOLLOW:-1}"
    found=$(addresses "$@")
done
cp "$conf" "$folder/nginx.conf"
echo "listen $listen;" >"$folder/listen.conf"
write_replicas "$found"
[ -e "$folder/access.log" ] || ln -s "${ACCESS_LOG:-/dev/null}" "$folder/access.log"

run_nginx() { exec "$nginx" -e stderr -p "$folder" -c "$folder/nginx.conf" -g 'daemon off;'; }
if [ -z "${FOLLOW:-}" ]; then
    run_nginx
fi

run_nginx &
running=$!
trap 'kill -TERM $running 2>/dev/null' TERM INT QUIT
while kill -0 $running 2>/dev/null; do
    sleep "$FOLLOW" &
    wait $! || true
    now=$(addresses "$@")
    if [ -n "$now" ] && [ "$now" != "$found" ]; then
        found=$now
        write_replicas "$found"
        kill -HUP $running
    fi
done
wait $running
