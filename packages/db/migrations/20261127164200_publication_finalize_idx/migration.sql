-- flow: no transaction
CREATE INDEX CONCURRENTLY "publication_finalize_idx" ON "publication"("finalize_at") WHERE (finalize_at IS NOT NULL);
