import { factsOf, type NeedsFacts } from '@crm-policy/rules/process/decide';
import type { Case, ProcessTypes } from '@crm-policy/rules/process/declaration';
import type { Rulebook } from '@crm-policy/rules/rulebook/rulebook';
import type { Row } from './codec.js';
import type { Caller, Work } from './context.js';
import type { Domain } from './domain.js';
import { rulebookOf } from './rulebooks.js';

/** What somebody asks for: the form they filled in and what they say about it. */
export interface Request {
	readonly input: Readonly<Record<string, unknown>>;
	readonly comment: string | null;
}

/** A record under a process with its facts, each loaded at most once. */
export class LiveCase {
	readonly #loaded = new Map<string, Promise<unknown>>();

	private constructor(
		readonly work: Work,
		readonly domain: Domain,
		readonly row: Readonly<Row>,
		readonly caller: Caller,
		readonly rulebook: Rulebook,
	) {}

	/** A case goes by the rulebook version its record began with. */
	static async of(work: Work, domain: Domain, row: Readonly<Row>, caller: Caller): Promise<LiveCase> {
		const version = typeof row['rulebook_version'] === 'number' ? row['rulebook_version'] : null;
		return new LiveCase(work, domain, row, caller, await rulebookOf(work.trx, version, work.now, caller.locale));
	}

	fact = (name: string): Promise<unknown> => {
		const known = this.#loaded.get(name);
		if (known !== undefined) return known;
		const loader = this.domain.facts[name];
		if (loader === undefined) throw new Error(`${this.domain.process.collection} has no fact “${name}”.`);
		const loading = loader({ work: this.work, row: this.row, actor: this.caller.actor, rulebook: this.rulebook }, this.fact);
		this.#loaded.set(name, loading);
		return loading;
	};

	/** The case as a rule sees it, with the facts that these declarations ask for. */
	async for(declarations: readonly NeedsFacts[], request: Request): Promise<Case<ProcessTypes>> {
		const names = [...new Set(declarations.flatMap(factsOf))];
		const facts: Record<string, unknown> = {};
		// One after the other: on SQLite a transaction has one connection, and a fact may build on another.
		for (const name of names) facts[name] = await this.fact(name);
		return {
			// The declaration knows its row's type; the engine only that it is a row of the declaration's collection.
			row: this.row as unknown as ProcessTypes['row'],
			facts,
			actor: this.caller.actor,
			input: request.input,
			comment: request.comment,
			rulebook: this.rulebook,
			now: this.work.now,
			newId: this.work.newId,
		};
	}
}
