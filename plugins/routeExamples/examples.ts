/** Turns the expectations of the routing table into examples for the route explorer. Pure. */
import type { Expectation } from '../../routing/expectations.ts';
import type { Example } from '../../src/lib/routing/data.ts';
import { questionFromUrl } from '../../src/lib/routing/question.ts';

/**
 * The expectations that the explorer can ask: it has no fields for headers and addresses. URLs are taken apart, because
 * no file of the built site may hold a second tracking URI that somebody could copy, and expectations are full of them.
 */
export function examplesOf(expectations: readonly Expectation[]): Example[] {
  return expectations
    .filter(({ request }) => request.headers === undefined && request.from === undefined)
    .map(({ request, why }) => ({ question: questionFromUrl(request.url, request.method ?? 'GET'), why }));
}
