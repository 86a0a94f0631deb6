-- flow: no transaction
CREATE INDEX CONCURRENTLY "post_workspace_id_mode_status_scheduled_for_id_idx" ON "post"("workspace_id", "mode", "status", "scheduled_for", "id");
