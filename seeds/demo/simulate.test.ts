import { describe, expect, it } from 'vitest';
import { contentHash } from '@crm-policy/rules/canonical/content';
import { isCovered } from '@crm-policy/rules/contract-review/commitment';
import { contractStates, reviewLevels } from '@crm-policy/rules/contract-review/contract';
import { amendmentStates } from '@crm-policy/rules/contract-amendments/amendment';
import { giftStates } from '@crm-policy/rules/gifts/gift';
import { giftKinds } from '@crm-policy/rules/rulebook/gifts';
import { causes, complaintStates, outcomes, responsibilities, targets } from '@crm-policy/rules/complaints/complaint';
import { visitStates } from '@crm-policy/rules/visits/visit';
import { customerStates } from '@crm-policy/rules/customers/customer';
import { approvalStates } from '@crm-policy/rules/approval/rows';
import { follow, genesis } from '@crm-policy/rules/ledger/chain';
import { governedDigest } from '@crm-policy/rules/ledger/governed-digest';
import { processes } from '@crm-policy/rules/processes';
import { locales, type Locale } from '@crm-policy/rules/words/text';
import { collections, type CollectionName } from '@crm-policy/schema/model';
import { rowModel } from '@crm-policy/schema/declare';
import { demoRows, foundationRows } from '../data.js';
import { foundingEntry } from '../rulebook/rows.js';
import { blankRow, hasColumn, kindOf, referredBy } from '../kind-of.js';
import { personCalled, people } from './people.js';
import { Refusal } from './simulation/refusal.js';
import { foundedAt, simulate } from './simulate.js';
import { contractId } from './story/contracts.js';

const now = '2026-06-17T02:30:00.000Z';
const begin = (language: Locale, at: string) => simulate(language, at, foundingEntry(language, foundedAt(at)));
const worlds = Object.fromEntries(locales.map((language) => [language, begin(language, now)]));
const world = begin('en-US', now);
const isOurs = (collection: string): collection is CollectionName => collection in collections;
const statesOf = (collection: string) => [...new Set(world.store.where(collection).map((row) => row['status']))];

describe('demo company', () => {
	it('has contracts in every state', () => {
		expect(statesOf('crm_contracts').sort()).toEqual([...contractStates].sort());
		expect(world.store.where('crm_contracts')).toHaveLength(40);
	});

	it('has contracts of every level under review, passed and in force', () => {
		for (const status of ['in_review', 'approved', 'effective', 'closed']) {
			const levels = world.store
				.where('crm_contracts', { status })
				.map((contract) => world.store.where('crm_contract_reviews', { contract: contract.id })[0]?.['level']);
			expect([...new Set(levels)].sort(), status).toEqual([...reviewLevels].sort());
		}
	});

	it('has customers and amendments in every state', () => {
		expect(statesOf('crm_customers').sort()).toEqual([...customerStates].sort());
		expect(statesOf('crm_contract_amendments').sort()).toEqual([...amendmentStates].sort());
		expect(world.store.where('crm_customers')).toHaveLength(60);
		expect(world.store.where('crm_contacts')).toHaveLength(120);
	});

	it('has twenty gifts in every state, and of every kind but “other”', () => {
		expect(world.store.where('crm_gifts')).toHaveLength(20);
		expect(statesOf('crm_gifts').sort()).toEqual([...giftStates].sort());
		const kinds = new Set(world.store.where('crm_gifts').map((gift) => gift['kind']));
		expect(giftKinds.filter((kind) => !kinds.has(kind))).toEqual(['other']);
	});

	it('has thirty complaints in every state, with every outcome, both categories and each kind of responsibility', () => {
		const complaints = world.store.where('crm_complaints');
		const values = (field: string) => [...new Set(complaints.map((row) => row[field]).filter((value) => value !== null))].sort();
		expect(complaints).toHaveLength(30);
		expect(statesOf('crm_complaints').sort()).toEqual([...complaintStates].sort());
		expect(values('outcome')).toEqual([...outcomes].sort());
		expect(values('cause')).toEqual([...causes].sort());
		expect(values('target')).toEqual([...targets].sort());
		expect(values('responsibility')).toEqual([...responsibilities].sort());
		expect(statesOf('crm_corrective_actions').sort()).toEqual(['open', 'verified']);
		expect(statesOf('crm_complaint_rulings').sort()).toEqual(['final', 'given', 'objected', 'replaced']);
	});

	it('has no complaint that anybody had to be reminded of by now, whatever day it is', { timeout: 60_000 }, () => {
		for (const day of ['2026-02-24T15:50:00.000Z', '2026-10-09T16:20:00.000Z', '2027-01-03T20:10:00.000Z']) {
			const then = begin('en-US', day);
			const reminded = then.store
				.where('crm_complaints')
				.filter(({ next_reminder_at: next }) => typeof next === 'string' && next <= day)
				.map(({ title }) => title);
			expect(reminded, day).toEqual([]);
		}
	});

	it('has eighty visits around today in every state, some all day, one under way', () => {
		const visits = world.store.where('crm_visits');
		expect(visits).toHaveLength(80);
		expect(statesOf('crm_visits').sort()).toEqual([...visitStates].sort());
		expect(visits.filter((visit) => visit['all_day'] === true).length).toBeGreaterThan(3);
		expect(visits.filter(({ status }) => status === 'under_way')).toHaveLength(1);
		expect(world.store.where('crm_visit_reports').length).toBeGreaterThan(20);
	});

	it('has contact of many forms, some of it still to be answered, and one conversation of the management', () => {
		const kept = world.store.where('crm_communications');
		expect(kept.length).toBeGreaterThan(15);
		expect(new Set(kept.map(({ form }) => form)).size).toBeGreaterThan(4);
		expect(statesOf('crm_communications').sort()).toEqual(['open', 'recorded']);
		expect(kept.filter(({ executive }) => executive === true)).toHaveLength(1);
	});

	it('has birthdays by the sun and by the moon, of people who have agreed to care', () => {
		const born = world.store.where('crm_contacts').filter(({ birthday }) => typeof birthday === 'string');
		expect(born.length).toBeGreaterThan(3);
		expect(new Set(born.map(({ birthday_calendar: kept }) => kept))).toEqual(new Set(['solar', 'lunar']));
	});

	it('has a plan for next month that waits for approval', () => {
		expect(world.store.where('crm_visit_plans')).toMatchObject([{ status: 'in_approval', year: 2026, month: 7 }]);
		expect(world.store.where('crm_visit_plan_lines').length).toBeGreaterThan(3);
	});

	it('has a gift beyond the yearly limit of related customers, approved as an exception', () => {
		const [beyond, ...others] = world.store.where('crm_gifts', { exception: true });
		expect(others).toEqual([]);
		expect(world.store.where('crm_approvals', { gift: beyond?.id })).toMatchObject([{ route: 'gift-exception', status: 'approved' }]);
	});

	it('has approvals that are running, passed, refused and returned', () => {
		expect(statesOf('crm_approvals').sort()).toEqual(approvalStates.filter((state) => state !== 'withdrawn' && state !== 'void').sort());
	});

	it('has nothing done after the present', () => {
		expect(world.ledger.filter((entry) => entry.at > now)).toEqual([]);
	});

	it('has reviews that are not overdue', () => {
		const open = world.store.where('crm_approval_tasks', { status: 'open' });
		expect(open.length).toBeGreaterThan(5);
		expect(open.filter((task) => String(task['due_at']) <= now)).toEqual([]);
	});

	it('tells the same story from any day on', () => {
		const later = begin('en-US', '2027-01-03T20:10:00.000Z');
		expect(later.ledger.map(({ collection, item, command }) => [collection, item, command])).toEqual(
			world.ledger.map(({ collection, item, command }) => [collection, item, command]),
		);
		expect(begin('en-US', now).ledger).toEqual(world.ledger);
	});

	it.each(locales)('has a ledger whose chain holds (%s)', (language) => {
		const ledger = worlds[language]?.ledger ?? [];
		expect(ledger.length).toBeGreaterThan(200);
		expect(follow({ seq: 0, head: genesis }, ledger)).toMatchObject({ ok: true });
	});

	it('has every governed record as the ledger last saw it', () => {
		const lastSeen = new Map(
			world.ledger.flatMap((entry) =>
				entry.moved.map((moved) => [`${moved.collection}/${moved.item}`, { seq: entry.seq, digest: moved.digest }]),
			),
		);
		let compared = 0;
		for (const process of processes) {
			for (const row of world.store.where(process.collection)) {
				const seen = lastSeen.get(`${process.collection}/${row.id}`);
				expect(row['ledger'], `${process.collection} ${row.id}`).toBe(seen?.seq ?? null);
				if (seen !== undefined) expect(governedDigest(process, row, kindOf)).toBe(seen.digest);
				compared += seen === undefined ? 0 : 1;
			}
		}
		expect(compared).toBeGreaterThan(200);
	});

	it('has an approval over the present content of every contract the company is committed to (REV-03)', () => {
		const committed = world.store
			.where('crm_contracts')
			.filter((contract) => ['approved', 'effective', 'closed', 'terminated'].includes(String(contract['status'])));
		for (const contract of committed) {
			const approvals = [...world.store.where('crm_approvals', { contract: contract.id })].map((approval) => ({
				id: approval.id,
				status: String(approval['status']) as 'approved',
				started_by: String(approval['started_by']),
				round: Number(approval['round']),
				coversHash: String(approval['result_hash'] ?? approval['subject_hash']),
			}));
			expect(isCovered(contentHash(world.store.contentOf('crm_contracts', contract.id)), approvals), String(contract['title'])).toBe(true);
		}
	});

	it('has nobody on both sides of an approval, and nobody twice', () => {
		for (const approval of world.store.where('crm_approvals')) {
			const deciders = world.store
				.where('crm_approval_tasks', { approval: approval.id, status: 'decided' })
				.map((task) => task['decided_by']);
			expect(new Set(deciders).size).toBe(deciders.length);
			expect(deciders).not.toContain(approval['started_by']);
		}
	});

	it('gives numbers without gaps and counts them', () => {
		for (const { name, cycle, last } of world.counters) {
			const collection = {
				contract: 'crm_contracts',
				amendment: 'crm_contract_amendments',
				customer: 'crm_customers',
				execution_notice: 'crm_execution_notices',
				gift: 'crm_gifts',
				complaint: 'crm_complaints',
				corrective_action: 'crm_corrective_actions',
				visit: 'crm_visits',
				visit_plan: 'crm_visit_plans',
			}[name];
			// A number shows its cycle (`HT2026-#`), or begins with its month (`month 202606`).
			const month = /^month 20(\d{4})$/.exec(cycle)?.[1];
			const before = month ?? cycle.replace('#', '');
			const given = world.store.where(collection ?? '').flatMap((row) => (typeof row['number'] === 'string' ? [row['number']] : []));
			expect(
				given
					.filter((number) => number.startsWith(before))
					.map((number) => Number(number.slice(month === undefined ? before.length : number.lastIndexOf('-') + 1)))
					.sort((a, b) => a - b),
				name,
			).toEqual(Array.from({ length: last }, (_, index) => index + 1));
		}
		expect(world.counters.length).toBeGreaterThanOrEqual(3);
	});

	it('speaks one language', () => {
		const chinese = worlds['zh-CN'];
		for (const collection of [
			'crm_customers',
			'crm_contracts',
			'crm_contract_lines',
			'crm_stock',
			'crm_contract_amendments',
			'crm_gifts',
			'crm_complaints',
			'crm_corrective_actions',
		] as const) {
			const say = (row: Readonly<Record<string, unknown>>) => String(row['title'] ?? row['name'] ?? row['product'] ?? row['reason']);
			for (const row of world.store.where(collection)) if (row['title'] !== null) expect(say(row)).not.toMatch(/\p{Script=Han}/u);
			for (const row of chinese?.store.where(collection) ?? []) if (row['title'] !== null) expect(say(row)).toMatch(/\p{Script=Han}/u);
		}
	});

	it('is refused what the rules refuse', () => {
		const other = begin('en-US', now);
		const sign = () => other.command('crm_contracts', contractId('draft-hotel'), 'sign', { by: personCalled('sales').id, at: now });
		expect(sign).toThrow(Refusal);
		expect(sign).toThrow(/review-not-passed/);
		const decideOwn = () =>
			other.command('crm_contracts', contractId('draft-no-form'), 'submit', { by: personCalled('sales').id, at: now });
		expect(decideOwn).toThrow(/review-form-missing/);
	});
});

describe('seed rows', () => {
	const options = { demo: true, language: 'en-US', demoPassword: 'secret' } as const;
	const rows = [...foundationRows(options, now), ...demoRows(options, now, foundingEntry('en-US', foundedAt(now)))];

	it('have each row once, apart from later additions', () => {
		const keys = rows.filter(({ mode }) => mode === 'create-only').map(({ collection, key }) => `${collection} ${JSON.stringify(key)}`);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('name only columns that exist', () => {
		const unknown = rows
			.filter(({ collection }) => collection.startsWith('crm_') && collection !== 'crm_sequences')
			.flatMap(({ collection, key, values }) =>
				Object.keys({ ...key, ...values })
					.filter((column) => !hasColumn(collection, column))
					.map((column) => `${collection}.${column}`),
			);
		expect([...new Set(unknown)]).toEqual([]);
	});

	it('fit the models of their collections', () => {
		for (const { collection, key, values, mode } of rows) {
			if (mode !== 'create-only' || !isOurs(collection) || collection.startsWith('directus_')) continue;
			const read = rowModel(collections[collection]).safeParse({ ...blankRow(collection), ...key, ...values });
			expect(read.error?.issues.map((issue) => `${collection}.${issue.path.join('.')}: ${issue.message}`) ?? []).toEqual([]);
		}
	});

	it('refer only to rows written before them', () => {
		const written = new Set<string>();
		for (const { collection, key, values } of rows) {
			for (const [name, target] of Object.entries(values)) {
				const referred = isOurs(collection) ? referredBy(collection, name) : null;
				if (referred === null || typeof target !== 'string' || target === key['id']) continue;
				expect(written.has(`${referred} ${target}`), `${collection}.${name} → ${referred}`).toBe(true);
			}
			written.add(`${collection} ${String(key['id'])}`);
		}
	});

	it('continue the ledger from the entry that established the rulebook', () => {
		const entries = rows.filter(({ collection }) => collection === 'crm_ledger').map(({ values }) => values);
		expect(entries.map((entry) => entry['seq'])).toEqual(entries.map((_, index) => index + 1));
		expect(entries[1]?.['previous']).toBe(entries[0]?.['hash']);
	});

	it('hold people only in the demo', () => {
		expect(rows.filter(({ collection }) => collection === 'directus_users')).toHaveLength(people.length);
		const bare = foundationRows({ ...options, demo: false }, now);
		expect([...new Set(bare.map(({ collection }) => collection))].sort()).toEqual([
			'crm_clauses',
			'crm_departments',
			'crm_ledger',
			'crm_rulebooks',
			'crm_work_calendar_days',
			'crm_work_calendars',
		]);
	});
});
