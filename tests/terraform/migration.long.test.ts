/** From the rules that the service has today to ours and back, on moto: what each apply changes for whom. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { runTool } from '../../routing/commands/tool.ts';
import { compile } from '../../routing/compile.ts';
import { describeOutcome } from '../../routing/describe.ts';
import { difference } from '../../routing/difference.ts';
import { readRoutes } from '../../routing/import/read.ts';
import { loadRoutes } from '../../routing/load.ts';
import { STEPS, shortChanges, survivors } from '../../routing/migration/steps.ts';
import { parseRequest } from '../../routing/request.ts';
import type { Routes } from '../../routing/schema.ts';
import { describeWith } from '../need.ts';
import { missingProvider } from './availability.ts';
import { seedsOf } from './awsRules.ts';
import { type Moto, startMoto } from './moto.ts';
import { Workspace } from './workspace.ts';

const ADDRESS = 'module.routing.aws_lb_listener_rule.this';
const consentSchema = z.object({ accept: z.array(z.object({ effect: z.string(), why: z.string() })) });

/** What consent must be given to besides the step's own changes: rules of others that no longer get a request. */
const GETS_NO_MORE = /^arn:.*: (shadowed|identical-rules)$/;

describeWith(missingProvider(), 'The way from the rules of today to ours, against moto', () => {
  let moto: Moto;
  let workspace: Workspace;
  let listeners: Record<string, string>;
  let targets: Record<string, string>;
  /** The table before each step, and after the last. */
  const tables: Routes[] = [];

  beforeAll(async () => {
    const [today] = survivors(
      await loadRoutes(new URL('../../routing/migration/today.json', import.meta.url)),
    );
    if (!today) throw new Error('There is a table of today.');
    [moto, workspace] = await Promise.all([startMoto(), Workspace.create()]);
    workspace.endpoint = moto.seeded.endpoint;
    const added = await moto.add({ targets: ['mlflow', 'health'], balancers: { registry: seedsOf(today) } });
    listeners = added.balancers.registry ?? {};
    targets = added.targets;
    const { api = '', health = '' } = targets;
    await workspace.give('routing', 'production', {
      region: moto.seeded.region,
      listener_arns: listeners,
      target_group_arns: { api, health },
    });
    await workspace.initForApply('routing');
    await has([]);
    tables.push(await onAws());
  });
  afterAll(async () => {
    await moto?.stop();
    await workspace?.remove();
  });

  const existing = () => path.join(workspace.directory, 'existing.json');

  /** The rules on AWS, ours and those of others; the answer of AWS stays in a file. */
  async function onAws(): Promise<Routes> {
    await writeFile(existing(), await moto.describeRules(Object.values(listeners)));
    return readRoutes(existing(), {
      listeners: new Map(Object.entries(listeners)),
      targets: new Map(Object.entries(targets)),
    });
  }

  /** Leaves these of our rules in the table that Terraform reads. */
  async function has(names: readonly string[]): Promise<void> {
    const { rules } = await loadRoutes();
    await workspace.editRoutes((routes) => ({
      ...routes,
      rules: rules.filter(({ name }) => names.includes(name)),
    }));
  }

  const gate = (plan: string, ...options: string[]) =>
    runTool(['gate', plan, '--existing', existing(), ...options]);

  /** Plans, agrees to what the gate asks, lets it judge, and applies. Returns what had to be agreed to. */
  async function apply(name: string, ...options: string[]): Promise<string[]> {
    const plan = await workspace.plan('routing', name);
    const { accept } = consentSchema.parse(JSON.parse((await gate(plan, '--consent', ...options)).out));
    const file = `${plan}.accept.json`;
    const reasons = accept.map(({ effect }) => ({ effect, why: 'The migration lists it.' }));
    await writeFile(file, JSON.stringify({ version: 1, accept: reasons }));
    const verdict = await gate(plan, '--accept', file, ...options);
    expect(verdict.out).toContain('The plan may be applied');
    expect(verdict.exitCode).toBe(0);
    await workspace.terraform('routing', 'apply', '-no-color', `${name}.tfplan`);
    return accept.map(({ effect }) => effect);
  }

  const madeBefore = (index: number) => STEPS.slice(0, index).flatMap(({ rules }) => rules);

  it.each(STEPS.map((step, index) => [step.name, index] as const))(
    'changes what is accepted and nothing else: %s',
    async (name, index) => {
      const step = STEPS[index];
      const before = tables[index];
      if (!step || !before) throw new Error('The step before failed.');
      await has(madeBefore(index + 1));
      const agreed = await apply(`step-${index}`);
      const after = await onAws();
      tables.push(after);
      const { changes, undecided } = difference(before, after);
      expect(undecided).toEqual([]);
      expect(shortChanges(changes), name).toEqual(step.changes);
      if (step.changes.length === 0) expect(agreed.filter((one) => !GETS_NO_MORE.test(one))).toEqual([]);
      const request = parseRequest(step.check.url, { method: step.check.method });
      expect(describeOutcome(compile(after).decide(request).action)).toBe(step.check.expected);
    },
  );

  it.each(STEPS.map((step, index) => [step.name, index] as const).reverse())(
    'goes back to where it was: %s',
    async (name, index) => {
      const step = STEPS[index];
      const wanted = tables[index];
      const { rules } = await loadRoutes();
      if (!step || !wanted) throw new Error('The way there failed.');
      await has(madeBefore(index));
      const gone = rules
        .filter((rule) => step.rules.includes(rule.name))
        .flatMap((rule) => rule.listeners.map((listener) => `${ADDRESS}["${listener}/${rule.name}"]`));
      await apply(`back-${index}`, ...gone.flatMap((address) => ['--allow-delete', address]));
      const { changes, undecided } = difference(wanted, await onAws());
      expect({ changes, undecided }, name).toEqual({ changes: [], undecided: [] });
    },
  );
});
