import { parseDeveloperId } from "@/lib/domain/ids";
import { AUTHORS_MAX, type WantedShares } from "@/lib/domain/parts";
import { parsePercent } from "@/lib/domain/percent";
import { fail, ok, type Result } from "@/lib/domain/result";

type FieldProblem = { readonly field: string; readonly message: string };

/** Reads the rows of the form, `developer1` with `part1` and so on. A row left empty is nobody. */
export function readParts(
  fields: Readonly<Record<string, unknown>>,
): Result<WantedShares, readonly FieldProblem[]> {
  const shares: WantedShares[number][] = [];
  const problems: FieldProblem[] = [];
  for (let row = 1; row <= AUTHORS_MAX; row++) {
    const [developer, part] = [textOf(fields[`developer${row}`]), textOf(fields[`part${row}`])];
    if (developer === "" && part === "") continue;
    const developerId = parseDeveloperId(developer);
    const points = parsePercent(part);
    if (!developerId.ok) {
      problems.push({ field: `developer${row}`, message: "Choose a developer." });
    }
    if (!points.ok || points.value === 0) {
      const message = "Enter a percentage from 0.01 to 100, or leave the row empty.";
      problems.push({ field: `part${row}`, message });
    } else if (developerId.ok) {
      shares.push({ developerId: developerId.value, part: points.value });
    }
  }
  return problems.length > 0 ? fail(problems) : ok(shares);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
