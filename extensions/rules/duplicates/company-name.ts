import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';
import { regionNames } from './regions.js';

/** What a legal form says about who is liable; two forms of different kinds belong to different companies, or to one before and after a change. */
export type LegalForm = 'limited' | 'shares' | 'group' | 'partnership';

/** A name taken apart, so that spellings of one company look alike. */
export interface CompanyName {
	/** Without legal form, in simplified characters, half width, lower case, without marks: words of Latin letters, and runs of Chinese. */
	readonly words: readonly string[];
	readonly form: LegalForm | null;
	/** Place names at the beginning or in brackets; they are in `words` no more. */
	readonly regions: readonly string[];
	/** One entry for each character of Chinese, one for each Latin word: how it is read, without tones. */
	readonly syllables: readonly string[];
	/** The characters and words the syllables are of. */
	readonly units: readonly string[];
	/** Everything as one run of letters and digits, by sound, place names first. */
	readonly sound: string;
}

const simplified = Converter({ from: 't', to: 'cn' });

/** Endings by kind, as they are left by the folding of width, case and marks. */
const chineseForms: readonly (readonly [RegExp, LegalForm | null])[] = [
	[/集团股份有限公司$/u, 'shares'],
	[/股份有限公司$/u, 'shares'],
	[/股份公司$/u, 'shares'],
	[/集团有限责任公司$/u, 'group'],
	[/集团有限公司$/u, 'group'],
	[/集团公司$/u, 'group'],
	[/有限责任公司$/u, 'limited'],
	[/有限公司$/u, 'limited'],
	[/有限合伙$/u, 'partnership'],
	[/合伙企业$/u, 'partnership'],
	[/集团$/u, 'group'],
	[/总公司$/u, null],
	[/公司$/u, null],
];

const latinForms: Readonly<Record<string, LegalForm | null>> = {
	ltd: 'limited',
	limited: 'limited',
	gmbh: 'limited',
	llc: 'limited',
	lc: 'limited',
	srl: 'limited',
	sarl: 'limited',
	bv: 'limited',
	pte: 'limited',
	pty: 'limited',
	ltda: 'limited',
	lda: 'limited',
	oy: 'limited',
	aps: 'limited',
	ug: 'limited',
	doo: 'limited',
	ag: 'shares',
	plc: 'shares',
	inc: 'shares',
	incorporated: 'shares',
	corp: 'shares',
	corporation: 'shares',
	sa: 'shares',
	sas: 'shares',
	spa: 'shares',
	nv: 'shares',
	kk: 'shares',
	ab: 'shares',
	as: 'shares',
	se: 'shares',
	oyj: 'shares',
	group: 'group',
	holding: 'group',
	holdings: 'group',
	kg: 'partnership',
	ohg: 'partnership',
	llp: 'partnership',
	co: null,
	cie: null,
	company: null,
	and: null,
	the: null,
	de: null,
	cv: null,
};

const han = /\p{Script=Han}/u;

/** Half width, simplified, lower case, without accents; brackets, points and dashes become blanks. */
export function folded(text: string): string {
	return simplified(text.normalize('NFKC'))
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.replaceAll('ø', 'o')
		.replaceAll('æ', 'ae')
		.replaceAll('ł', 'l')
		.normalize('NFD')
		.replace(/\p{M}/gu, '');
}

/** The words of a folded text: Latin words and numbers, and unbroken runs of Chinese. Points inside an abbreviation are dropped: `s.a.` is `sa`. */
function wordsOf(text: string): string[] {
	return (
		text
			.replace(/(?<=\b[a-z])[./](?=[a-z]\b)/gu, '')
			.replace(/['’`´]/gu, '')
			.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []
	);
}

/** Takes the legal form off the end of the words, and says which it was. The weightiest form wins: a group that is limited is a group. */
function withoutForm(words: readonly string[]): { rest: string[]; form: LegalForm | null } {
	const rest = [...words];
	let form: LegalForm | null = null;
	for (let last = rest.at(-1); last !== undefined; last = rest.at(-1)) {
		const ending = han.test(last) ? chineseForms.find(([pattern]) => pattern.test(last)) : undefined;
		if (ending !== undefined) {
			form ??= ending[1];
			rest.pop();
			const before = last.replace(ending[0], '');
			if (before !== '') rest.push(before);
		} else if (last in latinForms && rest.length > 1) {
			form ??= latinForms[last] ?? null;
			rest.pop();
		} else break;
	}
	// “The” and “and” say nothing wherever they stand.
	const said = rest.filter((word) => word !== 'the' && word !== 'and');
	return rest.length === 0 ? { rest: [...words], form: null } : { rest: said.length === 0 ? rest : said, form };
}

const regions = new Set(regionNames);
/** Longest first, so that 内蒙古 is not read as 内蒙. */
const regionStarts = [...regionNames].filter((name) => han.test(name)).sort((a, b) => b.length - a.length);

/** A place name that begins a run of Chinese, with what follows it. */
function startingRegion(word: string): { region: string; rest: string } | null {
	const region = regionStarts.find((name) => word.startsWith(name));
	if (region === undefined) return null;
	return { region, rest: word.slice(region.length).replace(/^[省市]/u, '') };
}

/** Takes the place names out. What is left is never empty: a name that is nothing but a place keeps it. */
function withoutRegions(words: readonly string[]): { rest: string[]; found: string[] } {
	const found: string[] = [];
	const rest = words.flatMap((word): string[] => {
		if (regions.has(word)) {
			found.push(word);
			return [];
		}
		let left = word;
		if (!han.test(word)) return [word];
		for (let starting = startingRegion(left); starting !== null && starting.rest.length >= 2; starting = startingRegion(left)) {
			found.push(starting.region);
			left = starting.rest;
		}
		return [left];
	});
	return rest.length === 0 ? { rest: [...words], found: [] } : { rest, found };
}

const unitsOf = (words: readonly string[]): string[] => words.flatMap((word) => (han.test(word) ? Array.from(word) : [word]));

/** How characters and words are read; Latin is read as it is written. */
function readings(words: readonly string[]): string[] {
	return words.flatMap((word) =>
		han.test(word) ? pinyin(word, { toneType: 'none', type: 'array' }).map((syllable) => syllable.replaceAll('ü', 'v')) : [word],
	);
}

/** Takes a company's name apart. */
export function companyName(name: string): CompanyName {
	const bracketless = folded(name).replace(/[（(［[【]\s*集团\s*[）)］\]】]/gu, '集团');
	const { rest, form } = withoutForm(wordsOf(bracketless));
	const { rest: words, found } = withoutRegions(rest);
	const syllables = readings(words);
	const sorted = found.toSorted();
	return {
		words,
		form,
		regions: sorted,
		syllables,
		units: unitsOf(words),
		sound: [...readings(sorted), ...syllables].join(''),
	};
}
