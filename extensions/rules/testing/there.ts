/**
 * A value that the test knows is there.
 * @throws Error when it is not, so that a test fails where its story is wrong
 */
export function there<T>(value: T | null | undefined): T {
	if (value === null || value === undefined) throw new Error('This test counts on something that is not there.');
	return value;
}
