CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"room_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"kind" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text,
	"width" integer,
	"height" integer,
	"placeholder" text,
	"thumbnail_type" text,
	"thumbnail_size" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"message_id" uuid,
	"message_seq" bigint,
	"position" smallint,
	"deleted_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "attachments_kind_check" CHECK ("attachments"."kind" in ('image', 'video', 'audio', 'document', 'file')),
	CONSTRAINT "attachments_size_check" CHECK ("attachments"."size" > 0),
	CONSTRAINT "attachments_place_check" CHECK (("attachments"."message_id" is null) = ("attachments"."message_seq" is null) and ("attachments"."message_id" is null) = ("attachments"."position" is null)),
	CONSTRAINT "attachments_attached_check" CHECK ("attachments"."message_id" is null or "attachments"."confirmed_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "storage_usage" (
	"owner_id" uuid PRIMARY KEY NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "storage_usage_bytes_check" CHECK ("storage_usage"."bytes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"name" text PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone,
	"holder" uuid,
	"ran_at" timestamp with time zone,
	"result" jsonb
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "attachment_ids" uuid[];--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_room_seq_idx" ON "attachments" USING btree ("room_id","message_seq") WHERE "attachments"."message_seq" is not null and "attachments"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "attachments_room_kind_seq_idx" ON "attachments" USING btree ("room_id","kind","message_seq") WHERE "attachments"."message_seq" is not null and "attachments"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "attachments_loose_idx" ON "attachments" USING btree ("created_at") WHERE "attachments"."message_id" is null;--> statement-breakpoint
CREATE INDEX "attachments_loose_author_idx" ON "attachments" USING btree ("author_id","created_at") WHERE "attachments"."message_id" is null;--> statement-breakpoint
CREATE INDEX "attachments_deleted_idx" ON "attachments" USING btree ("deleted_at") WHERE "attachments"."deleted_at" is not null;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_attachments_check" CHECK (cardinality("messages"."attachment_ids") between 1 and 10);