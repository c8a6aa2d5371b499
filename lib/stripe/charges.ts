import type Stripe from "stripe";
import { z } from "zod";
import type { ChargeFacts, DisputeFacts, RefundFacts } from "@/lib/domain/charge";
import { asking, malformed } from "./gateway-error";
import { type ChargeGateway, GatewayError } from "./ports";

const PAGE_SIZE = 100;

const whole = z.number().int().nonnegative();
const named = z.object({ id: z.string() });
const idOf = z.union([z.string(), named.transform(({ id }) => id)]);
const charge = z.object({
  id: z.string().min(1),
  object: z.literal("charge"),
  amount: whole,
  amount_captured: whole,
  captured: z.boolean(),
  created: whole,
  currency: z.string(),
  metadata: z.record(z.string(), z.string()).nullish(),
  paid: z.boolean(),
  status: z.string(),
});
const refund = z.object({
  id: z.string().min(1),
  object: z.literal("refund"),
  amount: whole,
  charge: z.union([z.null(), z.string(), charge]),
  created: whole,
  currency: z.string(),
  status: z.string().nullish(),
});
const dispute = z.object({
  id: z.string().min(1),
  object: z.literal("dispute"),
  amount: whole,
  balance_transactions: z.array(z.object({ amount: z.number().int(), created: whole })),
  charge: z.union([z.string(), charge]),
  created: whole,
  currency: z.string(),
  status: z.string(),
});

/**
 * Payments of the marketplace's customers, read and never changed. Lists come page by page, each
 * validated: half an answer must not look like none.
 */
export function createChargeGateway(stripe: Stripe): ChargeGateway {
  const withCharge = { expand: ["data.charge"], limit: PAGE_SIZE };
  return {
    fetchCharge: (id) =>
      orGone(
        asking("Reading a charge", () => stripe.charges.retrieve(id)),
        readCharge,
      ),
    fetchRefund: (id) =>
      orGone(
        asking("Reading a refund", () => stripe.refunds.retrieve(id)),
        readRefund,
      ),
    fetchDispute: (id) =>
      orGone(
        asking("Reading a dispute", () => stripe.disputes.retrieve(id)),
        readDispute,
      ),
    findRefunds: (chargeId) =>
      all(pages((page) => stripe.refunds.list({ ...page, charge: chargeId }), readRefund)),
    findDisputes: (chargeId) =>
      all(pages((page) => stripe.disputes.list({ ...page, charge: chargeId }), readDispute)),
    listCharges: (since) =>
      pages((page) => stripe.charges.list({ ...page, ...sinceOf(since) }), readCharge),
    listRefunds: (since) =>
      pages(
        (page) => stripe.refunds.list({ ...withCharge, ...page, ...sinceOf(since) }),
        (entry) => withItsCharge(entry, refund, readRefund),
      ),
    listDisputes: (since) =>
      pages(
        (page) => stripe.disputes.list({ ...withCharge, ...page, ...sinceOf(since) }),
        (entry) => withItsCharge(entry, dispute, readDispute),
      ),
  };
}

function sinceOf(since: Date): { readonly created: { readonly gte: number } } {
  return { created: { gte: Math.floor(since.getTime() / 1000) } };
}

/** An object that is not ours, or no more, is absent; any other trouble is thrown. */
async function orGone<Answer, Facts>(
  asked: Promise<Answer>,
  read: (answer: Answer) => Facts,
): Promise<Facts | undefined> {
  try {
    return read(await asked);
  } catch (error) {
    if (error instanceof GatewayError && error.trouble === "gone") return undefined;
    throw error;
  }
}

type PageParams = { readonly limit: number; readonly starting_after?: string };
type Page = { readonly object: string; readonly data: unknown; readonly has_more: unknown };

async function* pages<Facts extends { readonly id: string }>(
  list: (params: PageParams) => Promise<Page>,
  read: (entry: unknown) => Facts,
): AsyncGenerator<Facts> {
  let after: string | undefined;
  for (;;) {
    const page = await asking("Listing payments", () =>
      list({ limit: PAGE_SIZE, ...(after === undefined ? {} : { starting_after: after }) }),
    );
    if (page.object !== "list" || !Array.isArray(page.data) || typeof page.has_more !== "boolean") {
      throw malformed("Listing payments", page);
    }
    after = undefined;
    for (const entry of page.data) {
      const facts = read(entry);
      after = facts.id;
      yield facts;
    }
    if (!page.has_more || after === undefined) return;
  }
}

async function all<Facts>(found: AsyncIterable<Facts>): Promise<readonly Facts[]> {
  const list: Facts[] = [];
  for await (const facts of found) list.push(facts);
  return list;
}

function readCharge(answer: unknown): ChargeFacts {
  const parsed = charge.safeParse(answer);
  if (!parsed.success) throw malformed("Reading a charge", parsed.error);
  return chargeFacts(parsed.data);
}

function chargeFacts(answer: z.infer<typeof charge>): ChargeFacts {
  return {
    id: answer.id,
    amount: BigInt(answer.amount_captured),
    amountAuthorized: BigInt(answer.amount),
    currency: answer.currency,
    createdAt: instantOf(answer.created),
    isPaid: answer.paid && answer.captured && answer.status === "succeeded",
    metadata: answer.metadata ?? {},
  };
}

function readRefund(answer: unknown): RefundFacts {
  const parsed = refund.safeParse(answer);
  if (!parsed.success) throw malformed("Reading a refund", parsed.error);
  const { id, amount, currency, status, created } = parsed.data;
  const chargeId = parsed.data.charge === null ? undefined : idIn(parsed.data.charge);
  return {
    ...{ id, chargeId, amount: BigInt(amount), currency, status: status ?? undefined },
    createdAt: instantOf(created),
  };
}

/** Of the movements of a dispute, what left is the withdrawal and what came is the money back. */
function readDispute(answer: unknown): DisputeFacts {
  const parsed = dispute.safeParse(answer);
  if (!parsed.success) throw malformed("Reading a dispute", parsed.error);
  const { id, amount, currency, status, created, balance_transactions: movements } = parsed.data;
  const back = movements.find((movement) => movement.amount > 0);
  return {
    ...{ id, chargeId: idIn(parsed.data.charge), amount: BigInt(amount), currency, status },
    createdAt: instantOf(created),
    isWithdrawn: movements.some((movement) => movement.amount < 0),
    reinstatedAt: back && instantOf(back.created),
  };
}

function withItsCharge<Facts extends object>(
  entry: unknown,
  shape: z.ZodType<{ readonly charge: unknown }>,
  read: (entry: unknown) => Facts,
): Facts & { readonly metadata: ChargeFacts["metadata"] | undefined } {
  const facts = read(entry);
  const inside = charge.safeParse(shape.parse(entry).charge);
  return { ...facts, metadata: inside.success ? (inside.data.metadata ?? {}) : undefined };
}

function idIn(value: string | { readonly id: string }): string {
  return idOf.parse(value);
}

function instantOf(seconds: number): Date {
  return new Date(seconds * 1000);
}
