/** The one error of this room: a step cannot be done, and this is what the reader can do about it. */
export class SetupError extends Error {
  /**
   * @param {string} code a word that programs can compare
   * @param {string} message what went wrong, one line
   * @param {string} hint what to do about it
   * @param {string} [detail] the last lines of a log
   */
  constructor(code, message, hint, detail = '') {
    super(message);
    this.name = 'SetupError';
    this.code = code;
    this.hint = hint;
    this.detail = detail;
  }
}
