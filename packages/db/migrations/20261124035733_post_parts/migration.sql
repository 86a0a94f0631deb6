-- AlterTable
ALTER TABLE "built_in_entry" ADD COLUMN     "thread" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "post" ADD COLUMN     "overrides" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "thread" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "publication" ADD COLUMN     "retried_at" TIMESTAMPTZ(3);

-- Of PostgreSQL itself; a database's owner may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
