/** Commands of the operators' pages, taken from the pages and run where something stands in for AWS and the endpoint. */
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../../machine/paths.js';
import { readPage } from '../../snippets/runner/readPage.ts';

/** A block of a page. */
export interface Command {
  page: string;
  line: number;
  code: string;
}

const GUIDE = 'docs/guide';

/** The page whose commands `migration.long.test.ts` runs. */
export const MIGRATION_PAGE = 'docs/guide/operate/move-rules.mdx';

/** Its commands about the health service begin `apply.long.test.ts`. */
export const DEPLOY_PAGE = 'docs/guide/operate/deploy.mdx';

/** The blocks of a page that the snippet runner leaves out for this reason, in order. */
export async function commandsOf(page: string, reason: string): Promise<Command[]> {
  const { steps, problems } = await readPage(page, ROOT);
  if (problems.length > 0) throw new Error(`${page}:${problems[0]?.line}: ${problems[0]?.message}`);
  return steps.flatMap((step) =>
    step.kind === 'untested' && step.reason === reason
      ? [{ page, line: step.block.line, code: step.block.code }]
      : [],
  );
}

/** Such blocks of the whole guide. */
export async function allCommands(reason: string): Promise<Command[]> {
  const pages = globSync(`${GUIDE}/**/*.mdx`, { cwd: ROOT }).sort();
  return (await Promise.all(pages.map((page) => commandsOf(page, reason)))).flat();
}

/** What the reader fills in: `HTTPS_LISTENER_ARN`. */
const PLACE = /\b[A-Z]+(?:_[A-Z]+)*_(?:ARN|ID)\b|\bBUCKET\b/g;

/**
 * Fills in what a reader does, and puts what stands in for production in its place.
 *
 * @param origins addresses of the page, each with what stands in for it
 * @throws Error when nothing is known for a place
 */
export function fillIn(
  { page, line, code }: Command,
  places: Readonly<Record<string, string>>,
  origins: Readonly<Record<string, string>> = {},
): string {
  const filled = code.replaceAll(PLACE, (place) => {
    const value = places[place];
    if (value === undefined) throw new Error(`${page}:${line}: what is ${place}?`);
    return value;
  });
  return Object.entries(origins).reduce((text, [from, to]) => text.replaceAll(from, to), filled);
}

/** How a block ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Nothing listens there: what would leave this machine fails at once. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * Runs a block as if it were pasted, and stops at the first command that fails.
 *
 * @param env all that it sees, besides the way to nowhere for everything that isn't on this machine
 */
export function runBlock(code: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, NOWHERE]);
  const local = { NO_PROXY: 'localhost,127.0.0.1', no_proxy: 'localhost,127.0.0.1' };
  const all = { ...env, ...Object.fromEntries(proxies), ...local };
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['--noprofile', '--norc', '-euo', 'pipefail', '-c', code],
      { cwd, env: all, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
      },
    );
  });
}

/**
 * Makes a folder a checkout in which commands of the project run: they may edit what is copied, and the rest is linked.
 *
 * @param copied folders that aren't there yet, or not with all their files
 */
export async function makeCheckout(folder: string, copied: readonly string[]): Promise<void> {
  const files = ['package.json', 'endpoint.ts', 'node_modules', 'health', 'machine', 'verify'];
  for (const name of copied)
    await cp(path.join(ROOT, name), path.join(folder, name), { recursive: true, force: false });
  for (const name of files) await symlink(path.join(ROOT, name), path.join(folder, name));
}
