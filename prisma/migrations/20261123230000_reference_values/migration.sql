-- CreateTable
CREATE TABLE "ReferenceProposal" (
    "name" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "document" BYTEA NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retractedAt" TIMESTAMPTZ,

    CONSTRAINT "ReferenceProposal_pkey" PRIMARY KEY ("name", "organisationId")
);

-- CreateIndex
CREATE INDEX "ReferenceProposal_organisationId_at_idx" ON "ReferenceProposal"("organisationId", "at");

-- AddForeignKey
ALTER TABLE "ReferenceProposal" ADD CONSTRAINT "ReferenceProposal_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
