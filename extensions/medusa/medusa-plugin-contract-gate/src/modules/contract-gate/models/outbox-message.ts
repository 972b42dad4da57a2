import { model } from '@medusajs/framework/utils';

/** Something Directus is to be told, exactly once for each key. */
const OutboxMessage = model
	.define('contract_gate_outbox', {
		id: model.id({ prefix: 'cgout' }).primaryKey(),
		/** Says what happened to what in which version, so that a later change is another message. */
		key: model.text(),
		topic: model.text(),
		/** The id of what it is about; what is sent is read when it is sent. */
		subject: model.text(),
		payload: model.json(),
		attempts: model.number().default(0),
		due_at: model.dateTime(),
		claimed_until: model.dateTime().nullable(),
		delivered_at: model.dateTime().nullable(),
		last_error: model.text().nullable(),
	})
	.indexes([{ on: ['key'], unique: true }, { on: ['delivered_at', 'due_at'] }]);

export default OutboxMessage;
