#!/bin/sh
# The one-shot set-up job: Directus' own tables first, then schema, permissions, guards and seeds of the extension. Both converge, so that
# running it again changes nothing.
set -eu
if [ "${CRM_DEMO:-true}" = true ]; then
	ADMIN_EMAIL="${ADMIN_EMAIL:-admin@example.com}"
	ADMIN_PASSWORD="${ADMIN_PASSWORD:-$CRM_DEMO_PASSWORD}"
	export ADMIN_EMAIL ADMIN_PASSWORD
elif [ -z "${ADMIN_EMAIL:-}" ] || [ -z "${ADMIN_PASSWORD:-}" ]; then
	echo 'Without the demo company the first administrator is yours: set ADMIN_EMAIL and ADMIN_PASSWORD.' >&2
	echo '不使用演示公司时，首个管理员由您指定：请设置 ADMIN_EMAIL 和 ADMIN_PASSWORD。' >&2
	exit 1
fi
node cli.js bootstrap
if [ "${CRM_DEMO:-true}" = true ]; then
	node cli.js crm-policy apply --demo --language "${CRM_DEMO_LANGUAGE:-en-US}"
else
	node cli.js crm-policy apply
fi
