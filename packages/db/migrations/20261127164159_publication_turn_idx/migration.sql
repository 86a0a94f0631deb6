-- flow: no transaction
CREATE INDEX CONCURRENTLY "publication_turn_idx" ON "publication"("workspace_id", "connection_id", "run_at") WHERE (status = ANY (ARRAY['scheduled'::publication_status, 'retrying'::publication_status]));
