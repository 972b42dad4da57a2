import { Module } from '@medusajs/framework/utils';
import ContractGateService from './service';

/** The name the gate has in the container. */
export const contractGateModule = 'contractGate';

export default Module(contractGateModule, { service: ContractGateService });
