import { trusted } from "@/lib/domain/ids";
import type { TransferRequest } from "@/lib/stripe/ports";
import type { LateTransfer } from "./model";
import type { Process } from "./simulation";

type Canceled = { payoutId: string; developer: string; request: TransferRequest };

/**
 * Stripe carries out at last what it had answered with an error, after the payout was canceled. Its
 * money may be in another payout by now, so nobody works meanwhile: what is looked for and sent at
 * the same moment can be paid twice whatever anybody does.
 */
export async function completeLate({ simulation, deps, chance }: Process): Promise<void> {
  const place = chance.next();
  const canceled = await deps.db.sql<Canceled[]>`
    select distinct on (payout.id) payout.id as "payoutId", payout.developer_id as developer,
      attempt.request
    from payouts as payout join payout_attempts as attempt
      on attempt.developer_id = payout.developer_id and attempt.payout_id = payout.id
    where payout.state = 'canceled' order by payout.id, attempt.no desc`;
  const { transfers } = await simulation.simulator.control.state();
  const made = new Set(transfers.map(({ metadata }) => metadata.payout_id));
  const missing = canceled.filter(({ payoutId }) => !made.has(payoutId));
  const late = missing[Math.floor(place * missing.length)];
  if (!late) return;
  const answer = await deps.transfers.createTransfer(late.request, `late:${late.payoutId}`);
  if (answer.outcome !== "made") return;
  simulation.hit("stripe_completed_late");
  const { developer } = late;
  const known = await attemptsOf(deps, developer);
  simulation.model.late.push({ transferId: answer.transfer.id, developer, known });
}

/**
 * Whoever has money that Stripe moved by itself is sent nothing more until a person has looked: the
 * same money may be in what would be sent. Restored books may know of no cancel, and take it in.
 */
export async function problemsOfLate({ simulation, deps }: Process): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { transferId, developer, known } of simulation.model.late) {
    const explained = await deps.db.sql`
      select id from holds where developer_id = ${developer} and lifted_at is not null
        and position(${transferId} in reason) > 0
      union all
      select id from payouts where transfer_id = ${transferId}`;
    if (explained.length > 0) continue;
    const begun = [...(await attemptsOf(deps, developer))].filter((attempt) => !known.has(attempt));
    problems.push(
      ...begun.map((attempt) => `attempt ${attempt} was begun although ${transferId} was made`),
    );
  }
  return problems;
}

async function attemptsOf(
  { db }: Pick<Process["deps"], "db">,
  developer: string,
): Promise<LateTransfer["known"]> {
  const rows = await db.sql<{ attempt: string }[]>`
    select payout_id || ' ' || no as attempt from payout_attempts
    where developer_id = ${trusted.developerId(developer)}`;
  return new Set(rows.map(({ attempt }) => attempt));
}
