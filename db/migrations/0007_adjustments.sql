CREATE TABLE "event_adjustments" (
	"developer_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "event_adjustments_developer_id_event_id_pk" PRIMARY KEY("developer_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "event_adjustments" ADD CONSTRAINT "event_adjustments_of_an_event" FOREIGN KEY ("developer_id","event_id") REFERENCES "public"."events"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER event_adjustments_append_only BEFORE UPDATE OR DELETE ON event_adjustments
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
