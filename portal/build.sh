#!/bin/sh
# Builds the portal into dist/: installs what it needs only when package-lock.json changed, builds
# only when a source is newer than dist/. Quiet unless something fails.
#   sh build.sh          build
#   sh build.sh test     build's preparations, then the tests
set -eu
cd "$(dirname "$0")"

wanted=20
lock=node_modules/.koinon-lock
log=$(mktemp)
trap 'rm -f "$log"' EXIT

quietly() {
    what=$1
    shift
    if ! "$@" >"$log" 2>&1; then
        echo "portal: $what failed:" >&2
        cat "$log" >&2
        exit 1
    fi
}

for tool in node npm; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        echo "portal: '$tool' is missing. Install Node.js $wanted or newer with npm (Debian: apt-get install nodejs npm)." >&2
        exit 1
    fi
done
have=$(node -p 'process.versions.node.split(".")[0]')
if [ "$have" -lt "$wanted" ]; then
    echo "portal: Node.js $have is too old, $wanted or newer is needed ($(command -v node))." >&2
    exit 1
fi

if ! cmp -s package-lock.json "$lock"; then
    quietly "npm ci" npm ci --prefer-offline --no-progress
    cp package-lock.json "$lock"
fi

if [ "${1:-}" = test ]; then
    exec npm test --silent
fi

sources="src public index.html package.json package-lock.json tsconfig.json vite.config.ts"
# shellcheck disable=SC2086 # a list of words
if [ ! -f dist/index.html ] || [ -n "$(find $sources -newer dist/index.html | head -n 1)" ]; then
    quietly "npm run build" npm run build
fi
