// What is remembered changes no answer: evidence that failed still fails, and dates still count.

import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '#enclave/protocol/index.ts';
import { EvidenceFault, openExamination } from '#enclave/attestation/examination.ts';
import { openMemo, type Memo } from '#enclave/attestation/memo.ts';
import { examineSgx } from '#enclave/attestation/verify/sgx-dcap.ts';
import { makeIntelWorld, makeQuote } from '../../support/intel-world.ts';
import { ecdsa256, makeKey, now, revocationList } from '../../support/test-pki.ts';

const crypto = webcrypto as Crypto;
const world = await makeIntelWorld('sgx3');

async function failedLine(
  memo: Memo,
  raw = world.raw,
  endorsements = world.endorsements,
  at = now,
) {
  const examination = openExamination();
  try {
    await examineSgx(raw, endorsements, { crypto, at, anchors: world.anchors, memo }, examination);
    return undefined;
  } catch (fault) {
    if (!(fault instanceof EvidenceFault)) throw fault;
    return fault.line.id;
  }
}

describe('a memo', () => {
  it('makes the same lines as none', async () => {
    const memo = openMemo();
    const linesOf = async (one?: Memo) => {
      const examination = openExamination();
      const context = { crypto, at: now, anchors: world.anchors };
      const remembered = one === undefined ? context : { ...context, memo: one };
      await examineSgx(world.raw, world.endorsements, remembered, examination);
      return examination.lines;
    };
    const cold = await linesOf();
    expect(await linesOf(memo)).toEqual(cold);
    expect(await linesOf(memo)).toEqual(cold);
  });

  it('never lets a date, a list or another quote pass that would not pass without it', async () => {
    const memo = openMemo();
    expect(await failedLine(memo)).toBeUndefined();
    expect(await failedLine(memo, world.raw, world.endorsements, now + 40 * 86_400)).toBe(
      'pck-chain-validity',
    );
    const revoked = await revocationList(world.platformCa, { revoked: ['0b01'] });
    const listed = world.endorsements.map((one) => (one === world.pckList ? revoked : one));
    expect(await failedLine(memo, world.raw, listed)).toBe('pck-crl-revoked');
    const pckKey = await makeKey(ecdsa256);
    expect(await failedLine(memo, await makeQuote({ ...world.parts, pckKey }))).toBe(
      'qe-signature',
    );
    const forged: Bytes = await revocationList(world.platformCa, { key: world.root.key });
    const unsigned = world.endorsements.map((one) => (one === world.pckList ? forged : one));
    // Twice: what did not hold is not remembered as holding.
    expect(await failedLine(memo, world.raw, unsigned)).toBe('pck-crl-signature');
    expect(await failedLine(memo, world.raw, unsigned)).toBe('pck-crl-signature');
    expect(await failedLine(memo)).toBeUndefined();
  });

  it('takes no array that somebody writes into for what it was', async () => {
    const memo = openMemo();
    const list = await revocationList(world.platformCa, { revoked: ['0b01'] });
    const listed = world.endorsements.map((one) => (one === world.pckList ? list : one));
    expect(await failedLine(memo, world.raw, listed)).toBe('pck-crl-revoked');
    const serial = Buffer.from(list).indexOf(Buffer.from([2, 2, 0x0b, 0x01])) + 3;
    list[serial] = 2;
    expect(await failedLine(memo, world.raw, listed)).toBe('pck-crl-signature');
    expect(await failedLine(memo, world.raw, listed)).toBe('pck-crl-signature');
  });

  it('forgets when it is full, and answers the same', async () => {
    const memo = openMemo(3);
    expect(await failedLine(memo)).toBeUndefined();
    expect(await failedLine(memo)).toBeUndefined();
  });
});
