-- AlterTable
ALTER TABLE "JobPart" ADD COLUMN     "approvals" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
UPDATE "JobPart" SET "approvals" = ARRAY["approval"] WHERE "approval" IS NOT NULL;
ALTER TABLE "JobPart" DROP COLUMN "approval";

-- CreateTable
CREATE TABLE "KeyRequest" (
    "personId" UUID NOT NULL,
    "request" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeyRequest_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "PendingDocument" (
    "organisationId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "signed" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PendingDocument_pkey" PRIMARY KEY ("organisationId","subject")
);

-- AddForeignKey
ALTER TABLE "KeyRequest" ADD CONSTRAINT "KeyRequest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingDocument" ADD CONSTRAINT "PendingDocument_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
