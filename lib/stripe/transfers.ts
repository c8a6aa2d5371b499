import type Stripe from "stripe";
import { z } from "zod";
import { parseCurrency, trustedCurrency } from "@/lib/domain/currency";
import { parsePayoutId } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import { asking, malformed } from "./gateway-error";
import {
  GatewayError,
  type TransferAnswer,
  type TransferFacts,
  type TransferGateway,
  type TransferRequest,
  transferMismatch,
} from "./ports";
import { createReversal, listReversals } from "./reversals";
import { safeAmount } from "./safe-amount";
import { classifyFailure, lost } from "./transfer-failures";
import { countTries } from "./wire-tries";

const PAGE_SIZE = 100;

const whole = z.number().int().nonnegative();
const transfer = z.object({
  id: z.string().startsWith("tr_"),
  object: z.literal("transfer"),
  amount: whole,
  amount_reversed: whole,
  created: whole,
  currency: z.string(),
  // Absent on transfers of old that went to no account; none of ours is, but lists hold them all.
  destination: z
    .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
    .nullish()
    .transform((id) => id ?? ""),
  metadata: z.record(z.string(), z.string()).nullish(),
  source_transaction: z
    .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
    .nullish(),
  transfer_group: z.string().nullish(),
});
const balance = z.object({
  object: z.literal("balance"),
  available: z.array(z.object({ amount: z.number().int(), currency: z.string() })),
});

/**
 * The platform's money at Stripe, over a real client.
 *
 * Creating a transfer never retries by itself, and every answer is validated against the frozen
 * request before it is believed: a proxy's JSON without an `error` key *resolves* in the client.
 */
export function createTransferGateway(stripe: Stripe): TransferGateway {
  const triesOf = countTries(stripe);
  return {
    createTransfer: (request, idempotencyKey) =>
      createTransfer(stripe, triesOf, request, idempotencyKey),
    findTransfers: async (transferGroup) => {
      const found: TransferFacts[] = [];
      for await (const facts of pages(stripe, { transfer_group: transferGroup })) found.push(facts);
      // A stand-in that ignores the filter must not make other payouts' transfers look like ours.
      return found.filter((facts) => facts.transferGroup === transferGroup);
    },
    findTransfersOfCharge: (chargeId, destination) =>
      findTransfersOfCharge(stripe, chargeId, destination),
    createReversal: (request, idempotencyKey) =>
      createReversal(stripe, triesOf, request, idempotencyKey),
    listReversals: (transferId) => listReversals(stripe, transferId),
    fetchTransfer: (transferId) => fetchTransfer(stripe, transferId),
    listTransfers: (since) =>
      pages(stripe, since && { created: { gte: Math.floor(since.getTime() / 1000) } }),
    listTransfersAfter: (transferId) => pagesAfter(stripe, transferId),
    fetchAvailableBalance: () => fetchAvailableBalance(stripe),
  };
}

async function createTransfer(
  stripe: Stripe,
  triesOf: ReturnType<typeof countTries>,
  request: TransferRequest,
  idempotencyKey: string,
): Promise<TransferAnswer> {
  const tries = triesOf(idempotencyKey);
  try {
    const answer = await stripe.transfers.create(paramsOf(request), {
      idempotencyKey,
      maxNetworkRetries: 0,
    });
    return validated(answer, request);
  } catch (error) {
    return classifyFailure(error, tries.count());
  } finally {
    tries.done();
  }
}

/** The same parameters in the same order each time: Stripe compares what a key is used with. */
function paramsOf(request: TransferRequest): Stripe.TransferCreateParams {
  const names = Object.keys(request.metadata).sort();
  return {
    amount: safeAmount(request.amount),
    currency: request.currency,
    destination: request.destination,
    ...(request.sourceTransaction === undefined
      ? { transfer_group: request.transferGroup }
      : { source_transaction: request.sourceTransaction }),
    description: request.description,
    metadata: Object.fromEntries(names.map((name) => [name, request.metadata[name] ?? ""])),
  };
}

function validated(
  answer: Stripe.Response<Stripe.Transfer>,
  request: TransferRequest,
): TransferAnswer {
  const requestId = answer.lastResponse?.requestId;
  const parsed = transfer.safeParse(answer);
  if (!parsed.success) return lost("the answer is not a transfer", { requestId });
  const facts = factsOf(parsed.data);
  const problem = transferMismatch(facts, request);
  if (problem !== undefined) return lost(`the answer has another ${problem}`, { requestId });
  return { outcome: "made", transfer: facts, requestId };
}

/**
 * Stripe lists transfers neither by source nor by metadata, and groups these as it likes. So those
 * to the account since the charge are read, and the ones of the charge picked out.
 */
async function findTransfersOfCharge(
  stripe: Stripe,
  chargeId: string,
  destination: string,
): Promise<readonly TransferFacts[]> {
  const charge = await asking("Reading a charge", () => stripe.charges.retrieve(chargeId));
  if (charge.id !== chargeId || !Number.isInteger(charge.created)) {
    throw malformed("Reading a charge", charge);
  }
  const found: TransferFacts[] = [];
  for await (const facts of pages(stripe, { destination, created: { gte: charge.created } })) {
    if (facts.sourceTransaction === chargeId) found.push(facts);
  }
  return found;
}

async function fetchTransfer(
  stripe: Stripe,
  transferId: string,
): Promise<TransferFacts | undefined> {
  try {
    const retrieve = () => stripe.transfers.retrieve(transferId);
    return readTransfer(await asking("Reading a transfer", retrieve));
  } catch (error) {
    if (error instanceof GatewayError && error.trouble === "gone") return undefined;
    throw error;
  }
}

/** Pages are read one by one, each validated as a list: half an answer must not look like none. */
async function* pages(
  stripe: Stripe,
  filter: Stripe.TransferListParams | undefined,
): AsyncGenerator<TransferFacts> {
  let after: string | undefined;
  for (;;) {
    const page = await readPage(stripe, {
      ...filter,
      ...(after === undefined ? {} : { starting_after: after }),
    });
    yield* page.transfers;
    after = page.transfers.at(-1)?.id;
    if (!page.hasMore || after === undefined) return;
  }
}

/** Backwards in Stripe's words: each page holds those that follow the one it is asked with. */
async function* pagesAfter(stripe: Stripe, transferId: string): AsyncGenerator<TransferFacts> {
  let before: string | undefined = transferId;
  while (before !== undefined) {
    const page: TransferPage = await readPage(stripe, { ending_before: before });
    yield* page.transfers.toReversed();
    before = page.hasMore ? page.transfers[0]?.id : undefined;
  }
}

type TransferPage = { readonly transfers: readonly TransferFacts[]; readonly hasMore: boolean };

async function readPage(stripe: Stripe, filter: Stripe.TransferListParams): Promise<TransferPage> {
  const page = await asking("Listing transfers", () =>
    stripe.transfers.list({ ...filter, limit: PAGE_SIZE }),
  );
  if (page.object !== "list" || !Array.isArray(page.data) || typeof page.has_more !== "boolean") {
    throw malformed("Listing transfers", page);
  }
  return { transfers: page.data.map(readTransfer), hasMore: page.has_more };
}

async function fetchAvailableBalance(stripe: Stripe): Promise<readonly Money[]> {
  const answer = await asking("Reading the balance", () => stripe.balance.retrieve());
  const parsed = balance.safeParse(answer);
  if (!parsed.success) throw malformed("Reading the balance", parsed.error);
  return parsed.data.available.map(({ amount, currency }) =>
    money(BigInt(amount), trustedCurrency(currency)),
  );
}

function readTransfer(answer: unknown): TransferFacts {
  const parsed = transfer.safeParse(answer);
  if (!parsed.success) throw malformed("Reading a transfer", parsed.error);
  return factsOf(parsed.data);
}

function factsOf(answer: z.infer<typeof transfer>): TransferFacts {
  const currency = parseCurrency(answer.currency);
  const payoutId = parsePayoutId(answer.metadata?.payout_id ?? "");
  return {
    id: answer.id,
    amount: money(
      BigInt(answer.amount),
      currency.ok ? currency.value : trustedCurrency(answer.currency),
    ),
    reversed: BigInt(answer.amount_reversed),
    destination: answer.destination,
    transferGroup: answer.transfer_group ?? undefined,
    sourceTransaction: answer.source_transaction ?? undefined,
    payoutId: payoutId.ok ? payoutId.value : undefined,
    metadata: answer.metadata ?? {},
    createdAt: new Date(answer.created * 1000),
  };
}
