CREATE TABLE "transfer_looks" (
	"id" integer PRIMARY KEY NOT NULL,
	"transfer_id" text NOT NULL,
	"made_at" timestamp (6) with time zone NOT NULL,
	"looked_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "transfer_looks_is_one_row" CHECK ("transfer_looks"."id" = 1)
);
