-- flow: no transaction
-- Brings the contents of before the triggers over, a thousand posts a transaction. A post is locked while it is copied, so that a change of it comes before or after. One that somebody else
-- has locked is copied at the end, alone: whoever waits for this is never waited for by it. Begun again after an interruption, it copies what is missing.
DO $$
DECLARE
  reached text := '';
  upto text;
  missing text;
BEGIN
  LOOP
    SELECT max(id) INTO upto FROM (SELECT id FROM post WHERE id > reached ORDER BY id LIMIT 1000) AS next;
    EXIT WHEN upto IS NULL;
    INSERT INTO post_text (post_id, workspace_id, mode, content)
    SELECT id, workspace_id, mode, content FROM post WHERE id > reached AND id <= upto AND content IS NOT NULL FOR SHARE SKIP LOCKED
    ON CONFLICT DO NOTHING;
    COMMIT;
    reached := upto;
  END LOOP;
  FOR missing IN SELECT id FROM post WHERE content IS NOT NULL AND NOT EXISTS (SELECT FROM post_text WHERE post_id = post.id) LOOP
    INSERT INTO post_text (post_id, workspace_id, mode, content)
    SELECT id, workspace_id, mode, content FROM post WHERE id = missing AND content IS NOT NULL FOR SHARE
    ON CONFLICT DO NOTHING;
    COMMIT;
  END LOOP;
  ANALYZE post_text;
END $$;
