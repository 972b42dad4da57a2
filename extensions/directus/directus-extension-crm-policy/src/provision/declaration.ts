import type { DeclaredModel, SeedOptions, SeedRow, SystemObject } from '@crm-policy/schema/model-type';

/** Everything that is provisioned. */
export interface Declaration {
	readonly model: DeclaredModel;
	readonly system: readonly SystemObject[];
	readonly seeds: (options: SeedOptions) => readonly SeedRow[];
}
