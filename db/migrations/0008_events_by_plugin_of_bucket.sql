ALTER TABLE "balances" ADD CONSTRAINT "balances_have_one_plugin" UNIQUE("developer_id","id","plugin_id");
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_summed_in_a_balance_of_their_plugin" FOREIGN KEY ("developer_id","balance_id","plugin_id") REFERENCES "public"."balances"("developer_id","id","plugin_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_plugin_id_plugins_id_fk";
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_summed_in_a_balance";
