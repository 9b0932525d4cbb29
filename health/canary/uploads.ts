/** Whether a file that a user uploads is there, and whole, when it is downloaded. */
import type { FailureCode } from '../contract.ts';
import { unusedName } from '../probe/checks.ts';
import { calls, disturbed, type Reply } from './calls.ts';
import { type Knock, Unproven } from './door.ts';
import { fileOf, SLOTS } from './names.ts';
import { ATTEMPTS } from './writes.ts';

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

  /** Others can put a folder where our file belongs, or a file where our folder belongs: nobody knows this path. */
  async function elsewhere(knock: Knock, nonce: string): Promise<Reply<undefined>> {
    const path = unusedName();
    const result = await roundTrip(knock, `${path}.txt`, nonce);
    await calls.deleteFile(knock, `${path}.txt`);
    return result;
  }

  async function attempt(knock: Knock, nonce: string): Promise<Reply<undefined>> {
    const usual = await roundTrip(knock, fileOf(slot), nonce);
    if (usual.kind === 'disturbed') slot = (slot + 1) % SLOTS;
    if (usual.kind !== 'suspect') return usual;
    const proof = await elsewhere(knock, nonce);
    return proof.kind === 'ok' ? disturbed : proof;
  }

  return {
    async check(knock, nonce) {
      for (let tried = 0; tried < ATTEMPTS; tried += 1) {
        const reply = await attempt(knock, nonce);
        if (reply.kind === 'ok') return undefined;
        if (reply.kind !== 'disturbed') return reply.code;
      }
      throw new Unproven('contested');
    },
  };
}
