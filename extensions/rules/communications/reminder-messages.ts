import type { Effect } from '../process/effect.js';
import { visitWords } from '../visits/words.js';
import { locales, say, text, type Locale, type Text } from '../words/text.js';
import type { ContactReminder } from './reminding.js';
import { communicationWords as words } from './words.js';

/** A reminder with whom it is for. */
export interface Told extends ContactReminder {
	readonly customer: string;
	readonly name: string;
	readonly to: readonly string[];
}

/** Lines of one message: who has more to do than this finds the rest on the desk. */
const mostLines = 20;

const everywhere = (written: (locale: Locale) => string): Text => text(...(locales.map(written) as [string, string]));

const lineOf = ({ name, contact, due_on }: Told): Text =>
	everywhere((locale) => say(words.reminderLine, locale, { customer: name, contact: visitWords.contactKinds[contact], day: due_on }));

/** The longest overdue first; of those, by name. */
const pressing = (a: Told, b: Told): number =>
	a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

const heading = ({ contact, stage }: Told): readonly [Text, Text] => {
	if (contact === 'executive') return [words.executiveSubject, words.executiveBody];
	return [words.overdueSubject, stage === 'head' ? words.overdueHeadBody : words.overdueBody];
};

/**
 * The messages that reminders make: one for each person about everything of a kind, not one for every customer, and in it the longest
 * overdue first. A message is about the first of its customers.
 */
export function reminderMessages(
	told: readonly Told[],
): readonly { readonly customer: string; readonly message: Extract<Effect, { kind: 'notify' }> }[] {
	const grouped = new Map<string, { readonly person: string; readonly reminders: Told[] }>();
	for (const reminder of told)
		for (const person of reminder.to) {
			const key = `${person}/${reminder.contact === 'executive' ? 'executive' : reminder.stage}`;
			const group = grouped.get(key) ?? { person, reminders: [] };
			// The management may be told of the same contact twice at once: that it is coming, and that it is overdue.
			if (!group.reminders.some(({ customer, contact }) => customer === reminder.customer && contact === reminder.contact))
				group.reminders.push(reminder);
			grouped.set(key, group);
		}
	return [...grouped.values()].flatMap(({ person, reminders }) => {
		const ordered = reminders.toSorted(pressing);
		const [first] = ordered;
		if (first === undefined) return [];
		const [subject, body] = heading(first);
		const customers = new Set(ordered.map(({ customer }) => customer)).size;
		const named: Text =
			customers === 1
				? text(first.name, first.name)
				: everywhere((locale) => say(words.andMore, locale, { customer: first.name, more: customers - 1 }));
		const shown = ordered.slice(0, mostLines).map(lineOf);
		const lines = [...shown, ...(ordered.length > mostLines ? [words.furtherLines] : [])];
		const values = {
			customers: named,
			lines: everywhere((locale) => lines.map((line) => say(line, locale, { more: ordered.length - mostLines })).join('\n')),
		};
		return [{ customer: first.customer, message: { kind: 'notify' as const, to: [{ user: person }], subject, body, values } }];
	});
}
