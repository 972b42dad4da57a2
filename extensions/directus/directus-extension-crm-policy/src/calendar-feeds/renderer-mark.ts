import { createHash } from 'node:crypto';
import { busyEvent } from '@crm-policy/rules/calendar-feeds/busy';
import { describeVisit, type FeedVisit } from '@crm-policy/rules/calendar-feeds/visit-event';
import { visitStates } from '@crm-policy/rules/visits/visit';
import { visitWords } from '@crm-policy/rules/visits/words';
import { locales } from '@crm-policy/rules/words/text';
import { writeEvent } from './render.js';

const sample = (status: (typeof visitStates)[number]): FeedVisit => ({
	id: '00000000-0000-4000-8000-000000000000',
	status: { name: status, label: visitWords.states[status] },
	title: 'Title, "quoted"; 标题',
	allDay: status === 'planned',
	startsAt: '2026-01-02T03:04:05.000Z',
	endsAt: '2026-01-02T04:04:05.000Z',
	startsOn: '2026-01-02',
	endsOn: '2026-01-03',
	customer: { name: 'Customer 客户', address: 'Address 地址' },
	purposes: Object.values(visitWords.purposes),
	location: null,
	agenda: 'Agenda\nof two lines',
	owner: 'Owner 经办人',
	participants: ['One', '二'],
	createdAt: '2026-01-01T00:00:00.000Z',
});

function* everyWay(): Generator<string> {
	for (const locale of locales) {
		yield writeEvent(busyEvent('busy', { kind: 'days', startsOn: '2026-01-02', endsOn: '2026-01-02' }, locale));
		for (const status of visitStates)
			for (const detail of ['full', 'title'] as const)
				for (const namesOwner of [true, false]) {
					const described = describeVisit(sample(status), { detail, locale, namesOwner, alarm: true }, 'https://crm.example');
					if ('event' in described) yield writeEvent(described.event);
				}
	}
}

/**
 * Says which program made a text. It is the hash of what this one makes of samples, so that texts are made anew after an update that writes
 * something in another way, and kept after one that does not.
 */
export const rendererMark = createHash('sha256')
	.update([...everyWay()].join(''))
	.digest('hex')
	.slice(0, 16);
