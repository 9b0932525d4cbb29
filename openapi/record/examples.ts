/** Picks the examples out of recorded exchanges and makes them stable. */
import type { Example } from '../generate/examples.ts';
import type { Json, JsonObject } from '../generate/json.ts';
import type { Request } from './call.ts';
import { Normaliser } from './normalise.ts';
import type { Exchange } from './run.ts';

/** Name of the file that holds a tag's examples: `Traces, older API` is in `traces-older-api.json`. */
export function examplesFile(tag: string): string {
  const words = tag.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join('-')}.json`;
}

/** What is done to each value of an exchange. */
type Normalising = Pick<Normaliser, 'value'>;

/** Keeps every value as it is. */
export const asItIs: Normalising = { value: (value) => value };

/**
 * The first success of each operation, and its first refusal by status.
 * @param normaliser makes them stable; another one may keep them as they are
 */
export function toExamples(
  exchanges: Exchange[],
  normaliser: Normalising = new Normaliser(exchanges),
): Map<string, Example> {
  const examples = new Map<string, Example>();
  const errors = new Map<string, Record<string, Json>>();
  for (const exchange of exchanges) {
    const { operation, step, answer } = exchange;
    const { id } = operation;
    // Normalise every exchange, used or not: identifiers are numbered in the order in which they appear.
    const body = normaliser.value(answer.body);
    const request = exampleRequest(exchange.request, normaliser);
    const failed = answer.status >= 400;
    if (failed) errors.set(id, { [answer.status]: body, ...errors.get(id) });
    if ((failed && !isExpected(exchange)) || step.setup || examples.has(id)) continue;
    examples.set(id, {
      request,
      ...(failed ? {} : { response: { status: answer.status, media: answer.media, body } }),
      errors: {},
    });
  }
  for (const [id, found] of errors) {
    const example = examples.get(id);
    if (example !== undefined) example.errors = found;
  }
  return examples;
}

/**
 * A request as an example has it, from which the code samples are made.
 * @param normaliser what is done to each value
 */
export function exampleRequest(
  { path, query, body, raw, media, headers }: Request,
  normaliser: Normalising,
): Example['request'] {
  const sent = body === undefined ? {} : normaliseAll(normaliser, body);
  return {
    path: normaliseTexts(normaliser, path),
    query: normaliseAll(normaliser, query),
    ...(Object.keys(sent).length === 0 ? {} : { body: sent }),
    ...(typeof raw === 'string' ? { raw } : {}),
    ...(media === undefined ? {} : { media }),
    headers: normaliseTexts(normaliser, headers),
  };
}

/** True when the scenario says that this server cannot do better. */
function isExpected({ step, answer, refused }: Exchange): boolean {
  return !refused && step.expect?.status === answer.status;
}

function normaliseAll(normaliser: Normalising, object: Record<string, Json>): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, normaliser.value(value)]));
}

function normaliseTexts(normaliser: Normalising, texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, String(normaliser.value(text))]),
  );
}
