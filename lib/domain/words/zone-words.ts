import type { AccountingZone } from "@/lib/domain/period";

export type ZoneProblem =
  /** The books are kept in one zone and the process in another, which is said or the default. */
  | {
      readonly kind: "other_zone";
      readonly kept: AccountingZone;
      readonly zone: AccountingZone;
      readonly isSaid: boolean;
    }
  /** Older books do not say their zone, and their days are not those of what is said, or of UTC. */
  | { readonly kind: "unknown_zone"; readonly said: AccountingZone | undefined };

/** What an operator is told, and what to do. */
export function zoneWords(problem: ZoneProblem): string {
  if (problem.kind === "unknown_zone") {
    const { said = "UTC" } = problem;
    const says = problem.said === undefined ? "is not set" : `is ${said}`;
    return `Wrong configuration. ACCOUNTING_TIME_ZONE ${says}, and the days of these books are not those of ${said}: set it to the zone that web and worker have run in`;
  }
  const { kept, zone, isSaid } = problem;
  const says = isSaid ? `is ${zone}` : `is not set, which means ${zone}`;
  return `Wrong configuration. ACCOUNTING_TIME_ZONE ${says}, but these books are kept in ${kept}: set ACCOUNTING_TIME_ZONE=${kept}. The zone of books cannot be changed once they have events`;
}
