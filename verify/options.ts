/** Arguments of `npm run verify`. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DOCS_ORIGIN, REGISTRY_ORIGIN } from '../endpoint.ts';

export const HELP = `Usage: npm run verify -- --origin URL [options]

Looks at a deployment from outside and says whether it is what the routing table, the health contract and the documentation promise.
It only reads: GET, HEAD and OPTIONS.

  --origin URL      the registry, such as ${REGISTRY_ORIGIN}
  --docs URL        the documentation, such as ${DOCS_ORIGIN}; left out, it isn't looked at
  --key-file FILE   file whose first line is an API key; left out, what needs a key is skipped
  --ca FILE         certificate authority to trust besides the usual ones, in PEM
  --timeout SECONDS longest time for one answer (10)
  --json            the report as JSON on standard output
  --junit FILE      writes the report as JUnit's XML too
  -h, --help        this text

Exit codes: 0 nothing failed, 1 a row failed, 2 bad arguments.`;

export interface Options {
  readonly origin: string;
  readonly docs: string | undefined;
  readonly key: string | undefined;
  readonly ca: string | undefined;
  readonly timeoutMs: number;
  readonly json: boolean;
  readonly junit: string | undefined;
}

/** Bad arguments: what, and what to do. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
  readonly code = 'bad_arguments';
  readonly hint = 'See npm run verify -- --help.';
}

/**
 * Reads the arguments.
 *
 * @returns undefined when help is asked for
 * @throws OptionsError
 */
export function readOptions(args: readonly string[]): Options | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  if (values.origin === undefined) throw new OptionsError('--origin is missing: which deployment?');
  return {
    origin: origin('--origin', values.origin),
    docs: values.docs === undefined ? undefined : origin('--docs', values.docs),
    key: values['key-file'] === undefined ? undefined : key(values['key-file']),
    ca: values.ca === undefined ? undefined : contentOf('--ca', values.ca),
    timeoutMs: seconds(values.timeout) * 1000,
    json: values.json,
    junit: values.junit,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        origin: text,
        docs: text,
        'key-file': text,
        ca: text,
        timeout: { ...text, default: '10' },
        json: flag,
        junit: text,
        help: { ...flag, short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new OptionsError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

function origin(option: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isOrigin =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '';
  if (!isOrigin || url.username !== '')
    throw new OptionsError(`${option} ${JSON.stringify(value)}: expected https://HOST, without a path.`);
  return url.origin;
}

function key(file: string): string {
  const [line = ''] = contentOf('--key-file', file).split('\n');
  const found = line.trim();
  // Never quoted: it might be most of a key.
  if (!/^[\x21-\x7e]+$/.test(found))
    throw new OptionsError(`--key-file ${file}: its first line holds no key.`);
  return found;
}

function contentOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new OptionsError(`${option} ${file}: can't be read (${reason}).`);
  }
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 600))
    throw new OptionsError(`--timeout ${JSON.stringify(text)}: expected seconds, up to 600.`);
  return value;
}
