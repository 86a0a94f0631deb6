-- flow: no transaction
CREATE INDEX CONCURRENTLY "post_media_idx" ON "post" USING GIN ("media_keys") WHERE (media_keys <> '{}'::text[]);
