-- Flow as single servers know it, where each has an OAuth of its own. Safe on a full table: the new column is null everywhere, so no row is rewritten.

-- AlterTable
ALTER TABLE "oauth_state" ADD COLUMN     "server" TEXT;

-- CreateTable
CREATE TABLE "oauth_application" (
    "network" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "redirect_url" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth_application_pkey" PRIMARY KEY ("network","server","redirect_url")
);
