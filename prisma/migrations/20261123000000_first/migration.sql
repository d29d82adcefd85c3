-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('analyst', 'owner', 'admin', 'auditor');

-- CreateEnum
CREATE TYPE "KeyFileKind" AS ENUM ('passphrase', 'passkey');

-- CreateEnum
CREATE TYPE "MembershipState" AS ENUM ('invited', 'joined', 'declined');

-- CreateEnum
CREATE TYPE "JobState" AS ENUM ('DRAFT', 'SUBMITTED', 'AWAITING_APPROVALS', 'QUEUED', 'ATTESTING', 'RUNNING', 'DELIVERED', 'DENIED', 'REFUSED', 'FAILED', 'CANCELLED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "Decision" AS ENUM ('approve', 'deny');

-- CreateTable
CREATE TABLE "Organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "party" TEXT,
    "card" TEXT,
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "passwordHash" TEXT,
    "organisationId" UUID NOT NULL,
    "roles" "Role"[],
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sessionsFrom" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "tokenHash" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "roles" "Role"[],
    "expiresAt" TIMESTAMPTZ NOT NULL,
    "usedAt" TIMESTAMPTZ,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "KeyFile" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" "KeyFileKind" NOT NULL,
    "label" TEXT NOT NULL,
    "credentialId" TEXT,
    "file" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeyFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClientState" (
    "personId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "file" BYTEA NOT NULL,
    "updatedAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClientState_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "Document" (
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "party" TEXT,
    "signed" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Collaboration" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "document" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Collaboration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "collaborationId" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "state" "MembershipState" NOT NULL,
    "since" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("collaborationId","organisationId")
);

-- CreateTable
CREATE TABLE "Dataset" (
    "id" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "collaborationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "policy" TEXT,
    "withdrawnAt" TIMESTAMPTZ,
    "withdrawnForGood" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DatasetVersion" (
    "manifest" TEXT NOT NULL,
    "datasetId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "blob" TEXT,
    "sizeBytes" BIGINT NOT NULL,
    "digests" BYTEA NOT NULL,
    "erasedAt" TIMESTAMPTZ,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DatasetVersion_pkey" PRIMARY KEY ("manifest")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" UUID NOT NULL,
    "jobHash" TEXT,
    "collaborationId" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "state" "JobState" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "cause" TEXT[],
    "stateSince" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ,
    "draft" JSONB,
    "queueId" UUID,
    "end" JSONB,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JobPart" (
    "jobId" UUID NOT NULL,
    "alias" TEXT NOT NULL,
    "datasetId" TEXT NOT NULL,
    "manifest" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "decision" "Decision",
    "approval" TEXT,
    "decidedAt" TIMESTAMPTZ,

    CONSTRAINT "JobPart_pkey" PRIMARY KEY ("jobId","alias")
);

-- CreateTable
CREATE TABLE "JobEvent" (
    "id" BIGSERIAL NOT NULL,
    "jobId" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT[],
    "proof" TEXT,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JobEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Activity" (
    "id" BIGSERIAL NOT NULL,
    "organisationId" UUID,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BrokerSeat" (
    "mailbox" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "secret" BYTEA,
    "broker" TEXT,
    "genesis" JSONB,
    "seenAt" TIMESTAMPTZ,

    CONSTRAINT "BrokerSeat_pkey" PRIMARY KEY ("mailbox")
);

-- CreateTable
CREATE TABLE "BrokerRecord" (
    "mailbox" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "record" BYTEA NOT NULL,

    CONSTRAINT "BrokerRecord_pkey" PRIMARY KEY ("mailbox","index")
);

-- CreateTable
CREATE TABLE "WorkerSeat" (
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ,

    CONSTRAINT "WorkerSeat_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "EvidenceFile" (
    "name" TEXT NOT NULL,
    "jobId" UUID NOT NULL,
    "worker" TEXT,
    "file" BYTEA NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EvidenceFile_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "RelayRequest" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "mailbox" TEXT NOT NULL,
    "request" BYTEA NOT NULL,
    "answer" BYTEA,
    "takenAt" TIMESTAMPTZ,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RelayRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lease" (
    "id" TEXT NOT NULL,
    "queueId" UUID NOT NULL,
    "worker" TEXT,
    "beatAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QueuedJob" (
    "id" UUID NOT NULL,
    "package" BYTEA NOT NULL,
    "end" BYTEA,
    "worker" TEXT,
    "createdAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "QueuedJob_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_name_key" ON "Organisation"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_party_key" ON "Organisation"("party");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "KeyFile_credentialId_key" ON "KeyFile"("credentialId");

-- CreateIndex
CREATE INDEX "Document_type_party_idx" ON "Document"("type", "party");

-- CreateIndex
CREATE UNIQUE INDEX "DatasetVersion_datasetId_version_key" ON "DatasetVersion"("datasetId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Job_jobHash_key" ON "Job"("jobHash");

-- CreateIndex
CREATE UNIQUE INDEX "Job_queueId_key" ON "Job"("queueId");

-- CreateIndex
CREATE INDEX "Job_collaborationId_createdAt_idx" ON "Job"("collaborationId", "createdAt");

-- CreateIndex
CREATE INDEX "JobPart_organisationId_decision_idx" ON "JobPart"("organisationId", "decision");

-- CreateIndex
CREATE INDEX "JobEvent_jobId_id_idx" ON "JobEvent"("jobId", "id");

-- CreateIndex
CREATE INDEX "Activity_organisationId_id_idx" ON "Activity"("organisationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "BrokerSeat_tokenHash_key" ON "BrokerSeat"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "WorkerSeat_tokenHash_key" ON "WorkerSeat"("tokenHash");

-- CreateIndex
CREATE INDEX "EvidenceFile_worker_at_idx" ON "EvidenceFile"("worker", "at");

-- CreateIndex
CREATE INDEX "RelayRequest_mailbox_seq_idx" ON "RelayRequest"("mailbox", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Lease_queueId_key" ON "Lease"("queueId");

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeyFile" ADD CONSTRAINT "KeyFile_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClientState" ADD CONSTRAINT "ClientState_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_collaborationId_fkey" FOREIGN KEY ("collaborationId") REFERENCES "Collaboration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dataset" ADD CONSTRAINT "Dataset_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dataset" ADD CONSTRAINT "Dataset_collaborationId_fkey" FOREIGN KEY ("collaborationId") REFERENCES "Collaboration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DatasetVersion" ADD CONSTRAINT "DatasetVersion_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Job" ADD CONSTRAINT "Job_collaborationId_fkey" FOREIGN KEY ("collaborationId") REFERENCES "Collaboration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Job" ADD CONSTRAINT "Job_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JobPart" ADD CONSTRAINT "JobPart_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JobPart" ADD CONSTRAINT "JobPart_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JobPart" ADD CONSTRAINT "JobPart_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JobEvent" ADD CONSTRAINT "JobEvent_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BrokerRecord" ADD CONSTRAINT "BrokerRecord_mailbox_fkey" FOREIGN KEY ("mailbox") REFERENCES "BrokerSeat"("mailbox") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvidenceFile" ADD CONSTRAINT "EvidenceFile_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


