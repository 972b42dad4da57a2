import { ForbiddenError } from '@directus/errors';
import { say } from '@crm-policy/rules/words/text';
import { findAskedTasks } from '../approval/open-tasks.js';
import { localeOfUser } from '../engine/caller.js';
import type { Host } from '../engine/context.js';
import { countStuck, patienceMinutes } from '../engine/outbox.js';
import { firstOf, onlyRowOf } from '../engine/rows.js';
import { publishedInForce } from '../engine/rulebooks.js';
import { isSetUp } from '../engine/safety.js';
import { engineWords } from '../engine/words.js';
import { runningHost } from '../host/running-host.js';
import { configurationProblems } from '../host-guard/configuration.js';
import { problemWords, type Problem } from '../host-guard/problems.js';
import { guardsIntact } from '../provision/guard-watch.js';
import { calendarsPublishedUntil } from '../working-time/calendars.js';
import { handling, type Handler } from './http.js';

/** What an administrator needs to know to trust the installation; `ok` is false when anything is red, and every problem says what to do. */
export const healthRoute = (host: Host): readonly ['get', string, Handler] => [
	'get',
	'/health',
	handling(async (_request, accountability) => {
		if (!accountability.admin) throw new ForbiddenError();
		const { version, tested, rules } = await runningHost(host);
		const ground = { version, tested, custom_rules: rules() };
		const locale = await localeOfUser(accountability.user, host.database);
		const spoken = (problems: readonly Problem[]): readonly { readonly kind: string; readonly message: string }[] =>
			problems.map(({ kind, sentence, values }) => ({ kind, message: say(sentence, locale, values) }));
		if (!(await isSetUp(host))) {
			// Nothing else can be told before the tables are made.
			const notSetUp: Problem = { kind: 'not-set-up', sentence: engineWords.notSetUp };
			return { data: { ok: false, set_up: false, problems: spoken([notSetUp, ...(await configurationProblems())]), host: ground } };
		}
		const now = new Date().toISOString();
		const { rulebook, silentAbout } = await publishedInForce(host.database, now, locale);
		const head = await firstOf<{ seq: number | string; hash: string }>(
			host.database('crm_ledger').orderBy('seq', 'desc').select('seq', 'hash').first(),
		);
		const backlog = await onlyRowOf<{
			waiting: number | string;
		}>(host.database('crm_outbox').whereNull('sent_at').count({ waiting: '*' }).first());
		const guards = await guardsIntact(host.database);
		const withoutPerson = (await findAskedTasks(host.database, now, { states: ['open'], most: 10_000 })).filter(
			({ deciders }) => deciders.length === 0,
		).length;
		const stuck = await countStuck(host.database, new Date(now));
		const problems: readonly Problem[] = [
			...(guards ? [] : [{ kind: 'database-guards', sentence: engineWords.guardsMissing }]),
			...(await configurationProblems()),
			...(withoutPerson === 0
				? []
				: [{ kind: 'steps-without-person', sentence: problemWords.stepsWithoutPerson, values: { count: withoutPerson } }]),
			...(stuck === 0 ? [] : [{ kind: 'outbox', sentence: problemWords.outboxStuck, values: { count: stuck, minutes: patienceMinutes } }]),
		];
		return {
			data: {
				ok: problems.length === 0,
				set_up: true,
				problems: spoken(problems),
				host: ground,
				database_guards: guards,
				rulebook_version: rulebook.version,
				rulebook_silent_about: silentAbout,
				ledger: { entries: Number(head?.seq ?? 0), head: head?.hash ?? null },
				calendar_published_until: await calendarsPublishedUntil(host.database),
				outbox_backlog: Number(backlog.waiting),
				steps_without_person: withoutPerson,
			},
		};
	}),
];
