/** Errors of the OpenAPI generator: what is wrong, where, and what to do about it. */

/** One finding about a source file. */
export interface Problem {
  /** Path relative to the repository. */
  file: string;
  /** Line in the file, from 1; absent when the finding is about the whole file. */
  line?: number;
  message: string;
}

/** The document cannot be made from its sources; `problems` lists every reason at once. */
export class GenerateError extends Error {
  readonly code = 'OPENAPI_SOURCES';
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** `file:line message`, the form that editors and terminals make clickable. */
export function formatProblem({ file, line, message }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}  ${message}`;
}
