/**
 * What the host does with custom permission rules: item rules, lists of fields, presets. Departments, and that a governed field is nobody's to
 * write, rest on them. `unknown` is to be treated as `ignored`.
 */
export type CustomRules = 'applied' | 'ignored' | 'unknown';

export interface CustomRulesReading {
	/** Of the running host; null where it does not say. */
	readonly version: string | null;
	/** What the host's licence says about custom permission rules; null where that could not be read. */
	readonly entitled: boolean | null;
}

/**
 * Judges whether permissions scope anything at all (design, section 4). Grace periods of the vendor make no difference: during one the host goes on
 * serving, but without the custom rules.
 */
export function customRules({ version, entitled }: CustomRulesReading, rulesNeedLicenceFrom: number): CustomRules {
	const major = Number(/^(\d+)\./.exec(version ?? '')?.[1] ?? NaN);
	if (Number.isNaN(major)) return 'unknown';
	if (major < rulesNeedLicenceFrom) return 'applied';
	if (entitled === null) return 'unknown';
	return entitled ? 'applied' : 'ignored';
}
