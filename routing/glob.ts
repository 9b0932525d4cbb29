/**
 * ALB wildcard patterns: `*` is any run of characters (slashes too), `?` exactly one. No pattern becomes a RegExp.
 * Source: AWS, "Condition types for listener rules".
 */

/** One step of a pattern: the code of a character, or a wildcard. Numbers, because they compare fastest. */
export type Token = number;

/** Whether a token is a character and no wildcard. */
export const isCharacter = (token: Token): boolean => token >= 0;

/** Exactly one character. */
export const ANY = -1;
/** Any run of characters, the empty one included. */
export const RUN = -2;

/** A pattern that is ready to match. */
export interface Glob {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly ignoreCase: boolean;
}

/** How the pattern is read. */
export interface GlobOptions {
  /** Compare ASCII letters without their case (hosts, headers, query strings). */
  ignoreCase?: boolean;
  /** `\*` and `\?` are the characters themselves (headers and query strings). */
  escapes?: boolean;
}

/** Lower-cases ASCII letters only: nothing else may fold in a host or header. */
export function foldCase(text: string): string {
  if (!/[A-Z]/.test(text)) return text;
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Reads a pattern. Neighbouring `*` are one. */
export function parseGlob(source: string, { ignoreCase = false, escapes = false }: GlobOptions = {}): Glob {
  const text = ignoreCase ? foldCase(source) : source;
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    const next = text.charAt(index + 1);
    if (escapes && char === '\\' && (next === '*' || next === '?')) {
      tokens.push(next.charCodeAt(0));
      index++;
    } else if (char === '*') {
      if (tokens.at(-1) !== RUN) tokens.push(RUN);
    } else {
      tokens.push(char === '?' ? ANY : char.charCodeAt(0));
    }
  }
  return { source, tokens, ignoreCase };
}

/** Whether the whole text fits the pattern. */
export function matchGlob(glob: Glob, text: string): boolean {
  return matchTokens(glob.tokens, glob.ignoreCase ? foldCase(text) : text);
}

/**
 * At most text × pattern steps, and AWS allows a pattern 128 characters, so the time grows linearly with the text:
 * only the last `*` is ever retried.
 */
function matchTokens(tokens: readonly Token[], text: string): boolean {
  let at = 0;
  let token = 0;
  let run = -1;
  let runAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === RUN) {
      run = token++;
      runAt = at;
    } else if (wanted !== undefined && (wanted === ANY || wanted === text.charCodeAt(at))) {
      token++;
      at++;
    } else if (run >= 0) {
      token = run + 1;
      at = ++runAt;
    } else {
      return false;
    }
  }
  return token === tokens.length || (token === tokens.length - 1 && tokens[token] === RUN);
}

/** Whether a text fits; for patterns without case the text must be folded already. */
export type GlobTest = (text: string) => boolean;

/** A pattern taken apart for a quick no: what it begins and ends with, and the tokens when there is more between. */
interface Parts {
  prefix: string;
  /** Null when the pattern has no wildcard: then the text is the prefix. */
  suffix: string | null;
  /** Null when prefix and suffix say it all. */
  tokens: readonly Token[] | null;
  /** The prefix's last character and where it stands; -1 when there is no prefix. */
  at: number;
  code: number;
}

function partsOf({ tokens }: Glob): Parts {
  const isWild = (token: Token) => !isCharacter(token);
  const first = tokens.findIndex(isWild);
  const text = (some: readonly Token[]) => String.fromCharCode(...some);
  const prefix = text(first < 0 ? tokens : tokens.slice(0, first));
  const last = tokens.findLastIndex(isWild);
  const simple = first === last && tokens[first] !== ANY;
  const at = prefix.length - 1;
  return {
    prefix,
    suffix: first < 0 ? null : text(tokens.slice(last + 1)),
    tokens: simple ? null : tokens,
    at,
    code: at < 0 ? -1 : prefix.charCodeAt(at),
  };
}

/** How many of the first characters are the same in all texts. */
function sharedLength([first = '', ...others]: readonly string[]): number {
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length--;
  }
  return length;
}

/** The characters that texts may have where the patterns begin to differ. */
interface Gate {
  at: number;
  codes: ReadonlySet<number>;
}

/** Null when a pattern begins with a wildcard: then a text may begin with any character. */
function gateOf(all: readonly Parts[]): Gate | null {
  const prefixes = all.map(({ prefix }) => prefix);
  const at = Math.min(sharedLength(prefixes), ...prefixes.map((prefix) => prefix.length - 1));
  if (at < 0 || !Number.isFinite(at)) return null;
  return { at, codes: new Set(prefixes.map((prefix) => prefix.charCodeAt(at))) };
}

function fitsAny(all: readonly Parts[], text: string): boolean {
  for (let index = 0; index < all.length; index++) {
    const parts = all[index];
    if (parts === undefined) continue;
    const { prefix, suffix, tokens, at, code } = parts;
    if (suffix === null) {
      if (text === prefix) return true;
      continue;
    }
    if (at >= 0 && text.charCodeAt(at) !== code) continue;
    if (text.length < prefix.length + suffix.length || !text.startsWith(prefix) || !text.endsWith(suffix))
      continue;
    if (tokens === null || matchTokens(tokens, text)) return true;
  }
  return false;
}

/** Patterns as one test that costs as little as it can: most texts differ from all patterns in one character. */
export function compileGlobs(globs: readonly Glob[]): GlobTest {
  const all = globs.map(partsOf);
  const gate = gateOf(all);
  if (gate === null) return (text) => fitsAny(all, text);
  const { at, codes } = gate;
  const [only, second, ...others] = codes;
  if (others.length > 0) return (text) => codes.has(text.charCodeAt(at)) && fitsAny(all, text);
  return (text) => {
    const code = text.charCodeAt(at);
    return (code === only || code === second) && fitsAny(all, text);
  };
}
