ALTER TABLE "api_keys" ADD COLUMN "acts_for" uuid;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_acts_for_users_id_fk" FOREIGN KEY ("acts_for") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_of_admins_act_for_a_person" CHECK ("api_keys"."acts_for" is not null
        or "api_keys"."scopes" <@ array['events:write', 'catalog:write', 'earnings:read']);