-- flow: no transaction
DROP INDEX CONCURRENTLY "post_content_trgm_idx";
