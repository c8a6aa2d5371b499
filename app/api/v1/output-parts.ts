import { z } from "zod";

/** What answers are made of, everywhere. */
export const minor = (description: string) =>
  z.int().meta({ description: `${description} In the currency's minor unit.` });
/** Ids that Remit derives are UUIDs by their form, of no version that RFC 9562 knows. */
export const idOut = z.guid();
export const currencyOut = z
  .string()
  .meta({ description: "ISO 4217, lower case.", examples: ["eur"] });
export const periodOut = z
  .string()
  .meta({ description: "An accounting month.", examples: ["2026-03"] });
export const dayOut = z.string().meta({ description: "A day.", examples: ["2026-03-31"] });
export const instantOut = z.iso.datetime();
export const whoOut = z.string().meta({
  description:
    "Who did it, as the audit log has it: user:<email>, operator:<email>, or through a key, key:<email> <prefix> <the key's name>.",
});
/** An admin's hold: what an answer about one has, or an answer with one in it. */
export const holdOut = { reason: z.string(), placedBy: whoOut, placedAt: instantOut };
export const cursorOut = z
  .string()
  .nullable()
  .meta({ description: "Send it as `cursor` for the next page; null on the last one." });
