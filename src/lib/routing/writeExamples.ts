/**
 * Writes `examples.json` from `routing/expectations.json`: run `node src/lib/routing/writeExamples.ts` after a change
 * there. The URLs are taken apart because no file of the built site may hold a second tracking URI that somebody could
 * copy, and expectations are full of them.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Expectation } from '../../../routing/expectations.ts';
import { loadExpectations } from '../../../routing/load.ts';
import { type Question, questionFromUrl } from './question.ts';

/** An entry of `examples.json`. */
export type WrittenExample = Question & { why: string };

/** The expectations that the explorer can ask: it has no fields for headers and addresses. */
export function examplesOf(expectations: readonly Expectation[]): WrittenExample[] {
  return expectations
    .filter(({ request }) => request.headers === undefined && request.from === undefined)
    .map(({ request, why }) => ({ ...questionFromUrl(request.url, request.method ?? 'GET'), why }));
}

if (import.meta.main) {
  const text = JSON.stringify(examplesOf(await loadExpectations()), null, 2);
  await writeFile(fileURLToPath(new URL('./examples.json', import.meta.url)), `${text}\n`);
}
