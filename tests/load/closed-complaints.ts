import type { Knex } from 'knex';

/**
 * What the policy asks of a complaint that has ended, written down once more as statements that know nothing of the product's rules: each
 * finds the complaints that break it. They run on SQLite and PostgreSQL alike.
 */
const ended = `c.status IN ('closed', 'archived')`;
const blank = (column: string): string => `(${column} IS NULL OR TRIM(CAST(${column} AS CHAR(20000))) = '')`;
const openDuties = (department: string, many: number): string =>
	`${ended} AND (
		(SELECT COUNT(*) FROM crm_complaint_tasks t WHERE t.complaint = c.id AND t.department_kind = '${department}') <> ${String(many)}
		OR EXISTS (SELECT 1 FROM crm_complaint_tasks t WHERE t.complaint = c.id AND t.department_kind = '${department}'
			AND (t.status = 'open' OR t.settled_by IS NULL OR t.settled_at IS NULL
				OR (t.status = 'done' AND t.duty <> 'register' AND ${blank('t.result')})
				OR (t.status = 'not_applicable' AND ${blank('t.reason')})))
	)`;

const broken: Readonly<Record<string, string>> = {
	'CMP-01 nobody answers for it': `c.status <> 'received' AND (c.owner IS NULL OR c.leader IS NULL)`,
	'CMP-02 processed without being registered': `c.status <> 'received' AND (c.registered_at IS NULL OR c.registered_by IS NULL OR c.number IS NULL)`,
	'CMP-02 registered before it was received': `c.registered_at < c.received_at`,
	'CMP-03 a category is missing': `c.status <> 'received' AND (c.cause IS NULL OR c.target IS NULL OR (c.target = 'staff_member' AND c.accused IS NULL))`,
	'CMP-05 nature, urgency or severity is missing': `c.status <> 'received' AND (c.nature IS NULL OR c.urgency IS NULL OR c.severity IS NULL)`,
	'CMP-06 the management department has something left to do': openDuties('management', 8),
	'CMP-07 the business department has something left to do': openDuties('business', 5),
	'CMP-08 the production department has something left to do': openDuties('production', 6),
	'CMP-07 a fact about the product is missing': `${ended} AND (c.nature = 'product' OR c.cause = 'quality')
		AND (${blank('c.order_number')} OR ${blank('c.product_model')} OR c.quantity IS NULL OR c.shipment_date IS NULL)`,
	'CMP-07 the demand is missing': `${ended} AND ${blank('c.customer_demand')}`,
	'CMP-09 the company manager does not know': `${ended} AND c.severity = 'serious' AND (c.manager_informed_at IS NULL
		OR NOT EXISTS (SELECT 1 FROM crm_outbox o JOIN directus_users u ON u.id = o.recipient
			WHERE o.item = CAST(c.id AS CHAR(36)) AND u.email IN ('gm@example.com', 'auditor@example.com')))`,
	'CMP-10 the customer heard nothing': `${ended} AND (c.replied_at IS NULL OR c.replied_by IS NULL)`,
	'CMP-11 opinion or form of the reply is missing': `${ended} AND (${blank('c.handling_opinion')} OR c.reply_form IS NULL OR ${blank('c.reply_text')}
		OR NOT EXISTS (SELECT 1 FROM crm_complaint_communications m WHERE m.complaint = c.id AND m.kind = 'reply'))`,
	'CMP-12, CMP-18 neither measure nor reason': `c.status = 'archived' AND c.outcome = 'founded' AND ${blank('c.no_measure_reason')}
		AND NOT EXISTS (SELECT 1 FROM crm_corrective_actions a WHERE a.complaint = c.id AND a.started_at IS NOT NULL)`,
	'CMP-13 nobody was appraised': `c.status = 'archived' AND NOT EXISTS (SELECT 1 FROM crm_appraisal_entries e WHERE e.complaint = c.id)`,
	'CMP-14 not ours or unfounded, and no note': `${ended} AND (c.outcome IS NULL OR (c.outcome <> 'founded' AND ${blank('c.handling_note')}))`,
	'CMP-15 no report was filed between the reply and the end': `${ended} AND NOT EXISTS (SELECT 1 FROM crm_complaint_reports r
		WHERE r.complaint = c.id AND r.filed_at >= c.replied_at AND r.filed_at <= c.closed_at)`,
	'CMP-16 archived with an unsatisfied customer': `c.status = 'archived' AND (c.follow_up_at IS NULL OR c.follow_up_by IS NULL
		OR NOT c.follow_up_satisfied OR c.follow_up_satisfied IS NULL OR c.follow_up_at < c.closed_at)`,
	'CMP-17 the leader still tracks it': `${ended} AND (c.tracking_closed_at IS NULL OR c.tracking_closed_by IS NULL OR ${blank('c.tracking_statement')}
		OR ${blank('c.findings')} OR ${blank('c.cause_found')})`,
	'CMP-17 nobody ruled on responsibility': `${ended} AND (c.responsibility IS NULL
		OR NOT EXISTS (SELECT 1 FROM crm_complaint_rulings g WHERE g.complaint = c.id AND g.status IN ('given', 'final') AND g.responsibility = c.responsibility)
		OR EXISTS (SELECT 1 FROM crm_complaint_rulings g WHERE g.complaint = c.id AND g.status = 'objected'))`,
	'CMP-19 a compensation is undecided': `${ended} AND EXISTS (SELECT 1 FROM crm_complaint_compensations k
		WHERE k.complaint = c.id AND k.status IN ('draft', 'in_approval'))`,
	'CMP-19 archived before what was promised was given': `c.status = 'archived' AND EXISTS (SELECT 1 FROM crm_complaint_compensations k
		WHERE k.complaint = c.id AND k.status = 'approved')`,
	'CMP-20 the one complained of had a hand in it': `c.accused IN (c.owner, c.leader, c.registered_by, c.replied_by, c.closed_by, c.tracking_closed_by, c.follow_up_by, c.archived_by)
		OR EXISTS (SELECT 1 FROM crm_complaint_tasks t WHERE t.complaint = c.id AND t.settled_by = c.accused)
		OR EXISTS (SELECT 1 FROM crm_complaint_rulings g WHERE g.complaint = c.id AND g.ruled_by = c.accused)
		OR EXISTS (SELECT 1 FROM crm_ledger l WHERE l.item = CAST(c.id AS CHAR(36)) AND l.actor = CAST(c.accused AS CHAR(36)))`,
	'CMP-19 the stages are out of order': `${ended} AND NOT (c.received_at <= c.registered_at AND c.registered_at <= c.investigated_at
		AND c.investigated_at <= c.replied_at AND c.replied_at <= c.closed_at AND (c.archived_at IS NULL OR c.closed_at <= c.archived_at))`,
	'FBK-06 neither measure nor reason at the end': `${ended} AND ${blank('c.no_measure_reason')}
		AND NOT EXISTS (SELECT 1 FROM crm_corrective_actions a WHERE a.complaint = c.id)`,
	'FBK-07 a major problem was not discussed': `${ended} AND c.major AND (c.discussion_held_on IS NULL OR ${blank('c.discussion_participants')} OR ${blank('c.discussion_solution')})`,
	'RCP-06 a complex case without a word in between': `${ended} AND c.complex
		AND NOT EXISTS (SELECT 1 FROM crm_complaint_communications m WHERE m.complaint = c.id AND m.kind = 'progress')`,
};

/** What is broken by whom: a line for each claim that does not hold of some complaint among those taken in after `since`. */
export async function brokenClaims(database: Knex, ids: readonly string[]): Promise<readonly string[]> {
	const found: string[] = [];
	for (const [claim, condition] of Object.entries(broken)) {
		const rows: readonly { id: string; status: string; number: string | null }[] = await database('crm_complaints as c')
			.whereRaw(`(${condition})`)
			.select('c.id', 'c.status', 'c.number');
		for (const { id, status, number } of rows) if (ids.includes(id)) found.push(`${claim}: ${number ?? id} (${status})`);
	}
	return found;
}

/** Numbers of one cycle that are missing or double (CMP-04): the cycle is the month, the running number the last part. */
export async function gapsInNumbers(database: Knex): Promise<readonly string[]> {
	const numbers = ((await database('crm_complaints').whereNotNull('number').pluck('number')) as unknown[]).map(String);
	const found: string[] = [];
	for (const month of new Set(numbers.map((number) => number.slice(0, 4)))) {
		const running = numbers
			.filter((number) => number.startsWith(month))
			.map((number) => Number(number.split('-').at(-1)))
			.toSorted((one, other) => one - other);
		for (const [index, number] of running.entries())
			if (number !== index + 1) found.push(`${month}: ${String(number)} where ${String(index + 1)} belongs`);
	}
	return found;
}

/** Registrations in the order of the ledger whose running number does not rise by one (CMP-04). */
export async function numbersOutOfOrder(database: Knex, ids: readonly string[]): Promise<readonly string[]> {
	const registered: readonly { item: string }[] = await database('crm_ledger as l')
		.where({ 'l.collection': 'crm_complaints', 'l.command': 'register' })
		.orderBy('l.seq')
		.select('l.item');
	const numbers: readonly { id: string; number: string | null }[] = await database('crm_complaints').select('id', 'number');
	const numberOf = new Map(numbers.map(({ id, number }) => [id, number]));
	const running = registered
		.filter(({ item }) => ids.includes(item))
		.map(({ item }) => Number((numberOf.get(item) ?? '').split('-').at(-1)));
	return running.flatMap((number, index) => {
		const before = running[index - 1];
		return before === undefined || number === before + 1 || number === 1 ? [] : [`${String(number)} after ${String(before)}`];
	});
}
