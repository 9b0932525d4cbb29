/** What a reader of the quickstart can get wrong, what appears then, and where the guide says what to do. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import { maskKey } from '../../snippets/runner/target.ts';
import { asInProduction } from '../errors/client.ts';
import type { Places } from '../errors/places.ts';
import { runProgram } from '../examples/program.ts';
import { tableRows } from '../reference/tables.ts';
import type { SharedStack } from '../sharedStack.ts';

export interface Mistake {
  name: string;
  /** The first program of the quickstart that shows it. */
  program: 'connect.py' | 'train.py' | 'register.py';
  at: keyof Places;
  /** Settings over the right ones. */
  env?: Readonly<Record<string, string>>;
  /** The line of the output that tells; the last one of a program that fails when not given. */
  line?: RegExp;
  /** Where the guide says what to do: a section of the page about errors, words of the quickstart, or the line itself. */
  told: { section: string } | { quickstart: string } | { line: RegExp };
}

const TAKEN = 'iris-taken';

const SET_IT = { line: /^Not connected: MLflow logs to .+\. Set MLFLOW_TRACKING_URI to http\S+$/ };

export const MISTAKES: readonly Mistake[] = [
  {
    name: 'no tracking URI',
    program: 'connect.py',
    at: 'stack',
    env: { MLFLOW_TRACKING_URI: '' },
    told: SET_IT,
  },
  {
    name: 'another tracking URI',
    program: 'connect.py',
    at: 'stack',
    env: { MLFLOW_TRACKING_URI: 'http://localhost:5000' },
    told: SET_IT,
  },
  {
    name: 'no key',
    program: 'connect.py',
    at: 'stack',
    env: { MLFLOW_TRACKING_TOKEN: '' },
    told: { section: 'api-key-required' },
  },
  {
    name: 'a wrong key',
    program: 'connect.py',
    at: 'stack',
    env: { MLFLOW_TRACKING_TOKEN: `hk_dev_${'x'.repeat(32)}` },
    told: { section: 'invalid-api-key' },
  },
  {
    name: 'a user name and a password',
    program: 'connect.py',
    at: 'stack',
    env: { MLFLOW_TRACKING_USERNAME: 'ada', MLFLOW_TRACKING_PASSWORD: 'secret' },
    told: { section: 'api-key-required' },
  },
  { name: 'no network', program: 'connect.py', at: 'unknownHost', told: { section: 'name-not-resolved' } },
  {
    name: 'a proxy that does not answer',
    program: 'connect.py',
    at: 'unknownHost',
    // Nobody listens on the discard port.
    env: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    told: { section: 'proxy' },
  },
  { name: 'a read-only key', program: 'train.py', at: 'readOnly', told: { section: 'missing-scope' } },
  {
    name: 'a key for tracking only',
    program: 'register.py',
    at: 'trackingOnly',
    told: { quickstart: '**`REGISTRY_ADMIN_REQUIRED`**' },
  },
  {
    name: 'a name that is taken',
    program: 'register.py',
    at: 'stack',
    env: { QUICKSTART_NAME: TAKEN },
    line: /^registered: models:\/[\w-]+\/(?!1$)\d+$/,
    told: { quickstart: '**`registered:` ends with a number above `/1`**' },
  },
];

/** Needs the environment of an older client. */
export const OLD_CLIENT: Mistake = {
  name: 'an old client',
  program: 'register.py',
  at: 'stack',
  told: { quickstart: "**`unexpected keyword argument 'name'`**" },
};

/** A reader, with the programs of the page by name. */
interface Reader {
  python: string;
  programs: Readonly<Record<string, string>>;
  /** An empty folder of the reader's own. */
  home: string;
}

/**
 * Makes a mistake.
 *
 * @returns how the program ended, and the line that tells, as it reads in production
 */
export async function make(
  mistake: Mistake,
  { python, programs, home }: Reader,
  places: Places,
  stack: SharedStack,
): Promise<{ code: number | null; seen: string }> {
  const { program, at, env, line } = mistake;
  const uri = places[at];
  const folder = path.join(home, mistake.name.replaceAll(' ', '-'));
  await mkdir(folder, { recursive: true });
  const code = programs[program]?.replaceAll(REGISTRY_ORIGIN, new URL(uri).origin);
  if (code === undefined) throw new Error(`The quickstart has no ${program}.`);
  await writeFile(path.join(folder, program), code);
  const right = {
    HOME: folder,
    MLFLOW_TRACKING_URI: uri,
    MLFLOW_TRACKING_TOKEN: stack.key,
    QUICKSTART_NAME: `iris-${at}`,
  };
  const ended = await runProgram([python, program], { ...right, ...env }, folder);
  const lines = (ended.code === 0 ? ended.stdout : ended.stderr).trimEnd().split('\n');
  const told = line === undefined ? lines.at(-1) : lines.find((each) => line.test(each));
  const seen = maskKey(asInProduction(told ?? '', uri), stack).replaceAll(folder, '…');
  return { code: ended.code, seen };
}

/** Somebody else registers a model under the name of the reader who makes that mistake. */
export async function takeName({ trackingUri, key }: SharedStack): Promise<void> {
  const version = { name: TAKEN, source: 's3://elsewhere/model' };
  for (const [operation, body] of [
    ['registered-models', { name: TAKEN }],
    ['model-versions', version],
  ] as const) {
    const answer = await fetch(`${trackingUri}/api/2.0/mlflow/${operation}/create`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${operation}/create: ${answer.status} ${await answer.text()}`);
  }
}

/** Sections that the page about errors names for a line. */
export async function sectionsFor(seen: string): Promise<string[]> {
  const rows = await tableRows('docs/guide/errors.mdx');
  return rows.flatMap(([words = '', cause = '']) => {
    const [, anchor] = /\(#([\w-]+)\)/.exec(cause) ?? [];
    return anchor !== undefined && matches(words, seen) ? [anchor] : [];
  });
}

/** Whether a line contains what a row quotes: one of several texts, or one without another. */
function matches(words: string, seen: string): boolean {
  const [wanted = '', unwanted] = words.split(' without ');
  const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, each = '']) => each);
  return (
    quoted(wanted).some((text) => seen.includes(text)) &&
    !quoted(unwanted ?? '').some((text) => seen.includes(text))
  );
}
