CREATE TABLE "approval_thresholds" (
	"currency" text PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_thresholds_not_negative" CHECK ("approval_thresholds"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "run_approvals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"run_id" uuid NOT NULL,
	"act" text NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"threshold" bigint,
	"approved_by" text NOT NULL,
	"approved_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "run_approvals_known_act" CHECK ("run_approvals"."act" in ('approve', 'retry'))
);
--> statement-breakpoint
ALTER TABLE "run_approvals" ADD CONSTRAINT "run_approvals_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_approvals_of_a_run" ON "run_approvals" USING btree ("run_id");--> statement-breakpoint
CREATE TRIGGER run_approvals_append_only BEFORE UPDATE OR DELETE ON run_approvals
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
-- Runs that were approved before there was a threshold: one person was enough.
INSERT INTO run_approvals (run_id, act, currency, amount, approved_by, approved_at)
SELECT run.id, 'approve', payout.currency, sum(payout.amount)::bigint, run.approved_by, run.approved_at
FROM runs AS run JOIN payouts AS payout ON payout.run_id = run.id
WHERE run.approved_at IS NOT NULL
GROUP BY run.id, payout.currency;
