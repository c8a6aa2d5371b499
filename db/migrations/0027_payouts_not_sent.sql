-- Books that ran 0025 while it was without this column have none to relax.
ALTER TABLE "transfer_looks" ADD COLUMN IF NOT EXISTS "looked_at" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "transfer_looks" ALTER COLUMN "looked_at" DROP NOT NULL;--> statement-breakpoint
-- Books that ran this one while it was only the index have it.
CREATE INDEX IF NOT EXISTS "payouts_not_sent" ON "payouts" USING btree ("developer_id") WHERE "payouts"."state" in ('ready', 'approved', 'submitting', 'unknown', 'failed');