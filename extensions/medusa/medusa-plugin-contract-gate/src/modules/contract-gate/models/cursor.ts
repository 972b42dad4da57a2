import { model } from '@medusajs/framework/utils';

/** How far reconciliation has read what changed. */
const Cursor = model.define('contract_gate_cursor', {
	id: model.id().primaryKey(),
	read_until: model.dateTime(),
});

export default Cursor;
