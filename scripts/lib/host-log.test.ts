import { describe, expect, it } from 'vitest';
import { presentLine } from './host-log.mjs';

const entry = (content: object): string => JSON.stringify({ level: 30, time: 1, ...content });

describe("what is shown of Directus' output", () => {
	it.each([
		['what the extension says of itself', entry({ msg: 'CRM Policy: nothing changed' }), 'CRM Policy: nothing changed'],
		['a warning', entry({ level: 40, msg: 'Careful' }), '! Careful'],
		[
			'an error with its stack',
			entry({ level: 50, msg: 'broken', err: { stack: 'Error: broken\n    at x' } }),
			'✖ Error: broken\n    at x',
		],
		['an error whose stack does not say what failed', entry({ level: 50, msg: 'mail', err: { stack: 'at x' } }), '✖ mail\nat x'],
	])('%s', (_description, line, shown) => expect(presentLine(line, { verbose: false })).toBe(shown));

	it.each([
		['information', entry({ msg: 'Extensions loaded' })],
		[
			'requests, whose addresses may hold secrets',
			entry({ level: 50, msg: 'request', req: { method: 'GET', url: '/crm/feeds/secret.ics' } }),
		],
		['a warning that is always there', entry({ level: 40, msg: "Spatialite isn't installed. Geometry type support will be limited." })],
		['text that is no log entry', 'Update available!'],
		['broken JSON', '{ "level": 50'],
	])('not %s', (_description, line) => expect(presentLine(line, { verbose: false })).toBeUndefined());

	it('everything when asked for', () => {
		expect(presentLine(entry({ msg: 'Extensions loaded' }), { verbose: true })).toBe('Extensions loaded');
		expect(presentLine('plain text', { verbose: true })).toBe('plain text');
	});
});
