import type { Command } from "commander";
import { findOpenChargeProblems, type OpenChargeProblem } from "@/db/queries/charge-problems";
import {
  CHARGE_ACT_WORDS,
  chargeProblemWords,
  isMessageTelling,
  RETRIED_CHARGE_WORDS,
  stripeObjectName,
} from "@/lib/domain/words/charge-words";
import { leaveCharge } from "@/lib/use-cases/leave-charge";
import { retryCharge } from "@/lib/use-cases/retry-charge";
import { actingAdmin, actingOperator } from "../acting-admin";
import { noteOf } from "../note";
import { LISTED_MAX, type OutputOptions, print, printList } from "../output";
import { withDatabase, withDeps } from "../world";

type Options = OutputOptions & { readonly as?: string };
type LeaveOptions = Options & { readonly note: string };

export function addCharges(program: Command): void {
  const group = program
    .command("charges")
    .description("Customers' payments at Stripe that could not be recorded, and need a person.");
  group
    .command("list")
    .description("What could not be recorded, why, and what to do. The oldest first.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => list(options));
  group
    .command("retry")
    .description("Read a payment at Stripe and record it once more, after putting it right.")
    .argument("<id>", "Stripe's id of it, as listed")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((id: string, options: Options) => retry(id, options));
  group
    .command("leave")
    .description("Decide that nothing is to be recorded. It is not asked about again.")
    .argument("<id>", "Stripe's id of it, as listed")
    .requiredOption("--note <text>", "why, for the audit log and whoever looks next")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((id: string, options: LeaveOptions) => leave(id, options));
}

async function list(options: Options): Promise<void> {
  await withDatabase(async ({ db }) => {
    const admin = await actingOperator({ db }, options.as);
    const open = await findOpenChargeProblems(db, admin, { limit: LISTED_MAX + 1 });
    printList(options, open, { name: "charges", lineOf: problemLine, none: "Nothing waits." });
  });
}

function problemLine(problem: OpenChargeProblem): string {
  const { objectId, chargeId, pluginTag, happenedAt, code, message } = problem;
  const { why, remedy } = chargeProblemWords(code);
  const charge = objectId === chargeId ? "" : ` of charge ${chargeId}`;
  const plugin = pluginTag === undefined ? "" : ` for ${pluginTag}`;
  const found = isMessageTelling(code) ? ` (${message})` : "";
  const what = `${stripeObjectName(objectId)}${charge}${plugin}`;
  return `${objectId}  ${what}  ${happenedAt.toISOString()}  ${why}${found} ${remedy}`;
}

async function retry(objectId: string, options: Options): Promise<void> {
  await withDeps(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const retried = await retryCharge(deps, admin, objectId);
    if (!retried.ok) {
      const { kind } = retried.problem;
      throw new Error(kind === "not_open" ? notOpen(objectId) : CHARGE_ACT_WORDS[kind]);
    }
    const { value } = retried;
    if (value.kind === "needs_person") {
      const { why, remedy } = chargeProblemWords(value.codes[0] ?? "");
      throw new Error(`Still not: ${why} ${remedy}`);
    }
    print(options, { objectId, outcome: value.kind }, [RETRIED_CHARGE_WORDS[value.kind]]);
  });
}

async function leave(objectId: string, options: LeaveOptions): Promise<void> {
  const note = noteOf("--note", options.note);
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const left = await leaveCharge(deps, admin, { objectId, note });
    if (!left.ok) throw new Error(notOpen(objectId));
    print(options, { objectId, note }, [`${objectId} stays unrecorded.`]);
  });
}

/** An id may be mistyped here, which a page cannot be asked about. */
function notOpen(objectId: string): string {
  return `${objectId} does not wait for anybody: \`remit charges list\` shows what does`;
}
