"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { API_SCOPES } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { parseDay } from "@/lib/domain/day-start";
import { parseDeveloperId, parsePluginId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { parsePercent } from "@/lib/domain/percent";
import { fail, ok } from "@/lib/domain/result";
import { basisPoints } from "@/lib/domain/share";
import { dayName } from "@/lib/domain/words/period-words";
import { rateWords } from "@/lib/domain/words/split-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { addTerm as add } from "@/lib/use-cases/add-term";
import { createApiKey as create } from "@/lib/use-cases/create-api-key";
import { revokeApiKey as revoke } from "@/lib/use-cases/revoke-api-key";
import { setMinimum as set } from "@/lib/use-cases/set-minimum";
import { currencyAmount } from "./currency-amount";

const SETTINGS = "/admin/settings";

const day = parsed((text) => {
  const value = parseDay(text);
  return value ? ok(value) : fail(undefined);
}, "Enter a date that exists.");

const subject = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("marketplace") }),
  z.object({
    scope: z.literal("developer"),
    developerId: parsed(parseDeveloperId, "Choose a developer."),
  }),
  z.object({ scope: z.literal("plugin"), pluginId: parsed(parsePluginId, "Choose a plugin.") }),
]);

const share = parsed(parsePercent, "Enter a percentage from 0 to 100 with at most two decimals.");

export const addTerm = defineAction({
  guard: requireAdmin,
  schema: z.intersection(subject, z.object({ share, day })),
  run: async (admin, input) => {
    const scope =
      input.scope === "developer"
        ? { kind: input.scope, developerId: input.developerId }
        : input.scope === "plugin"
          ? { kind: input.scope, pluginId: input.pluginId }
          : { kind: input.scope };
    const rate = basisPoints(input.share);
    const result = await add(deps(), admin, { scope, share: rate, day: input.day });
    if (result.ok) {
      revalidatePath(SETTINGS);
      return done(`From ${dayName(input.day)} on developers get ${rateWords(rate)}.`);
    }
    switch (result.problem.kind) {
      case "unknown_subject":
        return rejected("The rate was not added: this developer or plugin does not exist.");
      case "term_exists":
        return rejected("The rate was not added.", {
          day: "There is already a rate from this day on. Choose another day.",
        });
      case "reaches_back":
        return rejected("The rate was not added.", {
          day: "Money since that day was already split. Choose a day from tomorrow on.",
        });
    }
  },
});

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
    source: z.string().trim().max(64, "Use at most 64 characters.").default("api"),
  }),
  run: async (admin, input) => {
    const result = await create(deps(), admin, { ...input, source: input.source || "api" });
    if (!result.ok) {
      const field = { bad_name: "name", bad_source: "source", no_scopes: "scopes" } as const;
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
