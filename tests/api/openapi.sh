#!/bin/bash
# openapi.sh BUILD: the OpenAPI document before judges that we did not write.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$1

judges=$("$here/../harness/npm.sh" "$here/openapi" "$build")
status=$?
[ $status = 0 ] || { echo "the judges are not to be had"; exit $status; }
document=$(mktemp)
trap 'rm -f "$document"' EXIT
"$build/tests/print_openapi" >"$document" || exit 1
node "$here/openapi/judge.mjs" "$judges" "$document"
