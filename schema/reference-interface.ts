/** How a reference to a record of ours is chosen and shown: by our own interface while the extension is there, by the host's once it was taken out. */
export const referenceInterface = { ours: 'crm-reference', hosts: 'select-dropdown-m2o' } as const;
