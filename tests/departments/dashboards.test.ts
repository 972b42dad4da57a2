import { describe, expect, it } from 'vitest';
import { departments } from '@crm-policy/seeds/departments/departments';
import type { Bookmark } from '@crm-policy/seeds/desk/bookmark';
import { dashboardId } from '@crm-policy/seeds/desk/dashboards';
import { people } from '@crm-policy/seeds/demo/people';
import { useDirectus, type Body, type Client } from '../harness/directus.js';

const directus = useDirectus();

interface Panel {
	readonly id: string;
	readonly dashboard: string;
	readonly type: string;
	readonly options: { readonly collection: string; readonly filter: object; readonly function: string; readonly field: string };
}

/** One person of each role, with what the dashboard of their department is made of. */
const readers = departments.flatMap(({ key, roles, dashboard }) =>
	roles.flatMap(({ role }) => {
		const reader = people.find((person) => person.role === role);
		return reader === undefined ? [] : [[reader.who, key, dashboard] as const];
	}),
);

/** How many records a view holds for somebody, as the list of the view says. */
async function counted(who: Client, { collection, filter }: Bookmark): Promise<number> {
	const path = `/items/${collection}?limit=0&meta=filter_count&filter=${encodeURIComponent(JSON.stringify(filter))}`;
	const { status, body } = await who.request<{ meta: { filter_count: number } }>('GET', path);
	expect(status, JSON.stringify(body)).toBe(200);
	return body.meta.filter_count;
}

/** A value as GraphQL writes it. */
const inGraphql = (value: unknown): string => {
	if (Array.isArray(value)) return `[${value.map(inGraphql).join(', ')}]`;
	if (typeof value === 'object' && value !== null)
		return `{ ${Object.entries(value)
			.map(([name, inner]) => `${name}: ${inGraphql(inner)}`)
			.join(', ')} }`;
	return JSON.stringify(value);
};

/** The figures of all panels that count, in one question, as Insights asks it. */
async function figuresFor(who: Client, panels: readonly Panel[]): Promise<readonly number[]> {
	const query = panels
		.map(({ options }, index) => {
			const asked = `${options.function} { ${options.field} }`;
			return `f${String(index)}: ${options.collection}_aggregated(filter: ${inGraphql(options.filter)}) { ${asked} }`;
		})
		.join('\n');
	const { body } = await who.request<Body<Readonly<Record<string, readonly Readonly<Record<string, Record<string, number>>>[]>>>>(
		'POST',
		'/graphql',
		{ query: `{ ${query} }` },
	);
	expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
	return panels.map(({ options }, index) => Number(body.data[`f${String(index)}`]?.[0]?.[options.function]?.[options.field]));
}

describe('the dashboard of a department in Insights', () => {
	it('has readers of every department', () => {
		expect(new Set(readers.map(([, department]) => department)).size).toBe(departments.length);
	});

	it.each(readers)('is the only one %s is shown, and counts what they may see', async (name, department, { figures, lists }) => {
		const who = await directus.login(`${name}@example.com`);
		const dashboards = await who.request<Body<readonly { id: string }[]>>('GET', '/dashboards?fields=id');
		expect(dashboards.body.data).toEqual([{ id: dashboardId(department) }]);
		const panels = await who.request<Body<readonly Panel[]>>(
			'GET',
			'/panels?fields=id,dashboard,type,options&limit=-1&sort=position_y,position_x',
		);
		expect(panels.body.data.map(({ dashboard }) => dashboard)).toEqual(
			Array.from({ length: figures.length + lists.length }, () => dashboardId(department)),
		);
		const expected: number[] = [];
		for (const view of figures) expected.push(await counted(who, view));
		expect(
			await figuresFor(
				who,
				panels.body.data.filter(({ type }) => type === 'metric'),
			),
		).toEqual(expected);
	});

	it('is nobody’s to change', async () => {
		const who = await directus.login('sales.manager@example.com');
		expect((await who.request('PATCH', `/dashboards/${dashboardId('sales')}`, { name: 'Mine' })).status).toBe(403);
		expect((await who.request('POST', '/dashboards', { name: 'Mine' })).status).toBe(403);
		expect((await who.request('GET', `/dashboards/${dashboardId('quality')}`)).status).toBe(403);
	});
});
