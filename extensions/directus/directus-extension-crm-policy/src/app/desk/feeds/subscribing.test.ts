import { expect, it } from 'vitest';
import { subscribeLinks } from './subscribing.js';

it('hands the whole address over, and nothing of it can be read as another parameter', () => {
	const { google, outlook } = subscribeLinks(
		{ url: 'https://crm.example/crm/feeds/a_b-c.ics', webcal_url: 'webcal://crm.example/crm/feeds/a_b-c.ics' },
		'拜访 & more',
	);
	expect(new URL(google).searchParams.get('cid')).toBe('webcal://crm.example/crm/feeds/a_b-c.ics');
	expect(Object.fromEntries(new URL(outlook).searchParams)).toEqual({
		url: 'https://crm.example/crm/feeds/a_b-c.ics',
		name: '拜访 & more',
	});
});
