-- flow: no transaction
CREATE INDEX CONCURRENTLY "built_in_entry_media_idx" ON "built_in_entry" USING GIN ("media_keys") WHERE (media_keys <> '{}'::text[]);
