import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { contractGateModule } from '../modules/contract-gate';
import type ContractGateService from '../modules/contract-gate/service';

export type Container = Pick<MedusaContainer, 'resolve'>;

export const gateIn = (container: Container): ContractGateService => container.resolve<ContractGateService>(contractGateModule);

export const queryIn = (container: Container) => container.resolve(ContainerRegistrationKeys.QUERY);

export const databaseIn = (container: Container) => container.resolve(ContainerRegistrationKeys.PG_CONNECTION);

export const loggerIn = (container: Container) => container.resolve(ContainerRegistrationKeys.LOGGER);
