DROP INDEX "attachments_loose_idx";--> statement-breakpoint
DROP INDEX "attachments_loose_author_idx";--> statement-breakpoint
ALTER TABLE "attachments" ALTER COLUMN "room_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "avatar_of" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_avatar_of_users_id_fk" FOREIGN KEY ("avatar_of") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_avatar_of_key" ON "attachments" USING btree ("avatar_of") WHERE "attachments"."avatar_of" is not null;--> statement-breakpoint
CREATE INDEX "attachments_loose_idx" ON "attachments" USING btree ("created_at") WHERE "attachments"."message_id" is null and "attachments"."avatar_of" is null;--> statement-breakpoint
CREATE INDEX "attachments_loose_author_idx" ON "attachments" USING btree ("author_id","created_at") WHERE "attachments"."message_id" is null and "attachments"."avatar_of" is null;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_purpose_check" CHECK (case when "attachments"."room_id" is null then "attachments"."message_id" is null else "attachments"."avatar_of" is null end);--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_avatar_check" CHECK ("attachments"."avatar_of" is null or ("attachments"."confirmed_at" is not null and "attachments"."removed_at" is null));