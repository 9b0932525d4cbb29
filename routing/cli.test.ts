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

/** Runs the tool as a user does. What it says is tested without a process, in `commands/`. */
function routes(args: string[], input: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [path('./cli.ts'), ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
    child.stdin?.end(input);
  });
}

describe('the routing tool as a process', { timeout: 60_000 }, () => {
  it('reads standard input, and imports what another command then lints', async () => {
    const imported = await routes(['import', path('./fixtures/plans/create.json')], '');
    expect(routesSchema.safeParse(JSON.parse(imported.out)).success).toBe(true);
    const linted = await routes(['lint', '-'], imported.out);
    expect(linted).toMatchObject({ code: 0, err: '' });
  });

  it('ends with 2 and a message on standard error when its input is bad', async () => {
    const { code, out, err } = await routes(['gate', '-'], '{');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('standard input: is not JSON');
    expect(err).not.toMatch(/^\s+at /m);
  });
});
