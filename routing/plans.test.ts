import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PLANS } from './fixtures/plans.ts';
import type { GateCode } from './gate/finding.ts';
import { readPlan } from './gate/plan.ts';
import { gate } from './gate.ts';
import { NO_NAMES } from './import/names.ts';

/** What consent is enough for. */
const AGREEABLE: ReadonlySet<GateCode> = new Set(['traffic-changed', 'shadowed']);

const judge = (plan: unknown) => gate(readPlan(plan, 'plan.json', NO_NAMES));

describe('the gate', () => {
  it.each(PLANS)('judges: %s', (_, codes, plan) => {
    const { findings, passed } = judge(plan);
    expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual(codes.toSorted());
    expect(passed).toBe(codes.length === 0);
  });

  it.each(PLANS.filter(([, codes]) => codes.length > 0 && codes.every((code) => AGREEABLE.has(code))))(
    'passes with consent to all effects, and to no fewer: %s',
    (_, __, plan) => {
      const read = readPlan(plan, 'plan.json', NO_NAMES);
      const effects = gate(read).effects.map(({ effect }) => effect);
      expect(gate(read, { accept: new Set(effects) })).toMatchObject({ passed: true, findings: [] });
      expect(gate(read, { accept: new Set(effects.slice(1)) }).passed).toBe(false);
    },
  );

  it('never prints a secret', () => {
    for (const [, , plan] of PLANS) expect(JSON.stringify(judge(plan))).not.toContain('hidden');
  });

  it('is told in the README plan by plan', async () => {
    const readme = await readFile(new URL('./README.md', import.meta.url), 'utf8');
    for (const [what, codes] of PLANS) {
      const verdict = codes.length === 0 ? 'passes' : codes.map((code) => `\`${code}\``).join(', ');
      expect(readme).toContain(`| ${what} | ${verdict} |`);
    }
  });
});
