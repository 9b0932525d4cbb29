/** Plays the scenario against a server, one call after the other. */

import type { Json, JsonObject } from '../generate/json.ts';
import type { Operation } from '../generate/operations.ts';
import { type Answer, makeRequest, type Request, type Server, send, valueAt } from './call.ts';
import { fill, fillAll, type Step } from './scenario.ts';

/** One call with what came back and when. */
export interface Exchange {
  operation: Operation;
  step: Step;
  request: Request;
  answer: Answer;
  /** True for a call that was spoilt on purpose. */
  refused: boolean;
  /** When the call began and ended, in milliseconds since 1970. */
  from: number;
  to: number;
}

export interface Hooks {
  /** Called before a step's own call, with the fields that it will send; may make calls of its own. */
  before?(operation: Operation, step: Step, fields: JsonObject): Promise<void>;
  /** Sends the step's own call in place of `send`: in another way, with the same effect. */
  send?(operation: Operation, step: Step, request: Request): Promise<Answer>;
  /** Called after every call of the scenario, also those that are refused on purpose. */
  after(exchange: Exchange): Promise<void> | void;
  /** Called for a step that does not go as it must, in place of ending there: an older server cannot do them all. */
  failed?(step: Step, error: Error): void;
}

/** A step did not go as it must. */
export class ScenarioError extends Error {
  readonly code = 'SCENARIO';
}

/**
 * @param operations by operationId
 * @throws ScenarioError when a call that must succeed does not, or one that must be refused is not
 */
export async function playScenario(
  steps: Step[],
  operations: ReadonlyMap<string, Operation>,
  server: Server,
  hooks: Hooks,
): Promise<void> {
  const kept = new Map<string, string>();
  for (const [index, step] of steps.entries()) {
    const operation = operations.get(step.call);
    if (operation === undefined) throw new ScenarioError(`Step ${index + 1}: no operation "${step.call}"`);
    try {
      await playStep(operation, step, server, hooks, kept);
    } catch (error) {
      if (hooks.failed === undefined || !(error instanceof Error)) throw error;
      hooks.failed(step, error);
    }
  }
}

async function playStep(
  operation: Operation,
  step: Step,
  server: Server,
  hooks: Hooks,
  kept: Map<string, string>,
): Promise<void> {
  const fields = fillAll(step.send, kept);
  await hooks.before?.(operation, step, fields);
  for (const [status, changes] of Object.entries(step.refuse)) {
    const spoilt = { ...fields, ...fillAll(changes, kept) };
    const refused = { ...(await play(server, operation, step, spoilt, kept)), refused: true };
    if (String(refused.answer.status) !== status) throw unexpected(refused, `must be refused with ${status}`);
    await hooks.after(refused);
  }
  const exchange = await play(server, operation, step, fields, kept, hooks.send);
  const wanted = step.expect?.status ?? 200;
  if (exchange.answer.status !== wanted) throw unexpected(exchange, `must answer ${wanted}`);
  for (const [name, place] of Object.entries(step.keep)) {
    const value = valueAt(exchange.answer.body, place);
    if (value === undefined) throw unexpected(exchange, `must answer with ${place}`);
    kept.set(name, String(value));
  }
  await hooks.after(exchange);
}

async function play(
  server: Server,
  operation: Operation,
  step: Step,
  fields: JsonObject,
  kept: ReadonlyMap<string, string>,
  sendOwn?: Hooks['send'],
): Promise<Exchange> {
  const raw = step.raw === undefined ? undefined : String(fill(step.raw, kept));
  const extra = {
    ...(raw === undefined ? {} : { raw }),
    ...(step.media === undefined ? {} : { media: step.media }),
  };
  const request = makeRequest(operation, fields, extra);
  const from = Date.now();
  const answer = await (sendOwn?.(operation, step, request) ?? send(server, operation, request));
  return { operation, step, request, answer, refused: false, from, to: Date.now() };
}

function unexpected({ operation, request, answer }: Exchange, must: string): ScenarioError {
  const sent: Json = request.body ?? request.query;
  return new ScenarioError(
    `${operation.id} ${must}, but answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 500)}\nSent: ${JSON.stringify(sent)}`,
  );
}
