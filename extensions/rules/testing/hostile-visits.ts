import fc from 'fast-check';
import type { FeedVisit } from '../calendar-feeds/visit-event.js';
import { text } from '../words/text.js';

/** Text as an attacker, a spreadsheet and a telephone keyboard would write it. */
const hostile = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 120 }),
	fc.string({ unit: 'grapheme', maxLength: 200 }),
	fc
		.array(
			fc.constantFrom(
				...[
					'\r\n',
					'\r',
					'\n',
					'\0',
					'\u0007',
					'\u007f',
					'\u0085',
					'\u2028',
					'\uFEFF',
					'"',
					"'",
					'\\',
					'\\n',
					';',
					',',
					':',
					'^',
					'\t',
					' ',
				],
				...['👩‍👩‍👧‍👦', '𠮷', '拜访', 'é', '\ud800', '\ufffe', 'END:VEVENT', 'BEGIN:VALARM', 'ATTENDEE:mailto:a@b.c', 'x'.repeat(80), '\r\n '],
			),
			{ maxLength: 40 },
		)
		.map((parts) => parts.join('')),
);

/** Such text in every field of a visit that somebody types into. */
export const hostileVisit: fc.Arbitrary<Partial<FeedVisit>> = fc.record(
	{
		title: hostile,
		customer: fc.record({ name: hostile, address: hostile }),
		purposes: fc.array(
			hostile.map((purpose) => text(purpose, purpose)),
			{ maxLength: 3 },
		),
		location: hostile,
		agenda: hostile,
		owner: hostile,
		participants: fc.array(hostile, { maxLength: 3 }),
	},
	{ noNullPrototype: true },
);
