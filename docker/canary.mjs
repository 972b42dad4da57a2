/**
 * The health check of a Directus with CRM Policy: is it there, and does the extension guard it? Asked from outside, because an extension that is
 * missing cannot say so. Costs nothing on either: the body has no text to hash. Run: node canary.mjs [address, default http://127.0.0.1:8055]
 */
const address = process.argv[2] ?? 'http://127.0.0.1:8055';

/** @param {string} reason @returns {never} */
function unhealthy(reason) {
	process.stderr.write(`${reason}\n`);
	process.exit(1);
}

// Compose gives a health check five seconds; elsewhere nobody may be counting.
setTimeout(() => unhealthy('No answer within four seconds.'), 4000).unref();

try {
	const response = await fetch(new URL('/utils/hash/generate', address), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{"string":""}',
	});
	const body = await response.json().catch(() => null);
	const guard = body?.errors?.[0]?.extensions?.guard;
	if (response.status !== 403 || guard !== 'hash-utilities')
		unhealthy(`The host guard of CRM Policy does not answer (status ${response.status}). Take this instance out of service.`);
} catch (error) {
	unhealthy(error instanceof Error ? error.message : String(error));
}
