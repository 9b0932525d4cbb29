import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { forward, table } from '../fixtures/table.ts';
import { parseRequest } from '../request.ts';
import type { Rule } from '../schema.ts';
import type { Change, Steps } from './plan.ts';
import { afterOf, beforeOf, freeNumber, heldPriorities } from './priorities.ts';
import { safeSequence } from './sequence.ts';
import { simulate } from './simulate.ts';

const { listeners } = table([]);

function rule(priority: number, target: string, ...paths: string[]): Rule {
  const conditions = [{ type: 'path-pattern' as const, values: paths }];
  return {
    name: target,
    priority,
    listeners: ['https'],
    conditions,
    action: forward(target),
    why: 'A test.',
  };
}

function change(kind: Change['kind'], ...states: Rule[][]): Change {
  return { address: states.flat()[0]?.name ?? '', kind, isManaged: true, states };
}

const plan = (...changes: Change[]): Steps => ({ listeners, changes });
const request = parseRequest('https://x.ai/a');

/** Lands the calls one by one in every order, and collects what the request meets at each moment. */
function outcomes({ changes }: Steps, at: readonly number[], met: Map<string, string>): Map<string, string> {
  if (met.has(at.join())) return met;
  const rules = changes.flatMap(({ states }, index) => [...(states[at[index] ?? 0] ?? [])]);
  met.set(at.join(), JSON.stringify(compile(table(rules)).decide(request).action));
  for (const [index, { states }] of changes.entries()) {
    const next = (at[index] ?? 0) + 1;
    if (next < states.length) outcomes({ listeners, changes }, at.with(index, next), met);
  }
  return met;
}

const path = fc.constantFrom(['/a'], ['/*'], ['/b'], ['/a', '/b']);
const some = (target: string) =>
  fc
    .tuple(fc.integer({ min: 1, max: 30 }), path)
    .map(([priority, paths]) => rule(priority, target, ...paths));

/** A change of one rule: its target is its own, and another when its content changes. */
const someChange = (name: string): fc.Arbitrary<Change> =>
  fc
    .tuple(fc.constantFrom('none', 'create', 'update', 'delete', 'replace'), some(name), some(`${name}2`))
    .map(([kind, before, after]) => {
      const moved = { ...before, priority: after.priority };
      const update = moved.priority === before.priority ? [[before], [after]] : [[before], [moved], [after]];
      const states = {
        none: [[before]],
        create: [[], [after]],
        update,
        delete: [[before], []],
        replace: [[before], [], [after]],
      };
      return change(kind, ...states[kind as keyof typeof states]);
    });

const places = (rules: readonly Rule[]) => rules.map(({ priority }) => priority);
const isOrdered = ({ changes }: Steps) => {
  const before = places(changes.flatMap(beforeOf));
  return new Set(before).size === before.length && heldPriorities(changes).length === 0;
};

const somePlan = fc
  .tuple(someChange('a'), someChange('b'), someChange('c'), someChange('d'))
  .map((changes) => plan(...changes))
  .filter(isOrdered);

describe('simulate', () => {
  it('agrees with landing the calls in every order, on 2,000 random plans', () => {
    let strays = 0;
    const property = fc.property(somePlan, (one) => {
      const simulation = simulate(one, request);
      const met = outcomes(
        one,
        one.changes.map(() => 0),
        new Map(),
      );
      const fine = [simulation?.before, simulation?.after].map((outcome) => JSON.stringify(outcome));
      const astray = [...met.values()].filter((outcome) => !fine.includes(outcome));
      expect(simulation?.stray === null).toBe(astray.length === 0);
      if (!simulation?.stray) return;
      strays++;
      expect(astray).toContain(JSON.stringify(simulation.stray.outcome));
    });
    fc.assert(property, { numRuns: 2_000 });
    expect(strays).toBeGreaterThan(50);
  }, 60_000);

  it('looks at each change on its own listener only', () => {
    const other = change(
      'update',
      [{ ...rule(1, 'x', '/a'), listeners: ['http'] }],
      [{ ...rule(2, 'x', '/a'), listeners: ['http'] }],
    );
    expect(simulate(plan(other), request)?.states).toBe(1);
  });

  it('gives up on more orders than it can go through, and says so', () => {
    const changes = Array.from({ length: 20 }, (_, index) =>
      change('update', [rule(index + 1, `t${index}`, '/a')], [rule(index + 101, `t${index}`, '/a')]),
    );
    expect(simulate(plan(...changes), request)).toBeNull();
  });
});

describe('heldPriorities', () => {
  const a = rule(10, 'a', '/a');
  const b = rule(20, 'b', '/b');

  it('refuses a number that another rule holds, even when that one moves away or goes', () => {
    const into = change('update', [a], [{ ...a, priority: 20 }]);
    expect(heldPriorities([into, change('none', [b])])).toHaveLength(1);
    expect(heldPriorities([into, change('update', [b], [{ ...b, priority: 30 }])])).toHaveLength(1);
    expect(heldPriorities([into, change('delete', [b], [])])).toHaveLength(1);
  });

  it('refuses two newcomers on one number, and a rule that comes before it goes', () => {
    expect(
      heldPriorities([change('create', [], [a]), change('create', [], [{ ...b, priority: 10 }])]),
    ).toHaveLength(1);
    expect(heldPriorities([change('replace', [a], [a, a], [a])])).toHaveLength(1);
  });

  it('accepts a free number, the own number, and the same number on another listener', () => {
    const elsewhere = { ...b, listeners: ['http'], priority: 10 };
    expect(
      heldPriorities([change('update', [a], [{ ...a, priority: 11 }]), change('create', [], [elsewhere])]),
    ).toEqual([]);
    expect(heldPriorities([change('replace', [a], [], [a])])).toEqual([]);
  });
});

describe('freeNumber', () => {
  it('is the nearest above, and never beyond the last', () => {
    const [low, last] = [rule(10, 'a', '/a'), rule(50_000, 'b', '/b')];
    const held = [change('none', [low]), change('none', [last])];
    expect(freeNumber(held, low)).toBe(11);
    expect(freeNumber(held, last)).toBe(49_999);
  });
});

describe('safeSequence', () => {
  const permutations = fc.shuffledSubarray([10, 20, 30, 40], { minLength: 4, maxLength: 4 });

  it('reaches every reorder of four rules through safe applies of free numbers', () => {
    const property = fc.property(permutations, fc.tuple(path, path, path, path), (order, paths) => {
      const before = paths.map((one, index) => rule((index + 1) * 10, `t${index}`, ...one));
      const changes = before.map((one, index) => {
        const priority = order[index] ?? 0;
        return change(priority === one.priority ? 'none' : 'update', [one], [{ ...one, priority }]);
      });
      const whole = plan(...changes);
      const simulation = simulate(whole, request);
      if (!simulation) throw new Error('Four rules are few.');
      const allowed = [simulation.before, simulation.after];
      const sequence = safeSequence(whole, [{ request, allowed }]);
      let now = new Map(changes.map((one) => [one.address, beforeOf(one)]));
      for (const moves of sequence ?? []) {
        const step = plan(
          ...changes.map(({ address }) => {
            const move = moves.find((one) => one.address === address);
            const from = now.get(address) ?? [];
            return {
              address,
              kind: 'update' as const,
              isManaged: true,
              states: move?.to ? [from, [move.to]] : [from],
            };
          }),
        );
        expect(heldPriorities(step.changes)).toEqual([]);
        expect(simulate(step, request, allowed)?.stray).toBeNull();
        now = new Map(step.changes.map((one) => [one.address, afterOf(one)]));
      }
      if (sequence) expect([...now.values()].flat()).toEqual(changes.flatMap(afterOf));
      else expect(paths.filter((one) => one.some((pattern) => pattern !== '/b')).length).toBeGreaterThan(1);
    });
    fc.assert(property, { numRuns: 300 });
  }, 60_000);

  it('parks one of two rules that change places', () => {
    const a = rule(10, 'a', '/a');
    const b = rule(20, 'b', '/b');
    const swap = plan(
      change('update', [a], [{ ...a, priority: 20 }]),
      change('update', [b], [{ ...b, priority: 10 }]),
    );
    const sequence = safeSequence(swap, []);
    expect(sequence?.map((moves) => moves.map(({ address, to }) => [address, to?.priority]))).toEqual([
      [['a', 11]],
      [['b', 10]],
      [['a', 20]],
    ]);
  });

  it('parks no rule beyond the last number', () => {
    const [a, b] = [rule(49_999, 'a', '/a'), rule(50_000, 'b', '/b')];
    const swap = plan(
      change('update', [a], [{ ...a, priority: 50_000 }]),
      change('update', [b], [{ ...b, priority: 49_999 }]),
    );
    const numbers = safeSequence(swap, [])?.flatMap((moves) => moves.map(({ to }) => to?.priority));
    expect(numbers).toEqual([49_998, 49_999, 50_000]);
  });

  it('adds what takes over before it removes what goes', () => {
    const handover = plan(
      change('delete', [rule(10, 'a', '/a')], []),
      change('create', [], [{ ...rule(20, 'a', '/*'), name: 'new' }]),
    );
    const outcome = compile(table([rule(10, 'a', '/a')])).decide(request).action;
    const sequence = safeSequence(handover, [{ request, allowed: [outcome] }]);
    expect(
      sequence?.map((moves) => moves.map(({ from, to }) => [from?.name ?? null, to?.name ?? null])),
    ).toEqual([[[null, 'new']], [['a', null]]]);
  });

  it('says null when no order is safe', () => {
    const before = rule(10, 'a', '/a');
    const replace = plan(change('replace', [before], [], [before]));
    const { action } = compile(table([before])).decide(request);
    expect(safeSequence(replace, [{ request, allowed: [action] }])).toBeNull();
  });
});
