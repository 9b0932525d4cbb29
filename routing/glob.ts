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
export type Glob = {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly ignoreCase: boolean;
};

/** How the pattern is read. */
export type GlobOptions = {
  /** Compare ASCII letters without their case (hosts, headers, query strings). */
  ignoreCase?: boolean;
  /** `\*` and `\?` are the characters themselves (headers and query strings). */
  escapes?: boolean;
};

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

/**
 * Whether the whole text fits the pattern. At most text × pattern steps, and AWS allows a pattern 128 characters,
 * so the time grows linearly with the text: only the last `*` is ever retried.
 */
export function matchGlob(glob: Glob, text: string): boolean {
  const { tokens } = glob;
  const subject = glob.ignoreCase ? foldCase(text) : text;
  let at = 0;
  let token = 0;
  let run = -1;
  let runAt = 0;
  while (at < subject.length) {
    const wanted = tokens[token];
    if (wanted === RUN) {
      run = token++;
      runAt = at;
    } else if (wanted !== undefined && (wanted === ANY || wanted === subject.charCodeAt(at))) {
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
