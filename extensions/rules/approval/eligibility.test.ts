import { describe, expect, it } from 'vitest';
import { isQualified } from '../organisation/people.js';
import { fullyQualified, person } from '../testing/people.js';
import { asDecider, deciders, standsOnASide, type Asked } from './eligibility.js';

const day = '2026-03-10';
const manager = person(['production-manager']);
const substitute = person(['salesperson']);
const absent = person(['production-manager'], { absences: [{ from: '2026-03-10', until: '2026-03-12', substitute: substitute.id }] });

const ofRole: Asked = { assignee: null, role: 'production-manager', department: null, qualified: false, on_behalf_of: null };
const who = (asked: Asked, people: Parameters<typeof deciders>[1], taken: readonly string[] = [], on = day) =>
	deciders(asked, people, new Set(taken), on).map(({ person: id, onBehalfOf }) => (onBehalfOf === null ? id : `${id} for ${onBehalfOf}`));

describe('who may decide a task', () => {
	it('is everyone who holds the role', () => {
		const second = person(['salesperson', 'production-manager']);
		expect(who(ofRole, [manager, substitute, second])).toEqual([manager.id, second.id]);
	});

	it('is only the department’s own where one is named', () => {
		const inside = person(['production-manager'], { department: 'mill' });
		expect(who({ ...ofRole, department: 'mill' }, [manager, inside])).toEqual([inside.id]);
	});

	it('is the named person whatever their role, and nobody else', () => {
		expect(who({ ...ofRole, assignee: substitute.id, role: null }, [manager, substitute])).toEqual([substitute.id]);
	});

	it('is nobody where neither a person nor a role is named', () => {
		expect(who({ ...ofRole, role: null }, [manager, substitute])).toEqual([]);
	});

	it('is not somebody who has left', () => {
		expect(who(ofRole, [{ ...manager, active: false }])).toEqual([]);
	});

	it.each([
		['on the first day of an absence', '2026-03-10', true],
		['on its last day', '2026-03-12', true],
		['the day before', '2026-03-09', false],
		['the day after', '2026-03-13', false],
	])('%s the substitute may too: %s, %s', (_, on, expected) => {
		expect(who(ofRole, [absent, substitute], [], on).includes(`${substitute.id} for ${absent.id}`)).toBe(expected);
	});

	it('is the substitute alone when the absent person has left', () => {
		expect(who(ofRole, [{ ...absent, active: false }, substitute])).toEqual([`${substitute.id} for ${absent.id}`]);
	});

	it('is not a substitute who has left, nor a substitute’s substitute', () => {
		const third = person([]);
		const away = { ...substitute, active: false, absences: [{ from: day, until: day, substitute: third.id }] };
		expect(who(ofRole, [absent, away, third])).toEqual([absent.id]);
	});

	it('is nobody twice when somebody names themselves as substitute', () => {
		const own = { ...manager, absences: [{ from: day, until: day, substitute: manager.id }] };
		expect(who(ofRole, [own])).toEqual([own.id]);
	});

	it('is nobody who stands on a side already, nor a substitute in their place', () => {
		expect(who(ofRole, [absent, substitute], [absent.id])).toEqual([]);
		expect(who(ofRole, [absent, substitute], [substitute.id])).toEqual([absent.id]);
	});

	it('is nobody for a task delegated by somebody who stands on a side', () => {
		expect(who({ ...ofRole, on_behalf_of: 'delegator' }, [manager], ['delegator'])).toEqual([]);
	});

	it('acts for the delegator, also through a substitute', () => {
		expect(who({ ...ofRole, on_behalf_of: 'delegator' }, [absent, substitute])).toEqual([
			`${absent.id} for delegator`,
			`${substitute.id} for delegator`,
		]);
	});

	it('acts for themselves rather than for a colleague where both are possible', () => {
		const found = deciders(ofRole, [absent, { ...substitute, roles: ['production-manager'] }], new Set(), day);
		expect(asDecider(substitute.id, found)).toEqual({ person: substitute.id, onBehalfOf: null });
	});
});

describe('who stands on a side', () => {
	it('is who submitted, who decided, and in whose place; not who was merely asked', () => {
		const sides = standsOnASide({ started_by: 'starter' }, [
			{ status: 'decided', decided_by: 'signer', on_behalf_of: 'absent' },
			{ status: 'superseded', decided_by: null, on_behalf_of: 'delegator' },
			{ status: 'open', decided_by: null, on_behalf_of: 'waiting' },
		]);
		expect([...sides]).toEqual(['starter', 'signer', 'absent']);
	});
});

describe('being qualified (REV-07)', () => {
	it('takes all four qualifications, each valid to the end of its day', () => {
		expect(isQualified(manager, '2099-12-31')).toBe(true);
		expect(isQualified(manager, '2100-01-01')).toBe(false);
		expect(isQualified({ ...manager, qualification: null }, day)).toBe(false);
	});

	it.each(Object.keys(fullyQualified))('is lost without “%s”', (missing) => {
		for (const value of [null, '2026-03-09']) {
			expect(isQualified({ ...manager, qualification: { ...fullyQualified, [missing]: value } }, day)).toBe(false);
		}
	});
});
