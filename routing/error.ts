/** The one error of this room: something a person gave us cannot be used. Safe in the browser. */

/** What went wrong, as a word that programs can compare. */
export type RoutingErrorCode =
  | 'file-not-readable'
  | 'not-json'
  | 'wrong-shape'
  | 'bad-request'
  | 'no-listener'
  | 'bad-arguments'
  | 'not-understood';

/** Bad input: the message says where and what was expected, the hint says what to do. */
export class RoutingError extends Error {
  override readonly name = 'RoutingError';
  readonly code: RoutingErrorCode;
  readonly hint: string;

  constructor(code: RoutingErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
