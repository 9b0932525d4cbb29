/** Reads the meta string of a fenced block: what stands after the language on the opening fence. Pure. */

/** What a block's meta may say. Highlight ranges and line numbers are Docusaurus' business and are dropped. */
export interface Meta {
  /** Caption of the block; a file name makes the runner write the block to that file. */
  title?: string;
  /** Why the block is not run. */
  notest?: string;
  /** The block shows what the block before it printed to this stream. */
  output?: 'stdout' | 'stderr';
  /** How long the block may take, in seconds. */
  timeoutSeconds?: number;
  /** Path of the file in `examples/` that the block shows. */
  file?: string;
  /** Region of that file; the whole file when there is none. */
  region?: string;
  /** The block is the body of a request of this operation. */
  request?: string;
  /** The block is an answer of this operation. */
  response?: { operation: string; status: number };
}

export type MetaResult = { ok: true; meta: Meta } | { ok: false; message: string };

interface Token {
  key: string;
  value?: string;
}

const KEYS = [
  'title',
  'notest',
  'output',
  'timeout',
  'file',
  'region',
  'request',
  'response',
  'showLineNumbers',
];

/** Thrown and caught inside this module only. */
class MetaError extends Error {}

/**
 * Parses a meta string strictly.
 *
 * @param meta the string after the language, or nothing
 * @returns the values, or a message for the author of the page
 */
export function parseMeta(meta: string | null | undefined): MetaResult {
  try {
    const result: Meta = {};
    const seen = new Set<string>();
    for (const token of tokenize(meta ?? '')) {
      if (seen.has(token.key)) throw new MetaError(`\`${token.key}\` is given twice.`);
      seen.add(token.key);
      apply(result, token);
    }
    if (result.region !== undefined && result.file === undefined)
      throw new MetaError('`region` needs `file="examples/…"`.');
    return { ok: true, meta: result };
  } catch (error) {
    if (error instanceof MetaError) return { ok: false, message: error.message };
    throw error;
  }
}

function apply(meta: Meta, { key, value }: Token): void {
  switch (key) {
    case 'title':
      meta.title = text(key, value);
      return;
    case 'notest':
      meta.notest = text(key, value);
      return;
    case 'file':
      meta.file = text(key, value);
      return;
    case 'region':
      meta.region = text(key, value);
      return;
    case 'request':
      meta.request = text(key, value);
      return;
    case 'response':
      meta.response = answer(text(key, value));
      return;
    case 'output':
      meta.output = stream(value);
      return;
    case 'timeout':
      meta.timeoutSeconds = positiveInteger(key, value);
      return;
    case 'showLineNumbers':
      if (value !== undefined) positiveInteger(key, value);
      return;
    default:
      throw new MetaError(`\`${key}\` is not a known meta key. Known keys: ${KEYS.join(', ')}.`);
  }
}

function text(key: string, value: string | undefined): string {
  if (value === undefined) throw new MetaError(`\`${key}\` needs a value: \`${key}="…"\`.`);
  if (value.trim() === '') throw new MetaError(`\`${key}\` is empty: say it in a few words.`);
  return value;
}

function stream(value: string | undefined): 'stdout' | 'stderr' {
  if (value === undefined || value === 'stdout') return 'stdout';
  if (value === 'stderr') return 'stderr';
  throw new MetaError(
    `\`output="${value}"\` names no stream. Write \`output\` for what the block prints, or \`output="stderr"\`.`,
  );
}

/** The name of an operation, and a status when it is not 200. */
function answer(value: string): { operation: string; status: number } {
  const [, operation, status = '200'] = /^(\w+)(?: (\d{3}))?$/.exec(value) ?? [];
  if (operation !== undefined) return { operation, status: Number(status) };
  throw new MetaError(
    `\`response="${value}"\` names no answer. Write an operation, like \`response="getRun"\` or \`response="getRun 404"\`.`,
  );
}

function positiveInteger(key: string, value: string | undefined): number {
  if (value === undefined || !/^[1-9]\d{0,5}$/.test(value)) {
    throw new MetaError(`\`${key}\` needs a whole number above 0, like \`${key}=300\`.`);
  }
  return Number(value);
}

/** Splits at white space, keeps quoted values whole, drops highlight ranges such as `{1,3-5}`. */
function tokenize(meta: string): Token[] {
  const tokens: Token[] = [];
  let rest = meta.trim();
  while (rest !== '') {
    const range = /^\{([^}]*)\}/.exec(rest);
    if (range) {
      if (!/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(range[1] ?? '')) {
        throw new MetaError(`\`${range[0]}\` is not a range of lines. Write it like \`{1,3-5}\`.`);
      }
      rest = afterToken(rest, range[0].length);
      continue;
    }
    const key = /^[\w-]+/.exec(rest)?.[0];
    if (key === undefined) throw new MetaError(`\`${rest}\` is not a meta key.`);
    if (rest[key.length] !== '=') {
      tokens.push({ key });
      rest = afterToken(rest, key.length);
      continue;
    }
    const { value, length } = readValue(key, rest.slice(key.length + 1));
    tokens.push({ key, value });
    rest = afterToken(rest, key.length + 1 + length);
  }
  return tokens;
}

function readValue(key: string, rest: string): { value: string; length: number } {
  const quote = rest[0];
  if (quote !== '"' && quote !== "'") {
    const value = /^[^\s"'{}]*/.exec(rest)?.[0] ?? '';
    return { value, length: value.length };
  }
  const end = rest.indexOf(quote, 1);
  if (end < 0) throw new MetaError(`The quote that opens the value of \`${key}\` is never closed.`);
  return { value: rest.slice(1, end), length: end + 1 };
}

function afterToken(rest: string, length: number): string {
  const next = rest.slice(length);
  if (next !== '' && !/^\s/.test(next)) {
    throw new MetaError(`A space is missing between \`${rest.slice(0, length)}\` and \`${next}\`.`);
  }
  return next.trimStart();
}
