#!/bin/bash
# types.sh BUILD: the web client's types, held to the API's own document, and
# each language to the same words.
set -eu
source=$(cd "$(dirname "$0")/../../clients/web" && pwd)
work=$1/web-node
[ -e "$work/installed" ] || { echo "the web client is not built"; exit 77; }

here=$(mktemp -d "$work/types.XXXXXX")
trap 'rm -rf "$here"' EXIT
cp -r "$source/src" "$source/tsconfig.json" "$here/"
"$1/tests/print_openapi" >"$here/openapi.json"
"$work/node_modules/.bin/openapi-typescript" "$here/openapi.json" \
	--output "$here/src/schema.d.ts" >/dev/null
"$work/node_modules/.bin/tsc" --project "$here"
