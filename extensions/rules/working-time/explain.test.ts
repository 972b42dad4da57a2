import { describe, expect, it } from 'vitest';
import { officeCalendar } from '../testing/working-calendar.js';
import { text } from '../words/text.js';
import { explainDeadline, sayExplanation } from './explain.js';
import { proposeExceptions } from './holidays.js';

const at = (local: string): string => new Date(`${local}:00+08:00`).toISOString();
const calendar = officeCalendar({ exceptions: proposeExceptions(2026) });

describe('why is it due then?', () => {
	const nationalDay = { start: at('2026-09-30T16:00'), allowance: { working_days: 3 }, pauses: [] };

	it('is answered in English', () => {
		expect(sayExplanation(explainDeadline(nationalDay, calendar, '2026-12-31'), 'en-US')).toEqual([
			'3 working days from Wed 30 Sep 2026 16:00 (Asia/Shanghai).',
			'A working day has 8 working hours, so that is 24 working hours.',
			'Thu 1 Oct 2026 to Wed 7 Oct 2026: National Day, public holiday, not counted.',
			'Sat 10 Oct 2026: National Day, make-up working day, 09:00–12:00, 13:00–18:00, counted.',
			'Due Sat 10 Oct 2026 16:00.',
		]);
	});

	it('is answered in Chinese', () => {
		expect(sayExplanation(explainDeadline(nationalDay, calendar, '2026-12-31'), 'zh-CN')).toEqual([
			'自 2026年9月30日（周三）16:00（Asia/Shanghai）起 3 个工作日。',
			'一个工作日为 8 个工作小时，合计 24 个工作小时。',
			'2026年10月1日（周四）至2026年10月7日（周三）：国庆节，法定节假日，不计入。',
			'2026年10月10日（周六）：国庆节，调休上班日，09:00–12:00、13:00–18:00，计入。',
			'到期时间：2026年10月10日（周六）16:00。',
		]);
	});

	it('names a start outside working hours, free days, pauses and days nobody has published', () => {
		const clock = {
			start: at('2026-12-24T20:00'),
			allowance: { working_hours: 40 },
			pauses: [{ from: at('2026-12-28T09:00'), until: at('2026-12-28T18:00') }],
		};
		expect(sayExplanation(explainDeadline(clock, calendar, '2026-12-31'), 'en-US')).toEqual([
			'40 working hours from Thu 24 Dec 2026 20:00 (Asia/Shanghai).',
			'Thu 24 Dec 2026 20:00 is outside working hours; the clock runs from Fri 25 Dec 2026 09:00.',
			'Days free by the weekly plan in between: 2.',
			'The clock stood still from Mon 28 Dec 2026 09:00 to Mon 28 Dec 2026 18:00.',
			'Holidays after Thu 31 Dec 2026 have not been published yet; the deadline is worked out anew when they are.',
			'Due Fri 1 Jan 2027 18:00.',
		]);
	});

	it('says what is left while the clock stands still, and gives no date', () => {
		const clock = {
			start: at('2026-09-28T09:00'),
			allowance: { working_hours: 8 },
			pauses: [{ from: at('2026-09-28T11:30'), until: null }],
		};
		const explanation = explainDeadline(clock, calendar, '2026-12-31');
		expect(explanation.deadline.state).toBe('paused');
		expect(sayExplanation(explanation, 'en-US').at(-1)).toBe(
			'The clock has stood still since Mon 28 Sep 2026 11:30; 330 working minutes are left.',
		);
	});

	it('stays short however many days differ', () => {
		const everyTuesday = Array.from({ length: 52 }, (_, week) => ({
			day: new Date(Date.UTC(2026, 0, 6 + week * 7)).toISOString().slice(0, 10),
			kind: 'holiday',
			name: text(`Tuesday ${week}`, `第${week}周`),
			hours: null,
		}));
		const clock = { start: at('2026-01-05T09:00'), allowance: { working_days: 200 }, pauses: [] };
		const { steps } = explainDeadline(clock, officeCalendar({ exceptions: everyTuesday }), null);
		expect(steps.filter(({ kind }) => kind === 'holiday')).toHaveLength(30);
		expect(steps.find(({ kind }) => kind === 'more')?.values['count']).toBeGreaterThan(0);
	});
});
