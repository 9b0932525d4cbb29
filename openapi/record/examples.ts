/** Picks the examples out of recorded exchanges and makes them stable. */
import type { Example } from '../generate/examples.ts';
import type { Json, JsonObject } from '../generate/json.ts';
import { Normaliser } from './normalise.ts';
import type { Exchange } from './run.ts';

/** Name of the file that holds a tag's examples: `Traces, older API` is in `traces-older-api.json`. */
export function examplesFile(tag: string): string {
  return `${
    tag
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? ''
  }.json`;
}

/** The first success of each operation, and its first refusal by status. */
export function toExamples(exchanges: Exchange[]): Map<string, Example> {
  const normaliser = new Normaliser(exchanges);
  const examples = new Map<string, Example>();
  const errors = new Map<string, Record<string, Json>>();
  for (const exchange of exchanges) {
    const { operation, step, request, answer } = exchange;
    const { id } = operation;
    // Normalise every exchange, used or not: identifiers are numbered in the order in which they appear.
    const body = normaliser.value(answer.body);
    const path = Object.fromEntries(
      Object.entries(request.path).map(([k, v]) => [k, String(normaliser.value(v))]),
    );
    const query = normaliseAll(normaliser, request.query);
    const sent = request.body === undefined ? undefined : normaliseAll(normaliser, request.body);
    const failed = answer.status >= 400;
    if (failed) errors.set(id, { [answer.status]: body, ...errors.get(id) });
    if ((failed && !isExpected(exchange)) || step.setup || examples.has(id)) continue;
    examples.set(id, {
      request: {
        path,
        query,
        ...(sent === undefined || Object.keys(sent).length === 0 ? {} : { body: sent }),
        ...(typeof request.raw === 'string' ? { raw: request.raw } : {}),
        ...(request.media === undefined ? {} : { media: request.media }),
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([k, v]) => [k, String(normaliser.value(v))]),
        ),
      },
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

/** True when the scenario says that this server cannot do better. */
function isExpected({ step, answer, refused }: Exchange): boolean {
  return !refused && step.expect?.status === answer.status;
}

function normaliseAll(normaliser: Normaliser, object: Record<string, Json>): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, normaliser.value(value)]));
}
