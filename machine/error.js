/** The one error of this room: the machine does not do what is needed, and this is what the reader can do about it. */
export class MachineError extends Error {
  /**
   * @param {string} code a word that programs can compare
   * @param {string} message what went wrong, one line
   * @param {string} hint what to do about it
   * @param {string} [detail] the last lines of a log
   */
  constructor(code, message, hint, detail = '') {
    super(message);
    this.name = 'MachineError';
    this.code = code;
    this.hint = hint;
    this.detail = detail;
  }

  /**
   * The error as a command prints it.
   *
   * @param {string} command for example `stack`
   */
  explain(command) {
    const log = this.detail === '' ? '' : `\n${this.detail.replace(/^/gm, '  | ')}\n\n`;
    return `${log}${command}: ${this.message}\n  ${this.hint}`;
  }
}
