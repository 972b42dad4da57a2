import type { CompanyName } from './company-name.js';
import { companyName } from './company-name.js';
import { creditCode, domainOf, mailbox, telephone } from './contact-data.js';
import { blurred, sameWordTypedBadly, slips } from './spelling.js';

/** What of a customer tells who it is. */
export interface Identity {
	readonly profile: string | null;
	readonly name: string;
	readonly credit_code: string | null;
	readonly phone: string | null;
	readonly email: string | null;
	readonly website: string | null;
}

/** An identity read once, for comparing with many. */
export interface Fingerprint {
	readonly isPerson: boolean;
	readonly name: CompanyName;
	readonly creditCode: string | null;
	readonly phone: string | null;
	readonly mailbox: string | null;
	readonly domain: string | null;
}

/** Why two records are taken for one. */
export const reasons = ['credit_code', 'name', 'sound', 'slip', 'region', 'similar', 'phone', 'email', 'domain'] as const;
export type Reason = (typeof reasons)[number];

export interface Likeness {
	/** `certain`: nothing speaks against it. `probable`: a person looks. */
	readonly certainty: 'certain' | 'probable';
	readonly reasons: readonly Reason[];
}

export const fingerprint = (identity: Identity): Fingerprint => ({
	isPerson: identity.profile === 'individual',
	name: companyName(identity.name),
	creditCode: creditCode(identity.credit_code),
	phone: telephone(identity.phone),
	mailbox: mailbox(identity.email),
	domain: domainOf(identity.email, identity.website),
});

type NameLikeness = Extract<Reason, 'name' | 'sound' | 'slip' | 'region' | 'similar'> | null;

const han = /\p{Script=Han}/u;
const joined = (parts: readonly string[]): string => parts.join('');
const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((part, at) => part === b[at]);

/** Characters that tell one sister company from another, and are therefore never a slip. */
const telling = /^[一二三四五六七八九十百零第甲乙丙丁东南西北上中下前后左右新老大小内外\d]$/u;

/** Whether two runs of Chinese are one name with a single slip of the input method or the eye. */
function chineseSlip(a: CompanyName, b: CompanyName): boolean {
	const [short, long] = a.units.length <= b.units.length ? [a, b] : [b, a];
	if (long.units.length - short.units.length > 1 || short.units.length < 3) return false;
	if (slips(short.units, long.units) !== 1) return false;
	if (short.units.length < long.units.length) {
		const extra = long.units.find((unit, at) => unit !== short.units[at]) ?? '';
		return !telling.test(extra);
	}
	const differing = short.units.flatMap((unit, at) => (unit === long.units[at] ? [] : [at]));
	// Two neighbours exchanged.
	if (differing.length === 2) return true;
	const [at = 0] = differing;
	if (telling.test(short.units[at] ?? '') || telling.test(long.units[at] ?? '')) return false;
	return blurred(short.syllables[at] ?? '') === blurred(long.syllables[at] ?? '');
}

/** Whether Latin names are one with a single word typed badly; the order of the words does not matter. */
function latinSlip(a: CompanyName, b: CompanyName): boolean {
	if (sameWordTypedBadly(a.sound, b.sound) && Math.abs(a.words.length - b.words.length) === 1)
		return slips(Array.from(a.sound), Array.from(b.sound)) <= 1;
	if (a.words.length !== b.words.length) return false;
	const left = a.words.filter((word) => !b.words.includes(word));
	const right = b.words.filter((word) => !a.words.includes(word));
	const [one, other] = [left[0], right[0]];
	return left.length === 1 && right.length === 1 && one !== undefined && other !== undefined && sameWordTypedBadly(one, other);
}

/** Words that many companies share and that therefore say little. */
const common = new Set(
	'trading trade import export international industry industries industrial technology tech textile textiles garment garments hotel hotels store stores shop services service supply products food foods market company fashion silk new general global'.split(
		' ',
	),
);

/** Whether the names have something in common that chance does not explain; it counts only beside a telephone number, an address or a domain. */
function similar(a: CompanyName, b: CompanyName): boolean {
	const [one, other] = [joined(a.units), joined(b.units)];
	if (han.test(one) && han.test(other)) return a.units[0] === b.units[0] && a.units[1] === b.units[1];
	if (han.test(one) !== han.test(other)) return a.syllables.length > 1 && b.sound.startsWith(joined(a.syllables.slice(0, 2)));
	return a.words.some((word) => word.length > 3 && !common.has(word) && b.words.some((of) => of === word || sameWordTypedBadly(word, of)));
}

/** Place names contradict each other when each name has one that the other lacks. */
const elsewhere = (a: CompanyName, b: CompanyName): boolean =>
	a.regions.some((region) => !b.regions.includes(region)) && b.regions.some((region) => !a.regions.includes(region));

function nameLikeness(a: CompanyName, b: CompanyName): NameLikeness {
	const chinese = (name: CompanyName): boolean => han.test(joined(name.units));
	if (chinese(a) !== chinese(b)) {
		// The same name in characters and in letters; place names are read, too.
		const [one, other] = [Array.from(a.sound), Array.from(b.sound)];
		if (a.sound === b.sound) return 'sound';
		return Math.min(one.length, other.length) >= 8 && slips(one, other) === 1 ? 'slip' : similar(a, b) ? 'similar' : null;
	}
	if (elsewhere(a, b)) return similar(a, b) ? 'similar' : null;
	const sameRegions = sameList(a.regions, b.regions);
	const sameUnits = sameList(a.units.toSorted(), b.units.toSorted()) && (sameList(a.units, b.units) || !chinese(a));
	if (sameUnits) return sameRegions ? 'name' : 'region';
	if (joined(a.syllables) === joined(b.syllables)) return 'sound';
	if (chinese(a) ? chineseSlip(a, b) : latinSlip(a, b)) return 'slip';
	return similar(a, b) ? 'similar' : null;
}

const equal = (a: string | null, b: string | null): boolean => a !== null && a === b;

/**
 * Whether two customers are one (CUS-10), and why; null when they are two. Symmetric.
 *
 * Two valid credit codes decide alone. Otherwise a name that is the same but for its legal form is the same company with certainty only
 * when telephone, address or domain say so too and the legal forms do not differ; a name alone is a matter for a person to look at.
 */
export function likeness(a: Fingerprint, b: Fingerprint): Likeness | null {
	if (a.creditCode !== null && b.creditCode !== null)
		return a.creditCode === b.creditCode ? { certainty: 'certain', reasons: ['credit_code'] } : null;
	const name = nameLikeness(a.name, b.name);
	const phone = equal(a.phone, b.phone);
	const email = equal(a.mailbox, b.mailbox);
	const domain = !email && equal(a.domain, b.domain);
	const found: readonly Reason[] = [
		...(name === null ? [] : [name]),
		...(phone ? (['phone'] as const) : []),
		...(email ? (['email'] as const) : []),
		...(domain ? (['domain'] as const) : []),
	];
	const reached = phone || email;
	if (a.isPerson || b.isPerson) {
		// Many people have one name: it takes a number or an address besides.
		const named = name !== null && name !== 'similar';
		if (named && phone && email && name === 'name') return { certainty: 'certain', reasons: found };
		return (named && reached) || email ? { certainty: 'probable', reasons: found } : null;
	}
	const otherForm = a.name.form !== null && b.name.form !== null && a.name.form !== b.name.form;
	if (name === 'name' && !otherForm && (reached || domain)) return { certainty: 'certain', reasons: found };
	if (name !== null && name !== 'similar') return { certainty: 'probable', reasons: found };
	if (email || (name === 'similar' && (phone || domain))) return { certainty: 'probable', reasons: found };
	return null;
}
