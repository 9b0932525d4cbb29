/** Terraform applied against moto: what arrives there, and what the gate keeps from going wrong. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { tableDefinition, timeToLive } from '../../health/history/table.ts';
import { checkExpectations } from '../../routing/checkExpectations.ts';
import { runTool } from '../../routing/commands/tool.ts';
import { compile } from '../../routing/compile.ts';
import { readRoutes } from '../../routing/import/read.ts';
import { EXPECTATIONS_FILE, loadExpectations, loadRoutes, readJson } from '../../routing/load.ts';
import type { Routes, Rule } from '../../routing/schema.ts';
import { describeWith } from '../need.ts';
import { missingProvider } from './availability.ts';
import { comparable } from './comparable.ts';
import { type Moto, startMoto } from './moto.ts';
import { Workspace } from './workspace.ts';

const ADDRESS = 'module.routing.aws_lb_listener_rule.this';

const moveSchema = z.object({
  address: z.string(),
  to: z.object({ priority: z.number() }).nullable(),
});
const reportSchema = z.object({
  findings: z.array(z.object({ code: z.string(), rules: z.array(z.string()) })),
  changes: z.number(),
  sequence: z.array(z.array(moveSchema)).nullable(),
});

const planSchema = z.object({
  resource_changes: z.array(z.object({ change: z.object({ actions: z.array(z.string()) }) })),
});

/** `npm run routes -- gate PLAN.json`, with our expectations. */
async function runGate(plan: string, ...options: string[]) {
  const expectations = fileURLToPath(EXPECTATIONS_FILE);
  const { exitCode, out, err } = await runTool(['gate', plan, '--expectations', expectations, ...options]);
  if (out === '') throw new Error(err);
  return { exitCode, out };
}

async function gate(plan: string, ...options: string[]) {
  const { exitCode, out } = await runGate(plan, '--json', ...options);
  return { exitCode, ...reportSchema.parse(JSON.parse(out)) };
}

/** A file that agrees to everything that the gate asks of a plan. */
async function consentTo(plan: string): Promise<string> {
  const file = `${plan}.accept.json`;
  const { out } = await runGate(plan, '--consent');
  await writeFile(file, out.replaceAll('"why": ""', '"why": "The first apply makes these rules."'));
  return file;
}

/** Gives rules other priorities. */
const withPriorities = (wanted: Readonly<Record<string, number>>) => (routes: Routes) => ({
  ...routes,
  rules: routes.rules.map((rule): Rule => ({ ...rule, priority: wanted[rule.name] ?? rule.priority })),
});

const rename = (from: string, to: string) => (routes: Routes) => ({
  ...routes,
  rules: routes.rules.map((rule): Rule => (rule.name === from ? { ...rule, name: to } : rule)),
});

describeWith(missingProvider(), 'Terraform against moto', () => {
  let moto: Moto;
  let workspace: Workspace;

  beforeAll(async () => {
    [moto, workspace] = await Promise.all([startMoto(), Workspace.create()]);
    workspace.endpoint = moto.seeded.endpoint;
    await workspace.initForApply('health', { region: moto.seeded.region, vpc_id: moto.seeded.vpc });
    await workspace.terraform('health', 'apply', '-no-color', '-auto-approve');
    await workspace.initForApply('routing', {
      region: moto.seeded.region,
      listener_arns: moto.seeded.listeners,
      target_group_arns: { api: moto.seeded.api, health: await healthTargets() },
    });
  });
  afterAll(async () => {
    await moto?.stop();
    await workspace?.remove();
  });

  async function healthTargets(): Promise<string> {
    return (await workspace.terraform('health', 'output', '-raw', 'target_group_arn')).trim();
  }

  /** The rules that AWS has now; those of other hosts are apart. */
  async function readBack(): Promise<{ ours: Routes; others: Rule[] }> {
    const file = path.join(workspace.directory, 'describeRules.json');
    await writeFile(file, await moto.describeRules());
    const routes = await readRoutes(file, {
      listeners: new Map(Object.entries(moto.seeded.listeners)),
      targets: new Map([
        ['api', moto.seeded.api],
        ['health', await healthTargets()],
      ]),
    });
    const others = routes.rules.filter(({ why }) => why.includes(moto.seeded.othersRule));
    return { ours: { ...routes, rules: routes.rules.filter((rule) => !others.includes(rule)) }, others };
  }

  it('makes the table that the health service keeps its history in', async () => {
    const name = (await workspace.terraform('health', 'output', '-raw', 'history_table')).trim();
    const aws = new DynamoDBClient({
      region: moto.seeded.region,
      endpoint: moto.seeded.endpoint,
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    });
    const { Table: table } = await aws.send(new DescribeTableCommand({ TableName: name }));
    const wanted = tableDefinition(name);
    expect(table?.KeySchema).toEqual(wanted.KeySchema);
    expect(table?.AttributeDefinitions).toEqual(wanted.AttributeDefinitions);
    expect(table?.BillingModeSummary?.BillingMode).toBe(wanted.BillingMode);
    const { TimeToLiveDescription: live } = await aws.send(
      new DescribeTimeToLiveCommand({ TableName: name }),
    );
    expect(live).toEqual({
      AttributeName: timeToLive(name).TimeToLiveSpecification?.AttributeName,
      TimeToLiveStatus: 'ENABLED',
    });
    aws.destroy();
  });

  const rulesOnAws = async () => comparable((await readBack()).ours, { names: false });

  it('takes in a hand-made rule as it is and creates the others', async () => {
    const block = `import {\n  to = ${ADDRESS}["https/mlflow-api"]\n  id = "${moto.seeded.handMadeRule}"\n}\n`;
    await writeFile(workspace.file('routing', 'imports.tf'), block);
    const plan = await workspace.plan('routing', 'first');
    expect(new Set((await gate(plan)).findings.map(({ code }) => code))).toEqual(
      new Set(['traffic-changed']),
    );
    const verdict = await gate(plan, '--accept', await consentTo(plan));
    expect(verdict).toMatchObject({ exitCode: 0, findings: [] });
    const output = await workspace.terraform('routing', 'apply', '-no-color', 'first.tfplan');
    const rules = (await loadRoutes()).rules.reduce((sum, { listeners }) => sum + listeners.length, 0);
    expect(output).toContain(`1 imported, ${rules - 1} added, 1 changed, 0 destroyed`);
    await rm(workspace.file('routing', 'imports.tf'));
  });

  it('has nothing left to do in a second plan', async () => {
    const { code, stdout } = await workspace.attempt('routing', ['plan', '-no-color', '-detailed-exitcode']);
    expect(stdout).toContain('No changes.');
    expect(code).toBe(0);
  });

  describe('leaves rules on AWS', () => {
    let found: Awaited<ReturnType<typeof readBack>>;
    beforeAll(async () => {
      found = await readBack();
    });

    it('that say what the routing table says', async () => {
      expect(comparable(found.ours, { names: false })).toEqual(
        comparable(await loadRoutes(), { names: false }),
      );
    });

    it('that hold every expectation, with those of other hosts beside them', async () => {
      expect(found.others.map(({ priority }) => priority)).toEqual([5]);
      const all = { ...found.ours, rules: [...found.ours.rules, ...found.others] };
      const results = checkExpectations(compile(all), await loadExpectations());
      expect(results.filter(({ passed }) => !passed)).toEqual([]);
      expect(results.length).toBeGreaterThan(0);
    });

    it('among them the hand-made one, not a copy of it', () => {
      expect(found.ours.rules.map(({ why }) => why)).toContainEqual(
        expect.stringContaining(moto.seeded.handMadeRule),
      );
    });
  });

  describe('when a rule is renamed', () => {
    beforeAll(() => workspace.editRoutes(rename('mlflow-alias', 'mlflow-legacy')));
    afterAll(() => workspace.editRoutes(rename('mlflow-legacy', 'mlflow-alias')));

    it('is refused by the gate, since the rule would be gone for a moment', async () => {
      const { exitCode, findings } = await gate(await workspace.plan('routing', 'renamed'));
      expect(exitCode).toBe(1);
      expect(findings).toContainEqual(
        expect.objectContaining({ code: 'unlisted-delete', rules: [`${ADDRESS}["https/mlflow-alias"]`] }),
      );
    });

    it('passes the gate with a moved block and destroys nothing', async () => {
      const file = workspace.file('routing', 'renamed.tf');
      const block = `moved {\n  from = ${ADDRESS}["https/mlflow-alias"]\n  to   = ${ADDRESS}["https/mlflow-legacy"]\n}\n`;
      await writeFile(file, block);
      const plan = await workspace.plan('routing', 'moved');
      expect(await gate(plan)).toMatchObject({ exitCode: 0, findings: [] });
      const actions = planSchema
        .parse(await readJson(plan))
        .resource_changes.map(({ change }) => change.actions);
      expect(actions.filter(([action]) => action !== 'no-op')).toEqual([['update']]);
      await rm(file);
    });
  });

  describe('when two rules swap their priorities', () => {
    let plan: string;
    let report: Awaited<ReturnType<typeof gate>>;
    let before: Awaited<ReturnType<typeof rulesOnAws>>;
    const swapped = { 'mlflow-api': 30, 'mlflow-alias': 20 };

    beforeAll(async () => {
      before = await rulesOnAws();
      await workspace.editRoutes(withPriorities(swapped));
      plan = await workspace.plan('routing', 'swap');
      report = await gate(plan);
    });

    it('is refused by the gate, which names both', () => {
      expect(report.exitCode).toBe(1);
      const held = report.findings.filter(({ code }) => code === 'priority-held');
      expect(new Set(held.flatMap(({ rules }) => rules))).toEqual(
        new Set([`${ADDRESS}["https/mlflow-api"]`, `${ADDRESS}["https/mlflow-alias"]`]),
      );
    });

    it('fails at apply without the gate, and changes nothing', async () => {
      const { code, stderr } = await workspace.attempt('routing', ['apply', '-no-color', 'swap.tfplan']);
      expect(stderr).toContain('PriorityInUse');
      expect(code).not.toBe(0);
      expect(await rulesOnAws()).toEqual(before);
    });

    it('succeeds in the applies that the gate proposes', async () => {
      const { sequence } = report;
      expect(sequence?.length).toBeGreaterThan(1);
      await workspace.editRoutes(withPriorities({ 'mlflow-api': 20, 'mlflow-alias': 30 }));
      for (const moves of sequence ?? []) {
        const steps = moves.map(({ address, to }) => [/([^/]+)"\]$/.exec(address)?.[1], to?.priority]);
        await workspace.editRoutes(withPriorities(Object.fromEntries(steps)));
        await workspace.terraform('routing', 'apply', '-no-color', '-auto-approve');
      }
      const wanted = withPriorities(swapped)(await loadRoutes());
      expect(await rulesOnAws()).toEqual(comparable(wanted, { names: false }));
    });
  });
});
