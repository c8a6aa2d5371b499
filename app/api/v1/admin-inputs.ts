import { z } from "zod";
import {
  MARKETPLACE_ID_RULE,
  parseDeveloperId,
  parsePayoutId,
  parsePluginId,
} from "@/lib/domain/ids";
import { parsePeriod } from "@/lib/domain/period";
import { parsed } from "@/lib/forms/parsed";

const developerId = parsed(parseDeveloperId, `takes ${MARKETPLACE_ID_RULE}`);
const pluginId = parsed(parsePluginId, `takes ${MARKETPLACE_ID_RULE}`);
const period = parsed(parsePeriod, "must be a month, like 2026-03").meta({ examples: ["2026-03"] });
export const nothing = z.strictObject({});

export const runInput = z.strictObject({
  period: period.meta({ description: "A closed month: everything owed through its end." }),
  developerId: developerId.optional().meta({ description: "Only this developer." }),
  pluginId: pluginId.optional().meta({ description: "Only this plugin's part." }),
});

export const retryInput = z.strictObject({
  payoutId: parsed(parsePayoutId, "must be a payout's id")
    .optional()
    .meta({ description: "Only this payout; every failed one without it." }),
});
