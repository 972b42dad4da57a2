import '@medusajs/medusa/core-flows';
import { guarded } from '../gate/guarded';
import { guardWorkflows } from '../gate/workflow-guard';

// Files of this folder are loaded when the server starts; what throws here keeps it from starting.
guardWorkflows(guarded);
