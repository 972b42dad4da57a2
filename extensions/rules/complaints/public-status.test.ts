import { describe, expect, it } from 'vitest';
import { complaintStates } from './complaint.js';
import { publicStatus, type StatusSource } from './public-status.js';

const source: StatusSource = {
	status: 'replied',
	received_at: '2026-11-20T17:30:00.000Z',
	registered_at: '2026-11-21T01:00:00.000Z',
	replied_at: '2026-11-22T02:00:00.000Z',
	closed_at: null,
	reopened_at: null,
};
const told = (row: Partial<StatusSource>) => {
	const { state, milestones } = publicStatus({ ...source, ...row }, 'Asia/Shanghai');
	return [state['en-US'], ...milestones.map(({ label, day }) => `${label['en-US']} ${day}`)];
};

describe('What a complainant is told', () => {
	it('is the state, and the days in the company’s time zone', () => {
		expect(told({})).toEqual(['Answered', 'Received 2026-11-21', 'Registered 2026-11-21', 'Answered 2026-11-22']);
	});

	it('leaves out an answer and an end that were taken back', () => {
		const reopened = { status: 'investigating', closed_at: '2026-11-23T02:00:00.000Z', reopened_at: '2026-11-24T02:00:00.000Z' } as const;
		expect(told(reopened)).toEqual(['Being investigated', 'Received 2026-11-21', 'Registered 2026-11-21']);
		expect(told({ ...reopened, status: 'replied', replied_at: '2026-11-25T02:00:00.000Z' })).toContain('Answered 2026-11-25');
	});

	it.each(complaintStates)('has words for “%s” that name the next step', (status) => {
		const { state, next } = publicStatus({ ...source, status }, 'UTC');
		expect([state, next].every((said) => said['en-US'] !== '' && said['zh-CN'] !== '')).toBe(true);
	});
});
