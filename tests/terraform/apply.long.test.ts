/** Terraform applied against moto: what arrives there, and what the gate keeps from going wrong. */
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { DOCS_ORIGIN, REGISTRY_ORIGIN } from '../../endpoint.ts';
import { tableDefinition, timeToLive } from '../../health/history/table.ts';
import { type Listening, listen } from '../../machine/ports.ts';
import { checkExpectations } from '../../routing/checkExpectations.ts';
import { runTool } from '../../routing/commands/tool.ts';
import { compile } from '../../routing/compile.ts';
import { readRoutes } from '../../routing/import/read.ts';
import { EXPECTATIONS_FILE, loadExpectations, loadRoutes, readJson } from '../../routing/load.ts';
import type { Routes, Rule } from '../../routing/schema.ts';
import { ELSEWHERE } from '../../snippets/published/elsewhere.ts';
import { createGateway } from '../../stack/gateway.ts';
import { describeWith } from '../need.ts';
import { missingProvider } from './availability.ts';
import { comparable } from './comparable.ts';
import { type Moto, motoEnvironment, startMoto } from './moto.ts';
import { allCommands, commandsOf, DEPLOY_PAGE, fillIn, MIGRATION_PAGE, runBlock } from './pages.ts';
import { fillInProduction, makeStateBucket } from './production.ts';
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

/** The example's variables with what moto has in them. */
function healthVariables(seeded: Moto['seeded']) {
  return {
    environment: 'production',
    name: 'mlflow-health',
    registry_host: new URL(REGISTRY_ORIGIN).host,
    docs_origin: DOCS_ORIGIN,
    subscribers: { on_call: { protocol: 'email', endpoint: 'on-call@example.com' } },
    region: seeded.region,
    api_target_group_arn: seeded.api,
    network: {
      vpc_id: seeded.vpc,
      subnet_ids: seeded.subnets,
      listener_arn: seeded.listeners.https,
      load_balancer_security_group_id: seeded.balancerGroup,
      mlflow_security_group_id: seeded.mlflowGroup,
    },
    service: {
      cluster_arn: seeded.cluster,
      image_tag: '0123456789ab',
      metrics_agent_image: 'agent:1',
      mlflow_url: 'http://mlflow.internal:5000',
      history_table: 'mlflow-health-history',
    },
  };
}

/** What moto can make of the root `health`: autoscaling and composite alarms, and what needs them, hang there. */
const ON_MOTO = [
  'terraform_data.environment',
  'module.monitoring.aws_cloudwatch_metric_alarm.maintenance',
  'module.monitoring.aws_cloudwatch_metric_alarm.this',
  'module.monitoring.aws_sns_topic_policy.alarms',
  'module.monitoring.aws_sns_topic_subscription.this',
  'module.service.aws_dynamodb_table.history',
  'module.service.aws_ecr_lifecycle_policy.this',
  'module.service.aws_ecs_service.this',
  'module.service.aws_vpc_security_group_egress_rule.https',
  'module.service.aws_vpc_security_group_egress_rule.mlflow',
  'module.service.aws_vpc_security_group_ingress_rule.load_balancer',
  'module.service.aws_vpc_security_group_ingress_rule.mlflow',
].map((address) => `-target=${address}`);

/** What moto doesn't keep all of: the service's grace period, and descriptions of security group rules. */
const FORGOTTEN = [
  'module.service.aws_ecs_service.this[0]',
  'module.service.aws_vpc_security_group_egress_rule.mlflow',
  'module.service.aws_vpc_security_group_ingress_rule.load_balancer',
  'module.service.aws_vpc_security_group_ingress_rule.mlflow',
];

/** Commands of the operators' pages; those about the rules run against rules of their own. */
const COMMANDS = (await allCommands(ELSEWHERE.moto)).filter(
  ({ page }) => page !== MIGRATION_PAGE && page !== DEPLOY_PAGE,
);

/** What these commands ask for and Terraform doesn't make: what belongs to others, and what happens while a service runs. */
const BESIDES = `
aws secretsmanager create-secret --name mlflow-health/canary-key --secret-string none > answer.json
certificate=$(aws acm request-certificate --domain-name www.example.com --query CertificateArn --output text)
zone=$(aws route53 create-hosted-zone --name example.com --caller-reference 1 --query HostedZone.Id --output text)
aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch '{"Changes": [{"Action": "CREATE",
  "ResourceRecordSet": {"Name": "_proof.example.com", "Type": "CNAME", "TTL": 60,
    "ResourceRecords": [{"Value": "_proof.acm-validations.aws"}]}}]}' > answer.json
aws s3api create-bucket --bucket documentation > answer.json
aws s3api put-bucket-policy --bucket documentation --policy '{"Version": "2012-10-17", "Statement": []}'
aws elbv2 register-targets --target-group-arn "$TARGET_GROUP_ARN" --targets Id=10.0.0.1
for group in /ecs/mlflow-health /ecs/mlflow-health/metrics; do
  aws logs create-log-stream --log-group-name "$group" --log-stream-name agent/1
  aws logs put-log-events --log-group-name "$group" --log-stream-name agent/1 \\
    --log-events "timestamp=$(date +%s)000,message=transition" > answer.json
done
aws cloudwatch set-alarm-state --alarm-name mlflow-health-canary-blind --state-value ALARM --state-reason 'A test'
echo "$certificate $zone"
`;

/** What is printed where a query finds nothing, or asks for a name that AWS doesn't have. */
const NOTHING = /^(null|None|\[\]|)$/;

describeWith(missingProvider(), 'Terraform against moto', () => {
  let moto: Moto;
  let workspace: Workspace;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    [moto, workspace] = await Promise.all([startMoto(), Workspace.create()]);
    workspace.endpoint = moto.seeded.endpoint;
    env = await workspace.shellEnvironment((await motoEnvironment()).bin);
    await makeStateBucket(workspace, env);
    const { service, ...variables } = healthVariables(moto.seeded);
    const { image_tag: _, ...withoutImage } = service;
    // As the page says: without an image, which makes the repository, and then with it.
    await deployHealth({ ...variables, service: withoutImage });
    await deployHealth({ ...variables, service });
    await workspace.give('health', 'production', { ...variables, service });
    await workspace.give('routing', 'production', {
      region: moto.seeded.region,
      listener_arns: moto.seeded.listeners,
      target_group_arns: { api: moto.seeded.api, health: await healthTargets() },
    });
    await workspace.initForApply('routing');
  });
  afterAll(async () => {
    await moto?.stop();
    await workspace?.remove();
  });

  /** Runs the commands that deploy the health service, for what moto has of it. */
  async function deployHealth(variables: Readonly<Record<string, unknown>>): Promise<void> {
    const [command, ...rest] = await commandsOf(DEPLOY_PAGE, ELSEWHERE.moto);
    if (!command || rest.length > 0) throw new Error(`${DEPLOY_PAGE} has not one command for moto.`);
    await fillInProduction(workspace, 'health', variables);
    const onMoto = { ...env, TF_CLI_ARGS_plan: ['-no-color', ...ON_MOTO].join(' ') };
    const { code, stdout, stderr } = await runBlock(command.code, workspace.directory, onMoto);
    if (code !== 0)
      throw new Error(`${DEPLOY_PAGE}:${command.line} ended with ${code}.\n${stdout}\n${stderr}`);
    expect(stdout).toMatch(/Apply complete! Resources: [1-9]\d* added, \d+ changed, 0 destroyed\./);
  }

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
    // The rule that attaches the health service's target group is of the root `health`, not of the routing table.
    const others = routes.rules.filter(
      ({ why, conditions }) =>
        why.includes(moto.seeded.othersRule) || JSON.stringify(conditions).includes('mlflow-health.invalid'),
    );
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
    // One is imported, and one thing more only holds the name of the environment.
    expect(output).toContain(`1 imported, ${rules} added, 1 changed, 0 destroyed`);
    await rm(workspace.file('routing', 'imports.tf'));
  });

  it.each([
    ['health', ON_MOTO, FORGOTTEN],
    ['routing', [], []],
  ] as const)('has nothing left to do in a second plan of %s', async (root, targets, forgotten) => {
    const { stdout } = await workspace.attempt(root, ['plan', '-no-color', ...targets]);
    expect(stdout).toMatch(
      forgotten.length === 0 ? /^No changes\./m : /^Plan: 0 to add, \d+ to change, 0 to destroy\.$/m,
    );
    const changed = [...stdout.matchAll(/^ {2}# (\S+) will be updated/gm)].map(([, address]) => address);
    expect(changed.sort()).toEqual([...forgotten].sort());
  });

  it('takes over what the root held before it had a module, and replaces nothing', async () => {
    const moved = ['aws_dynamodb_table.history', 'aws_lb_target_group.health'];
    const move = (from: string, to: string) => workspace.terraform('health', 'state', 'mv', from, to);
    for (const address of moved) await move(`module.service.${address}`, address);
    const targets = moved.flatMap((address) => [`-target=${address}`, `-target=module.service.${address}`]);
    const output = await workspace.terraform('health', 'plan', '-no-color', ...ON_MOTO, ...targets);
    for (const address of moved)
      expect(output).toContain(`${address} has moved to module.service.${address}`);
    expect(output).toMatch(/^Plan: 0 to add, \d+ to change, 0 to destroy\.$/m);
    for (const address of moved) await move(address, `module.service.${address}`);
  });

  it('refuses the variables of another environment on this state', async () => {
    await workspace.give('health', 'production', {
      ...healthVariables(moto.seeded),
      environment: 'development',
    });
    const { code, stderr } = await workspace.attempt('health', ['plan', '-no-color']);
    expect(stderr).toContain('This is the state of production, and these are the variables of development.');
    expect(code).toBe(1);
    await workspace.give('health', 'production', healthVariables(moto.seeded));
  });

  describe("has what the operators' commands name", () => {
    const ANSWER = 'The health service answers.';
    let places: Record<string, string>;
    let health: Listening;
    /** Decides by the rules that moto has. */
    let balancer: Listening;
    beforeAll(async () => {
      health = await listen(createServer((_request, response) => response.end(ANSWER)));
      const { ours, others } = await readBack();
      const routes = { ...ours, rules: [...ours.rules, ...others] };
      balancer = await listen(createGateway({ routes, targets: { health: new URL(health.origin) } }));
      const TARGET_GROUP_ARN = await healthTargets();
      const made = await runBlock(BESIDES, workspace.directory, { ...env, TARGET_GROUP_ARN });
      expect(made).toMatchObject({ code: 0, stderr: '' });
      const [CERTIFICATE_ARN = '', ZONE_ID = ''] = made.stdout.trim().split(' ');
      places = { TARGET_GROUP_ARN, CERTIFICATE_ARN, ZONE_ID, BUCKET: 'documentation' };
    });
    afterAll(async () => {
      await balancer?.close();
      await health?.close();
    });

    it.each(COMMANDS)('$page:$line', async (command) => {
      const code = fillIn(command, places, { [REGISTRY_ORIGIN]: balancer.origin });
      const ended = await runBlock(code, workspace.directory, env);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      if (command.code.includes('mlflow-health.invalid')) expect(ended.stdout).toBe(ANSWER);
      else if (command.code.includes('set-alarm-state')) expect(ended.stdout).toBe('');
      else expect(ended.stdout.trim()).not.toMatch(NOTHING);
    });

    it('on more than a few pages', () => {
      expect(new Set(COMMANDS.map(({ page }) => page)).size).toBeGreaterThan(8);
    });
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
      expect(found.others.map(({ priority }) => priority)).toEqual([5, 49_990]);
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
