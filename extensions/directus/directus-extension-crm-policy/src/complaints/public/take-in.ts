import { Readable } from 'node:stream';
import { localDay } from '@crm-policy/rules/calendar/local-date';
import type { ComplaintRow } from '@crm-policy/rules/complaints/complaint';
import { takeIn, type Intake } from '@crm-policy/rules/complaints/intake';
import { publicComplaintWords as words } from '@crm-policy/rules/complaints/public-words';
import { receive, type Received } from '@crm-policy/rules/complaints/receiving';
import { intakeFolder } from '@crm-policy/seeds/desk/folders';
import { startWork } from '../../engine/command-bus.js';
import type { Host, Work } from '../../engine/context.js';
import { enqueue } from '../../engine/outbox.js';
import { rulebookInForce } from '../../engine/rulebooks.js';
import { openCasesOf } from '../open-cases.js';
import type { Attachment } from './attachments.js';
import { createLink } from './links.js';
import { IntakeRefused } from './problem.js';

/** What came in from outside, and how. */
export interface Incoming {
	readonly intake: Intake;
	readonly channel: NonNullable<ComplaintRow['channel']>;
	readonly attachments: readonly Attachment[];
	/** Of an e-mail: what tells it from others, so that it is taken in once. */
	readonly digest?: string;
	/** What those who handle it should know beside what was said. */
	readonly note?: string;
}

export interface TakenInComplaint {
	readonly id: string;
	/** Of the status link; it is kept nowhere and can be told only now. */
	readonly secret: string;
	/** ISO day in the company's time zone. */
	readonly receivedOn: string;
}

/**
 * Takes a complaint in: stores what was attached, then, in one transaction, the record with its owner, its files, its status link and
 * the messages to those who answer for it. If anything fails, nothing of it is left (CMP-01, CMP-02, FBK-02).
 */
export async function takeInComplaint(host: Host, incoming: Incoming): Promise<TakenInComplaint> {
	const schema = await host.getSchema();
	const files = new host.services.FilesService({ knex: host.database, schema, accountability: null });
	const stored: string[] = [];
	try {
		for (const { name, type, bytes } of incoming.attachments) {
			const details = { title: name, filename_download: name, type, folder: intakeFolder };
			stored.push(await files.uploadOne(Readable.from([bytes]), details, undefined, { emitEvents: false }));
		}
		return await host.database.transaction(async (trx) => record(await startWork(host, trx, schema), incoming, stored));
	} catch (error) {
		await removeFiles(host, files, stored);
		throw error;
	}
}

async function removeFiles(
	host: Host,
	files: { deleteMany(keys: readonly string[]): Promise<unknown> },
	stored: readonly string[],
): Promise<void> {
	if (stored.length === 0) return;
	try {
		await files.deleteMany(stored);
	} catch (error) {
		// The complaint itself failed for another reason, which is the one to report.
		host.logger.warn(error, `CRM Policy: ${stored.length} attachments of a complaint that was not taken in could not be removed.`);
	}
}

async function designate(work: Work, intake: Intake): Promise<{ readonly received: Received; readonly timeZone: string }> {
	const rulebook = await rulebookInForce(work.trx, work.now, 'en-US');
	const people = await work.people();
	const openCases = await openCasesOf(work.trx);
	const choice = { people, accused: null, day: localDay(work.now, rulebook.time_zone), openCases };
	const received = receive({ nature: intake.nature ?? null }, rulebook, choice);
	if (received === null) throw new IntakeRefused(503, 'SERVICE_UNAVAILABLE', [{ field: null, text: words.problems.nobodyThere }]);
	return { received, timeZone: rulebook.time_zone };
}

async function record(work: Work, { intake, channel, digest, note }: Incoming, files: readonly string[]): Promise<TakenInComplaint> {
	const { received, timeZone } = await designate(work, intake);
	const { owner, message } = received;
	const service = (collection: string) =>
		new work.host.services.ItemsService(collection, { knex: work.trx, schema: work.schema, accountability: null });
	const complaint = await service('crm_complaints').createOne({
		...takeIn(intake, channel, work.now),
		mail_digest: digest ?? null,
		internal_note: note ?? null,
		owner: owner.id,
		department: owner.department,
	});
	if (files.length > 0) await service('crm_complaint_files').createMany(files.map((file) => ({ complaint, file })));
	const secret = await createLink(work.trx, complaint, work.now);
	await enqueue(work, [message], { collection: 'crm_complaints', item: complaint });
	return { id: complaint, secret, receivedOn: localDay(work.now, timeZone) };
}
