/** The repository's workflows: GitHub's schema, least permissions, nothing unpinned, and shell that parses. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { ROOT } from '../../machine/paths.js';
import { checkWorkflow } from '../../snippets/runner/schemas/workflow.ts';

const stepSchema = z.object({
  name: z.string(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.unknown()).optional(),
});
const workflowSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number(),
      permissions: z.record(z.string(), z.string()),
      environment: z.string().optional(),
      steps: z.array(stepSchema),
    }),
  ),
});

const FOLDER = path.join(ROOT, '.github');
const files = globSync('workflows/*.yml', { cwd: FOLDER });
const scripts = globSync('scripts/*.sh', { cwd: FOLDER });

/** What a workflow may be granted beyond reading the code, and why. */
const GRANTED: Readonly<Record<string, readonly string[]>> = {
  'test.yml': [],
  'deploy-site.yml': ['id-token: write'],
  'image.yml': ['id-token: write'],
  // It comments on the pull request.
  'plan.yml': ['id-token: write', 'pull-requests: write'],
  'weekly.yml': [],
};

describe.each(files)('%s', (file) => {
  const text = readFileSync(path.join(FOLDER, file), 'utf8');
  const { permissions, jobs } = workflowSchema.parse(parse(text));
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it("passes GitHub's parser, and its shell bash's", async () => {
    expect(await checkWorkflow(`.github/${file}`, text)).toEqual([]);
  });

  it('grants nothing by default, and to each job only what is listed here', () => {
    expect(permissions).toEqual({});
    const wanted = ['contents: read', ...(GRANTED[path.basename(file)] ?? [])];
    for (const job of Object.values(jobs))
      expect(Object.entries(job.permissions).map((pair) => pair.join(': '))).toEqual(wanted);
  });

  it('uses no action that is not pinned to a commit', () => {
    const unpinned = steps.flatMap(({ uses }) =>
      uses === undefined || /@[0-9a-f]{40}$/.test(uses) ? [] : [uses],
    );
    expect(unpinned).toEqual([]);
  });

  it('deploys only from an environment, whose rules say who approves', () => {
    const writes = /deploy|image/.test(file);
    expect(Object.values(jobs).every(({ environment }) => !writes || environment !== undefined)).toBe(true);
  });

  it('writes nothing of an event into its shell', () => {
    // Expressions belong into env: in a script, whatever they hold would be run.
    expect(steps.filter(({ run = '' }) => run.includes('${{')).map(({ name }) => name)).toEqual([]);
  });

  it('starts npm scripts and files that are there', () => {
    const { scripts: known } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')));
    const shell = steps.map(({ run = '' }) => run).join('\n');
    const started = [...shell.matchAll(/npm run (?:--silent )?([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(started.filter((name) => !(name in known))).toEqual([]);
    const called = [...shell.matchAll(/\.github\/(scripts\/[a-z-]+\.sh)/g)].map(([, name = '']) => name);
    expect(called.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

it('builds no image on a base that is not pinned', () => {
  const text = readFileSync(path.join(FOLDER, 'workflows/image.yml'), 'utf8');
  const check = text.indexOf('image:pin -- --check');
  expect(check).toBeGreaterThan(0);
  expect(check).toBeLessThan(text.indexOf('docker build'));
});

it('keeps no script that no workflow starts', () => {
  const all = files.map((file) => readFileSync(path.join(FOLDER, file), 'utf8')).join('\n');
  expect(scripts.filter((script) => !all.includes(script))).toEqual([]);
});

it('stores scripts that can be started', () => {
  const modes = execFileSync('git', ['ls-files', '--stage', '.github/scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(modes.match(/^100755/gm) ?? []).toHaveLength(scripts.length);
});
