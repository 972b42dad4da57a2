import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { useDirectus } from '../harness/directus.js';
import { Importing } from '../importing/importing.js';

const total = Number(process.env['CRM_BENCH_CUSTOMERS'] ?? 20_000);

const directus = useDirectus();

/** A name that is like no other: two words of letters that come from a hash. */
function nameOf(index: number): string {
	const letters = Array.from(createHash('sha256').update(`customer ${index}`).digest(), (byte) => 'abcdefghijklmnopqrstuvwxyz'[byte % 26]);
	return `${letters.slice(0, 9).join('')} ${letters.slice(9, 18).join('')} Ltd`;
}

it(`${total} customers come in from a file, and the last cost no more than the first`, async () => {
	const sales = new Importing(directus, await directus.login('sales@example.com'));
	const rows = Array.from({ length: total }, (_, index) => `${nameOf(index)},L-${index},+86 1${3_000_000_000 + index}`);
	const read = await sales.upload('customers', 'customers.csv', ['Name,Customer ID,Telephone', ...rows].join('\n'));
	const { body } = await sales.step(read.id, 'start', read.plan);
	expect(body.errors).toBeUndefined();

	const seen: { readonly at: number; readonly settled: number }[] = [{ at: performance.now(), settled: 0 }];
	for (let status = 'running'; status === 'running';) {
		await new Promise((resolve) => setTimeout(resolve, 500));
		const { data } = (await sales.get(read.id)).body;
		status = data.status;
		seen.push({ at: performance.now(), settled: total - data.counts.pending });
	}
	const { status, counts } = (await sales.get(read.id)).body.data;
	expect(status).toBe('done');
	expect(counts).toMatchObject({ create: total, error: 0, skip: 0 });

	/** Milliseconds per row between two shares of the file. */
	const between = (from: number, until: number): number => {
		const [first, last] = [from, until].map((share) => seen.find(({ settled }) => settled >= total * share) ?? seen.at(-1));
		return first === undefined || last === undefined ? NaN : (last.at - first.at) / Math.max(1, last.settled - first.settled);
	};
	const [begin, end] = [between(0, 0.2), between(0.8, 1)];
	process.stdout.write(
		`\n${directus.kind}: ${total} customers, ${begin.toFixed(1)} ms each in the first fifth, ${end.toFixed(1)} ms in the last, ratio ${(end / begin).toFixed(2)}\n`,
	);
});
