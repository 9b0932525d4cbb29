/** Every order in which the calls of an apply can land, and what a request meets in each. */

import { compile, type Outcome } from '../compile.ts';
import { compileCondition, viewOf } from '../conditions.ts';
import type { RoutingRequest } from '../request.ts';
import type { Routes, Rule } from '../schema.ts';
import type { Change, Steps } from './plan.ts';

/** Addresses of rules whose change has landed, is between two calls, or has not begun. */
export interface Progress {
  landed: string[];
  halfway: string[];
  pending: string[];
}

/** A moment of an apply in which a request meets what it should meet neither before nor after. */
interface Stray {
  outcome: Outcome;
  rule: string | null;
  progress: Progress;
}

/** What became of one request in all orders. */
export interface Simulation {
  before: Outcome;
  after: Outcome;
  afterRule: string | null;
  states: number;
  stray: Stray | null;
}

/** More moments than this for one request are not gone through. */
const MAX_STATES = 20_000;

/** The table when every change stands at the given state. */
function tableAt(plan: Steps, changes: readonly Change[], at: readonly number[]): Routes {
  const rules = changes.flatMap(({ states }, index) => [...(states[at[index] ?? 0] ?? [])]);
  return { hosts: [], listeners: plan.listeners, targets: {}, bands: [], rules };
}

const last = ({ states }: Change) => states.length - 1;

function hasClash(rules: readonly Rule[]): boolean {
  const places = rules.map(({ listeners, priority }) => `${listeners.join()} ${priority}`);
  return new Set(places).size < places.length;
}

/** The changes that can make a difference to a request: the others match it in none of their states. */
function relevant({ changes, listeners }: Steps, request: RoutingRequest): Change[] {
  const arrives = (name: string) => {
    const listener = listeners[name];
    return listener?.port === request.port && listener.protocol === request.protocol;
  };
  const view = viewOf(request);
  const matches = ({ listeners: on, conditions }: Rule) =>
    on.some(arrives) &&
    conditions.every((condition) => compileCondition(condition).trace(view).matched !== false);
  return changes.filter(({ states }) => states.flat().some(matches));
}

/** Counts through all combinations of states, the first change fastest. */
function* combinations(changes: readonly Change[]): Generator<readonly number[]> {
  const at = changes.map(() => 0);
  while (true) {
    yield at;
    let index = 0;
    for (; index < changes.length; index++) {
      const change = changes[index];
      const position = at[index];
      if (change === undefined || position === undefined) return;
      if (position < last(change)) {
        at[index] = position + 1;
        break;
      }
      at[index] = 0;
    }
    if (index === changes.length) return;
  }
}

/** How far each change is that has any way to go. */
function progressOf(changes: readonly Change[], at: readonly number[]): Progress {
  const progress: Progress = { landed: [], halfway: [], pending: [] };
  for (const [index, change] of changes.entries()) {
    const position = at[index] ?? 0;
    if (last(change) === 0) continue;
    if (position === 0) progress.pending.push(change.address);
    else if (position === last(change)) progress.landed.push(change.address);
    else progress.halfway.push(change.address);
  }
  return progress;
}

/**
 * What a request meets while the changes land in any order.
 *
 * @param allowed - outcomes that it may meet on the way; its first and last ones when not given.
 * @returns null when there are too many orders to go through.
 */
export function simulate(
  plan: Steps,
  request: RoutingRequest,
  allowed: readonly Outcome[] = [],
): Simulation | null {
  const changes = relevant(plan, request);
  if (changes.reduce((product, { states }) => product * states.length, 1) > MAX_STATES) return null;
  const meet = (at: readonly number[]) => compile(tableAt(plan, changes, at)).decide(request);
  const before = meet(changes.map(() => 0)).action;
  const { action: after, rule: afterRule } = meet(changes.map(last));
  const fine = new Set(
    [...(allowed.length > 0 ? allowed : [before, after])].map((outcome) => JSON.stringify(outcome)),
  );
  let states = 0;
  for (const at of combinations(changes)) {
    const table = tableAt(plan, changes, at);
    if (hasClash(table.rules)) continue;
    states++;
    const { action, rule } = compile(table).decide(request);
    if (fine.has(JSON.stringify(action))) continue;
    const stray = { outcome: action, rule, progress: progressOf(changes, at) };
    return { before, after, afterRule, states, stray };
  }
  return { before, after, afterRule, states, stray: null };
}
