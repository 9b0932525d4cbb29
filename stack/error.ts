/** The errors of this room: the stack cannot run, and this is what the reader can do about it. */
import { MachineError } from '../machine/error.js';

/** What went wrong, as a word that programs can compare. */
export type StackErrorCode =
  | 'bad-arguments'
  | 'already-running'
  | 'bad-tracking-uri'
  | 'not-ours'
  | 'stopped';

/** The library throws it, and MachineError too; `main.ts` prints both. */
export class StackError extends MachineError {
  override readonly name = 'StackError';

  constructor(code: StackErrorCode, message: string, hint: string) {
    super(code, message, hint);
  }
}
