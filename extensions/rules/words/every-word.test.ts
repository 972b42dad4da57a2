import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accessRequestWords } from '../access-requests/words.js';
import { mergeWords } from '../customer-merges/words.js';
import { departureWords } from '../departures/words.js';
import { approvalWords } from '../approval/words.js';
import { calendarFeedWords } from '../calendar-feeds/words.js';
import { careWords } from '../care/words.js';
import { clearanceWords } from '../clearances/words.js';
import { communicationWords } from '../communications/words.js';
import { paperWords } from './paper-words.js';
import { complaintDocumentWords } from '../complaints/document-words.js';
import { letterWords } from '../complaints/letter.js';
import { publicComplaintWords } from '../complaints/public-words.js';
import { complaintWords } from '../complaints/words.js';
import { amendmentWords } from '../contract-amendments/words.js';
import { contractReviewWords } from '../contract-review/words.js';
import { correctiveActionWords } from '../corrective-actions/words.js';
import { customerFieldLabels } from '../customers/fields.js';
import { customerWords } from '../customers/words.js';
import { duplicateWords } from '../duplicates/words.js';
import { exportWords } from '../exports/words.js';
import { executionNoticeWords } from '../execution-notices/words.js';
import { giftWords } from '../gifts/words.js';
import { hotlineWords } from '../hotlines/words.js';
import { importWords } from '../importing/words.js';
import { roles } from '../organisation/roles.js';
import type { Guard, ProcessDeclaration, ProcessTypes } from '../process/declaration.js';
import { processes } from '../processes.js';
import { processWords } from '../process/words.js';
import { rulebookWords } from '../rulebooks/words.js';
import { visitPlanWords } from '../visit-plans/words.js';
import { visitWords } from '../visits/words.js';
import { workingTimeWords } from '../working-time/words.js';
import type { Text } from './text.js';

const everyWord: Readonly<Record<string, object>> = {
	'access-requests': accessRequestWords,
	'customer-merges': mergeWords,
	departures: departureWords,
	process: processWords,
	approval: approvalWords,
	'contract-review': contractReviewWords,
	'contract-amendments': amendmentWords,
	care: careWords,
	communications: communicationWords,
	complaints: complaintWords,
	'complaints in public': publicComplaintWords,
	'complaints by e-mail': letterWords,
	'complaints on paper': complaintDocumentWords,
	paper: paperWords,
	'corrective-actions': correctiveActionWords,
	hotlines: hotlineWords,
	customers: customerWords,
	'customer fields': customerFieldLabels,
	'calendar-feeds': calendarFeedWords,
	duplicates: duplicateWords,
	'execution-notices': executionNoticeWords,
	exports: exportWords,
	clearances: clearanceWords,
	gifts: giftWords,
	importing: importWords,
	rulebooks: rulebookWords,
	visits: visitWords,
	'visit-plans': visitPlanWords,
	'working-time': workingTimeWords,
	roles,
};

const isText = (value: unknown): value is Text => typeof value === 'object' && value !== null && 'en-US' in value;

/** Every text inside a value, with the path that leads to it. */
function textsIn(value: unknown, path: string): readonly (readonly [string, Text])[] {
	if (isText(value)) return [[path, value]];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inside]) => textsIn(inside, `${path}.${key}`));
}

const guardsOf = (process: ProcessDeclaration): readonly Guard<ProcessTypes>[] => [
	...Object.values(process.commands).flatMap((command) => command.guards),
	...Object.values(process.outcomes ?? {}).flatMap((outcome) => outcome.guards),
];

const declared = processes.flatMap((process): readonly (readonly [string, Text])[] => [
	...textsIn(process.label, `${process.collection} label`),
	...textsIn(process.states, `${process.collection} states`),
	...Object.entries(process.commands).flatMap(([name, { label, note, tooEarly, inputRule }]) =>
		textsIn({ label, note, tooEarly: tooEarly?.text, inputRule: inputRule?.text }, `${process.collection} ${name}`),
	),
	...guardsOf(process).map((guard): readonly [string, Text] => [`${process.collection} guard ${guard.rule}`, guard.text]),
]);

const all = [...textsIn(everyWord, 'words'), ...declared];

/** The paths of the texts of which something is true. */
const where = (wrong: (sentence: Text) => boolean): readonly string[] =>
	all.filter(([, sentence]) => wrong(sentence)).map(([path]) => path);

const placeholders = (sentence: string): readonly string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted();

describe('everything the rules say', () => {
	it('is found: each folder with words of its own is looked into', () => {
		const rules = new URL('..', import.meta.url);
		const folders = readdirSync(rules).filter((name) => existsSync(new URL(`${name}/words.ts`, rules)));
		expect(folders.filter((name) => !(name in everyWord))).toEqual([]);
		expect(all.length).toBeGreaterThan(250);
	});

	it('is there in English and Chinese, and in nothing else', () => {
		expect(
			where(
				(sentence) =>
					Object.keys(sentence).toSorted().join() !== 'en-US,zh-CN' || Object.values(sentence).some((said) => said.trim() === ''),
			),
		).toEqual([]);
	});

	it('has no Chinese left in the English', () => {
		expect(where((sentence) => /[\p{Script=Han}，。：；？！、（）]/u.test(sentence['en-US']))).toEqual([]);
	});

	it('has no English left in the Chinese', () => {
		// Values, single letters that number the review items, and codes in capitals such as ISO or CNY are no English.
		const words = (chinese: string): boolean => /[A-Za-z]{2,}/.test(chinese.replace(/\{\w+\}/g, '').replace(/\b[A-Z]{2,}\b/g, ''));
		expect(where((sentence) => words(sentence['zh-CN']))).toEqual([]);
	});

	it('leaves the same places for values in both languages', () => {
		expect(where((sentence) => placeholders(sentence['zh-CN']).join() !== placeholders(sentence['en-US']).join())).toEqual([]);
	});

	it('ends a Chinese sentence with a Chinese full stop where the English one ends with a full stop', () => {
		expect(where((sentence) => sentence['en-US'].endsWith('.') !== sentence['zh-CN'].endsWith('。'))).toEqual([]);
	});
});

describe('every rule', () => {
	const guards = processes.flatMap((process) => guardsOf(process).map((guard) => [`${process.collection}: ${guard.rule}`, guard] as const));

	it.each(guards)('%s names its clause and is itself named in lower case with hyphens', (_, { rule, clause }) => {
		expect(clause).toMatch(/^[A-Z]{3}-\d{2}$/);
		expect(rule).toMatch(/^[a-z]+(-[a-z]+)*$/);
	});

	it.each(
		processes.flatMap((process) =>
			Object.entries(process.commands).map(([name, command]) => [`${process.collection}: ${name}`, command] as const),
		),
	)('the command %s names the clauses of its duty, its form and its order', (_, command) => {
		for (const clause of [command.byClause, command.inputRule?.clause, command.tooEarly?.clause]) {
			if (clause !== undefined) expect(clause).toMatch(/^[A-Z]{3}-\d{2}$/);
		}
	});

	it.each(processes)('refused edits of $collection cite a clause', ({ editClause }) => {
		expect(editClause).toMatch(/^[A-Z]{3}-\d{2}$/);
	});

	it('a red button asks for a reason', () => {
		const hasty = processes.flatMap((process) =>
			Object.entries(process.commands)
				.filter(([, command]) => command.tone === 'danger' && command.comment !== 'required')
				.map(([name]) => `${process.collection}: ${name}`),
		);
		expect(hasty).toEqual([]);
	});
});
