const han = /\p{Script=Han}/u;

/** Two letters that stand for a person: first and last initial, or the last two characters of a Chinese name. */
export function initialsOf(name: string): string {
	const trimmed = name.trim();
	if (han.test(trimmed)) return Array.from(trimmed.replace(/[\s·]/gu, '')).slice(-2).join('');
	const parts = trimmed.split(/\s+/).filter((part) => part !== '');
	const first = parts[0] ?? '';
	const last = parts.length > 1 ? (parts[parts.length - 1] ?? '') : '';
	return `${Array.from(first)[0] ?? ''}${Array.from(last)[0] ?? ''}`.toUpperCase();
}
