import { pgEnum } from "drizzle-orm/pg-core";
import { READINESSES } from "@/lib/domain/connect";
import { SALE_SKIP_REASONS, SKIP_REASONS } from "@/lib/domain/eligibility";
import { EVENT_KINDS } from "@/lib/domain/event";
import { PAYOUT_STATES } from "@/lib/domain/payout";
import { PAYOUT_SCHEDULES } from "@/lib/domain/schedule";

export const eventKind = pgEnum("event_kind", EVENT_KINDS);
export const payoutState = pgEnum("payout_state", PAYOUT_STATES);
export const payoutSchedule = pgEnum("payout_schedule", PAYOUT_SCHEDULES);
export const skipReason = pgEnum("skip_reason", SKIP_REASONS);
export const saleSkipReason = pgEnum("sale_skip_reason", SALE_SKIP_REASONS);
export const readiness = pgEnum("readiness", READINESSES);
export const memberRole = pgEnum("member_role", ["owner", "member"]);
export const userRole = pgEnum("user_role", ["user", "admin"]);
export const termScope = pgEnum("term_scope", ["marketplace", "developer", "plugin"]);
export const runState = pgEnum("run_state", ["prepared", "approved", "canceled"]);
export const checkKind = pgEnum("check_kind", ["verify", "reconcile"]);
export const attemptOutcome = pgEnum("attempt_outcome", ["confirmed", "refused", "lost"]);
