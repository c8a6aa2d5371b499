CREATE TABLE "plugin_shares" (
	"plugin_id" text NOT NULL,
	"revision" integer NOT NULL,
	"developer_id" text NOT NULL,
	"bps" integer NOT NULL,
	"is_lead" boolean NOT NULL,
	"effective_from" timestamp (6) with time zone NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "plugin_shares_plugin_id_revision_developer_id_pk" PRIMARY KEY("plugin_id","revision","developer_id"),
	CONSTRAINT "plugin_shares_are_parts" CHECK ("plugin_shares"."bps" between 1 and 10000)
);
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_sign_follows_kind";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_split_by_the_rate";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "whole_amount" bigint;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "part_bps" integer;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "part_no" integer;--> statement-breakpoint
ALTER TABLE "plugin_shares" ADD CONSTRAINT "plugin_shares_plugin_id_plugins_id_fk" FOREIGN KEY ("plugin_id") REFERENCES "public"."plugins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plugin_shares" ADD CONSTRAINT "plugin_shares_developer_id_developers_id_fk" FOREIGN KEY ("developer_id") REFERENCES "public"."developers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "plugin_shares_one_lead" ON "plugin_shares" USING btree ("plugin_id","revision") WHERE "plugin_shares"."is_lead";--> statement-breakpoint
CREATE INDEX "plugin_shares_of_a_developer" ON "plugin_shares" USING btree ("developer_id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_parts_belong_to_a_whole" CHECK (case when whole_amount is null
  then part_bps is null and part_no is null
  else part_bps is not null and part_no is not null and part_bps between 1 and 9999
    and part_no > 0 and abs(amount) <= abs(whole_amount)
    and sign(amount) * sign(whole_amount) >= 0
    and (whole_amount <> 0 or kind = 'install') and kind <> 'adjustment' end);--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_sign_follows_kind" CHECK (case kind
  when 'install' then amount >= 0
  when 'renewal' then amount > 0
  when 'refund' then amount < 0
  when 'dispute' then amount < 0
  when 'dispute_won' then amount > 0
  else true end
  or (amount = 0 and whole_amount is not null));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_split_by_the_rate" CHECK (case
  when kind = 'adjustment' then true
  when whole_amount is not null then sign(developer_share) * sign(platform_share) >= 0
  when original_id is null then developer_share = amount * share_bps / 10000
  else abs(developer_share) - abs(amount) * share_bps / 10000 in (0, 1) end);--> statement-breakpoint
CREATE TRIGGER plugin_shares_append_only BEFORE UPDATE OR DELETE ON plugin_shares
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
