-- flow: no transaction
CREATE INDEX CONCURRENTLY "post_channel_id_scheduled_for_id_idx" ON "post"("channel_id", "scheduled_for", "id");
