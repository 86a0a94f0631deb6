-- The content of posts once more, in a row of its own for `contains`: each status change of a post writes every index of `post` anew, and its trigram index took more than half of that.
-- Safe on a full table: the new table is empty, so the foreign key and the triggers hold writes to `post` only while they are made. What is written from then on, they bring over;
-- what was there before comes in the next migration, and the index after it.

-- CreateTable
CREATE TABLE "post_text" (
    "post_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "mode" "mode" NOT NULL,
    "content" TEXT NOT NULL,

    CONSTRAINT "post_text_pkey" PRIMARY KEY ("post_id")
);

-- AddForeignKey
ALTER TABLE "post_text" ADD CONSTRAINT "post_text_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema can't say.
CREATE FUNCTION "post_text_insert"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO post_text (post_id, workspace_id, mode, content) SELECT id, workspace_id, mode, content FROM made WHERE content IS NOT NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION "post_text_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.content IS NULL THEN
    DELETE FROM post_text WHERE post_id = new.id;
  ELSE
    INSERT INTO post_text (post_id, workspace_id, mode, content) VALUES (new.id, new.workspace_id, new.mode, new.content)
    ON CONFLICT (post_id) DO UPDATE SET content = excluded.content;
  END IF;
  RETURN NULL;
END $$;

-- Once a statement, so that a batch is one insert.
CREATE TRIGGER "post_text_insert" AFTER INSERT ON "post" REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION "post_text_insert"();

-- A status change names no content and is not looked at.
CREATE TRIGGER "post_text_update" AFTER UPDATE OF "content" ON "post" FOR EACH ROW WHEN (old.content IS DISTINCT FROM new.content) EXECUTE FUNCTION "post_text_update"();
