CREATE TYPE "public"."check_kind" AS ENUM('verify', 'reconcile');--> statement-breakpoint
CREATE TABLE "check_results" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "check_kind" NOT NULL,
	"by" text NOT NULL,
	"started_at" timestamp (6) with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"problems" integer NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "check_results_latest" ON "check_results" USING btree ("kind","started_at","id");