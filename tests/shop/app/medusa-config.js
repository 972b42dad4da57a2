const { defineConfig } = require('@medusajs/framework/utils');

const withGate = process.env.SHOP_GATE !== 'off';

module.exports = defineConfig({
	admin: { disable: process.env.SHOP_ADMIN !== 'on' },
	projectConfig: {
		databaseUrl: process.env.DATABASE_URL,
		databaseDriverOptions: { ssl: false, connection: { ssl: false } },
		// The tests speak plain HTTP, over which a session would not be kept in production.
		cookieOptions: { secure: false, sameSite: 'lax' },
		http: {
			storeCors: 'http://localhost',
			adminCors: 'http://localhost',
			authCors: 'http://localhost',
			jwtSecret: 'only-for-tests',
			cookieSecret: 'only-for-tests',
		},
	},
	plugins: withGate
		? [
				{
					resolve: 'medusa-plugin-contract-gate',
					options: { url: process.env.GATE_URL, token: process.env.GATE_TOKEN, system: process.env.GATE_SYSTEM },
				},
			]
		: [],
});
