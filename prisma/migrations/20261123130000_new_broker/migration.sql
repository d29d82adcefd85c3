-- AlterTable
ALTER TABLE "BrokerSeat" ADD COLUMN     "introducedAt" TIMESTAMPTZ;

-- AlterTable
ALTER TABLE "DatasetVersion" ADD COLUMN     "grantedTo" TEXT;
