import type { CareDay, Command } from '../../shared/api/contract.js';
import { schemaNode } from '../../shared/commands/form-schema.js';

/** The command that records contact, filled in as the greeting of a day of care; whoever greets may write their own words over it. */
export function greetingOf(command: Command, { mark, contact, greeting }: CareDay): Command {
	const schema = schemaNode.parse(command.input_schema ?? {});
	const said: Readonly<Record<string, string | undefined>> = { use: 'care', content: greeting, care_day: mark, contact: contact?.id };
	const properties = Object.fromEntries(
		Object.entries(schema.properties ?? {}).map(([name, node]) => {
			const value = said[name];
			return [name, value === undefined ? node : { ...node, default: value }];
		}),
	);
	return { ...command, input_schema: { ...schema, properties } };
}
