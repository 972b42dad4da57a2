import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDirectus, type Body, type Client, type Directus, type OwnDirectus, type StartOptions } from '../harness/directus.js';

/** Who tries: somebody from the street, a person of the company, the head of a department. */
export const callers = ['anonymous', 'sales', 'sales.manager'] as const;
export type Caller = (typeof callers)[number];

/** A red square of 8 × 8 pixels. */
const picture = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC',
	'base64',
);

/** Flows whose ids the settings have to name before they exist. */
export const openWebhook = '5d1f0000-0000-4000-8000-000000000001';

/** Where a command that “sends” mail puts it. */
export class Mailbox {
	readonly folder = mkdtempSync(join(tmpdir(), 'crm-policy-mail-'));

	get settings(): Readonly<Record<string, string>> {
		const program = join(this.folder, 'sendmail');
		mkdirSync(join(this.folder, 'sent'), { recursive: true });
		writeFileSync(
			program,
			`#!/bin/sh\ncat > "${this.folder}/sent/$$.unfinished"\nmv "${this.folder}/sent/$$.unfinished" "${this.folder}/sent/$$"\n`,
		);
		chmodSync(program, 0o755);
		return { EMAIL_TRANSPORT: 'sendmail', EMAIL_SENDMAIL_PATH: program, EMAIL_FROM: 'crm@example.com' };
	}

	/** The text of every mail so far. */
	get mails(): readonly string[] {
		const sent = join(this.folder, 'sent');
		if (!existsSync(sent)) return [];
		return readdirSync(sent)
			.filter((name) => !name.endsWith('.unfinished'))
			.map((name) => readFileSync(join(sent, name), 'utf8').replaceAll('=\r\n', '').replaceAll('=\n', '').replaceAll('=3D', '='));
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** A server on this machine that nobody outside should reach through Directus. */
export interface Inside {
	readonly port: number;
	visits(): number;
}

/** Who is attacked: one Directus, or what stands behind a front door. */
export interface Attacked extends Directus {
	/** Whether its process is still there. */
	isRunning(): boolean;
}

/** A Directus with the things attacks are about: flows, a share, comments, a version, an image, rights that reach further than the product's. */
export interface Situation<Victim extends Attacked = Attacked> {
	readonly directus: Victim;
	readonly admin: Client;
	readonly mailbox: Mailbox;
	readonly inside: Inside;
	readonly people: Readonly<Record<Exclude<Caller, 'anonymous'>, Client>>;
	readonly image: string;
	readonly note: number;
	readonly version: string;
	readonly administratorRole: string;
	readonly manualFlow: string;
	/** Runs a request as one of the callers. */
	as(caller: Caller): Client['request'];
	/** How often the flows of this situation have run. */
	runs(): Promise<number>;
	stop(): Promise<void>;
}

/** Directus' own defaults for what the product switches off. */
export const hostDefaults: Readonly<Record<string, string>> = {
	TUS_ENABLED: 'true',
	CACHE_ENABLED: 'true',
	AI_ENABLED: 'true',
	MCP_ENABLED: 'true',
	IP_TRUST_PROXY: 'true',
	IMPORT_IP_DENY_LIST: '0.0.0.0,169.254.169.254',
};

async function made(answer: Promise<{ readonly status: number; readonly body: Body<unknown> | null }>): Promise<Record<string, unknown>> {
	const { status, body } = await answer;
	if (status >= 300) throw new Error(`The situation could not be made: ${status} ${JSON.stringify(body)}`);
	return (body?.data ?? {}) as Record<string, unknown>;
}

async function startInside(): Promise<Inside & { close: () => void }> {
	let visits = 0;
	const server = createServer((_request, response) => {
		visits += 1;
		response.setHeader('content-type', 'text/plain');
		response.end('inside');
	});
	await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
	return { port: (server.address() as AddressInfo).port, visits: () => visits, close: () => server.close() };
}

/** A flow whose only step writes a note. */
async function noteFlow(admin: Client, own: Readonly<Record<string, unknown>>): Promise<string> {
	const flow = String(
		(await made(admin.request('POST', '/flows', { name: 'Note', status: 'active', accountability: 'all', ...own })))['id'],
	);
	const step = (key: string, x: number) =>
		made(
			admin.request('POST', '/operations', {
				flow,
				name: key,
				key,
				type: 'item-create',
				position_x: x,
				position_y: 1,
				options: { collection: 'open_notes', payload: { title: 'made by a flow' }, permissions: '$full', emitEvents: false },
			}),
		);
	const second = await step('second', 37);
	const first = await step('first', 19);
	await made(admin.request('PATCH', `/operations/${String(first['id'])}`, { resolve: second['id'] }));
	await made(admin.request('PATCH', `/flows/${flow}`, { operation: first['id'] }));
	return flow;
}

/** Settings of an operator whose people forget passwords and whose partners call a webhook. */
export const operatorSettings = (mailbox: Mailbox): Readonly<Record<string, string>> => ({
	CRM_PUBLIC_FLOWS: openWebhook,
	PASSWORD_RESET_URL_ALLOW_LIST: 'https://crm.example.com/reset',
	...mailbox.settings,
});

/** Starts a Directus and puts everything attacks are about into it. */
export async function openSituation(options: Omit<StartOptions, 'because'> = {}): Promise<Situation<OwnDirectus>> {
	const mailbox = new Mailbox();
	const directus = await startDirectus({
		because: 'attacks may end it',
		...options,
		env: { ...operatorSettings(mailbox), ...options.env },
	});
	return arrange(directus, mailbox, () => directus.stop());
}

/**
 * Puts everything attacks are about into a Directus that runs.
 * @param mailbox whose settings it was started with
 * @param end stops it
 * @param rights `named`: field by field. `whole`: on all fields, for a host that takes no others
 */
export async function arrange<Victim extends Attacked>(
	directus: Victim,
	mailbox: Mailbox,
	end: () => Promise<void>,
	rights: 'named' | 'whole' = 'named',
): Promise<Situation<Victim>> {
	const inside = await startInside();
	const admin = await directus.login('admin@example.com');
	const people = { sales: await directus.login('sales@example.com'), 'sales.manager': await directus.login('sales.manager@example.com') };

	for (const [collection, versioning] of [
		['open_notes', false],
		['kept_notes', true],
	] as const)
		await made(
			admin.request('POST', '/collections', {
				collection,
				meta: { versioning },
				schema: {},
				fields: [
					{ field: 'id', type: 'integer', meta: {}, schema: { is_primary_key: true, has_auto_increment: true } },
					{ field: 'title', type: 'string', meta: {}, schema: {} },
					{ field: 'secret', type: 'string', meta: {}, schema: {} },
				],
			}),
		);
	const note = Number((await made(admin.request('POST', '/items/kept_notes', { title: 'Kept', secret: 'only administrators' })))['id']);
	await made(admin.request('POST', '/items/open_notes', { title: 'Open' }));

	// What an operator may well grant beyond the product's own rights, field by field.
	const policy = String((await made(admin.request('POST', '/policies', { name: 'Extras', app_access: false, admin_access: false })))['id']);
	const right = (collection: string, action: string, fields: readonly string[] | null) => ({
		policy,
		collection,
		action,
		fields: rights === 'whole' ? ['*'] : fields,
		permissions: {},
	});
	const share = ['id', 'name', 'collection', 'item', 'role', 'user_created', 'date_created'];
	await made(
		admin.request('POST', '/permissions', [
			right('open_notes', 'read', ['id', 'title']),
			right('kept_notes', 'read', ['id', 'title']),
			right('kept_notes', 'share', null),
			right('directus_shares', 'create', share),
			right('directus_shares', 'read', share),
			right('directus_shares', 'update', share),
			right('directus_comments', 'update', ['comment', 'user_created', 'collection', 'item']),
			right('directus_versions', 'read', ['*']),
			right('directus_files', 'create', ['*']),
			right('directus_files', 'update', ['*']),
			right('directus_files', 'read', ['*']),
		]),
	);
	for (const { user } of Object.values(people)) await made(admin.request('POST', '/access', { policy, user, sort: 1 }));
	const publicPolicy = (await directus.database('directus_access').whereNull('role').whereNull('user').first()) as {
		policy: string;
	};
	await made(
		admin.request('POST', '/permissions', {
			...right('open_notes', 'read', ['id', 'title']),
			policy: publicPolicy.policy,
		}),
	);

	const version = String(
		(await made(admin.request('POST', '/versions', { key: 'draft', name: 'Draft', collection: 'kept_notes', item: String(note) })))['id'],
	);
	const form = new FormData();
	form.append('title', 'Picture');
	form.append('file', new Blob([picture], { type: 'image/png' }), 'picture.png');
	const image = String((await made(admin.request('POST', '/files', form)))['id']);
	const manualFlow = await noteFlow(admin, { trigger: 'manual', options: { collections: ['open_notes'], requireSelection: false } });
	await noteFlow(admin, { id: openWebhook, trigger: 'webhook', options: { method: 'POST', return: '$last' } });
	const role = (await directus.database('directus_users').where({ id: admin.user }).first()) as { role: string };

	return {
		directus,
		admin,
		mailbox,
		inside,
		people,
		image,
		note,
		version,
		administratorRole: role.role,
		manualFlow,
		as: (caller) =>
			caller === 'anonymous' ? directus.request : (method, path, body, options) => people[caller].request(method, path, body, options),
		runs: async () => {
			const row = (await directus.database('open_notes').where({ title: 'made by a flow' }).count({ notes: '*' }).first()) as {
				notes: number | string;
			};
			return Number(row.notes);
		},
		stop: async () => {
			inside.close();
			await end();
			mailbox.remove();
		},
	};
}

/** An id nobody has used. */
export const fresh = (): string => randomUUID();

export { noteFlow };
