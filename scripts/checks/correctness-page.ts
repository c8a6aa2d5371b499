import { unnamedRows } from "./fault-rows";

/** What `docs/correctness.md` is held against. */
export type Evidence = {
  /** A file's text by its path from the root; undefined when there is none. */
  readonly read: (file: string) => string | undefined;
  /** Everything that `verify` checks. */
  readonly invariants: readonly string[];
  /** The number of each step at which a process can die. */
  readonly crashPoints: Readonly<Record<string, string>>;
};

const ROWS: readonly string[] = [
  ...numbered("F", 56, 2),
  ...numbered("S", 13, 1),
  ...numbered("I", 35, 1),
];
const LINK = /\[([^\]]+)\]\((\.\.\/[^)\s]+|[a-z][^)\s]*\.md)\)/g;
const CRASH_ROW = /^\| (CP\d+ `[^`]+`) \|/gm;

/** What the page says that is not so, and what it leaves out. */
export function correctnessProblems(page: string, evidence: Evidence): string[] {
  const { read, invariants, crashPoints } = evidence;
  const problems: string[] = [];
  for (const [, words = "", target = ""] of page.matchAll(LINK)) {
    const path = decodeURIComponent(target);
    const file = path.startsWith("../") ? path.slice(3) : `docs/${path}`;
    const text = read(file);
    if (text === undefined) problems.push(`links to ${file}, which does not exist`);
    else if (isTitle(words, file) && !hasTest(text, words)) {
      problems.push(`names the test "${words}", which ${file} does not have`);
    }
  }
  for (const row of ROWS) {
    if (!new RegExp(`\\b${row}\\b`).test(page)) problems.push(`leaves out ${row} of the catalogue`);
  }
  for (const id of invariants) {
    if (!page.includes(`\`${id}\``))
      problems.push(`leaves out the invariant ${id}: add it to a row`);
  }
  return [...problems, ...crashPointProblems(page, crashPoints), ...unnamedRows(page)];
}

function crashPointProblems(page: string, crashPoints: Evidence["crashPoints"]): string[] {
  const points = Object.entries(crashPoints).map(([step, no]) => `${no} \`${step}\``);
  const rows = Array.from(page.matchAll(CRASH_ROW), ([, point = ""]) => point);
  return [
    ...points.filter((point) => !rows.includes(point)).map((point) => `leaves out ${point}`),
    ...rows.filter((row) => !points.includes(row)).map((row) => `has ${row}, which is no step`),
  ];
}

/** The words of a link to a test are its title, unless they are the file's name. */
function isTitle(words: string, file: string): boolean {
  return /\.(test|spec)\.ts$/.test(file) && !file.endsWith(words);
}

/** The whole title of one: what only ends or begins like it may be another. */
function hasTest(text: string, title: string): boolean {
  return ['"', "'", "`"].some((quote) => text.includes(quote + title + quote));
}

function numbered(letter: string, through: number, digits: number): readonly string[] {
  return Array.from(
    { length: through },
    (_, index) => letter + String(index + 1).padStart(digits, "0"),
  );
}
