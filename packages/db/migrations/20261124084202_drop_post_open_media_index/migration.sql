-- flow: no transaction
DROP INDEX CONCURRENTLY "post_open_media_idx";
