/** The versions of Directus on which the whole suite has passed; on any other the ground of every rule is unknown. */
export const testedHosts: readonly string[] = ['11.17.4'];
