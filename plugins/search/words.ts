/** What a reader may type for a page, beyond the words on it. */

/** An operation of the reference. */
export interface Operation {
  operationId: string;
  /** In capitals. */
  method: string;
  path: string;
}

/**
 * Spellings that find an operation: its id in the OpenAPI document, and every end of its path that has two pieces or
 * more. A query that is a path is looked for as one name (`runs/create` → `runscreate`).
 *
 * @returns words of letters and digits, each once, in lower case.
 */
export function operationWords({ operationId, path }: Operation): string[] {
  const pieces = path.split('/').filter((piece) => piece !== '');
  const ends = pieces
    .slice(0, -1)
    .map((_, start) => pieces.slice(start))
    .filter(([first = '']) => !first.startsWith('{'))
    .map((end) => end.join(''));
  return [...new Set([operationId, ...ends].map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, '')))];
}

/** `logBatch` → `log_batch`, the name of the same call in Python. */
export function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
}
