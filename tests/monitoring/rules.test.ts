/** The alerts against the scenarios, by Prometheus' own test runner. */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { debianProgram, type Found } from '../../machine/debian.ts';
import { ROOT } from '../../machine/paths.js';
import { temporaryFolder } from '../../machine/temporary.ts';
import { need } from '../need.ts';

const FOLDER = path.join(ROOT, 'infra/prometheus');
const SCENARIOS = ['scenarios.yml', 'scenarios.days.yml'];

const read = (file: string): unknown => parse(readFileSync(path.join(FOLDER, file), 'utf8'));

const rulesSchema = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string() })) })),
});
const scenariosSchema = z.object({
  tests: z.array(
    z.object({
      name: z.string(),
      alert_rule_test: z.array(
        z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()).optional() }),
      ),
    }),
  ),
});

const alerts = rulesSchema
  .parse(read('alerts.rules.yml'))
  .groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
const cases = SCENARIOS.flatMap((file) => scenariosSchema.parse(read(file)).tests).flatMap(
  (test) => test.alert_rule_test,
);

describe('the alerts', () => {
  let promtool: Found;
  beforeAll(async () => {
    promtool = await debianProgram({ names: ['promtool'], package: 'prometheus' });
  }, 240_000);

  /** Runs promtool in a folder with the rules; resolves to what it printed and how it ended. */
  async function run(cwd: string, ...args: string[]): Promise<{ failed: boolean; text: string }> {
    const program = 'program' in promtool ? promtool.program : '';
    try {
      const { stdout, stderr } = await promisify(execFile)(program, args, { cwd });
      return { failed: false, text: stdout + stderr };
    } catch (error) {
      if (!(error instanceof Error && 'stdout' in error && 'stderr' in error)) throw error;
      return { failed: true, text: `${error.stdout}${error.stderr}` };
    }
  }

  it('do in every scenario what it says', async ({ skip }) => {
    need('missing' in promtool ? promtool.missing : undefined, skip);
    const { failed, text } = await run(FOLDER, 'test', 'rules', ...SCENARIOS);
    expect(text).not.toContain('FAILED');
    expect(failed).toBe(false);
  }, 120_000);

  it('fail a scenario when one of them is changed', async ({ skip }) => {
    need('missing' in promtool ? promtool.missing : undefined, skip);
    await using copy = await temporaryFolder('rules');
    cpSync(FOLDER, copy.path, { recursive: true });
    const file = path.join(copy.path, 'alerts.rules.yml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('for: 1m', 'for: 5m'));
    const { failed, text } = await run(copy.path, 'test', 'rules', 'scenarios.yml');
    expect(text).toContain('alertname: MLflowDown');
    expect(failed).toBe(true);
  }, 120_000);

  it('are read by the example of a configuration', async ({ skip }) => {
    need('missing' in promtool ? promtool.missing : undefined, skip);
    expect(await run(FOLDER, 'check', 'config', 'prometheus.yml')).toMatchObject({ failed: false });
  });

  it('each fire in a scenario, and each of those that page stay quiet in one', () => {
    const fires = new Set(
      cases.filter(({ exp_alerts: expected }) => expected !== undefined).map(({ alertname }) => alertname),
    );
    expect(alerts.filter((alert) => !fires.has(alert))).toEqual([]);
    const quiet = new Set(
      cases.filter(({ exp_alerts: expected }) => expected === undefined).map(({ alertname }) => alertname),
    );
    const paging = [
      'MLflowDown',
      'MLflowBudgetBurnsFast',
      'MLflowHealthGone',
      'MLflowHealthStale',
      'MLflowEndpointUnreachable',
    ];
    expect(paging.filter((alert) => !quiet.has(alert))).toEqual([]);
  });
});
