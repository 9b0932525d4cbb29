/**
 * From the rules that the service has today to ours and back, by the commands of the page that an engineer follows. AWS is
 * moto. In front of a real MLflow, API stand-in and health service stands a gateway that decides by what moto holds, so
 * that each step shows what users meet after it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { REGISTRY_ORIGIN, TRACKING_PATH } from '../../endpoint.ts';
import { ROOT } from '../../machine/paths.js';
import { listen } from '../../machine/ports.ts';
import { compile } from '../../routing/compile.ts';
import { describeOutcome } from '../../routing/describe.ts';
import { difference } from '../../routing/difference.ts';
import { readRoutes } from '../../routing/import/read.ts';
import { loadExpectations, loadRoutes } from '../../routing/load.ts';
import { STEPS, shortChanges, survivors } from '../../routing/migration/steps.ts';
import { parseRequest } from '../../routing/request.ts';
import type { Routes } from '../../routing/schema.ts';
import { ELSEWHERE } from '../../snippets/published/elsewhere.ts';
import { createApi } from '../../stack/api.ts';
import { createGateway } from '../../stack/gateway.ts';
import { type RunningStack, startStack } from '../../stack/stack.ts';
import { createClient } from '../../verify/request.ts';
import { type Result, rowsOf, verify } from '../../verify/verify.ts';
import { describeWith } from '../need.ts';
import { missingProvider } from './availability.ts';
import { seedsOf } from './awsRules.ts';
import { type Moto, motoEnvironment, startMoto } from './moto.ts';
import { type Command, commandsOf, fillIn, makeCheckout, MIGRATION_PAGE as PAGE, runBlock } from './pages.ts';
import { fillInProduction, makeStateBucket } from './production.ts';
import { Workspace } from './workspace.ts';

const ADDRESS = 'module.routing.aws_lb_listener_rule.this';

/** The page shows it for one rule; the reader names each of the step's. */
const ALLOW_DELETE = `--allow-delete '${ADDRESS}["https/mlflow-alias"]'`;

const consentSchema = z.object({ accept: z.array(z.object({ effect: z.string(), why: z.string() })) });

/** What consent must be given to besides the step's own changes: rules of others that no longer get a request. */
const GETS_NO_MORE = /^arn:.*: (shadowed|identical-rules)$/;

/** What users meet with one table of moto. */
interface Seen {
  table: Routes;
  results: Result[];
}

/** The page's blocks by what they do, in its order; one more or one less is an error. */
function byPurpose(commands: Command[]) {
  const [save, init, plan, consent, apply, ask, consentBack, applyBack, compare, ...rest] = commands;
  if (!save || !init || !plan || !consent || !apply || !ask || !consentBack || !applyBack || !compare)
    throw new Error(`${PAGE} has only ${commands.length} commands.`);
  if (rest.length > 0) throw new Error(`${PAGE}:${rest[0]?.line} is not run.`);
  return { save, init, plan, consent, apply, ask, consentBack, applyBack, compare };
}

/** The page's table of answers: for each step, what each path answers. */
async function answersOnPage(): Promise<string[][]> {
  const text = await readFile(path.join(ROOT, PAGE), 'utf8');
  const [, table = ''] = /^\| After step .*\n\| --- .*\n((?:\| .*\n)+)/m.exec(text) ?? [];
  return [...table.matchAll(/^\| \d \| (.*) \|$/gm)].map(([, cells = '']) => cells.split(' | '));
}

const names = (results: readonly Result[], status: Result['outcome']['status']) =>
  results
    .filter(({ outcome }) => outcome.status === status)
    .map(({ group, name }) => `${group}: ${name}`)
    .sort();

describeWith(missingProvider(), 'The way from the rules of today to ours, against moto', () => {
  let moto: Moto;
  let workspace: Workspace;
  let stack: RunningStack;
  let commands: ReturnType<typeof byPurpose>;
  let pageAnswers: string[][];
  let env: NodeJS.ProcessEnv;
  let listeners: Record<string, string>;
  let targets: Record<string, string>;
  /** Before each step, and after the last. */
  const seen: Seen[] = [];

  beforeAll(async () => {
    const [today] = survivors(
      await loadRoutes(new URL('../../routing/migration/today.json', import.meta.url)),
    );
    if (!today) throw new Error('There is a table of today.');
    commands = byPurpose(await commandsOf(PAGE, ELSEWHERE.moto));
    pageAnswers = await answersOnPage();
    [moto, workspace] = await Promise.all([startMoto(), Workspace.create()]);
    const { directory } = workspace;
    stack = await startStack({ site: false, dataDir: path.join(directory, 'stack') });
    workspace.endpoint = moto.seeded.endpoint;
    const added = await moto.add({ targets: ['mlflow', 'health'], balancers: { registry: seedsOf(today) } });
    listeners = added.balancers.registry ?? {};
    targets = added.targets;
    await makeCheckout(directory, ['routing']);
    env = await workspace.shellEnvironment((await motoEnvironment()).bin);
    const { api = '', health = '' } = targets;
    await fillInProduction(workspace, 'routing', {
      environment: 'production',
      region: moto.seeded.region,
      registry_host: new URL(REGISTRY_ORIGIN).host,
      listener_arns: listeners,
      target_group_arns: { api, health },
    });
    await makeStateBucket(workspace, env);
    await run(commands.save);
    await run(commands.init);
    seen.push(await look());
  });
  afterAll(async () => {
    await stack?.stop();
    await moto?.stop();
    await workspace?.remove();
  });

  /** Runs a block of the page in the checkout and returns what it prints. */
  async function run(command: Command, origin = REGISTRY_ORIGIN): Promise<string> {
    const { https = '', http = '' } = listeners;
    const places = { HTTPS_LISTENER_ARN: https, HTTP_LISTENER_ARN: http };
    const code = fillIn(command, places, { [REGISTRY_ORIGIN]: origin });
    const ended = await runBlock(code, workspace.directory, env);
    if (ended.code !== 0)
      throw new Error(`${PAGE}:${command.line} ended with ${ended.code}.\n${ended.stdout}\n${ended.stderr}`);
    return ended.stdout;
  }

  /** The rules on AWS, ours and those of others. */
  async function onAws(): Promise<Routes> {
    const file = path.join(workspace.directory, 'existing.json');
    await writeFile(file, await moto.describeRules(Object.values(listeners)));
    return readRoutes(file, {
      listeners: new Map(Object.entries(listeners)),
      targets: new Map(Object.entries(targets)),
    });
  }

  /** Reads the table, and uses a gateway that decides by it. */
  async function behindGateway<T>(
    use: (table: Routes, origin: string) => Promise<T>,
    listener: 'https' | 'http' = 'https',
  ): Promise<T> {
    const table = await onAws();
    const mlflow = new URL(stack.mlflow.url);
    const isValidKey = async (key: string) => key === stack.key;
    await using api = await listen(createApi({ mlflow, isValidKey, corsOrigins: [] }));
    const health = new URL(new URL(stack.health.url).origin);
    await using gateway = await listen(
      createGateway({ listener, routes: table, targets: { mlflow, health, api: new URL(api.origin) } }),
    );
    return await use(table, gateway.origin);
  }

  /** `npm run verify` without its process. */
  const look = () =>
    behindGateway(async (table, origin): Promise<Seen> => {
      const client = createClient({ timeoutMs: 30_000 });
      const rows = rowsOf({ origin, docs: undefined, key: stack.key, client }, await loadExpectations());
      return { table, results: await verify(rows) };
    });

  /** Leaves these of our rules in the table that Terraform reads. */
  async function has(rulesOfSteps: readonly string[]): Promise<void> {
    const { rules } = await loadRoutes();
    await workspace.editRoutes((routes) => ({
      ...routes,
      rules: rules.filter(({ name }) => rulesOfSteps.includes(name)),
    }));
  }

  /** Gives a reason for each effect, as the page says. Returns the effects. */
  async function giveReasons(): Promise<string[]> {
    const file = path.join(workspace.directory, 'accept.json');
    const { accept } = consentSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const reasons = accept.map(({ effect }) => ({ effect, why: 'The migration lists it.' }));
    await writeFile(file, JSON.stringify({ version: 1, accept: reasons }));
    return accept.map(({ effect }) => effect);
  }

  const madeBefore = (index: number) => STEPS.slice(0, index).flatMap(({ rules }) => rules);

  it.each(STEPS.map((step, index) => [step.name, index] as const))(
    'changes what is accepted and nothing else: %s',
    async (name, index) => {
      const step = STEPS[index];
      const before = seen[index];
      if (!step || !before) throw new Error('The step before failed.');
      await has(madeBefore(index + 1));
      await run(commands.plan);
      await run(commands.consent);
      const agreed = await giveReasons();
      expect(await run(commands.apply)).toMatch(/The plan may be applied[\s\S]*Apply complete!/);

      const after = await look();
      seen.push(after);
      const { changes, undecided } = difference(before.table, after.table);
      expect(undecided).toEqual([]);
      expect(shortChanges(changes), name).toEqual(step.changes);
      if (step.changes.length === 0) expect(agreed.filter((one) => !GETS_NO_MORE.test(one))).toEqual([]);
      const request = parseRequest(step.check.url, { method: step.check.method });
      expect(describeOutcome(compile(after.table).decide(request).action)).toBe(step.check.expected);

      // What held before the step holds after it.
      expect(names(after.results, 'pass')).toEqual(expect.arrayContaining(names(before.results, 'pass')));
      const printed = await behindGateway((_, origin) => run(commands.ask, origin));
      const statuses = printed
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 3));
      const wanted = pageAnswers[index] ?? [];
      expect(wanted).toHaveLength(statuses.length);
      for (const [at, cell] of wanted.entries())
        if (cell.startsWith('not ')) expect(statuses[at]).not.toBe(cell.slice(4));
        else expect(statuses[at]).toBe(cell);
    },
  );

  it('ends where every row of `npm run verify` passes, and began where some did not', () => {
    expect(names(seen[0]?.results ?? [], 'fail')).not.toEqual([]);
    const last = seen[STEPS.length]?.results ?? [];
    expect(last.filter(({ outcome }) => outcome.status === 'fail')).toEqual([]);
    expect(names(last, 'pass').length).toBeGreaterThan(20);
  });

  it('then sends readers from port 80 to https, and refuses what would change something there', () =>
    behindGateway(async (_, origin) => {
      const moved = await fetch(`${origin}${TRACKING_PATH}/version`, { redirect: 'manual' });
      expect([moved.status, moved.headers.get('Location')]).toEqual([
        301,
        `${REGISTRY_ORIGIN}:443${TRACKING_PATH}/version`,
      ]);
      const run = `${origin}${TRACKING_PATH}/api/2.0/mlflow/runs/create`;
      const refused = await fetch(run, { method: 'POST', body: '{}' });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain(`${REGISTRY_ORIGIN}${TRACKING_PATH}`);
    }, 'http'));

  it.each(STEPS.map((step, index) => [step.name, index] as const).reverse())(
    'goes back to where it was: %s',
    async (name, index) => {
      const step = STEPS[index];
      const wanted = seen[index];
      const { rules } = await loadRoutes();
      if (!step || !wanted) throw new Error('The way there failed.');
      await has(madeBefore(index));
      const gone = rules
        .filter((rule) => step.rules.includes(rule.name))
        .flatMap((rule) => rule.listeners.map((listener) => `${ADDRESS}["${listener}/${rule.name}"]`));
      const flags = gone.map((address) => `--allow-delete '${address}'`).join(' ');
      const ofStep = (command: Command): Command => {
        expect(command.code).toContain(ALLOW_DELETE);
        return { ...command, code: command.code.replace(ALLOW_DELETE, flags) };
      };
      await run(commands.plan);
      await run(ofStep(commands.consentBack));
      await giveReasons();
      expect(await run(ofStep(commands.applyBack))).toMatch(/The plan may be applied[\s\S]*Apply complete!/);

      const now = await look();
      const { changes, undecided } = difference(wanted.table, now.table);
      expect({ changes, undecided }, name).toEqual({ changes: [], undecided: [] });
      expect(names(now.results, 'fail')).toEqual(names(wanted.results, 'fail'));
    },
  );

  it('is where it began, as the page compares it', async () => {
    const printed = await run(commands.compare);
    expect(printed.match(/No request meets anything else\./g)).toHaveLength(2);
  });
});
