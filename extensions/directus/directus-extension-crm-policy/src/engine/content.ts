import { createHash } from 'node:crypto';
import { contentOf, type Content } from '@crm-policy/rules/canonical/content';
import type { ProcessDeclaration } from '@crm-policy/rules/process/declaration';
import { decodeRow, kindOf, type Row } from './codec.js';
import type { Work } from './context.js';
import { rowsOf } from './rows.js';

/** SHA-256 of a stored file's bytes, so that replacing a file behind its id is a change of content. */
async function fileDigest(work: Work, id: string): Promise<string> {
	const assets = new work.host.services.AssetsService({ knex: work.trx, schema: work.schema, accountability: null });
	const { stream } = await assets.getAsset(id);
	const hash = createHash('sha256');
	for await (const chunk of stream) hash.update(chunk);
	return hash.digest('hex');
}

/** The reviewed content of a record as it is in this transaction: one query per child collection, none per row. */
export async function loadContent(
	work: Work,
	process: Pick<ProcessDeclaration, 'collection' | 'reviewed'>,
	row: Readonly<Row>,
): Promise<Content> {
	const { reviewed } = process;
	if (reviewed === undefined) throw new Error(`${process.collection} declares no reviewed content.`);
	const children: Record<string, Row[]> = {};
	for (const child of reviewed.children) {
		const rows = await rowsOf(work.trx(child.collection).where(child.parent, row['id'] as string));
		children[child.collection] = rows.map((raw) => decodeRow(child.collection, raw));
	}
	const files: string[] = [];
	for (const { collection, parent, file } of reviewed.files) {
		const rows = await rowsOf(
			work
				.trx(collection)
				.where(parent, row['id'] as string)
				.select(file),
		);
		for (const attached of rows) files.push(await fileDigest(work, attached[file] as string));
	}
	return contentOf(process.collection, reviewed, { row, children, files }, kindOf);
}
