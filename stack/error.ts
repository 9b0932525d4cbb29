/** The one error of this room: the stack cannot run, and this is what the reader can do about it. */

/** What went wrong, as a word that programs can compare. */
export type StackErrorCode =
  | 'bad-arguments'
  | 'port-taken'
  | 'not-set-up'
  | 'already-running'
  | 'child-died'
  | 'not-ready'
  | 'bad-tracking-uri'
  | 'not-ours'
  | 'stopped';

/** The library throws it, `main.ts` prints it. */
export class StackError extends Error {
  override readonly name = 'StackError';
  readonly code: StackErrorCode;
  /** What to do about it. */
  readonly hint: string;
  /** The last lines of a log, when there is one. */
  readonly logTail: string;

  constructor(code: StackErrorCode, message: string, hint: string, logTail = '') {
    super(message);
    this.code = code;
    this.hint = hint;
    this.logTail = logTail;
  }
}
