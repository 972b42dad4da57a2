import { describe, expect, it } from 'vitest';
import { processes } from '@crm-policy/rules/processes';
import content from '../rulebook/default.json' with { type: 'json' };
import { departments } from '../departments/departments.js';
import { clauseGroups, clauses } from './catalogue.js';
import { clauseRows } from './rows.js';

const known = new Set(clauses.map(({ id }) => id));

/** Every clause the declaration of a process cites: guards, commands, edits, outcomes. */
const citedByProcesses = processes.flatMap((process) => [
	process.editClause,
	...Object.values(process.commands).flatMap((command) => [
		command.byClause,
		...(command.tooEarly === undefined ? [] : [command.tooEarly.clause]),
		...command.guards.map((guard) => guard.clause),
	]),
	...Object.values(process.outcomes ?? {}).flatMap((outcome) => outcome.guards.map((guard) => guard.clause)),
]);

const citedIn = (value: unknown): string[] => {
	if (Array.isArray(value)) return value.flatMap(citedIn);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => (key === 'clauses' ? (inner as string[]) : citedIn(inner)));
};

describe('clause catalogue', () => {
	it('has each clause once, numbered through in its group', () => {
		expect(clauses).toHaveLength(294);
		expect(known.size).toBe(clauses.length);
		for (const { group, clauses: members } of clauseGroups) {
			expect(members.map(({ id }) => id)).toEqual(members.map((_, index) => `${group}-${String(index + 1).padStart(2, '0')}`));
		}
	});

	it('speaks Chinese in its Chinese titles and English in its English ones', () => {
		for (const { id, title } of clauses) {
			expect(title['zh-CN'], id).toMatch(/\p{Script=Han}/u);
			expect(title['en-US'], id).not.toMatch(/\p{Script=Han}/u);
		}
	});

	it('knows every clause the processes cite', () => {
		expect(citedByProcesses.length).toBeGreaterThan(50);
		expect([...new Set(citedByProcesses)].filter((clause) => !known.has(clause))).toEqual([]);
	});

	it('knows every clause the default rulebook cites', () => {
		const cited = citedIn(content);
		expect(cited.length).toBeGreaterThan(20);
		expect([...new Set(cited)].filter((clause) => !known.has(clause))).toEqual([]);
	});

	it('knows every clause the departments cite', () => {
		expect(departments.flatMap((department) => department.clauses).filter((clause) => !known.has(clause))).toEqual([]);
	});

	it('becomes one row for each clause', () => {
		expect(new Set(clauseRows().map(({ key }) => key['id'])).size).toBe(clauses.length);
	});
});
