import { defineHook } from '@directus/extensions-sdk';
import { model } from '@crm-policy/schema/model';
import { demoRows, foundationRows } from '@crm-policy/seeds/data';
import { systemObjects } from '@crm-policy/seeds/system';
import { provisioning } from './provisioning.js';

export default defineHook(provisioning({ model, system: systemObjects, foundation: foundationRows, demo: demoRows }));
