import { describe, expect, it } from 'vitest';
import { copiesOf, standingOfHost, weakCopies, type Closure } from './compare.js';
import type { HostAdvisory, Lock } from './list.js';

const advisory: HostAdvisory = { id: 'GHSA-aaaa-bbbb-cccc', aliases: ['#1'], affected: '>=11.0.0', fixed: '12.1.0', title: 'A hole.' };
const closing = (...advisories: readonly string[]): readonly Closure[] => [
	{ name: 'a-guard', advisories, acts: [{ where: 'route', what: 'a-part' }] },
];

describe('A weakness of the host', () => {
	it.each([
		['is not in a version before the affected ones', '10.9.9', [], 'not-affected'],
		['is fixed in the version that names it', '12.1.0', [], 'fixed'],
		['is fixed after it', '12.4.0', [], 'fixed'],
		['is open before it', '12.0.9', [], 'open'],
		['is open in an older line', '11.17.4', [], 'open'],
		['is closed by an entry with its number', '11.17.4', closing('GHSA-aaaa-bbbb-cccc'), 'closed'],
		['is closed by an entry with its other number', '11.17.4', closing('#1'), 'closed'],
		['is not closed by an entry about something else', '11.17.4', closing('GHSA-aaaa-bbbb-dddd', '#11'), 'open'],
		['is not closed by an entry that does nothing', '11.17.4', [{ name: 'a-guard', advisories: ['#1'], acts: [] }], 'open'],
	] as const)('%s', (_, host, closures, state) => {
		expect(standingOfHost(advisory, host, closures).state).toBe(state);
	});

	it('without a fix is open in every later version', () => {
		expect(standingOfHost({ ...advisory, fixed: null }, '99.0.0', []).state).toBe('open');
	});

	it('without a number is closed by the entry of its name', () => {
		expect(standingOfHost({ ...advisory, id: 'a-guard', aliases: [] }, '11.17.4', closing())).toEqual({
			state: 'closed',
			by: 'a-guard',
			how: ['route a-part'],
		});
	});
});

describe('A weak library', () => {
	const lock: Lock = {
		lockfileVersion: 3,
		packages: {
			'': { version: '0.1.0' },
			'node_modules/ws': { version: '8.18.3' },
			'node_modules/@a/b/node_modules/ws': { version: '7.5.14' },
			'node_modules/c/node_modules/ws': { version: '8.23.0' },
			'node_modules/graphql-ws': { version: '6.0.6' },
			'node_modules/ours': { link: true },
		},
	};
	const library = { package: 'ws', ids: [], affected: '>=8.0.0 <9.0.0', fixed: '8.21.0' };

	it('is found in every copy of the affected line, wherever it lies', () => {
		expect(copiesOf('ws', lock).map(({ version }) => version)).toEqual(['8.18.3', '7.5.14', '8.23.0']);
		expect(weakCopies(library, lock)).toEqual([{ path: 'node_modules/ws', version: '8.18.3' }]);
	});

	it('is gone when the last copy is raised', () => {
		const raised = { ...lock, packages: { ...lock.packages, 'node_modules/ws': { version: '8.21.0' } } };
		expect(weakCopies(library, raised)).toEqual([]);
	});
});
