/** Every check that `npm test` makes, and what each needs. */
import { availableParallelism } from 'node:os';
import type { Job } from './schedule.ts';
import type { Tier } from './tiers.ts';

export interface Check extends Job {
  command: readonly string[];
  /** Set when the check runs the tests of a tier. */
  tier?: Tier;
  /** With `--changed`, the check runs only when this file is affected. */
  entry?: string;
  /** Variables besides those of this process. */
  env?: Readonly<Record<string, string>>;
}

const GIB = 2 ** 30;

/** What this machine has. */
export const machine = () => ({ cores: availableParallelism(), memory: process.availableMemory() / GIB });

/** As many workers as help: `share` of the processors, at least `least`, at most `most`. */
function workers(share: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(availableParallelism() * share)));
}

/**
 * The command that runs the tests of a tier.
 *
 * @param files only these; all when empty
 */
export function testCommand(tier: Tier, files: readonly string[] = []): readonly string[] {
  return ['vitest', 'run', '--project', tier, `--maxWorkers=${WORKERS[tier]}`, ...files];
}

/** Test files of a tier that run at a time: one keeps a processor busy, and two tiers run beside each other. */
const WORKERS: Readonly<Record<Tier, number>> = {
  unit: workers(0.5, 1, 16),
  dom: 1,
  // One of its files waits most of the time.
  site: workers(1, 2, 4),
  terraform: workers(0.5, 1, 4),
  mlflow: workers(0.5, 1, 4),
  stack: workers(0.5, 1, 4),
  long: workers(0.5, 1, 4),
};

const tests = (tier: Tier, check: Omit<Check, 'command' | 'tier'>): Check => ({
  ...check,
  tier,
  command: testCommand(tier),
});

/**
 * In the order in which they start: first what others wait for, then what tells of mistakes soonest. Cores and memory
 * are what each was seen to use on two processors.
 */
export const CHECKS: readonly Check[] = [
  {
    name: 'site build',
    command: ['node', 'checks/buildSite.ts'],
    entry: 'docusaurus.config.ts',
    cores: 1.3,
    memory: 3,
  },
  { name: 'lint and format', command: ['biome', 'check', '.'], cores: 0.7, memory: 0.2 },
  { name: 'rooms', command: ['node', 'checks/fence/main.ts'], cores: 0.7, memory: 0.5 },
  { name: 'unused code', command: ['knip'], after: ['site build'], cores: 0.7, memory: 0.5 },
  { name: 'routing rules', command: ['node', 'routing/cli.ts', 'lint'], cores: 0.7, memory: 0.2 },
  { name: 'routing expectations', command: ['node', 'routing/cli.ts', 'test'], cores: 0.7, memory: 0.2 },
  {
    name: 'README files of Terraform',
    command: ['node', 'checks/terraform/main.ts', '--check'],
    cores: 0.7,
    memory: 0.1,
  },
  {
    name: 'OpenAPI document of MLflow',
    command: ['node', 'openapi/check.ts'],
    entry: 'openapi/check.ts',
    cores: 0.7,
    memory: 0.6,
  },
  {
    name: 'OpenAPI document of health',
    command: ['node', 'health/openapi.ts', '--check'],
    cores: 0.7,
    memory: 0.2,
  },
  {
    name: 'prose and spelling',
    command: ['node', 'prose/cli.ts'],
    entry: 'prose/cli.ts',
    cores: 0.7,
    memory: 0.5,
  },
  tests('unit', { name: 'unit tests', cores: 0.7, memory: 2 }),
  tests('dom', { name: 'tests in a document', cores: 0.7, memory: 1 }),
  tests('stack', {
    name: 'tests against the running stack',
    after: ['site build'],
    cores: 1,
    memory: 4,
  }),
  // One of them needs the site, and waits for it.
  tests('mlflow', { name: 'tests that break a real MLflow', cores: 0.9, memory: 3 }),
  {
    name: 'types',
    command: ['node', 'node_modules/@typescript/native/bin/tsc'],
    after: ['site build'],
    cores: 0.5,
    memory: 1.5,
  },
  tests('site', { name: 'tests of the built site', after: ['site build'], cores: 0.9, memory: 2 }),
  tests('terraform', { name: 'Terraform', cores: 0.9, memory: 2 }),
  { name: 'long tests', command: ['node', 'checks/long/main.ts'], cores: 0.9, memory: 3 },
];
