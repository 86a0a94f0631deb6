-- AlterTable
ALTER TABLE "media" ADD COLUMN     "blurhash" TEXT,
ADD COLUMN     "height" INTEGER,
ADD COLUMN     "width" INTEGER;
