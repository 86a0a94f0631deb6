-- flow: no transaction
CREATE INDEX CONCURRENTLY "post_content_trgm_idx" ON "post" USING GIN ("content" gin_trgm_ops);
