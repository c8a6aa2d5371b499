import type { Result } from "@/lib/domain/result";

/** The story of the demo meets no refusals: one is a mistake in the story. */
export function assertDone<Value>(step: string, result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  throw new Error(`Demo data: ${step} was refused: ${JSON.stringify(result.problem)}`);
}
