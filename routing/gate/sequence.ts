/** Splits a plan into applies that are safe one after the other. */
import type { Outcome } from '../compile.ts';
import { MAX_PRIORITY } from '../lint/limits.ts';
import type { RoutingRequest } from '../request.ts';
import type { Rule } from '../schema.ts';
import { type Change, isDefault, type Steps } from './plan.ts';
import { afterOf, beforeOf, heldPriorities } from './priorities.ts';
import { simulate } from './simulate.ts';

/** What one apply does to one rule; null is no rule. */
export interface Move {
  address: string;
  from: Rule | null;
  to: Rule | null;
}

/** One apply. */
export type Apply = readonly Move[];

/** A request and what it may meet on the way. */
export interface Guarded {
  request: RoutingRequest;
  allowed: readonly Outcome[];
}

interface Position {
  change: Change;
  at: readonly Rule[];
  parked: boolean;
  applied: boolean;
}

const MAX_APPLIES = 50;

const same = (one: readonly Rule[], other: readonly Rule[]) => JSON.stringify(one) === JSON.stringify(other);

/** A replacement is a change even when the new rule is like the old. */
function isDone({ change, at, applied }: Position): boolean {
  return applied || (change.kind !== 'replace' && same(at, afterOf(change)));
}

/** The plan of one apply: the given positions go to the given rules, all others stay. */
function applyOf(
  plan: Steps,
  positions: readonly Position[],
  moves: ReadonlyMap<Position, readonly Rule[]>,
): Steps {
  const changes = positions.map((position): Change => {
    const to = moves.get(position);
    if (to === undefined) return { ...position.change, kind: 'none', states: [position.at] };
    return { ...position.change, states: statesOf(position, to) };
  });
  return { ...plan, changes };
}

/** As the provider does it: a new number first, the rest of a change after it; a replacement as planned. */
function statesOf({ change, at: from }: Position, to: readonly Rule[]): ReadonlyArray<readonly Rule[]> {
  if (change.kind === 'replace' && same(to, afterOf(change))) {
    return change.states.map((state, index) => (index === 0 ? from : state));
  }
  const [old] = from;
  const [fresh] = to;
  if (old === undefined || fresh === undefined || old.priority === fresh.priority) return [from, to];
  const moved = [{ ...old, priority: fresh.priority }];
  return same(moved, to) ? [from, to] : [from, moved, to];
}

function isSafe(step: Steps, guarded: readonly Guarded[]): boolean {
  if (heldPriorities(step.changes).length > 0) return false;
  return guarded.every(({ request, allowed }) => simulate(step, request, allowed)?.stray === null);
}

/** Every place in the order of rules has a free number just above or just below some rule. */
function parkingPlaces(positions: readonly Position[], rule: Rule): Rule[] {
  const taken = positions
    .flatMap(({ at, change }) => [...at, ...afterOf(change)])
    .map(({ priority }) => priority);
  const numbers = taken
    .flatMap((priority) => [priority + 1, priority - 1])
    .filter((number) => number > 0 && number <= MAX_PRIORITY);
  const near = (number: number) => Math.abs(number - rule.priority);
  const free = [...new Set(numbers)].filter((number) => !taken.includes(number));
  return free.sort((one, other) => near(one) - near(other)).map((priority) => ({ ...rule, priority }));
}

/** The next apply: all that is left, or one change, or one rule parked out of the way. */
function nextMoves(
  plan: Steps,
  positions: readonly Position[],
  guarded: readonly Guarded[],
): Map<Position, readonly Rule[]> | null {
  const open = positions.filter((position) => !isDone(position));
  const options = [
    () => [new Map(open.map((position) => [position, afterOf(position.change)] as const))],
    () => open.map((position) => new Map([[position, afterOf(position.change)]])),
    () =>
      open
        .filter(({ at, parked }) => at.length === 1 && !at.some(isDefault) && !parked)
        .flatMap((position) =>
          position.at.flatMap((rule) =>
            parkingPlaces(positions, rule).map((place) => new Map([[position, [place]]])),
          ),
        ),
  ];
  for (const option of options) {
    const safe = option().find((moves) => isSafe(applyOf(plan, positions, moves), guarded));
    if (safe) return safe;
  }
  return null;
}

/**
 * Applies that lead where the plan leads, each of them with free numbers only and without a request astray in any
 * order of its calls. Null when none is found.
 */
export function safeSequence(plan: Steps, guarded: readonly Guarded[]): Apply[] | null {
  const start = { parked: false, applied: false };
  let positions: Position[] = plan.changes.map((change) => ({ change, at: beforeOf(change), ...start }));
  const applies: Apply[] = [];
  while (positions.some((position) => !isDone(position))) {
    const moves = applies.length < MAX_APPLIES ? nextMoves(plan, positions, guarded) : null;
    if (moves === null) return null;
    applies.push(
      [...moves].map(([{ change, at }, to]) => ({
        address: change.address,
        from: at[0] ?? null,
        to: to[0] ?? null,
      })),
    );
    positions = positions.map((position) => {
      const at = moves.get(position);
      if (at === undefined) return position;
      const applied = same(at, afterOf(position.change));
      return { ...position, at, applied, parked: position.parked || !applied };
    });
  }
  return applies;
}
