import { describe, expect, it } from 'vitest';
import { withoutSecret } from './secret-paths.js';

describe('The address of a status link', () => {
	it.each([
		['/crm/public/complaints/S3cret', '/crm/public/complaints/-', 'S3cret'],
		['/crm/public/complaints/S3cret?lang=zh-CN', '/crm/public/complaints/-?lang=zh-CN', 'S3cret'],
		['/crm/public/complaints/S3cret/more/of/it', '/crm/public/complaints/-', 'S3cret/more/of/it'],
		['/CRM/Public/Complaints/S3cret', '/CRM/Public/Complaints/-', 'S3cret'],
		['//crm/public/complaints/S3cret', '//crm/public/complaints/-', 'S3cret'],
		['http://x/crm/public/complaints/S3cret', 'http://x/crm/public/complaints/-', 'S3cret'],
	])('%s goes on as %s', (address, url, secret) => {
		expect(withoutSecret(address)).toEqual({ url, secret });
	});

	it.each([
		'/crm/public/complaints',
		'/crm/public/complaints?lang=en',
		'/crm/public/complaints/',
		'/crm/public/hotlines',
		'/items/crm_complaints/1',
	])('%s holds none', (address) => {
		expect(withoutSecret(address)).toBeNull();
	});
});
