/** What an address says behind its question mark, as Next hands it to a page. */
export type SearchParams = Promise<
  Readonly<Record<string, string | readonly string[] | undefined>>
>;

/** One value by name. Given twice it counts as the first, as browsers show it. */
export function oneValue(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" || value === undefined ? value : value[0];
}

/** A page number, counted from 1; anything else is the first page. */
export function pageNumber(value: string | readonly string[] | undefined): number {
  const text = oneValue(value) ?? "";
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}
