import { say } from '@crm-policy/rules/words/text';
import type { Host } from '../engine/context.js';
import { runningHost, type RunningHost } from '../host/running-host.js';
import { fullyTested } from '../host/tested-hosts.js';
import { databaseProblems } from './database-checks.js';
import { problemWords, type Problem } from './problems.js';
import { scopingUnavailable } from './scoping.js';
import { settingRules } from './setting-rules.js';

/** After a change is announced its transaction may still be open; another look comes this much later (milliseconds). */
const settleTime = 1500;

const settingProblems = (env: Host['env']): readonly Problem[] =>
	settingRules
		.filter((rule) => !rule.holds(env))
		.map(({ name, expected }) => ({ kind: 'setting', sentence: problemWords.setting, values: { name, expected } }));

const versionProblems = ({ version, tested }: RunningHost): readonly Problem[] =>
	tested
		? []
		: [{ kind: 'host-version', sentence: problemWords.hostVersion, values: { version: version ?? '?', tested: fullyTested.join(', ') } }];

/**
 * Knows whether the installation is configured as the rules need it. It looks when the server starts, when something that matters was changed
 * and once a minute (for changes past Directus and on other instances), never per request.
 */
export class ConfigurationWatch {
	private stale = true;
	private looking: Promise<void> | null = null;
	private found: readonly Problem[] = [];
	private said = '';
	private running: RunningHost | null = null;

	/** @param refresh what else reads policies, and is to be read again with them */
	constructor(
		private readonly host: Host,
		private readonly openFlows: ReadonlySet<string>,
		private readonly refresh: () => Promise<void>,
	) {}

	/** Something that matters was changed: looks now, and again once a transaction that is still open has ended. */
	markChanged(): void {
		void this.lookAgain();
		setTimeout(() => void this.lookAgain(), settleTime).unref();
	}

	/** Looks whatever was found before. Never fails: what cannot be looked at is a problem. */
	async lookAgain(): Promise<readonly Problem[]> {
		this.stale = true;
		return this.problems();
	}

	/** Everything that is wrong; empty when governed commands are safe. */
	async problems(): Promise<readonly Problem[]> {
		while (this.stale || this.looking !== null) {
			this.looking ??= this.look().finally(() => {
				this.looking = null;
			});
			await this.looking;
		}
		return this.isScoped ? this.found : [{ kind: 'scoping', sentence: scopingUnavailable }, ...this.found];
	}

	/** Whether the host applies the rules departments rest on, at this moment: a licence may end at any. No until it was looked at. */
	get isScoped(): boolean {
		return this.running?.rules() === 'applied';
	}

	private async look(): Promise<void> {
		this.stale = false;
		try {
			this.running = await runningHost(this.host);
			await this.refresh();
			this.found = [
				...versionProblems(this.running),
				...settingProblems(this.host.env),
				...(await databaseProblems(this.host.database, this.openFlows)),
			];
		} catch (error) {
			this.host.logger.error(error, 'CRM Policy: the configuration could not be checked.');
			this.found = [{ kind: 'unchecked', sentence: problemWords.unchecked }];
		}
		this.report();
	}

	/** Says what is wrong when it changes. */
	private report(): void {
		const sentences = this.found.map(({ sentence, values }) => `${say(sentence, 'en-US', values)} ${say(sentence, 'zh-CN', values)}`);
		const present = sentences.join('\n');
		if (present === this.said) return;
		this.said = present;
		for (const sentence of sentences) this.host.logger.error(`CRM Policy: governed commands are refused. ${sentence}`);
		if (sentences.length === 0) this.host.logger.info('CRM Policy: the configuration is safe; governed commands are accepted.');
	}
}

/** Extensions are loaded again under a fresh address on reload; the process has one watch all the same. */
const shared = Symbol.for('crm-policy.configuration-watch');
type Shared = { [shared]?: ConfigurationWatch };

export function shareConfiguration(watch: ConfigurationWatch): void {
	(globalThis as Shared)[shared] = watch;
}

/** What makes governed commands unsafe now. Costs nothing unless something has changed. */
export async function configurationProblems(): Promise<readonly Problem[]> {
	const watch = (globalThis as Shared)[shared];
	return watch === undefined ? [{ kind: 'host-guard', sentence: problemWords.guardMissing }] : watch.problems();
}
