import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { describeOutcome } from '../describe.ts';
import { difference } from '../difference.ts';
import { lint } from '../lint.ts';
import { loadRoutes } from '../load.ts';
import { parseRequest } from '../request.ts';
import { STEPS, shortChanges, survivors, tableAfter } from './steps.ts';

const found = await loadRoutes(new URL('./today.json', import.meta.url));
const ours = await loadRoutes();
const variants = survivors(found).map((today, index) => [`survivor ${index + 1}`, today] as const);

describe('today', () => {
  it('leaves one choice on each listener: which of two rules has 80', () => {
    expect(variants).toHaveLength(4);
    for (const [, today] of variants) {
      expect(lint(today).findings.filter(({ code }) => code === 'duplicate-priority')).toEqual([]);
    }
  });

  it('does the same with every request, whichever of the two is there', () => {
    const [[, first] = ['', found], ...others] = variants;
    for (const [, other] of others) expect(difference(first, other).changes).toEqual([]);
  });
});

describe.each(variants)('from today to our rules: %s', (_, today) => {
  it.each(STEPS.map((step, index) => [step.name, index, step.changes] as const))(
    '%s changes what is accepted',
    (_, index, accepted) => {
      const [before, after] = [tableAfter(today, ours, index), tableAfter(today, ours, index + 1)];
      const { changes, undecided } = difference(before, after);
      expect(undecided).toEqual([]);
      expect(shortChanges(changes)).toEqual(accepted);
      const paths = changes.map(({ witness }) => witness.path);
      for (const path of paths) expect(path).toMatch(/^\/(api\/mlflow|mlflow|api\/health\/mlflow)(\/|$)/);
      for (const { witness } of changes) expect(witness.host).toBe('registry.hokus.ai');
    },
  );

  it.each(STEPS)('the check after "$name" sees it, and did not before', ({ name, check, changes }) => {
    const index = STEPS.findIndex((step) => step.name === name);
    const request = parseRequest(check.url, { method: check.method });
    const meet = (done: number) =>
      describeOutcome(compile(tableAfter(today, ours, done)).decide(request).action);
    expect(meet(index + 1)).toBe(check.expected);
    if (changes.length > 0) expect(meet(index)).not.toBe(check.expected);
  });

  it('finds room before the rules of others', () => {
    const all = tableAfter(today, ours, STEPS.length);
    for (const listener of Object.keys(all.listeners)) {
      const taken = all.rules
        .filter(({ listeners }) => listeners.includes(listener))
        .map(({ priority }) => priority);
      expect(new Set(taken).size).toBe(taken.length);
    }
  });

  it('makes every rule of ours in one of the steps', () => {
    expect(STEPS.flatMap(({ rules }) => rules).sort()).toEqual(ours.rules.map(({ name }) => name).sort());
  });
});
