import { parseRunId } from "@/lib/domain/ids";
import { type Period, parsePeriod } from "@/lib/domain/period";
import { fail, type Result } from "@/lib/domain/result";
import { type ApiProblem, problem } from "./problem";

/** Makes a reader of a part of an address, which refuses what cannot be one. */
function reader<Value>(parse: (text: string) => Result<Value, unknown>, rule: string) {
  return (text: string): Result<Value, ApiProblem> => {
    const value = parse(text);
    return value.ok ? value : fail(problem(422, "bad_id", rule));
  };
}

export const runInPath = reader(parseRunId, "A run's id is a UUID in lower case.");

export function periodInPath(text: string): Result<Period, ApiProblem> {
  const period = parsePeriod(text);
  return period.ok ? period : fail(problem(422, "bad_period", "Write a month as YYYY-MM."));
}
