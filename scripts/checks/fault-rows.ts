/** A line of the fault table: what fails, and the tests that play it. */
export type FaultLine = {
  /** Names of the catalogue, such as `F07`. */
  readonly rows: readonly string[];
  readonly tests: readonly CitedTest[];
};

export type CitedTest = { readonly title: string; readonly file: string };

const LINE = /^\| (F\d\d[^|]*)\|(.*)$/gm;
const TEST = /\[([^\]]+)\]\(\.\.\/([^)\s]+\.(?:test|spec)\.ts)\)/g;

export function faultLinesOf(page: string): readonly FaultLine[] {
  return Array.from(page.matchAll(LINE), ([, names = "", rest = ""]) => ({
    rows: names.match(/F\d\d/g) ?? [],
    tests: Array.from(rest.matchAll(TEST), ([, title = "", file = ""]) => ({ title, file })),
  }));
}

/** Rows whose tests are not found by the row's name, and tests that are cited for another row. */
export function unnamedRows(page: string): readonly string[] {
  return faultLinesOf(page).flatMap(({ rows, tests }) => [
    ...tests
      .filter(({ title }) => !rows.some((row) => title.includes(row)))
      .map(({ title }) => `names "${title}" for ${rows.join(", ")}: begin its title with the row`),
    ...rows
      .filter((row) => tests.length > 0 && !tests.some(({ title }) => title.includes(row)))
      .map((row) => `has no test for ${row} whose title begins with it`),
  ]);
}
