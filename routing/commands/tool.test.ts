import { utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type TemporaryFolder, temporaryFolder } from '../../machine/temporary.ts';
import { forward, table } from '../fixtures/table.ts';
import { loadRoutes, readJson } from '../load.ts';
import type { Routes } from '../schema.ts';
import { runTool } from './tool.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('routes');
});
afterAll(() => folder.remove());

/** Writes a file for the tool to read. */
async function given(name: string, value: unknown): Promise<string> {
  const file = path.join(folder.path, name);
  await writeFile(file, JSON.stringify(value));
  return file;
}

describe('the routing tool', () => {
  it('explains itself', async () => {
    const { exitCode, out } = await runTool(['--help']);
    expect(exitCode).toBe(0);
    for (const command of ['match', 'lint', 'test', 'gate', 'diff', 'import', 'table'])
      expect(out).toContain(`  ${command}`);
  });

  it.each(['match', 'lint', 'test', 'gate', 'diff', 'import', 'table'])(
    'explains each command and each of its options: %s',
    async (command) => {
      const { exitCode, out } = await runTool([command, '--help']);
      expect(exitCode).toBe(0);
      expect(out).toMatch(/^Usage: npm run routes -- /);
      const { err } = await runTool([command, '--bogus']);
      expect(err).toContain("Unknown option '--bogus'");
      for (const option of ['--listener', '--target', '--json']) expect(out).toContain(option);
    },
  );

  it.each([
    [['bogus'], '"bogus" is not a command'],
    [['match'], 'Got no argument; expected: match URL'],
    [['match', 'nonsense'], '"nonsense" is not a URL'],
    [['match', 'https://a.ai/', '--from', 'home'], '--from home: expected an IPv4 or IPv6 address'],
    [['match', 'https://a.ai/', '--header', 'x'], '--header "x": expected "Name: value"'],
    [['match', 'https://a.ai:8443/'], 'Nothing listens for https on port 8443'],
    [['match', 'https://a.ai/', '--target', 'api'], '--target api: expected NAME=ARN'],
    [['lint', 'no-such-file.json'], 'no-such-file.json: cannot be read (ENOENT)'],
    [['lint', fixture('../../package.json')], 'package.json: is no table of rules'],
    [['lint', '--severity', 'low'], '--severity low: expected error or warning'],
    [['lint', '--bogus'], "Unknown option '--bogus'"],
    [['diff', 'one.json'], 'Got 1 argument; expected: diff BEFORE AFTER'],
    [['table', fixture('plans/create.json'), '--balancer', 'other'], 'No load balancer is called other'],
  ])('ends with 2 on bad input: %j', async (args, message) => {
    const { exitCode, out, err } = await runTool(args);
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('tells bad input as JSON when asked for JSON', async () => {
    const { exitCode, err } = await runTool(['lint', 'no-such-file.json', '--json']);
    expect(exitCode).toBe(2);
    expect(JSON.parse(err)).toMatchObject({
      version: 1,
      error: { code: 'file-not-readable', hint: 'Check the path.' },
    });
  });
});

describe('match', () => {
  it('takes method, header and address', async () => {
    const url = 'http://registry.hokus.ai/mlflow/a';
    const args = ['--method', 'POST', '--header', 'X-A: b', '--from', '::1', '--json'];
    const { exitCode, out } = await runTool(['match', url, ...args]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      request: { method: 'POST', headers: [['X-A', 'b']], sourceIp: '::1' },
      rule: 'http-refuse',
      action: { kind: 'fixed-response', status: 400 },
    });
  });

  it('says why the near misses of a path miss', async () => {
    const { out } = await runTool(['match', 'https://registry.hokus.ai/mlflowx']);
    expect(out).toContain('fixed response 404 (default action)');
    expect(out).toContain("mlflow-alias: path /mlflowx doesn't match /mlflow or /mlflow/*");
  });

  it('says who must sign in, what is rewritten, and what is not decided', async () => {
    const file = fixture('describe-all.json');
    const { out } = await runTool(['match', 'https://example.com/v1/x', '--routes', file]);
    expect(out).toContain('unless a regular expression matches first: rule-20');
    expect(out).toContain('undecided');
  });
});

describe('lint', () => {
  const warned = table([{ conditions: [{ type: 'path-pattern', values: ['/a/*'] }] }]);
  const reason = 'Nobody asks for the bare path.';

  it('ends with 0 when there is nothing to report', async () => {
    const { exitCode, out } = await runTool(['lint']);
    expect(exitCode).toBe(0);
    expect(out).toContain('no findings');
  });

  it('ends with 0 on warnings unless asked', async () => {
    const file = await given('warned.json', warned);
    const usual = await runTool(['lint', file]);
    expect(usual.out).toContain('warning missing-bare-path');
    expect(usual.exitCode).toBe(0);
    expect((await runTool(['lint', file, '--severity', 'warning'])).exitCode).toBe(1);
  });

  it('leaves out what an ignore file gives a reason for, and says what it ignores in vain', async () => {
    const file = await given('warned.json', warned);
    const entries = [
      { code: 'missing-bare-path', rules: ['rule-1'], reason },
      { code: 'shadowed', reason: 'There was one.' },
    ];
    const ignore = await given('ignore.json', { version: 1, ignore: entries });
    const { exitCode, out } = await runTool(['lint', file, '--ignore', ignore, '--severity', 'warning']);
    expect(exitCode).toBe(0);
    expect(out).toContain('1 rule, no findings.');
    expect(out).toContain('Nothing of shadowed is left to ignore ("There was one.").');
  });

  it('refuses an ignore file without a reason', async () => {
    const entry = { code: 'missing-bare-path', reason: '' };
    const ignore = await given('no-reason.json', { version: 1, ignore: [entry] });
    const { exitCode, err } = await runTool(['lint', '--ignore', ignore]);
    expect(exitCode).toBe(2);
    expect(err).toContain('ignore[0].reason');
  });

  it('assumes no expectation, host or band of ours for a file that is not ours', async () => {
    const { exitCode, out } = await runTool(['lint', fixture('describe-rules.json')]);
    expect(exitCode).toBe(0);
    for (const code of [
      'not-exercised',
      'foreign-host',
      'outside-bands',
      'narrow-gap',
      'failing-expectation',
    ])
      expect(out).not.toContain(code);
  });

  it('writes Markdown: the verdict, a table, and how to mend it folded', async () => {
    const { out } = await runTool(['lint', await given('warned.json', warned), '--markdown']);
    expect(out).toMatch(/^\*\*1 rule, 0 errors, 1 warning\.\*\*$/m);
    expect(out).toContain(
      '| Severity | Finding | What |\n| --- | --- | --- |\n| warning | missing-bare-path |',
    );
    expect(out).toMatch(/<details><summary>How to mend<\/summary>\n\n```text\n[\s\S]*\n```\n\n<\/details>$/);
  });
});

describe('test', () => {
  it('ends with 0 when all hold', async () => {
    const { exitCode, out } = await runTool(['test']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/\d+ expectations held\./);
  });

  it('ends with 1 when one fails, and says who needs it', async () => {
    const why = 'Somebody needs it.';
    const wrong = {
      request: { url: 'https://registry.hokus.ai/api/mlflow' },
      expect: { kind: 'default' },
      why,
    };
    const file = await given('expectations.json', { expectations: [wrong] });
    const { exitCode, out } = await runTool(['test', '--expectations', file]);
    expect(exitCode).toBe(1);
    expect(out).toContain(`got      forward to api (rule mlflow-api)\n  why      ${why}`);
    expect(out).toContain('0 expectations held, 1 failed.');
  });
});

describe('a table that is not ours', () => {
  it('is not held against our expectations', async () => {
    const { exitCode, err } = await runTool(['test', '--routes', fixture('describe-rules.json')]);
    expect(exitCode).toBe(2);
    expect(err).toContain('expected --expectations too');
  });
});

describe('gate', () => {
  it('refuses a load balancer that the plan does not have, and an --existing of another kind', async () => {
    const balancer = await runTool(['gate', plan('move'), '--balancer', 'absent']);
    expect(balancer.err).toContain('No load balancer is called absent.');
    const other = await runTool(['gate', plan('move'), '--existing', fixture('plans/routes.json')]);
    expect(other.err).toContain('is no answer of AWS');
  });

  const plan = (name: string) => fixture(`plans/${name}.json`);

  it('ends with 1 on findings, and prints what to do instead', async () => {
    const { exitCode, out } = await runTool(['gate', plan('swap')]);
    expect(exitCode).toBe(1);
    expect(out).toContain('error priority-held');
    expect(out).toContain('Apply 3:');
  });

  it('passes what somebody agreed to, with a reason for each effect', async () => {
    const { out } = await runTool(['gate', plan('create'), '--consent']);
    const blank = await given('blank.json', JSON.parse(out));
    expect((await runTool(['gate', plan('create'), '--accept', blank])).err).toContain('accept[0].why');
    const filled = JSON.parse(out.replaceAll('"why": ""', '"why": "The first apply."'));
    const accept = await given('accept.json', filled);
    const verdict = await runTool(['gate', plan('create'), '--accept', accept]);
    expect(verdict.exitCode).toBe(0);
    expect(verdict.out).toContain('The plan may be applied');
  });

  it('warns of answers of AWS that are older than the plan', async () => {
    const existing = await given('existing.json', { Rules: [] });
    await utimes(existing, 0, 0);
    const recorded = z.looseObject({}).parse(await readJson(plan('no-change')));
    const dated = await given('dated.json', { ...recorded, timestamp: '2026-11-27T12:00:00Z' });
    const { exitCode, out } = await runTool(['gate', dated, '--existing', existing]);
    expect(exitCode).toBe(0);
    expect(out).toContain('warning existing-older-than-plan: What --existing says is from 1970-01-01');
  });

  it('writes Markdown: the verdict, what changes for whom, and the whole answer folded', async () => {
    const { exitCode, out } = await runTool(['gate', plan('delete'), '--markdown']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^\*\*The plan must not be applied: /);
    expect(out).toContain('| Request | Now | After the plan |\n| --- | --- | --- |\n| `GET https://');
    expect(out).toContain('| error | unlisted-delete |');
    expect(out).toMatch(/<details><summary>Details<\/summary>[\s\S]*<\/details>$/);
  });
});

describe('diff', () => {
  const to = (target: string, ...values: string[]): Routes['rules'][number] => ({
    name: 'rule-1',
    priority: 10,
    listeners: ['https'],
    conditions: [{ type: 'path-pattern', values }],
    action: forward(target),
    why: 'A test.',
  });

  it('ends with 0 when only words differ', async () => {
    const one = await given('one.json', table([to('a', '/a', '/b')]));
    const other = await given('other.json', table([{ ...to('a', '/b', '/a'), name: 'renamed' }]));
    const { exitCode, out } = await runTool(['diff', one, other]);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'No request meets anything else.' });
  });

  it('ends with 1 and shows a smallest request of each class, before and after', async () => {
    const one = await given('one.json', table([to('a', '/a|b')]));
    const other = await given('other.json', table([to('b', '/a|b')]));
    const { exitCode, out } = await runTool(['diff', one, other]);
    expect(exitCode).toBe(1);
    expect(out).toContain('  before    forward to a (rule rule-1)\n  after     forward to b (rule rule-1)');
    expect(out).toContain('  requests  path /a|b on https');
    expect(out).toContain('1 class of requests meets something else.');
    const { out: markdown } = await runTool(['diff', one, other, '--markdown']);
    expect(markdown).toContain(
      '| Request | Before | After | Class |\n| --- | --- | --- | --- |\n| `GET https://x/a\\|b` | forward to a | forward to b | path /a\\|b on https |',
    );
  });

  it('compares a plan with a table, and assumes what only one of them tells', async () => {
    const { exitCode, out } = await runTool([
      'diff',
      fixture('plans/routes.json'),
      fixture('plans/create.json'),
    ]);
    expect(exitCode).toBe(0);
    expect(out).toContain('assumed: The default action of https is told by one table only');
  });

  it('compares answers of AWS with what describe-listeners says beside them', async () => {
    const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/one/1/2';
    const fixed = (StatusCode: string) => [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode } }];
    const listener = (status: string) => ({
      Listeners: [{ ListenerArn: arn, Port: 8443, Protocol: 'HTTPS', DefaultActions: fixed(status) }],
    });
    const RuleArn = `${arn.replace(':listener/', ':listener-rule/')}/3`;
    const Conditions = [{ Field: 'path-pattern', Values: ['/a'] }];
    const rules = await given('rules.json', {
      Rules: [{ RuleArn, Priority: '1', Conditions, Actions: fixed('410') }],
    });
    const before = await given('before.json', listener('404'));
    const after = await given('after.json', listener('503'));
    const args = ['diff', rules, rules, '--before', before, '--after', after];
    const { out } = await runTool(args);
    expect(out).toContain('  before    fixed response 404 (default action)');
    expect(out).toContain('  after     fixed response 503 (default action)');
    expect(out).toContain('everything else on https-8443');
  });

  it('says which listeners only one table has', async () => {
    const whole = table([]);
    const { https } = whole.listeners;
    const one = await given('one.json', whole);
    const other = await given('other.json', { ...whole, listeners: { https } });
    const { exitCode, out } = await runTool(['diff', one, other]);
    expect(exitCode).toBe(1);
    expect(out).toBe(
      'Listener http is only in the first table.\n\nOn the listeners that both have, no request meets anything else.',
    );
  });
});

describe('table', () => {
  it('has a row for each rule in order, and one for the default action', async () => {
    const { exitCode, out } = await runTool(['table']);
    expect(exitCode).toBe(0);
    const ours = await loadRoutes();
    for (const { name } of ours.rules) expect(out).toContain(` ${name} `);
    expect(out).toContain('everything else');
  });

  it('tells authentication, stickiness, rewrites and regular expressions', async () => {
    const { out } = await runTool(['table', fixture('describe-all.json')]);
    expect(out).toContain('authenticate-oidc by https://id.example.com');
    expect(out).toContain('sticky for 600 s');
    expect(out).toContain('url rewritten from /^/v[0-9]+/(.*)$/ to /$1');
    expect(out).toContain('path /^/v[0-9]+//');
  });
});
