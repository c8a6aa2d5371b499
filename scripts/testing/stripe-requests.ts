import type { Simulator } from "@/simulator/server";

/** What a person does in Stripe's dashboard, behind Remit's back: takes back part of a transfer. */
export async function reverseTransfer(
  simulator: Simulator,
  transferId: string,
  amount: number,
): Promise<void> {
  await post(simulator, `/v1/transfers/${transferId}/reversals`, { amount: String(amount) });
}

/** Makes a transfer that Remit did not send. Returns its id. */
export async function makeTransfer(
  simulator: Simulator,
  params: Readonly<Record<string, string>>,
): Promise<string> {
  const made = await post(simulator, "/v1/transfers", params);
  if (typeof made.id !== "string") throw new Error("The simulator made no transfer");
  return made.id;
}

/** What the marketplace notes on a payment; an empty text takes a tag off. */
export async function setChargeTags(
  simulator: Simulator,
  chargeId: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const params = Object.entries(tags).map(([key, value]) => [`metadata[${key}]`, value] as const);
  await post(simulator, `/v1/charges/${chargeId}`, Object.fromEntries(params));
}

async function post(
  simulator: Simulator,
  path: string,
  params: Readonly<Record<string, string>>,
): Promise<{ readonly id?: unknown }> {
  const response = await fetch(simulator.url + path, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_sim_tests" },
    body: new URLSearchParams(params),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { readonly id?: unknown };
}
