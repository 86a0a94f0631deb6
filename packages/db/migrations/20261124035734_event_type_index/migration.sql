-- flow: no transaction
CREATE INDEX CONCURRENTLY "event_workspace_id_mode_type_created_at_id_idx" ON "event"("workspace_id", "mode", "type", "created_at", "id");
