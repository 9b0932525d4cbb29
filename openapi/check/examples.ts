/** Holds the recorded examples against the document, and tells which operations have none. */
import type { Example } from '../generate/examples.ts';
import type { Operation } from '../generate/operations.ts';
import type { DocumentValidator } from './validator.ts';

/** Messages: examples that do not fit the document, and operations without an example. */
export function checkExamples(
  operations: Operation[],
  examples: ReadonlyMap<string, Example>,
  validator: DocumentValidator,
): string[] {
  const found: string[] = [];
  const ids = new Set(operations.map(({ id }) => id));
  for (const id of examples.keys()) {
    if (!ids.has(id)) found.push(`${id}: recorded, but no such operation; run openapi/record.ts`);
  }
  for (const { id, method, path } of operations) {
    const example = examples.get(id);
    if (example === undefined) {
      found.push(`${id}: no recorded call; add it to openapi/scenario and run openapi/record.ts`);
      continue;
    }
    const { request, response, errors } = example;
    const note = (where: string, problems: string[]) =>
      found.push(...problems.map((p) => `${id} ${where}: ${p}`));
    if (request.body !== undefined) note('request', validator.request(path, method, request.body));
    for (const [name, value] of Object.entries({ ...request.path, ...request.query, ...request.headers })) {
      note(`parameter ${name}`, validator.parameter(path, method, name, value));
    }
    if (response !== undefined) {
      note(
        `answer ${response.status}`,
        validator.response(path, method, response.status, response.media, response.body),
      );
    }
    for (const [status, body] of Object.entries(errors)) {
      const media = typeof body === 'string' ? 'text/html' : 'application/json';
      note(`answer ${status}`, validator.response(path, method, Number(status), media, body));
    }
  }
  return found;
}
