import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarFooter, calendarHeader, stampedEvent } from '@crm-policy/rules/calendar-feeds/calendar-file';
import { describeVisit, type CalendarEvent } from '@crm-policy/rules/calendar-feeds/visit-event';
import { hostileVisit } from '@crm-policy/rules/testing/hostile-visits';
import { writeEvent } from '../../../extensions/directus/directus-extension-crm-policy/src/calendar-feeds/render.js';
import { freePort } from '../../../scripts/lib/port.mjs';
import { runCommand } from '../../../scripts/lib/run-command.mjs';
import { inDays } from '../../gifts/giving.js';
import { useDirectus } from '../../harness/directus.js';
import { Visiting } from '../../visits/visiting.js';
import { fetchCalendar, subscribe, type Subscription } from '../subscribing.js';

/** Debian's own interpreter, which its libraries are installed for. */
const python = '/usr/bin/python3';
const reader = fileURLToPath(new URL('./read.py', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'crm-calendars-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (...parts: readonly string[]): string => join(folder, ...parts);
// Programs that keep something of their own keep it here.
const env = {
	...process.env,
	HOME: folder,
	XDG_CONFIG_HOME: inFolder('config'),
	XDG_DATA_HOME: inFolder('data'),
	LC_ALL: 'C.UTF-8',
	TZ: 'UTC',
};

async function run(program: string, args: readonly string[], input?: string): Promise<string> {
	const given = input === undefined ? [program, ...args] : ['/bin/sh', '-c', `printf '%s' "$0" | exec "$@"`, input, program, ...args];
	const [first = program, ...rest] = given;
	const { code, output } = await runCommand(first, rest, { cwd: folder, env });
	expect(code, `${program} ${args.join(' ')}\n${output}`).toBe(0);
	return output;
}

describe('Every calendar library', () => {
	it('reads 10,000 visits with hostile text in every field exactly as they were meant', async () => {
		const revision = { sequence: 1, changedAt: '2026-11-20T08:00:00.000Z' };
		const events = fc.sample(hostileVisit, { numRuns: 10_000, seed: 7 }).map((entries, index): CalendarEvent => {
			const described = describeVisit(
				{
					id: `visit-${index}`,
					status: null,
					title: null,
					allDay: index % 7 === 0,
					startsAt: '2026-12-01T01:30:00Z',
					endsAt: '2026-12-01T03:00:00Z',
					startsOn: '2027-03-28',
					endsOn: '2027-03-28',
					customer: null,
					purposes: [],
					location: null,
					agenda: null,
					owner: null,
					participants: [],
					createdAt: null,
					...entries,
				},
				{ detail: 'full', locale: 'zh-CN', namesOwner: index % 2 === 0, alarm: index % 3 === 0 },
				'https://crm.example',
			);
			if ('defect' in described) throw new Error(described.defect);
			return described.event;
		});
		const calendar =
			calendarHeader({ name: '拜访; "all"', timeZone: 'Asia/Shanghai', url: 'https://crm.example/admin' }) +
			events.map((event) => stampedEvent(writeEvent(event), revision)).join('') +
			calendarFooter;
		writeFileSync(inFolder('hostile.ics'), calendar);
		writeFileSync(
			inFolder('hostile.json'),
			JSON.stringify(events.map(({ uid, summary, description = null, location = null }) => ({ uid, summary, description, location }))),
		);
		expect((await run(python, [reader, inFolder('hostile.ics'), inFolder('hostile.json')])).trim()).toBe('10000');
	}, 240_000);
});

describe('A calendar of the demo company', () => {
	const directus = useDirectus();
	let office: Visiting;
	let feed: Subscription;
	let customer: string;
	/** Stands before the server: can break, and sees what clients ask. */
	let between: Server;
	let address: string;
	let broken = false;

	beforeAll(async () => {
		office = await Visiting.open(directus);
		// The export office has few visits of its own.
		feed = await subscribe(office.as('export'), { name: '出口部拜访' });
		customer = await office.customer('export');
		between = createServer((request, response) => {
			if (broken) {
				response.writeHead(500, { 'content-type': 'text/html' }).end('<html>broken</html>');
				return;
			}
			void (async () => {
				const answer = await fetch(new URL(request.url ?? '/', directus.url));
				response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
				response.end(Buffer.from(await answer.arrayBuffer()));
			})();
		});
		const port = await freePort();
		await new Promise<void>((resolve) => between.listen(port, '127.0.0.1', resolve));
		address = `http://127.0.0.1:${port}`;
	});
	afterAll(() => {
		between.close();
	});

	const at = (days: number, hour: number) => ({
		starts_at: `${inDays(days)}T${String(hour).padStart(2, '0')}:00:00Z`,
		ends_at: `${inDays(days)}T${String(hour + 1).padStart(2, '0')}:00:00Z`,
	});
	const file = inFolder('feed.ics');
	const download = async (): Promise<void> => {
		const { status, text } = await fetchCalendar(directus, feed.path);
		expect(status).toBe(200);
		writeFileSync(file, text);
	};

	it('is flawless to vobject, icalendar and libical', async () => {
		await office.plan('export', customer, { title: '验布; 试样, "A"', ...at(2, 3) });
		await office.plan('export', customer, {
			all_day: true,
			starts_at: undefined,
			ends_at: undefined,
			starts_on: inDays(3),
			ends_on: inDays(4),
		});
		const cancelled = await office.plan('export', customer, { title: 'Called off', ...at(5, 3) });
		await office.accepted('export', cancelled, 'cancel', { comment: 'Holiday' });
		await download();
		expect(Number(await run(python, [reader, file]))).toBeGreaterThanOrEqual(3);
	});

	it('is imported whole by khal and calcurse', async () => {
		mkdirSync(inFolder('imported'), { recursive: true });
		writeFileSync(
			inFolder('khal.conf'),
			`[calendars]\n[[v]]\npath = ${inFolder('imported')}\n[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[default]\ndefault_calendar = v\n`,
		);
		await run('/usr/bin/khal', ['-c', inFolder('khal.conf'), 'import', '--batch', '-a', 'v', file]);
		const listed = await run('/usr/bin/khal', [
			'-c',
			inFolder('khal.conf'),
			'list',
			'--format',
			'{start} {status}{title}',
			inDays(2),
			'4d',
		]);
		expect(listed).toContain('验布; 试样, "A"');
		expect(listed).toContain('Cancelled: Called off');
		mkdirSync(inFolder('calcurse'), { recursive: true });
		const imported = await run('/usr/bin/calcurse', ['-D', inFolder('calcurse'), '-i', file]);
		expect(imported).toMatch(/\b0 skipped/);
	});

	it('is taken by Radicale, a strict server', async () => {
		const port = await freePort();
		const server: ChildProcess = spawn(
			'/usr/bin/radicale',
			['--server-hosts', `127.0.0.1:${port}`, '--auth-type', 'none', '--storage-filesystem-folder', inFolder('radicale')],
			{ env, stdio: 'ignore' },
		);
		try {
			const body = readFileSync(file);
			let status = 0;
			for (let attempt = 0; status === 0 && attempt < 100; attempt++) {
				try {
					const answer = await fetch(`http://127.0.0.1:${port}/t/x/`, {
						method: 'PUT',
						headers: { authorization: `Basic ${Buffer.from('t:').toString('base64')}`, 'content-type': 'text/calendar; charset=utf-8' },
						body,
					});
					status = answer.status;
				} catch {
					// It is not listening yet.
					await new Promise((resolve) => setTimeout(resolve, 100));
				}
			}
			expect(status).toBe(201);
		} finally {
			server.kill();
		}
	});

	it('is followed by vdirsyncer through everything that happens to visits', async () => {
		mkdirSync(inFolder('followed'), { recursive: true });
		writeFileSync(
			inFolder('vdirsyncer.conf'),
			`[general]\nstatus_path = "${inFolder('status')}"\n[pair p]\na = "here"\nb = "there"\ncollections = null\nconflict_resolution = "b wins"\n[storage here]\ntype = "filesystem"\npath = "${inFolder('followed')}"\nfileext = ".ics"\n[storage there]\ntype = "http"\nurl = "${address}${feed.path}"\n`,
		);
		const vdirsyncer = (...args: readonly string[]) =>
			runCommand('/usr/bin/vdirsyncer', ['-c', inFolder('vdirsyncer.conf'), ...args], { cwd: folder, env });
		const synced = async (): Promise<string> => {
			const { code, output } = await vdirsyncer('sync', '--force-delete');
			expect(code, output).toBe(0);
			return readdirSync(inFolder('followed'))
				.map((name) => readFileSync(inFolder('followed', name), 'utf8').replace(/\r?\n[ \t]/g, ''))
				.join('');
		};
		await run('/bin/sh', ['-c', `yes | /usr/bin/vdirsyncer -c ${inFolder('vdirsyncer.conf')} discover p`]);
		const before = await synced();
		expect(before).toContain('验布\\; 试样\\, "A"');

		// Added, renamed, moved.
		const visit = await office.plan('export', customer, { title: 'Newly added', ...at(6, 3) });
		expect(await synced()).toContain('SUMMARY:Newly added');
		await office.as('export').request('PATCH', `/items/crm_visits/${visit}`, { title: 'Renamed since', ...at(7, 4) });
		const moved = await synced();
		expect(moved).not.toContain('Newly added');
		expect(moved).toMatch(new RegExp(`DTSTART:${inDays(7).replaceAll('-', '')}T040000Z`));
		// The customer is renamed.
		await office.as('export').request('PATCH', `/items/crm_customers/${customer}`, { name: 'Rebranded Silk' });
		expect(await synced()).toContain('Rebranded Silk');
		// Unchanged: nothing is written again.
		const files = readdirSync(inFolder('followed')).sort();
		await synced();
		expect(readdirSync(inFolder('followed')).sort()).toEqual(files);
		// Broken on the way: what was fetched stays.
		broken = true;
		const failed = await vdirsyncer('sync', '--force-delete');
		expect(failed.code).not.toBe(0);
		expect(readdirSync(inFolder('followed')).sort()).toEqual(files);
		broken = false;
		// Cancelled, deleted, reassigned.
		await office.accepted('export', visit, 'cancel', { comment: 'Fair is closed' });
		expect(await synced()).toContain('SUMMARY:Cancelled: Renamed since');
		const deleted = await office.plan('export', customer, { title: 'To be deleted', ...at(8, 3) });
		expect(await synced()).toContain('To be deleted');
		await office.as('export').request('DELETE', `/items/crm_visits/${deleted}`);
		expect(await synced()).not.toContain('To be deleted');
		// Rights are lost: everything leaves.
		const me = await office.idOf('export');
		const { role } = await office.row(me, 'directus_users');
		await directus.database('directus_users').where({ id: me }).update({ role: null });
		expect(await synced()).toBe('');
		await directus
			.database('directus_users')
			.where({ id: me })
			.update({ role: role as string });
		expect(await synced()).toContain('Renamed since');
		// Revoked: the client is told, and keeps what it has.
		await office.as('export').request('DELETE', `/crm/feeds/${feed.id}`);
		const kept = readdirSync(inFolder('followed')).length;
		expect((await vdirsyncer('sync', '--force-delete')).code).not.toBe(0);
		expect(readdirSync(inFolder('followed')).length).toBe(kept);
	}, 180_000);
});
