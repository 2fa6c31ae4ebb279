#!/bin/bash
# Every script of ours passes shellcheck.
cd "$(dirname "$0")/.." || exit 2
mapfile -t scripts < <(
	printf '%s\n' start test .ci/run daemon/setup/*.sh \
		daemon/setup/serendip-setup daemon/setup/debian/p*
	find tests -name '*.sh'
)
exec shellcheck --external-sources "${scripts[@]}"
