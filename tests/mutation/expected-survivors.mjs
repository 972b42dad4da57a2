/**
 * Rules whose loss no test of their domain can notice, each with the reason why that is right.
 * @type {Readonly<Record<string, string>>}
 */
export const expectedSurvivors = {};
