import { withAccess } from './access-grants.js';
import { withDashboard } from './dashboard-reading.js';
import { withDepartures } from './departure-work.js';
import { businessOffice } from './business-office.js';
import type { Department } from './department.js';
import { finance } from './finance.js';
import { management } from './management.js';
import { marketing } from './marketing.js';
import { operations } from './operations.js';
import { production } from './production.js';
import { quality } from './quality.js';
import { sales } from './sales.js';
import { service } from './service.js';
import { supervision } from './supervision.js';
import { technology } from './technology.js';
import { warehouse } from './warehouse.js';

/** What each department says of itself. A new one adds its file and its line. */
const declared: readonly Department[] = [
	sales,
	service,
	marketing,
	operations,
	production,
	quality,
	technology,
	warehouse,
	finance,
	management,
	businessOffice,
	supervision,
];

/** Every department of the company, with the rights that come to every role alike. */
export const departments: readonly Department[] = declared.map((department) => ({
	...department,
	roles: department.roles.map((declaration) => ({
		...declaration,
		permissions: withDashboard(department.key, withDepartures(declaration.role, withAccess(declaration.role, declaration.permissions))),
	})),
}));
