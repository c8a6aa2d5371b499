CREATE TYPE "public"."attempt_outcome" AS ENUM('confirmed', 'refused', 'lost');--> statement-breakpoint
CREATE TYPE "public"."event_kind" AS ENUM('install', 'renewal', 'refund', 'dispute', 'dispute_won', 'adjustment');--> statement-breakpoint
CREATE TYPE "public"."member_role" AS ENUM('owner', 'member');--> statement-breakpoint
CREATE TYPE "public"."payout_schedule" AS ENUM('monthly', 'instant');--> statement-breakpoint
CREATE TYPE "public"."payout_state" AS ENUM('ready', 'approved', 'submitting', 'unknown', 'paid', 'failed', 'partly_reversed', 'reversed', 'canceled');--> statement-breakpoint
CREATE TYPE "public"."readiness" AS ENUM('incomplete', 'under_review', 'ready', 'rejected');--> statement-breakpoint
CREATE TYPE "public"."run_state" AS ENUM('prepared', 'approved', 'canceled');--> statement-breakpoint
CREATE TYPE "public"."skip_reason" AS ENUM('on_hold', 'not_onboarded', 'onboarding_incomplete', 'under_review', 'rejected_by_stripe', 'owes_marketplace', 'owes_elsewhere', 'below_minimum');--> statement-breakpoint
CREATE TYPE "public"."term_scope" AS ENUM('marketplace', 'developer', 'plugin');--> statement-breakpoint
CREATE TYPE "public"."user_role" AS ENUM('user', 'admin');--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"source" text DEFAULT 'api' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"last_used_at" timestamp (6) with time zone,
	"revoked_at" timestamp (6) with time zone,
	"revoked_by" text,
	CONSTRAINT "api_keys_prefix_is_unique" UNIQUE("prefix"),
	CONSTRAINT "api_keys_revoked_by_somebody" CHECK (("api_keys"."revoked_at" is null) = ("api_keys"."revoked_by" is null))
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (6) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_log_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "balances" (
	"developer_id" text NOT NULL,
	"id" uuid NOT NULL,
	"plugin_id" text NOT NULL,
	"day" date NOT NULL,
	"currency" text NOT NULL,
	"installs" integer NOT NULL,
	"free_installs" integer NOT NULL,
	"renewals" integer NOT NULL,
	"refunds" integer NOT NULL,
	"amount" bigint NOT NULL,
	"developer_share" bigint NOT NULL,
	"platform_share" bigint NOT NULL,
	"refunded_amount" bigint NOT NULL,
	"refunded_share" bigint NOT NULL,
	"frozen" boolean DEFAULT false NOT NULL,
	"payout_id" uuid,
	CONSTRAINT "balances_developer_id_id_pk" PRIMARY KEY("developer_id","id"),
	CONSTRAINT "balances_shares_add_up" CHECK ("balances"."developer_share" + "balances"."platform_share" = "balances"."amount"),
	CONSTRAINT "balances_claimed_are_frozen" CHECK ("balances"."payout_id" is null or "balances"."frozen")
);
--> statement-breakpoint
CREATE TABLE "connected_accounts" (
	"developer_id" text PRIMARY KEY NOT NULL,
	"creation_key" text NOT NULL,
	"creation_no" integer DEFAULT 1 NOT NULL,
	"creation_started_at" timestamp (6) with time zone NOT NULL,
	"stripe_account_id" text,
	"readiness" "readiness",
	"requirements_due" text[] DEFAULT '{}' NOT NULL,
	"requirements_pending" text[] DEFAULT '{}' NOT NULL,
	"disabled_reason" text,
	"details_submitted" boolean DEFAULT false NOT NULL,
	"payouts_enabled" boolean,
	"country" text,
	"fetched_at" timestamp (6) with time zone,
	CONSTRAINT "connected_accounts_belong_to_one_developer" UNIQUE("stripe_account_id"),
	CONSTRAINT "connected_accounts_known_once_fetched" CHECK ("connected_accounts"."readiness" is null
        or ("connected_accounts"."stripe_account_id" is not null and "connected_accounts"."fetched_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "developers" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"country" text,
	"schedule" "payout_schedule" DEFAULT 'monthly' NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (6) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"developer_id" text NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"plugin_id" text NOT NULL,
	"kind" "event_kind" NOT NULL,
	"original_id" uuid,
	"refund_no" integer,
	"buyer_ref" text,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"developer_share" bigint NOT NULL,
	"platform_share" bigint NOT NULL,
	"share_bps" integer NOT NULL,
	"occurred_at" timestamp (6) with time zone NOT NULL,
	"recorded_at" timestamp (6) with time zone NOT NULL,
	"posted_on" date NOT NULL,
	"balance_id" uuid NOT NULL,
	CONSTRAINT "events_developer_id_id_pk" PRIMARY KEY("developer_id","id"),
	CONSTRAINT "events_shares_add_up" CHECK ("events"."developer_share" + "events"."platform_share" = "events"."amount"),
	CONSTRAINT "events_amount_in_range" CHECK ("events"."amount" between -1000000000000 and 1000000000000),
	CONSTRAINT "events_share_is_a_part" CHECK ("events"."share_bps" between 0 and 10000),
	CONSTRAINT "events_request_hash_is_sha256" CHECK (octet_length("events"."request_hash") = 32),
	CONSTRAINT "events_sign_follows_kind" CHECK (case "events"."kind"
        when 'install' then "events"."amount" >= 0
        when 'renewal' then "events"."amount" > 0
        when 'refund' then "events"."amount" < 0
        when 'dispute' then "events"."amount" < 0
        when 'dispute_won' then "events"."amount" > 0
        else true end),
	CONSTRAINT "events_split_by_the_rate" CHECK (case
        when "events"."kind" = 'adjustment' then true
        when "events"."original_id" is null
          then "events"."developer_share" = "events"."amount" * "events"."share_bps" / 10000
        else abs("events"."developer_share") - abs("events"."amount") * "events"."share_bps" / 10000
          in (0, 1) end),
	CONSTRAINT "events_corrections_are_numbered" CHECK (("events"."original_id" is null) = ("events"."refund_no" is null)),
	CONSTRAINT "events_corrections_name_their_kind" CHECK ("events"."original_id" is null or "events"."kind" in ('refund', 'dispute', 'dispute_won'))
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"developer_id" text NOT NULL,
	"reason" text NOT NULL,
	"placed_by" text NOT NULL,
	"placed_at" timestamp (6) with time zone NOT NULL,
	"lifted_by" text,
	"lifted_at" timestamp (6) with time zone,
	CONSTRAINT "holds_lifted_by_somebody" CHECK (("holds"."lifted_at" is null) = ("holds"."lifted_by" is null))
);
--> statement-breakpoint
CREATE TABLE "payout_attempts" (
	"developer_id" text NOT NULL,
	"payout_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"request" jsonb NOT NULL,
	"idempotency_key" text NOT NULL,
	"started_at" timestamp (6) with time zone NOT NULL,
	"finished_at" timestamp (6) with time zone,
	"outcome" "attempt_outcome",
	"code" text,
	"detail" text,
	"stripe_request_id" text,
	CONSTRAINT "payout_attempts_developer_id_payout_id_no_pk" PRIMARY KEY("developer_id","payout_id","no"),
	CONSTRAINT "payout_attempts_finished_have_an_outcome" CHECK (("payout_attempts"."finished_at" is null) = ("payout_attempts"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "payout_minimums" (
	"currency" text PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payout_minimums_positive" CHECK ("payout_minimums"."amount" >= 1)
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"developer_id" text NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid,
	"period" text NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"state" "payout_state" NOT NULL,
	"destination" text NOT NULL,
	"attempt_no" integer DEFAULT 0 NOT NULL,
	"transfer_id" text,
	"reversed_amount" bigint DEFAULT 0 NOT NULL,
	"failure_code" text,
	"lease_token" uuid,
	"lease_until" timestamp (6) with time zone,
	"check_at" timestamp (6) with time zone,
	"created_at" timestamp (6) with time zone NOT NULL,
	"approved_by" text,
	"approved_at" timestamp (6) with time zone,
	"paid_at" timestamp (6) with time zone,
	"failed_at" timestamp (6) with time zone,
	"canceled_by" text,
	"canceled_at" timestamp (6) with time zone,
	"updated_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "payouts_developer_id_id_pk" PRIMARY KEY("developer_id","id"),
	CONSTRAINT "payouts_amount_positive" CHECK ("payouts"."amount" > 0),
	CONSTRAINT "payouts_paid_has_a_transfer" CHECK (("payouts"."state" in ('paid', 'partly_reversed', 'reversed'))
        = ("payouts"."transfer_id" is not null and "payouts"."paid_at" is not null)),
	CONSTRAINT "payouts_failed_has_a_reason" CHECK (("payouts"."state" = 'failed') <= ("payouts"."failure_code" is not null)),
	CONSTRAINT "payouts_reversed_within_amount" CHECK ("payouts"."reversed_amount" between 0 and "payouts"."amount"
        and ("payouts"."state" = 'reversed') = ("payouts"."reversed_amount" = "payouts"."amount")
        and ("payouts"."state" in ('partly_reversed', 'reversed')) = ("payouts"."reversed_amount" > 0)),
	CONSTRAINT "payouts_canceled_by_somebody" CHECK (("payouts"."state" = 'canceled')
        = ("payouts"."canceled_at" is not null and "payouts"."canceled_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "periods" (
	"period" text PRIMARY KEY NOT NULL,
	"closed_at" timestamp (6) with time zone,
	"closed_by" text,
	CONSTRAINT "periods_are_months" CHECK ("periods"."period" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
	CONSTRAINT "periods_closed_by_somebody" CHECK (("periods"."closed_at" is null) = ("periods"."closed_by" is null))
);
--> statement-breakpoint
CREATE TABLE "plugin_owners" (
	"plugin_id" text NOT NULL,
	"developer_id" text NOT NULL,
	"effective_from" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "plugin_owners_plugin_id_effective_from_pk" PRIMARY KEY("plugin_id","effective_from")
);
--> statement-breakpoint
CREATE TABLE "plugins" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"price_minor" bigint,
	"price_currency" text,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plugins_price_has_a_currency" CHECK (("plugins"."price_minor" is null) = ("plugins"."price_currency" is null)),
	CONSTRAINT "plugins_price_not_negative" CHECK ("plugins"."price_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "revenue_terms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope" "term_scope" NOT NULL,
	"developer_id" text,
	"plugin_id" text,
	"share_bps" integer NOT NULL,
	"effective_from" timestamp (6) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revenue_terms_share_is_a_part" CHECK ("revenue_terms"."share_bps" between 0 and 10000),
	CONSTRAINT "revenue_terms_scope_names_its_subject" CHECK (("revenue_terms"."scope" = 'developer') = ("revenue_terms"."developer_id" is not null)
        and ("revenue_terms"."scope" = 'plugin') = ("revenue_terms"."plugin_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"period" text NOT NULL,
	"developer_id" text,
	"plugin_id" text,
	"state" "run_state" NOT NULL,
	"prepared_by" text NOT NULL,
	"prepared_at" timestamp (6) with time zone NOT NULL,
	"approved_by" text,
	"approved_at" timestamp (6) with time zone,
	"canceled_by" text,
	"canceled_at" timestamp (6) with time zone,
	CONSTRAINT "runs_approved_by_somebody" CHECK (("runs"."approved_at" is null) = ("runs"."approved_by" is null)
        and ("runs"."state" <> 'approved' or "runs"."approved_at" is not null)),
	CONSTRAINT "runs_canceled_by_somebody" CHECK (("runs"."canceled_at" is null) = ("runs"."canceled_by" is null)
        and ("runs"."state" = 'canceled') = ("runs"."canceled_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "skips" (
	"developer_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"reason" "skip_reason" NOT NULL,
	"amount" bigint NOT NULL,
	"minimum" bigint NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "skips_developer_id_run_id_currency_pk" PRIMARY KEY("developer_id","run_id","currency")
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"account" text,
	"object_id" text,
	"payload" jsonb NOT NULL,
	"received_at" timestamp (6) with time zone NOT NULL,
	"processed_at" timestamp (6) with time zone,
	"outcome" text,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"user_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"type" text NOT NULL,
	CONSTRAINT "identities_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"user_id" uuid NOT NULL,
	"developer_id" text NOT NULL,
	"role" "member_role" NOT NULL,
	CONSTRAINT "members_user_id_developer_id_pk" PRIMARY KEY("user_id","developer_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp (6) with time zone NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified" timestamp (6) with time zone,
	"image" text,
	"role" "user_role" DEFAULT 'user' NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token_hash" text NOT NULL,
	"expires" timestamp (6) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "verification_tokens_once" UNIQUE("identifier","token_hash")
);
--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_claimed_by_a_payout" FOREIGN KEY ("developer_id","payout_id") REFERENCES "public"."payouts"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connected_accounts" ADD CONSTRAINT "connected_accounts_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_summed_in_a_balance" FOREIGN KEY ("developer_id","balance_id") REFERENCES "public"."balances"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_correct_an_event" FOREIGN KEY ("developer_id","original_id") REFERENCES "public"."events"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_attempts" ADD CONSTRAINT "payout_attempts_of_a_payout" FOREIGN KEY ("developer_id","payout_id") REFERENCES "public"."payouts"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_in_a_run" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plugin_owners" ADD CONSTRAINT "plugin_owners_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plugin_owners" ADD CONSTRAINT "plugin_owners_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revenue_terms" ADD CONSTRAINT "revenue_terms_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revenue_terms" ADD CONSTRAINT "revenue_terms_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_period_periods_period_fk" FOREIGN KEY ("period") REFERENCES "public"."periods"("period") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skips" ADD CONSTRAINT "skips_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skips" ADD CONSTRAINT "skips_in_a_run" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "balances_one_open_bucket" ON "balances" USING btree ("developer_id","plugin_id","day","currency") WHERE not "balances"."frozen";--> statement-breakpoint
CREATE INDEX "balances_by_day" ON "balances" USING btree ("developer_id","day");--> statement-breakpoint
CREATE INDEX "balances_unsettled" ON "balances" USING btree ("developer_id","currency","day") WHERE "balances"."payout_id" is null;--> statement-breakpoint
CREATE INDEX "balances_of_a_payout" ON "balances" USING btree ("developer_id","payout_id");--> statement-breakpoint
CREATE UNIQUE INDEX "events_once_per_external_id" ON "events" USING btree ("source","external_id","developer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "events_corrections_in_order" ON "events" USING btree ("developer_id","original_id","refund_no") WHERE "events"."original_id" is not null;--> statement-breakpoint
CREATE INDEX "events_of_a_balance" ON "events" USING btree ("developer_id","balance_id");--> statement-breakpoint
CREATE UNIQUE INDEX "holds_one_live_per_developer" ON "holds" USING btree ("developer_id") WHERE "holds"."lifted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "payout_attempts_one_per_key" ON "payout_attempts" USING btree ("idempotency_key","developer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_one_per_transfer" ON "payouts" USING btree ("transfer_id","developer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_one_per_run_and_currency" ON "payouts" USING btree ("developer_id","run_id","currency") WHERE "payouts"."run_id" is not null;--> statement-breakpoint
CREATE INDEX "payouts_of_a_run" ON "payouts" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "payouts_to_work_on" ON "payouts" USING btree ("state","created_at") WHERE "payouts"."state" in ('approved', 'submitting', 'unknown');--> statement-breakpoint
CREATE INDEX "plugin_owners_of_a_developer" ON "plugin_owners" USING btree ("developer_id");--> statement-breakpoint
CREATE INDEX "revenue_terms_of_a_developer" ON "revenue_terms" USING btree ("developer_id");--> statement-breakpoint
CREATE INDEX "revenue_terms_of_a_plugin" ON "revenue_terms" USING btree ("plugin_id");--> statement-breakpoint
CREATE INDEX "runs_of_a_period" ON "runs" USING btree ("period");--> statement-breakpoint
CREATE INDEX "stripe_events_to_process" ON "stripe_events" USING btree ("received_at") WHERE "stripe_events"."processed_at" is null;