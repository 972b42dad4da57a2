import { stableId } from '@crm-policy/seeds/stable-id';
import type { Knex } from 'knex';
import { outsider } from './fixture.js';
import type { Marks } from './marks.js';
import type { Reader } from './row-rules.js';

/**
 * What Directus itself keeps about a record: activity with a revision, a comment, a version, a share and a message, one of each for every
 * person. Words in them are marked with the person they belong to.
 */
export async function writeHostRows(database: Knex, marks: Marks, readers: readonly Reader[], record: string): Promise<void> {
	const about = { collection: 'crm_contracts', item: record };
	await database.transaction(async (trx) => {
		for (const [index, { id }] of [...readers, outsider].entries()) {
			const word = (collection: string): string => {
				// Far from the numbers of the fixture's own rows.
				const number =
					1_000_000 +
					index * 10 +
					[
						'directus_activity',
						'directus_revisions',
						'directus_comments',
						'directus_versions',
						'directus_shares',
						'directus_notifications',
					].indexOf(collection);
				marks.note(number, collection, id);
				return marks.of(number, collection, 'word');
			};
			const own = (kind: string): string => stableId('probe', kind, id);
			const timestamp = new Date();
			const written: readonly { readonly id: number }[] = await trx('directus_activity').insert(
				{ ...about, action: 'update', user: id, timestamp, user_agent: word('directus_activity') },
				['id'],
			);
			const data = JSON.stringify({ title: word('directus_revisions') });
			await trx('directus_revisions').insert({ ...about, activity: written[0]?.id, data, delta: data });
			await trx('directus_comments').insert({
				...about,
				id: own('comment'),
				comment: word('directus_comments'),
				user_created: id,
				date_created: timestamp,
			});
			await trx('directus_versions').insert({
				...about,
				id: own('version'),
				key: `probe${String(index)}`,
				name: word('directus_versions'),
				delta: data,
				user_created: id,
			});
			await trx('directus_shares').insert({
				...about,
				id: own('share'),
				name: word('directus_shares'),
				user_created: id,
				date_created: timestamp,
			});
			await trx('directus_notifications').insert({
				...about,
				status: 'inbox',
				recipient: id,
				subject: word('directus_notifications'),
				message: '',
				timestamp,
			});
		}
	});
}
