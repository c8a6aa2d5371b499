"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { API_SCOPES } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { formatMoney } from "@/lib/domain/money";
import { SOURCE_LENGTH_MAX } from "@/lib/domain/source";
import { currencyAmount } from "@/lib/forms/currency-amount";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { createApiKey as create } from "@/lib/use-cases/create-api-key";
import { revokeApiKey as revoke } from "@/lib/use-cases/revoke-api-key";
import { setMinimum as set } from "@/lib/use-cases/set-minimum";

const SETTINGS = "/admin/settings";

export const setMinimum = defineAction({
  guard: requireAdmin,
  schema: currencyAmount(
    { currency: "currency", amount: "amount" },
    { minor: 1n, message: "Enter an amount above zero." },
  ),
  run: async (admin, minimum) => {
    const result = await set(deps(), admin, minimum);
    if (!result.ok) return rejected("Enter an amount above zero.");
    revalidatePath(SETTINGS);
    return done(`Balances below ${formatMoney(result.value)} are carried over from now on.`);
  },
});

const scopes = z
  .union([z.string().transform((only) => [only]), z.array(z.string())], {
    error: "Choose at least one thing that the key may do.",
  })
  .pipe(z.array(z.enum(API_SCOPES)));

export const createApiKey = defineAction({
  guard: requireAdmin,
  schema: z.object({
    name: z.string().trim().min(1, "Name the key.").max(100, "Use at most 100 characters."),
    scopes,
    source: z
      .string()
      .trim()
      .max(SOURCE_LENGTH_MAX, `Use at most ${SOURCE_LENGTH_MAX} characters.`)
      .default("api"),
  }),
  run: async (admin, input) => {
    const result = await create(deps(), admin, { ...input, source: input.source || "api" });
    if (!result.ok) {
      const field = {
        bad_name: "name",
        bad_source: "source",
        no_scopes: "scopes",
        no_person: "scopes",
      } as const;
      const { kind, message } = result.problem;
      return rejected("The key was not created.", { [field[kind]]: `${message}.` });
    }
    revalidatePath(SETTINGS);
    return done("The key was created. Copy it now: it is not shown again.", {
      shownOnce: result.value.key,
    });
  },
});

export const revokeApiKey = defineAction({
  guard: requireAdmin,
  schema: z.object({ id: z.uuid() }),
  run: async (admin, input) => {
    const result = await revoke(deps(), admin, input.id);
    if (!result.ok) return rejected("This key does not exist any more. Reload the page.");
    revalidatePath(SETTINGS);
    return done(`The key ${result.value.name} was revoked.`);
  },
});
