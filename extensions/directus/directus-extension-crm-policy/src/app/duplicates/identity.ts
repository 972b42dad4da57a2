const parts = ['name', 'profile', 'credit_code', 'phone', 'email', 'website'] as const;

/** What a form says so far of who the customer is; null while it has no name. */
export function identityIn(values: Readonly<Record<string, unknown>>, saved: string | null): Readonly<Record<string, string>> | null {
	const filled = parts.flatMap((part): [string, string][] => {
		const value = values[part];
		return typeof value === 'string' && value.trim() !== '' ? [[part, value.trim().slice(0, 255)]] : [];
	});
	return filled.some(([part]) => part === 'name')
		? { ...(saved === null ? {} : { customer: saved }), ...Object.fromEntries(filled) }
		: null;
}
