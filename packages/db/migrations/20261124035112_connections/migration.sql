-- Accounts on networks: what their owners and the networks say of them, their sealed credentials and their health; begun OAuth ways.
-- Safe on a full table: new columns are null or have a constant default, so no row is rewritten. The checks and the two indexes read
-- `connection` once, which has a row a channel; no row but built-in ones can exist before this.

-- CreateEnum
CREATE TYPE "connection_status" AS ENUM ('active', 'expired', 'error');

-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "credentials" BYTEA,
ADD COLUMN     "credentials_rev" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_verified_at" TIMESTAMPTZ(3),
ADD COLUMN     "name" TEXT,
ADD COLUMN     "reason_code" TEXT,
ADD COLUMN     "reason_message" TEXT,
ADD COLUMN     "remote_handle" TEXT,
ADD COLUMN     "remote_id" TEXT,
ADD COLUMN     "remote_name" TEXT,
ADD COLUMN     "remote_url" TEXT,
ADD COLUMN     "renew_at" TIMESTAMPTZ(3),
ADD COLUMN     "status" "connection_status" NOT NULL DEFAULT 'active';

-- CreateTable
CREATE TABLE "oauth_state" (
    "state_hash" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "mode" "mode" NOT NULL,
    "network" TEXT NOT NULL,
    "connection_id" TEXT,
    "actor" TEXT NOT NULL,
    "sealed_verifier" BYTEA NOT NULL,
    "return_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth_state_pkey" PRIMARY KEY ("state_hash")
);

-- CreateIndex
CREATE INDEX "oauth_state_workspace_id_idx" ON "oauth_state"("workspace_id");

-- CreateIndex
CREATE INDEX "oauth_state_expires_at_idx" ON "oauth_state"("expires_at");

-- CreateIndex
CREATE INDEX "connection_renew_idx" ON "connection"("renew_at") WHERE ((renew_at IS NOT NULL) AND (status = 'active'::connection_status));

-- CreateIndex
CREATE UNIQUE INDEX "connection_account_key" ON "connection"("workspace_id", "mode", "network", "remote_id") WHERE ((deleted_at IS NULL) AND (built_in_channel_id IS NULL));

-- AddForeignKey
ALTER TABLE "oauth_state" ADD CONSTRAINT "oauth_state_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema can't say.
ALTER TABLE "connection" ADD CONSTRAINT "connection_explained_check" CHECK ("status" = 'active' OR "reason_code" IS NOT NULL);
ALTER TABLE "connection" ADD CONSTRAINT "connection_connected_check" CHECK (
  "built_in_channel_id" IS NOT NULL OR "deleted_at" IS NOT NULL
  OR ("name" IS NOT NULL AND "remote_id" IS NOT NULL AND "remote_name" IS NOT NULL AND "credentials" IS NOT NULL AND "last_verified_at" IS NOT NULL));
