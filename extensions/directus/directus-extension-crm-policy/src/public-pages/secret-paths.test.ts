import { describe, expect, it } from 'vitest';
import { withoutSecret } from './secret-paths.js';

describe('An address with a secret', () => {
	it.each([
		['/crm/public/complaints/S3cret', '/crm/public/complaints/-', 'S3cret'],
		['/crm/public/complaints/S3cret?lang=zh-CN', '/crm/public/complaints/-?lang=zh-CN', 'S3cret'],
		['/crm/public/complaints/S3cret/more/of/it', '/crm/public/complaints/-', 'S3cret/more/of/it'],
		['/CRM/Public/Complaints/S3cret', '/CRM/Public/Complaints/-', 'S3cret'],
		['//crm/public/complaints/S3cret', '//crm/public/complaints/-', 'S3cret'],
		['http://x/crm/public/complaints/S3cret', 'http://x/crm/public/complaints/-', 'S3cret'],
		['/crm/feeds/S3cret.ics', '/crm/feeds/-', 'S3cret.ics'],
		['/crm/feeds/S3cret.ics?x=1', '/crm/feeds/-?x=1', 'S3cret.ics'],
		['/crm/feeds/S3cret', '/crm/feeds/-', 'S3cret'],
		['/crm//feeds//S3cret.ics', '/crm//feeds//-', 'S3cret.ics'],
		['//CRM/feeds/S3cret.ICS/more', '//CRM/feeds/-', 'S3cret.ICS/more'],
		['/crm/feeds/7b7c2a52-0d6c-4f0c-9a65-0d4c4c1f0001.ics', '/crm/feeds/-', '7b7c2a52-0d6c-4f0c-9a65-0d4c4c1f0001.ics'],
	])('%s goes on as %s', (address, url, secret) => {
		expect(withoutSecret(address)).toEqual({ url, secret });
	});

	it.each([
		'/crm/public/complaints',
		'/crm/public/complaints?lang=en',
		'/crm/public/complaints/',
		'/crm/public/hotlines',
		'/items/crm_complaints/1',
		'/crm/feeds',
		'/crm/feeds/7b7c2a52-0d6c-4f0c-9a65-0d4c4c1f0001',
		'/crm/feeds/7b7c2a52-0d6c-4f0c-9a65-0d4c4c1f0001/rotate',
	])('%s holds none', (address) => {
		expect(withoutSecret(address)).toBeNull();
	});
});
