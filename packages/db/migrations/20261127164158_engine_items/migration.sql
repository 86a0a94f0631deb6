-- Items of their own for parts of a thread and first comments, what attempts remember, the accounts' own limits and pauses, and the test mode's clock.
-- Safe on a full table: every new column is null or has a constant default, so no row is rewritten. The indexes follow, each alone and concurrently.

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "decision" TEXT,
ADD COLUMN     "exchange" JSONB,
ADD COLUMN     "looked_at" TIMESTAMPTZ(3),
ADD COLUMN     "step" TEXT NOT NULL DEFAULT 'submit',
ADD COLUMN     "waited_ms" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "limits" JSONB,
ADD COLUMN     "paused_until" TIMESTAMPTZ(3),
ADD COLUMN     "spent_until" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[];

-- AlterTable
ALTER TABLE "post" ADD COLUMN     "first_comment" TEXT,
ADD COLUMN     "title" TEXT;

-- AlterTable
ALTER TABLE "publication" ADD COLUMN     "check_handle" TEXT,
ADD COLUMN     "finalize_at" TIMESTAMPTZ(3),
ADD COLUMN     "finalize_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "item_no" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "items" JSONB,
ADD COLUMN     "progress" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "stalled_at" TIMESTAMPTZ(3),
ADD COLUMN     "warnings" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "worker" ADD COLUMN     "beat_no" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "test_clock_ms" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "network_allowance" (
    "network" TEXT NOT NULL,
    "spent_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "network_allowance_pkey" PRIMARY KEY ("network")
);
