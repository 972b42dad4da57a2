import Papa from 'papaparse';

/**
 * A table as CSV that spreadsheets open as it is: UTF-8 with the mark that tells them so, and no cell that they would run as a formula.
 */
export const csvOf = (rows: readonly (readonly string[])[]): string => `\uFEFF${Papa.unparse(rows, { escapeFormulae: true })}\r\n`;
