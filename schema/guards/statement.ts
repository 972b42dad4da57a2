/** A trigger or function of ours: its name, the table it stands on, and the statements that make and remove it. */
export interface GuardStatement {
	readonly name: string;
	readonly table: string;
	readonly create: string;
	readonly drop: string;
}

/** Everything of ours in a database begins with this; it is how leftovers of an older version are found. */
export const guardPrefix = 'crm_guard_';

/** The table of one-use tickets; a ticket is `(collection, item, op)`. */
export const ticketTable = 'crm_tickets';

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
export const listOf = (values: readonly string[]): string => (values.length === 0 ? "('')" : `(${values.map(literal).join(', ')})`);
