import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimalRulebook } from '../testing/rulebook.js';
import { completeRulebook } from './completion.js';
import { readRulebook, type RulebookContent } from './rulebook.js';

type Loose = Record<string, Record<string, unknown>>;

const beginning: RulebookContent = minimalRulebook;
const without = (...path: readonly string[]): Record<string, unknown> => {
	const copy = structuredClone(minimalRulebook) as unknown as Record<string, unknown>;
	const holder = path.slice(0, -1).reduce<Record<string, unknown>>((inside, key) => inside[key] as Record<string, unknown>, copy);
	Reflect.deleteProperty(holder, path.at(-1) ?? '');
	return copy;
};
const added = (content: unknown): readonly string[] => {
	const completed = completeRulebook(content, beginning);
	if (!completed.ok) throw new Error(JSON.stringify(completed.problems));
	return completed.added;
};

describe('a rulebook that was published before everything was asked for', () => {
	it('is read as it is when it says everything', () => {
		expect(completeRulebook(minimalRulebook, beginning)).toEqual({ ok: true, rulebook: minimalRulebook, added: [] });
	});

	it.each([
		['a whole part', ['visits']],
		['one pattern of numbers', ['numbering', 'access_request']],
		['a part of a part', ['customers', 'duplicates']],
		['who may take data out', ['exports']],
	])('begins as a new company does where it lacks %s', (_what, path) => {
		expect(completeRulebook(without(...path), beginning)).toEqual({ ok: true, rulebook: beginning, added: [`/${path.join('/')}`] });
	});

	it('takes the route along that only the added part names', () => {
		const route = beginning.access_requests.route;
		const old = without('access_requests') as Loose;
		const routes = (old['approvals'] as { routes: Record<string, unknown> }).routes;
		Reflect.deleteProperty(routes, route);
		const elsewhere = Object.keys(routes)[0] ?? '';
		for (const named of ['visits', 'customers', 'clearances', 'complaints', 'gifts']) pointRoutes(old[named], route, elsewhere);
		expect(added(old)).toEqual(['/access_requests', `/approvals/routes/${route}`]);
	});

	it('never gets a right it may go without: an override stays forbidden where none is written down', () => {
		const old = without('visits') as Loose;
		delete old['contract_review']?.['override'];
		const completed = completeRulebook(old, {
			...beginning,
			contract_review: { ...beginning.contract_review, override: { route: 'meeting', clauses: ['REV-03'] } },
		});
		expect(completed.ok && completed.rulebook.contract_review.override).toBeUndefined();
	});

	it('is not mended where it is wrong: a route of its own that leads nowhere stays a problem', () => {
		const wrong = without('visits') as Loose;
		(wrong['rulebooks'] as { route: string }).route = 'board';
		expect(completeRulebook(wrong, beginning)).toMatchObject({ ok: false, problems: [{ pointer: '/rulebooks/route' }] });
	});

	it.each([null, 'text', 7, []])('that is no rulebook at all is refused: %j', (content) => {
		expect(completeRulebook(content, beginning).ok).toBe(false);
	});

	it('keeps everything it says, whatever is missing', () => {
		const parts = Object.keys(minimalRulebook).filter((part) => part !== 'approvals');
		fc.assert(
			fc.property(fc.subarray(parts), (missing) => {
				const old = Object.fromEntries(Object.entries(minimalRulebook).filter(([part]) => !missing.includes(part)));
				const completed = completeRulebook(old, { ...beginning, time_zone: 'Europe/Berlin' });
				expect(completed.ok).toBe(true);
				if (!completed.ok) return;
				expect(completed.rulebook).toMatchObject(old);
				expect([...completed.added].sort()).toEqual(missing.map((part) => `/${part}`).sort());
				expect(readRulebook(completed.rulebook)).toMatchObject({ ok: true });
			}),
		);
	});
});

/** Lets every route that goes by one name be another one. */
function pointRoutes(part: unknown, from: string, to: string): void {
	if (typeof part !== 'object' || part === null) return;
	for (const [key, value] of Object.entries(part)) {
		if (value === from) (part as Record<string, unknown>)[key] = to;
		else pointRoutes(value, from, to);
	}
}
