/** Plans, a state and an answer of AWS as Terraform and moto really write them: fixtures for the tests of `routing/`. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { loadRoutes, readJson } from '../../../routing/load.ts';
import type { Condition, Routes, Rule } from '../../../routing/schema.ts';
import { type Moto, startMoto } from '../moto.ts';
import { Workspace } from '../workspace.ts';

/** Where the fixtures stand. */
export const FIXTURES = new URL('../../../routing/fixtures/', import.meta.url);

type Edit = (routes: Routes) => Routes;

const withRule =
  (name: string, rest: Partial<Rule>): Edit =>
  (routes) => ({
    ...routes,
    rules: routes.rules.map((rule) => (rule.name === name ? { ...rule, ...rest } : rule)),
  });
const added =
  (rule: Omit<Rule, 'listeners' | 'why'>): Edit =>
  (routes) => ({ ...routes, rules: [...routes.rules, { listeners: ['https'], why: 'Recorded.', ...rule }] });
const all =
  (...edits: Edit[]): Edit =>
  (routes) =>
    edits.reduce((edited, edit) => edit(edited), routes);

const HOST: Condition = { type: 'host-header', values: ['registry.hokus.ai'] };
const hostAndPaths = (...values: string[]): Condition[] => [HOST, { type: 'path-pattern', values }];

/** The plans by name, each an edit of the table that is there already. */
const PLANS: Record<string, Edit> = {
  'no-change': all(),
  move: withRule('mlflow-api', { priority: 250 }),
  swap: all(withRule('mlflow-api', { priority: 210 }), withRule('mlflow-alias', { priority: 200 })),
  delete: (routes) => ({ ...routes, rules: routes.rules.filter(({ name }) => name !== 'mlflow-alias') }),
  rename: withRule('mlflow-alias', { name: 'mlflow-old' }),
  replace: all(),
  handover: all(
    withRule('mlflow-alias', { conditions: hostAndPaths('/old', '/old/*') }),
    withRule('mlflow-api', {
      conditions: hostAndPaths('/api/mlflow', '/api/mlflow/*', '/mlflow', '/mlflow/*'),
    }),
  ),
  'catch-all-before-health': all(
    withRule('health', { priority: 120 }),
    added({
      name: 'api-rest',
      priority: 110,
      conditions: hostAndPaths('/api/*'),
      action: { type: 'forward', targets: [{ target: 'api', weight: 1 }] },
    }),
  ),
  'all-conditions': added({
    name: 'mlflow-mirror',
    priority: 220,
    conditions: [
      HOST,
      { type: 'http-header', name: 'X-Mirror', values: ['yes'] },
      { type: 'query-string', values: [{ key: 'm', value: '1' }, { value: 'a*' }] },
      { type: 'source-ip', values: ['10.0.0.0/8'] },
    ],
    action: {
      type: 'forward',
      targets: [
        { target: 'api', weight: 9 },
        { target: 'health', weight: 1 },
      ],
    },
  }),
};

/** Plans whose planned values are kept too: what `import` reads. */
const WITH_VALUES = new Set(['create', 'all-conditions']);
const REPLACED = 'module.plan["replace"].aws_lb_listener_rule.this["https/mlflow-alias"]';
/** The plan whose listeners stand for the state and for the answer of AWS; it has a rule of others too. */
const WITNESS = 'no-change';
const OTHERS = {
  Priority: 50,
  Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['auth.hokus.ai'] } }],
  Target: 'api',
};

/** The identities that the fixtures have: random ones would change with each recording. */
const IDS = {
  balancer: 'app/shared/2e29830e39d74534',
  listener: { https: 'f0de7913bb1cefd8', http: '6c0a3ded32165518' },
  target: { api: '7181658031c0f92f', health: 'da3c9a6ed473140d' },
};

const resourceSchema = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  index: z.string(),
});
const changeSchema = resourceSchema.extend({
  module_address: z.string(),
  change: z.object({ actions: z.array(z.string()), before: z.unknown(), after: z.unknown() }),
});
const valuesSchema = z.object({
  root_module: z.object({
    child_modules: z.array(
      z.object({ address: z.string(), resources: z.array(resourceSchema.extend({ values: z.unknown() })) }),
    ),
  }),
});
const outputSchema = z.object({
  format_version: z.string(),
  terraform_version: z.string(),
  planned_values: valuesSchema.optional(),
  values: valuesSchema.optional(),
  resource_changes: z.array(changeSchema).default([]),
});
const rulesSchema = z.object({
  Rules: z.array(z.looseObject({ RuleArn: z.string(), Priority: z.string() })),
});

type Output = z.infer<typeof outputSchema>;
type Arns = Awaited<ReturnType<Moto['add']>>;

/** Gives everything in a recording the identities of the fixtures. */
class Namer {
  readonly #names = new Map<string, string>();

  constructor({ balancers, targets }: Arns, rules: z.infer<typeof rulesSchema>['Rules']) {
    for (const { https, http } of Object.values(balancers)) {
      this.#learn(https, https.replace(/app\/.*$/, `${IDS.balancer}/${IDS.listener.https}`));
      this.#learn(http, http.replace(/app\/.*$/, `${IDS.balancer}/${IDS.listener.http}`));
    }
    for (const [name, id] of Object.entries(IDS.target)) {
      const arn = targets[name] ?? '';
      this.#learn(arn, arn.replace(/[^/]+$/, id));
    }
    for (const { RuleArn: arn, Priority } of rules) {
      const listener = this.of(arn.replace(':listener-rule/', ':listener/').replace(/\/[^/]+$/, ''));
      const id = createHash('sha256').update(`${listener} ${Priority}`).digest('hex').slice(0, 16);
      this.#learn(arn, `${listener.replace(':listener/', ':listener-rule/')}/${id}`);
    }
  }

  #learn(arn: string, name: string): void {
    this.#names.set(arn, name);
  }

  of(arn: string): string {
    return this.#names.get(arn) ?? arn;
  }

  /** The value with every ARN renamed. */
  rename<T>(value: T): T {
    return JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'string' ? this.of(one) : one));
  }
}

/** An address without the module that stands for the plan. */
const plain = (address: string) => address.replace(/^module\.plan\["[^"]+"\]\./, '');

function resourcesIn(values: Output['values'], plan: string) {
  const modules = values?.root_module.child_modules ?? [];
  const resources = modules
    .filter(({ address }) => address === `module.plan["${plan}"]`)
    .flatMap((one) => one.resources);
  return { root_module: { resources: resources.map((one) => ({ ...one, address: plain(one.address) })) } };
}

/** One plan of those that Terraform made together. */
function planOf(output: Output, name: string, module: string, { balancers, targets }: Arns): object {
  const { https, http } = balancers[module] ?? {};
  const { api, health } = targets;
  const changes = output.resource_changes.filter((one) => one.module_address === `module.plan["${module}"]`);
  return {
    format_version: output.format_version,
    terraform_version: output.terraform_version,
    variables: {
      listener_arns: { value: { http, https } },
      target_group_arns: { value: { api, health } },
    },
    ...(WITH_VALUES.has(name) ? { planned_values: resourcesIn(output.planned_values, module) } : {}),
    resource_changes: changes.map(({ module_address: _, ...one }) => ({
      ...one,
      address: plain(one.address),
    })),
  };
}

async function recordWith(moto: Moto, workspace: Workspace): Promise<Map<string, object>> {
  workspace.endpoint = moto.seeded.endpoint;
  const base = await loadRoutes(new URL('plans/routes.json', FIXTURES));
  const balancers = Object.keys(PLANS).map((name) => [
    name,
    { https: name === WITNESS ? [OTHERS] : [], http: [] },
  ]);
  const arns = await moto.add({ targets: ['health'], balancers: Object.fromEntries(balancers) });
  const write = async (name: string, routes: Routes) =>
    writeFile(workspace.file('plans', `${name}.json`), JSON.stringify(routes));
  for (const name of Object.keys(PLANS)) await write(name, base);
  await workspace.initForApply('plans', { listener_arns: arns.balancers, target_group_arns: arns.targets });
  const created = outputSchema.parse(await readJson(await workspace.plan('plans', 'create-all')));
  await workspace.terraform('plans', 'apply', '-no-color', 'create-all.tfplan');
  const state = outputSchema.parse(JSON.parse(await workspace.terraform('plans', 'show', '-json')));
  const describe = async (names: readonly string[]) => {
    const listeners = names.flatMap((name) => Object.values(arns.balancers[name] ?? {}));
    return rulesSchema.parse(JSON.parse(await moto.describeRules(listeners))).Rules;
  };
  const namer = new Namer(arns, await describe(Object.keys(PLANS)));
  const { https = '' } = arns.balancers[WITNESS] ?? {};
  const told = (await describe([WITNESS])).filter(({ RuleArn }) =>
    RuleArn.startsWith(https.replace(':listener/', ':listener-rule/')),
  );
  const place = (priority: string) => (priority === 'default' ? Number.POSITIVE_INFINITY : Number(priority));
  for (const [name, edit] of Object.entries(PLANS)) await write(name, edit(base));
  const edited = outputSchema.parse(
    await readJson(await workspace.plan('plans', 'edit-all', `-replace=${REPLACED}`)),
  );
  const recorded = new Map<string, object>([
    ['plans/create.json', planOf(created, 'create', WITNESS, arns)],
    ...Object.keys(PLANS).map((name) => [`plans/${name}.json`, planOf(edited, name, name, arns)] as const),
    [
      'state.json',
      {
        format_version: state.format_version,
        terraform_version: state.terraform_version,
        values: resourcesIn(state.values, WITNESS),
      },
    ],
    [
      'describe-rules.json',
      { Rules: told.toSorted((one, other) => place(one.Priority) - place(other.Priority)) },
    ],
  ]);
  return new Map([...recorded].map(([file, value]) => [file, namer.rename(value)]));
}

/** Makes all of them, by file name below `FIXTURES`. Needs Terraform, its AWS provider and Python. */
export async function record(): Promise<Map<string, object>> {
  const [moto, workspace] = await Promise.all([startMoto(), Workspace.create()]);
  try {
    return await recordWith(moto, workspace);
  } finally {
    await moto.stop();
    await workspace.remove();
  }
}
