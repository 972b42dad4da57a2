import type { Directus } from '../../harness/directus.js';
import { Expectation, personasOf, probed, readingOf, rowsOf, type Persona } from './expectation.js';
import { borrowedFrom, calendarInForce, Fixture } from './fixture.js';
import { writeHostRows } from './host-rows.js';
import type { Probe } from './read-paths.js';

/** A Directus with rows on both sides of every rule, and everybody who reads them signed in. */
export interface OpenedProbe {
	readonly personas: readonly Persona[];
	readonly expected: Expectation;
	of(who: string): Probe;
}

export async function openProbe(directus: Directus): Promise<OpenedProbe> {
	const { database } = directus;
	const admin = await directus.login('admin@example.com');
	const form = new FormData();
	form.append('file', new Blob(['What every file of the probe holds'], { type: 'text/plain' }), 'probe.txt');
	const { body } = await admin.request('POST', '/files?fields=filename_disk', form);
	const personas = await personasOf(database);
	const fixture = new Fixture(String(body.data['filename_disk']), await calendarInForce(database), await borrowedFrom(database));
	for (const reader of personas)
		for (const collection of probed) {
			const reading = readingOf(reader.role, collection);
			if (reading !== null)
				fixture.bothSidesOf({ collection, rows: reading.rows, reader: { id: reader.id, department: reader.department } });
		}
	await fixture.write(database);
	await writeHostRows(database, fixture.marks, personas, fixture.marks.rowsOf('crm_contracts')[0] ?? '');
	const expected = new Expectation(await rowsOf(database));
	const probes = new Map<string, Probe>();
	for (const persona of personas)
		probes.set(persona.who, { persona, client: await directus.login(`${persona.who}@example.com`), expected, marks: fixture.marks });
	return {
		personas,
		expected,
		of: (who) => {
			const probe = probes.get(who);
			if (probe === undefined) throw new Error(`${who} does not read here.`);
			return probe;
		},
	};
}
