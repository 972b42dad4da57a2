/** The shipped extension without its host guard: shows that what the guard refuses is real. */
export const withoutGuard = {
	name: 'without-guard',
	source: `
import * as whole from './whole.js';
export const hooks = whole.hooks.filter(({ name }) => name !== 'crm-host-guard');
export const { endpoints, operations } = whole;
`,
};

/** The shipped extension on a host that gives the guard no place among what comes before its routes. */
export const unableToStand = (place: string): { readonly name: string; readonly source: string } => ({
	name: `no-${place.replaceAll('.', '-')}`,
	source: `
import * as whole from './whole.js';
const full = { use() { throw new Error(${JSON.stringify(`no place at ${place}`)}); } };
export const hooks = whole.hooks.map(({ name, config }) => ({
	name,
	config: (register, context) =>
		config(
			name !== 'crm-host-guard'
				? register
				: {
						...register,
						init: (event, handler) =>
							register.init(event, event === ${JSON.stringify(place)} ? (meta) => handler({ ...meta, app: full }) : handler),
					},
			context,
		),
}));
export const { endpoints, operations } = whole;
`,
});

/** The shipped extension on a host that says it has this version. */
export const onHost = (version: string): { readonly name: string; readonly source: string } => ({
	name: `host-${version.replaceAll('.', '-')}`,
	source: `
import * as whole from './whole.js';
const claiming = (context) => {
	const { ServerService } = context.services;
	class ClaimingService extends ServerService {
		async serverInfo() { return { ...(await super.serverInfo()), version: ${JSON.stringify(version)} }; }
	}
	return { ...context, services: Object.create(context.services, { ServerService: { value: ClaimingService } }) };
};
export const hooks = whole.hooks.map(({ name, config }) => ({ name, config: (register, context) => config(register, claiming(context)) }));
export const endpoints = whole.endpoints.map(({ name, config }) => ({
	name,
	config: { ...config, handler: (router, context) => config.handler(router, claiming(context)) },
}));
export const { operations } = whole;
`,
});
