import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intakeOfLetter, isAutomatic, type Letter } from './letter.js';

const letter: Letter = {
	from: { name: '王小明', address: 'wang@example.org' },
	subject: 'Colour differs',
	body: 'Two cartons are lighter.\n',
	headers: {},
};

describe('an e-mail as an entry of the register', () => {
	it('says what it is about, what happened, who writes, and how to reach them', () => {
		expect(intakeOfLetter(letter, 'en-US')).toEqual({
			intake: {
				kind: 'complaint',
				title: 'Colour differs',
				content: 'Two cartons are lighter.',
				complainant: '王小明',
				complainant_contact: 'wang@example.org',
			},
			cut: false,
		});
	});

	it('is taken in without subject, text or name', () => {
		const { intake } = intakeOfLetter({ ...letter, from: { name: ' ', address: 'wang@example.org' }, subject: '', body: ' \n ' }, 'zh-CN');
		expect(intake).toMatchObject({ title: '（无主题）', content: '（无正文）', complainant: 'wang@example.org' });
	});

	it('is taken in whatever is written in it, and says when a part had to be left out', () => {
		const anything = fc.string({ unit: 'binary', maxLength: 30_000 });
		fc.assert(
			fc.property(anything, anything, anything, (subject, body, name) => {
				const { intake, cut } = intakeOfLetter({ ...letter, from: { ...letter.from, name }, subject, body }, 'en-US');
				expect(cut).toBe(intake.content !== body.trim() && body.trim() !== '');
				expect(intake.content.length).toBeLessThanOrEqual(20_000);
			}),
			{ numRuns: 50 },
		);
	});
});

describe('mail that a machine wrote', () => {
	it.each<Letter['headers']>([
		{ 'auto-submitted': 'auto-replied' },
		{ 'auto-submitted': 'auto-generated; owner' },
		{ precedence: 'Bulk' },
		{ precedence: 'list' },
		{ 'list-id': '<news.example.org>' },
		{ 'x-auto-response-suppress': 'All' },
		{ 'return-path': '<>' },
	])('is known by %o', (headers) => {
		expect(isAutomatic({ headers })).toBe(true);
	});

	it.each<Letter['headers']>([{}, { 'auto-submitted': 'no' }, { precedence: 'first-class' }, { 'return-path': '<wang@example.org>' }])(
		'is not suspected for %o',
		(headers) => {
			expect(isAutomatic({ headers })).toBe(false);
		},
	);
});
