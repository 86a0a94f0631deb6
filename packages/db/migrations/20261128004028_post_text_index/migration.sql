-- flow: no transaction
CREATE INDEX CONCURRENTLY "post_text_trgm_idx" ON "post_text" USING GIN ("content" gin_trgm_ops);
