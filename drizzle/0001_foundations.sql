-- Counters are updated in place (HOT) only while their page has room.
ALTER TABLE "rooms" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "memberships" SET (fillfactor = 80);--> statement-breakpoint
ALTER TABLE "users" SET (fillfactor = 80);--> statement-breakpoint
INSERT INTO "meta" ("min_release") VALUES ('0.1.0');--> statement-breakpoint
-- The server cancels first; the client's time-outs are only the net. On the role, because poolers refuse them as
-- connection options; in this database only, because the role may own others.
DO $$
BEGIN
  EXECUTE format('ALTER ROLE %I IN DATABASE %I SET statement_timeout = %L', current_user, current_database(), '1500ms');
  EXECUTE format('ALTER ROLE %I IN DATABASE %I SET lock_timeout = %L', current_user, current_database(), '1s');
  EXECUTE format('ALTER ROLE %I IN DATABASE %I SET idle_in_transaction_session_timeout = %L', current_user, current_database(), '5s');
END $$;
