import { MedusaService } from '@medusajs/framework/utils';
import { DirectusGate } from '../../gate/directus';
import { readOptions, type GateOptions } from '../../gate/options';
import Cursor from './models/cursor';
import OutboxMessage from './models/outbox-message';

/** The gate as the shop's container holds it: the plugin's options, read once, and the way to Directus. */
export default class ContractGateService extends MedusaService({ OutboxMessage, Cursor }) {
	readonly settings: GateOptions;
	readonly directus: DirectusGate;

	/** @throws Error when the options are not valid; the server then does not start */
	constructor(container: object, options: unknown) {
		super(container, options as Record<string, unknown>);
		this.settings = readOptions(options);
		this.directus = new DirectusGate(this.settings);
	}
}
