/** Whether a file that a user uploads is there, and whole, when it is downloaded. */
import type { FailureCode } from '../contract.ts';
import { unusedName } from '../probe/checks.ts';
import { verdictOf } from './attempts.ts';
import { calls, disturbed, type Reply } from './calls.ts';
import type { Knock } from './door.ts';
import { fileOf, SLOTS } from './names.ts';

export interface Uploader {
  /**
   * Uploads, downloads and compares.
   * @returns the code of a fault; undefined when the file was there
   * @throws Unproven `contested` when others disturbed every attempt, `disabled` when MLflow serves no artifacts
   */
  check(knock: Knock, nonce: string): Promise<FailureCode | undefined>;
}

const done = { kind: 'ok', value: undefined } as const;

/**
 * Makes the uploader.
 * @param random a number from 0 to 1
 */
export function createUploader(random: () => number): Uploader {
  let slot = Math.floor(random() * SLOTS) % SLOTS;

  async function roundTrip(knock: Knock, path: string, nonce: string): Promise<Reply<undefined>> {
    const put = await calls.putFile(knock, path, nonce);
    if (put.kind !== 'ok') return put;
    const read = await calls.getFile(knock, path);
    if (read.kind !== 'ok') return read;
    return read.value === nonce ? done : disturbed;
  }

  /** Nobody knows this path before the file is there. */
  async function elsewhere(knock: Knock, nonce: string): Promise<Reply<undefined>> {
    const path = `${unusedName()}.txt`;
    const result = await roundTrip(knock, path, nonce);
    await calls.deleteFile(knock, path);
    return result;
  }

  /**
   * Others can put a folder where our file belongs, or delete or replace the file while MLflow sends it: MLflow then breaks
   * off its answer, and the API service may say that MLflow can't be reached. So no error here is a fault by itself; only
   * that no answer comes is.
   */
  async function attempt(knock: Knock, nonce: string): Promise<Reply<undefined>> {
    const usual = await roundTrip(knock, fileOf(slot), nonce);
    if (usual.kind === 'ok' || hangs(usual)) return usual;
    slot = (slot + 1) % SLOTS;
    if (usual.kind === 'disturbed') return usual;
    const proof = await elsewhere(knock, nonce);
    if (proof.kind === 'ok') return disturbed;
    return proof.kind === 'fault' && !hangs(proof) ? { kind: 'suspect', code: proof.code } : proof;
  }

  return { check: (knock, nonce) => verdictOf(() => attempt(knock, nonce)) };
}

function hangs(reply: Reply<unknown>): boolean {
  return reply.kind === 'fault' && reply.code === 'timeout';
}
