import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { describeOutcome } from '../describe.ts';
import { difference, type TrafficChange } from '../difference.ts';
import { lint } from '../lint.ts';
import { loadRoutes } from '../load.ts';
import { parseRequest } from '../request.ts';
import { STEPS, survivors, tableAfter } from './steps.ts';

const found = await loadRoutes(new URL('./today.json', import.meta.url));
const ours = await loadRoutes();
const variants = survivors(found).map((today, index) => [`survivor ${index + 1}`, today] as const);

const show = ({ listener, before, after }: TrafficChange) =>
  `${listener}: ${before.written} → ${after.written}`;

/** What each step may change for anybody: nothing else may differ. */
const ACCEPTED: Record<string, string[]> = {
  health: ['https: forward to api → forward to health'],
  'tracking URI': [],
  alias: ['https: forward to mlflow → forward to api'],
  'port 80': [
    'http: forward to api → fixed response 400',
    'http: forward to api → redirect 301 to https://#{host}:443/#{path}?#{query}',
    'http: forward to mlflow → fixed response 400',
    'http: forward to mlflow → redirect 301 to https://#{host}:443/#{path}?#{query}',
  ],
};

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
  it.each(STEPS.map((step, index) => [step.name, index] as const))(
    '%s changes what is accepted',
    (name, index) => {
      const [before, after] = [tableAfter(today, ours, index), tableAfter(today, ours, index + 1)];
      const { changes, undecided } = difference(before, after);
      expect(undecided).toEqual([]);
      expect([...new Set(changes.map(show))].sort()).toEqual(ACCEPTED[name]);
      const paths = changes.map(({ witness }) => witness.path);
      for (const path of paths) expect(path).toMatch(/^\/(api\/mlflow|mlflow|api\/health\/mlflow)(\/|$)/);
      for (const { witness } of changes) expect(witness.host).toBe('registry.hokus.ai');
    },
  );

  it.each(STEPS)('the check after "$name" sees it, and did not before', ({ name, check }) => {
    const index = STEPS.findIndex((step) => step.name === name);
    const request = parseRequest(check.url, { method: check.method });
    const meet = (done: number) =>
      describeOutcome(compile(tableAfter(today, ours, done)).decide(request).action);
    expect(meet(index + 1)).toBe(check.expected);
    if (ACCEPTED[name]?.length) expect(meet(index)).not.toBe(check.expected);
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
