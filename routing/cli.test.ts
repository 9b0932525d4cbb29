import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { routesSchema } from './schema.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs the tool as a user does. */
function routes(args: string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [path('./cli.ts'), ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
    child.stdin?.end(input);
  });
}

describe('the routing tool', { timeout: 60_000 }, () => {
  it('explains itself', async () => {
    const { code, out } = await routes(['--help']);
    expect(code).toBe(0);
    for (const command of ['match', 'lint', 'test', 'gate', 'diff', 'import', 'table'])
      expect(out).toContain(`  ${command}`);
  });

  it('matches a request, with method, header and address', async () => {
    const args = [
      'match',
      'http://registry.hokus.ai/mlflow/a',
      '--method',
      'POST',
      '--header',
      'X-A: b',
      '--from',
      '::1',
    ];
    const { code, out } = await routes([...args, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      request: { method: 'POST', headers: [['X-A', 'b']], sourceIp: '::1' },
      rule: 'http-refuse',
      action: { kind: 'fixed-response', status: 400 },
    });
  });

  it('says why the near misses of a path miss', async () => {
    const { out } = await routes(['match', 'https://registry.hokus.ai/mlflowx']);
    expect(out).toContain('fixed response 404 (default action)');
    expect(out).toContain('mlflow-alias: path /mlflowx does not fit /mlflow or /mlflow/*');
  });

  it('ends with 0 when there is nothing to report', async () => {
    const [lint, test] = await Promise.all([routes(['lint']), routes(['test'])]);
    expect([lint.code, test.code]).toEqual([0, 0]);
    expect(lint.out).toContain('no findings');
    expect(test.out).toMatch(/\d+ expectations held\./);
  });

  it('ends with 1 on findings, and prints what to do instead', async () => {
    const { code, out } = await routes(['gate', path('./fixtures/plans/swap.json')]);
    expect(code).toBe(1);
    expect(out).toContain('error priority-held');
    expect(out).toContain('Apply 3:');
  });

  it('reads standard input, and imports what another command then lints', async () => {
    const imported = await routes(['import', path('./fixtures/plans/create.json')]);
    expect(routesSchema.safeParse(JSON.parse(imported.out)).success).toBe(true);
    const linted = await routes(['lint', '-'], imported.out);
    expect(linted).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    [['bogus'], '"bogus" is not a command'],
    [['match'], 'Got no argument; expected: match URL'],
    [['match', 'nonsense'], '"nonsense" is not a URL'],
    [['match', 'https://a.ai/', '--from', 'home'], '--from home: expected an IPv4 or IPv6 address'],
    [['match', 'https://a.ai/', '--header', 'x'], '--header "x": expected "Name: value"'],
    [['match', 'https://a.ai:8443/'], 'Nothing listens for https on port 8443'],
    [['lint', 'no-such-file.json'], 'no-such-file.json: cannot be read (ENOENT)'],
    [['lint', path('../package.json')], 'package.json: is no table of rules'],
    [['gate', '-'], 'standard input: is not JSON'],
    [['lint', '--bogus'], "Unknown option '--bogus'"],
  ])('ends with 2 on bad input: %j', async (args, message) => {
    const { code, out, err } = await routes(args, '{');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('tells bad input as JSON when asked for JSON', async () => {
    const { code, err } = await routes(['lint', 'no-such-file.json', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'file-not-readable', hint: 'Check the path.' } });
  });
});
