import { rulebookModel, type RulebookContent } from '@crm-policy/rules/rulebook/rulebook';
import content from './default.json' with { type: 'json' };

/** The rulebook a new company starts from. It is a value like any other version, read through the same model. */
export const defaultRulebook: RulebookContent = rulebookModel.parse(content);

/** From when it applies when the product is set up. */
export const defaultRulebookFrom = '2026-01-01';
