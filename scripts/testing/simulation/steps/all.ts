import type { Step } from "../simulation";
import { adjust } from "./adjust";
import { chargeCustomers, takeChargesBack } from "./charges";
import { dailyReconcile, handOver, verifyAtWork } from "./checks";
import { lookAtClock, setClock } from "./clock";
import { killBackends } from "./kill-backends";
import { changePayoutRule } from "./payout-rules";
import { recordCorrections } from "./record-corrections";
import { recordSales } from "./record-sales";
import { reverse, reverseInDashboard, spend } from "./reversals";
import { approve, cancel, closeMonth, prepare, retry } from "./runs";
import { changeSchedule } from "./schedules";
import { changeRates, changeRules, holdAndLift } from "./settings";
import { shareRevenue } from "./share-revenue";
import { deauthorize, drainBalance, loseCapability } from "./stripe-world";
import { disturbWebhooks, forgeWebhook } from "./webhooks";
import { worker } from "./worker";

/** Everything that can happen. A new rule of the product comes with a step here. */
export const STEPS: readonly Step[] = [
  ...[recordSales, recordCorrections, adjust, handOver, shareRevenue],
  ...[chargeCustomers, takeChargesBack],
  ...[changeRates, changeRules, holdAndLift, changeSchedule, changePayoutRule],
  ...[closeMonth, prepare, approve, cancel, retry, worker, setClock, lookAtClock],
  ...[reverse, reverseInDashboard, spend],
  ...[loseCapability, deauthorize, drainBalance],
  ...[disturbWebhooks, forgeWebhook, killBackends],
  ...[dailyReconcile, verifyAtWork],
];
