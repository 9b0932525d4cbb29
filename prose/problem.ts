/** What a rule says of a place in a page. */

export interface ProseProblem {
  /** Name of the rule. */
  rule: string;
  /** What is wrong, and what to write instead. */
  message: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
}

/** One line for the terminal; editors make `file:line:column` a link. */
export function printProblem(file: string, { line, column, message, rule }: ProseProblem): string {
  return `${file}:${line}:${column}  ${message} (${rule})`;
}
