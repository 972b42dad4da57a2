import {
	contentDigest,
	contentOfQuestion,
	finishingKinds,
	placingKinds,
	totalOf,
	type Asked,
	type ShopContent,
} from '@crm-policy/rules/clearances/asked';
import { judge, type Judgement } from '@crm-policy/rules/clearances/judgement';
import { clearanceWords as words } from '@crm-policy/rules/clearances/words';
import type { ClearanceState } from '@crm-policy/rules/clearances/process';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import { domains } from '../domains.js';
import { systemCaller } from '../engine/caller.js';
import { issueCommand, startWork } from '../engine/command-bus.js';
import type { Host, Work } from '../engine/context.js';
import { lockRow } from '../engine/records.js';
import { firstOf } from '../engine/rows.js';
import { rulebookInForce } from '../engine/rulebooks.js';
import { insertRows, updateRow } from '../engine/writer.js';
import { queueForClearances } from './domain.js';
import { contractsOf, groundsFor, knownCustomer, knownRecords, referenceOf } from './grounds.js';
import { openReview, type Opened } from './opening.js';

/** A clearance as it is kept, as far as asking goes. */
export interface KnownClearance {
	readonly id: string;
	readonly status: ClearanceState;
	readonly contract: string | null;
	readonly amendment: string | null;
	readonly approval: string | null;
	/** The order that was placed with it. */
	readonly shop_order: string | null;
}

export interface Answered {
	readonly judgement: Judgement;
	readonly digest: string;
	/** There once something was granted, opened or reported for this content. */
	readonly clearance: KnownClearance | null;
}

const find = (work: Work, { reference }: Asked, digest: string): Promise<KnownClearance | undefined> =>
	firstOf<KnownClearance>(
		work
			.trx('crm_clearances')
			.where({ system: reference.system, order_reference: reference.order, digest })
			.select('id', 'status', 'contract', 'amendment', 'approval', 'shop_order')
			.first(),
	);

/** Everything one question needs, read in one transaction. */
interface Matter {
	readonly work: Work;
	readonly asked: Asked;
	readonly content: ShopContent;
	readonly digest: string;
	readonly rulebook: Rulebook;
}

const usedUp = ({ contract }: KnownClearance): Judgement => ({
	allowed: false,
	contract,
	approval: null,
	standing: null,
	violations: [{ rule: 'clearance-used', clause: 'REV-03', text: words.used }],
});

async function judged({ work, asked, content, digest, rulebook }: Matter): Promise<Judgement> {
	const known = await find(work, asked, digest);
	// What was cleared and placed is carried out, whatever has run out since.
	if (finishingKinds.includes(asked.kind) && known?.status === 'committed')
		return { allowed: true, contract: known.contract, approval: known.approval, standing: null, violations: [] };
	if (placingKinds.includes(asked.kind) && known?.status === 'committed') return usedUp(known);
	const reference = referenceOf(asked);
	const customers = await knownRecords(work, reference.system, reference.shopCustomer);
	return judge({ kind: asked.kind, content, customers }, await groundsFor(work, reference, rulebook), rulebook, work.now);
}

/** Lets those who ask and report at the same time follow each other. */
export async function queue(work: Work): Promise<void> {
	for (const { collection, id } of await queueForClearances(work)) await lockRow(work, collection, id);
}

async function enter({ work, asked, content, digest }: Matter, opened: Partial<Opened>): Promise<KnownClearance> {
	const id = work.newId();
	const { reference, customer, kind } = asked;
	await insertRows(
		work,
		'crm_clearances',
		[
			{
				id,
				status: 'requested',
				revision: 0,
				kind,
				system: reference.system,
				order_reference: reference.order,
				order_version: reference.version,
				shop_customer: customer.id,
				customer: await knownCustomer(work, customer.system, customer.id),
				amount: totalOf(content),
				currency: content.currency,
				digest,
				content,
				contract: opened.contract ?? null,
				amendment: opened.amendment ?? null,
				owner: opened.owner ?? null,
				department: opened.department ?? null,
			},
		],
		null,
	);
	return {
		id,
		status: 'requested',
		contract: opened.contract ?? null,
		amendment: opened.amendment ?? null,
		approval: null,
		shop_order: null,
	};
}

async function open(matter: Matter): Promise<KnownClearance> {
	const { work, asked, content, digest, rulebook } = matter;
	await queue(work);
	const known = await find(work, asked, digest);
	if (known !== undefined && known.contract !== null && (await stillLeads(work, known))) return known;
	const opened = await openReview(work, asked, content, await contractsOf(work, referenceOf(asked)), rulebook);
	if (known === undefined) return enter(matter, opened);
	await relink(work, known.id, opened);
	return { ...known, contract: opened.contract, amendment: opened.amendment };
}

/** Whether what was opened for this content earlier can still pass: a contract that is not over, an amendment that was not turned down. */
async function stillLeads(work: Work, { contract, amendment }: KnownClearance): Promise<boolean> {
	const [collection, id] = amendment === null ? (['crm_contracts', contract] as const) : (['crm_contract_amendments', amendment] as const);
	const row = await firstOf<{ status: string }>(
		work
			.trx(collection)
			.where({ id: id ?? '' })
			.select('status')
			.first(),
	);
	return row !== undefined && !['terminated', 'closed'].includes(row.status) && !(amendment !== null && row.status === 'rejected');
}

async function relink(work: Work, id: string, opened: Opened): Promise<void> {
	await updateRow(work, 'crm_clearances', id, null, { contract: opened.contract, amendment: opened.amendment }, null);
}

async function inMatter<T>(host: Host, asked: Asked, doing: (matter: Matter) => Promise<T>): Promise<T> {
	const schema = await host.getSchema();
	const content = contentOfQuestion(asked);
	return host.database.transaction(async (trx) => {
		const work = await startWork(host, trx, schema);
		const rulebook = await rulebookInForce(trx, work.now, 'en-US');
		return doing({ work, asked, content, digest: contentDigest(content), rulebook });
	});
}

/** Issues a command in the name of the system, which answers for what a shop asks and reports. */
export const issueAsSystem = (
	host: Host,
	id: string,
	name: string,
	input: Readonly<Record<string, unknown>> = {},
	collection = 'crm_clearances',
) => issueCommand(host, domains, { collection, id, command: name }, { input, comment: null, revision: null }, systemCaller);

/** Sees to it that there is a row for this content, whose commands then decide. */
export const entered = (host: Host, asked: Asked): Promise<KnownClearance> =>
	inMatter(host, asked, async (matter) => {
		await queue(matter.work);
		return (await find(matter.work, asked, matter.digest)) ?? enter(matter, {});
	});

/**
 * May the shop commit to this? What is allowed is put on record before the answer is given; a refusal changes nothing unless the shop
 * asks for the review to be opened.
 */
export async function answer(host: Host, asked: Asked, opening: boolean): Promise<Answered> {
	const first = await inMatter(host, asked, async (matter) => {
		const judgement = await judged(matter);
		const known = judgement.allowed || !opening ? ((await find(matter.work, asked, matter.digest)) ?? null) : await open(matter);
		return { judgement, digest: matter.digest, clearance: known };
	});
	if (!first.judgement.allowed) {
		// The contract that was opened is the one to look at.
		const contract = first.clearance?.contract ?? first.judgement.contract;
		return { ...first, judgement: { ...first.judgement, contract } };
	}
	const clearance = first.clearance ?? (await entered(host, asked));
	if (clearance.status === 'requested') await issueAsSystem(host, clearance.id, 'grant');
	return { ...first, clearance: { ...clearance, status: clearance.status === 'requested' ? 'granted' : clearance.status } };
}
