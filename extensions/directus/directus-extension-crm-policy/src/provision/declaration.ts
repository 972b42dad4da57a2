import type { LedgerEntry } from '@crm-policy/rules/ledger/chain';
import type { DeclaredModel, SeedOptions, SeedRow, SystemObject } from '@crm-policy/schema/model-type';

/** Everything that is provisioned. Instants are ISO 8601 in UTC. */
export interface Declaration {
	readonly model: DeclaredModel;
	readonly system: readonly SystemObject[];
	/** The rows every installation has; compared at every start, so it costs next to nothing. */
	readonly foundation: (options: SeedOptions, now: string) => readonly SeedRow[];
	/** The demo company, whose ledger goes on from the founding entry. It takes a second to think up and is asked for only to be written. */
	readonly demo: (options: SeedOptions, now: string, founding: LedgerEntry) => readonly SeedRow[];
}
