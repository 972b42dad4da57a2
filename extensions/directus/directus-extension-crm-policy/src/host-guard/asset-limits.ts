/** Width and height up to which an image is made; the largest screen people use is not larger. */
export const largestImage = 4096;

/** Parameters of the host's image transformation that are sizes. */
const sizes = ['width', 'height', 'focal_point_x', 'focal_point_y'] as const;

/** Whether a request for an image asks for more work than a preset: a size that is too large or no number, or free transformations. */
export function asksTooMuch(query: Readonly<Record<string, unknown>>): boolean {
	if ('transforms' in query) return true;
	return sizes.some((name) => {
		const value = query[name];
		if (value === undefined) return false;
		const size = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
		return !(size >= 0 && size <= largestImage);
	});
}
