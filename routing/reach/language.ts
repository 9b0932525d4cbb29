/**
 * Exact set arithmetic on wildcard patterns: the shortest text that fits some patterns and none of others.
 *
 * All patterns run side by side (subset construction), breadth first, so the first accepted text is a shortest one,
 * and running dry proves that there is none. Characters that no pattern asks for next behave alike, so one of them
 * stands for all.
 */
import type { Glob } from '../glob.ts';
import { Machine, type State } from './machine.ts';

/** Which texts to look for. */
export interface TextQuery {
  /** The characters that wildcards stand for; earlier ones are preferred in the answer. */
  alphabet: string;
  /** A character that only a literal matches, to join two texts in one; not in the alphabet. */
  separator?: string;
  /** The text fits at least one pattern of every group. */
  all: ReadonlyArray<readonly Glob[]>;
  /** The text fits none of these. */
  none: readonly Glob[];
}

/** Thrown when a question would take too long; the caller reports "undecided" rather than guess. */
export class SearchLimitReached extends Error {
  override readonly name = 'SearchLimitReached';
}

interface Node {
  state: State;
  parent: Node | null;
  char: number | null;
}

const MAX_STATES = 50_000;

/** What a query's letters are as codes. */
interface Letters {
  alphabet: readonly number[];
  known: ReadonlySet<number>;
}

function lettersOf({ alphabet, separator = '' }: TextQuery): Letters {
  const codes = (text: string) => [...text].map((char) => char.charCodeAt(0));
  return { alphabet: codes(alphabet), known: new Set(codes(alphabet + separator)) };
}

/** The characters worth trying next: those that a pattern asks for, and one that stands for all others. */
function candidates({ alphabet, known }: Letters, machine: Machine, state: State): number[] {
  const asked: number[] = [];
  for (const at of state) {
    const token = machine.places[at]?.token;
    if (token !== undefined && known.has(token) && !asked.includes(token)) asked.push(token);
  }
  const other = alphabet.find((char) => !asked.includes(char));
  if (other !== undefined) asked.push(other);
  return asked;
}

function textOf(node: Node): string {
  const chars: number[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) {
    if (at.char !== null) chars.push(at.char);
  }
  return String.fromCharCode(...chars.reverse());
}

/**
 * The shortest text over the alphabet that the query asks for, or null when there is none.
 *
 * @throws SearchLimitReached when the patterns are so entangled that the search passes its limit.
 */
export function shortestText(query: TextQuery): string | null {
  const machine = new Machine(query.all, query.none, query.separator?.charCodeAt(0));
  const letters = lettersOf(query);
  const queue: Node[] = [];
  const seen = new Set<string>();
  const visit = (state: State | null, parent: Node | null, char: number | null) => {
    if (state === null) return;
    const key = String.fromCharCode(...state);
    if (seen.has(key)) return;
    if (seen.size >= MAX_STATES) throw new SearchLimitReached();
    seen.add(key);
    queue.push({ state, parent, char });
  };
  visit(machine.start, null, null);
  for (const node of queue) {
    if (machine.accepts(node.state)) return textOf(node);
    for (const char of candidates(letters, machine, node.state)) {
      visit(machine.next(node.state, char), node, char);
    }
  }
  return null;
}
