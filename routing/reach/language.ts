/**
 * Exact set arithmetic on wildcard patterns: the shortest text that fits some patterns and none of others.
 *
 * Every pattern is a small automaton whose states are positions in the pattern. All are run side by side
 * (subset construction), breadth first, so the first accepted text is a shortest one, and running dry proves
 * that there is none. Characters that no pattern asks for next behave alike, so one of them stands for all.
 */
import { ANY, type Glob, RUN, type Token } from '../glob.ts';

/** Which texts to look for. */
export type TextQuery = {
  /** The characters that wildcards stand for; earlier ones are preferred in the answer. */
  alphabet: string;
  /** A character that only a literal matches, to join two texts in one; not in the alphabet. */
  separator?: string;
  /** The text fits at least one pattern of every group. */
  all: ReadonlyArray<readonly Glob[]>;
  /** The text fits none of these. */
  none: readonly Glob[];
};

/** Thrown when a question would take too long; the caller reports "undecided" rather than guess. */
export class SearchLimitReached extends Error {
  override readonly name = 'SearchLimitReached';
}

/** Positions of one pattern that are alive, ascending; empty means that it can no longer fit. */
type Positions = readonly number[];

type State = { groups: ReadonlyArray<readonly Positions[]>; none: readonly Positions[] };
type Node = { state: State; parent: Node | null; char: string };

const MAX_STATES = 50_000;

/**
 * Adds a position and what it reaches without a character. A run makes earlier positions pointless: it accepts
 * whatever they would have.
 */
function enter(tokens: readonly Token[], position: number, into: number[]): void {
  if (tokens[position] === RUN) {
    into.length = 0;
    into.push(position, position + 1);
  } else if (into.at(-1) !== position) {
    into.push(position);
  }
}

function step(tokens: readonly Token[], positions: Positions, char: string, isWild: boolean): Positions {
  const next: number[] = [];
  for (const position of positions) {
    const token = tokens[position];
    if (token === RUN) {
      if (isWild) enter(tokens, position, next);
    } else if (token === ANY ? isWild : token === char) {
      enter(tokens, position + 1, next);
    }
  }
  return next;
}

function start(tokens: readonly Token[]): Positions {
  const first: number[] = [];
  enter(tokens, 0, first);
  return first;
}

const accepts = (glob: Glob, positions: Positions) => positions.at(-1) === glob.tokens.length;

/** True when the pattern fits whatever follows. */
function acceptsForEver(glob: Glob, positions: Positions): boolean {
  const last = glob.tokens.length - 1;
  return glob.tokens[last] === RUN && positions.includes(last);
}

function isHopeless({ all, none }: TextQuery, state: State): boolean {
  if (none.some((glob, index) => acceptsForEver(glob, state.none[index] ?? []))) return true;
  return all.some((group, index) =>
    group.every((_, member) => (state.groups[index]?.[member] ?? []).length === 0),
  );
}

function isAccepted({ all, none }: TextQuery, state: State): boolean {
  if (none.some((glob, index) => accepts(glob, state.none[index] ?? []))) return false;
  return all.every((group, index) =>
    group.some((glob, member) => accepts(glob, state.groups[index]?.[member] ?? [])),
  );
}

/** The characters worth trying next: those that a pattern asks for, and one that stands for all others. */
function candidates(query: TextQuery, state: State): string[] {
  const asked = new Set<string>();
  const collect = (glob: Glob, positions: Positions) => {
    for (const position of positions) {
      const token = glob.tokens[position];
      if (typeof token === 'string' && (token === query.separator || query.alphabet.includes(token)))
        asked.add(token);
    }
  };
  for (const [index, group] of query.all.entries()) {
    for (const [member, glob] of group.entries()) collect(glob, state.groups[index]?.[member] ?? []);
  }
  for (const [index, glob] of query.none.entries()) collect(glob, state.none[index] ?? []);
  const other = [...query.alphabet].find((char) => !asked.has(char));
  return other === undefined ? [...asked] : [...asked, other];
}

function advance(query: TextQuery, state: State, char: string): State {
  const isWild = char !== query.separator;
  const move = (glob: Glob, positions: Positions | undefined) =>
    step(glob.tokens, positions ?? [], char, isWild);
  return {
    groups: query.all.map((group, index) =>
      group.map((glob, member) => move(glob, state.groups[index]?.[member])),
    ),
    none: query.none.map((glob, index) => move(glob, state.none[index])),
  };
}

function keyOf({ groups, none }: State): string {
  return `${groups.map((group) => group.join(';')).join('|')}!${none.join(';')}`;
}

function textOf(node: Node): string {
  const chars: string[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) chars.push(at.char);
  return chars.reverse().join('');
}

/**
 * The shortest text over the alphabet that the query asks for, or null when there is none.
 *
 * @throws SearchLimitReached when the patterns are so entangled that the search passes its limit.
 */
export function shortestText(query: TextQuery): string | null {
  const state: State = {
    groups: query.all.map((group) => group.map((glob) => start(glob.tokens))),
    none: query.none.map((glob) => start(glob.tokens)),
  };
  const queue: Node[] = [];
  const seen = new Set<string>();
  const visit = (node: Node) => {
    const key = keyOf(node.state);
    if (seen.has(key) || isHopeless(query, node.state)) return;
    if (seen.size >= MAX_STATES) throw new SearchLimitReached();
    seen.add(key);
    queue.push(node);
  };
  visit({ state, parent: null, char: '' });
  for (let next = 0; next < queue.length; next++) {
    const node = queue[next];
    if (node === undefined) break;
    if (isAccepted(query, node.state)) return textOf(node);
    for (const char of candidates(query, node.state)) {
      visit({ state: advance(query, node.state, char), parent: node, char });
    }
  }
  return null;
}
