import { beforeAll, describe, expect, it } from 'vitest';
import { signInTable } from '@crm-policy/seeds/demo/people';
import { databaseUnderTest, useDirectus } from '../harness/directus.js';
import { probed, readingOf } from './probe/expectation.js';
import { openProbe, type OpenedProbe } from './probe/opened.js';
import { allPaths } from './probe/read-paths.js';
import { allows, alternativesOf, withoutEachPart } from './probe/row-rules.js';

const directus = useDirectus();
let probe: OpenedProbe;

beforeAll(async () => {
	probe = await openProbe(directus);
});

/**
 * Everybody by every path takes ten minutes and more. A run takes a third: each person by every third path, another third on the other database, so
 * that both together leave out nobody and no path. `CRM_TEST_READ_PATHS=all` takes everything.
 */
const isTaken = (reader: number, path: number): boolean =>
	process.env['CRM_TEST_READ_PATHS'] === 'all' || (reader + path + (databaseUnderTest() === 'pg' ? 1 : 0)) % 3 === 0;

const readers = signInTable.flatMap(({ email, roleKey }) => (roleKey === 'administrator' ? [] : [email.replace('@example.com', '')]));
const paths = Object.entries(allPaths);

describe.each(readers.map((who, place) => [who, place] as const))('%s', (who, place) => {
	it.each(paths.filter((_, path) => isTaken(place, path)))('sees by %s what the preset says, and nothing else', async (_name, path) => {
		const found = await path(probe.of(who), probed);
		expect(found).toEqual([]);
	});
});

// Last: they compute for seconds without a pause, and the host ends connections nobody uses meanwhile.
it('every rule has rows it allows and rows it refuses, so that a probe that finds nothing has looked', () => {
	const undecided = probe.personas.flatMap((persona) =>
		probed.flatMap((collection) => {
			const reading = readingOf(persona.role, collection);
			if (reading === null) return probe.expected.rows.of(collection).length > 0 ? [] : [`${collection} is empty`];
			const nobodyCan =
				persona.department === null &&
				alternativesOf(reading.rows).every((conditions) => JSON.stringify(conditions).includes('crm_department'));
			const allowed = probe.expected.visible(persona, collection).size;
			const refused = probe.expected.hidden(persona, collection).length;
			return [
				...(allowed > 0 || nobodyCan ? [] : [`${persona.who}: ${collection} has no row that is allowed`]),
				...(refused > 0 || Object.keys(reading.rows).length === 0 ? [] : [`${persona.who}: ${collection} has no row that is refused`]),
			];
		}),
	);
	expect(undecided).toEqual([]);
});

/** Compensations of complaints that are not about the reader: for those who handle all of these, the rest of the rule says nothing more. */
const implied = ['service', 'service.manager', 'info.admin'].map((who) => `${who}: crm_complaint_compensations without condition 2`);

it('every part of every rule decides about some row, so that none can be taken away unnoticed', () => {
	const idle = probe.personas.flatMap((persona) =>
		probed.flatMap((collection) => {
			const reading = readingOf(persona.role, collection);
			// Who has no department meets few rules; their role has been looked at with somebody who has one.
			if (reading === null || persona.department === null) return [];
			const visible = probe.expected.visible(persona, collection);
			return withoutEachPart(reading.rows).flatMap(({ what, rule }) =>
				probe.expected.rows
					.of(collection)
					.every((row) => allows(rule, collection, row, persona, probe.expected.rows) === visible.has(String(row['id'])))
					? [`${persona.who}: ${collection} ${what}`]
					: [],
			);
		}),
	);
	expect(idle).toEqual(implied);
});
