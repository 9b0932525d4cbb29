/** The two ways in which the snippet runner says that something is wrong. */

/** Something wrong in a page, found without running it. Pages may have many, so they are collected, not thrown. */
export interface Problem {
  /** Path of the page from the project's root. */
  page: string;
  /** Line of the page, counted from 1. */
  line: number;
  /** What is wrong and what to do. */
  message: string;
}

export type SnippetErrorCode =
  | 'USAGE'
  | 'NO_PAGES'
  | 'NO_PYTHON'
  | 'STACK_MISSING'
  | 'STACK_UNREACHABLE'
  | 'REPORT_INVALID'
  | 'NOT_PUBLISHED';

/** The runner cannot start, or cannot go on. The command line prints `message` and `hint`, never a stack trace. */
export class SnippetError extends Error {
  override readonly name = 'SnippetError';
  readonly code: SnippetErrorCode;
  readonly hint: string;

  constructor(code: SnippetErrorCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
