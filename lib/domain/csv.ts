/** A cell of a CSV file: somebody's text, or a value that Remit wrote itself (number, date, id). */
export type CsvCell = { readonly text: string } | { readonly value: string };

export const text = (content: string): CsvCell => ({ text: content });
export const value = (content: string): CsvCell => ({ value: content });

/** What makes a spreadsheet take a cell for a formula, and what it strips before it looks. */
const FORMULA_START = /^[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/;

/**
 * One line of RFC 4180, ended by CRLF.
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe before it. Negative amounts
 * are values, so they stay numbers.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** Tells spreadsheets that the file is UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

function csvCell(cell: CsvCell): string {
  const content = "value" in cell ? cell.value : harmless(cell.text);
  return /[",\r\n]/.test(content) ? `"${content.replaceAll('"', '""')}"` : content;
}

function harmless(content: string): string {
  return FORMULA_START.test(content) ? `'${content}` : content;
}
