import type Stripe from "stripe";
import { z } from "zod";
import { asking, malformed } from "./gateway-error";
import type { ReversalAnswer, ReversalFacts, ReversalRequest } from "./ports";
import { safeAmount } from "./safe-amount";
import { classifyFailure, lost } from "./transfer-failures";
import type { countTries } from "./wire-tries";

const PAGE_SIZE = 100;

const reversal = z.object({
  id: z.string().startsWith("trr_"),
  object: z.literal("transfer_reversal"),
  amount: z.number().int().positive(),
  metadata: z.record(z.string(), z.string()).nullish(),
  transfer: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
});

/** Never retries by itself; an answer is only believed when it is what was asked for. */
export async function createReversal(
  stripe: Stripe,
  triesOf: ReturnType<typeof countTries>,
  request: ReversalRequest,
  idempotencyKey: string,
): Promise<ReversalAnswer> {
  const tries = triesOf(idempotencyKey);
  const names = Object.keys(request.metadata).sort();
  const params = {
    amount: safeAmount(request.amount),
    metadata: Object.fromEntries(names.map((name) => [name, request.metadata[name] ?? ""])),
  };
  try {
    const options = { idempotencyKey, maxNetworkRetries: 0 };
    const answer = await stripe.transfers.createReversal(request.transferId, params, options);
    const requestId = answer.lastResponse?.requestId;
    const parsed = reversal.safeParse(answer);
    if (!parsed.success) return lost("the answer is not a reversal", { requestId });
    const facts = factsOf(parsed.data);
    const isAsked =
      facts.amount === BigInt(request.amount) && facts.transferId === request.transferId;
    if (!isAsked) return lost("the answer is another reversal", { requestId });
    return { outcome: "made", reversal: facts };
  } catch (error) {
    return classifyFailure(error, tries.count());
  } finally {
    tries.done();
  }
}

/** Page by page, each validated as a list: half an answer must not look like none. */
export async function listReversals(
  stripe: Stripe,
  transferId: string,
): Promise<readonly ReversalFacts[]> {
  const found: ReversalFacts[] = [];
  let after: string | undefined;
  for (;;) {
    const what = "Listing reversals";
    const page = await asking(what, () =>
      stripe.transfers.listReversals(transferId, {
        limit: PAGE_SIZE,
        ...(after === undefined ? {} : { starting_after: after }),
      }),
    );
    if (page.object !== "list" || !Array.isArray(page.data) || typeof page.has_more !== "boolean") {
      throw malformed(what, page);
    }
    for (const entry of page.data) {
      const parsed = reversal.safeParse(entry);
      if (!parsed.success) throw malformed(what, parsed.error);
      found.push(factsOf(parsed.data));
    }
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return found;
  }
}

function factsOf(answer: z.infer<typeof reversal>): ReversalFacts {
  return {
    id: answer.id,
    transferId: answer.transfer,
    amount: BigInt(answer.amount),
    metadata: answer.metadata ?? {},
  };
}
