/** Patterns as one machine: every place in every pattern has a number, and a state is the set of places reached. */
import { ANY, type Glob, RUN, type Token } from '../glob.ts';

/** Places reached, ascending; the places of one pattern are neighbours. */
export type State = readonly number[];

/** Stands behind the last token of a pattern. */
const END = -3;
interface Place {
  token: Token;
  /** Number of the pattern, to tell where the next one begins. */
  glob: number;
  /** Bit of the group that the pattern belongs to; 0 for patterns that must not fit. */
  group: number;
  /** A last `*`: whatever follows, the pattern fits. */
  forEver: boolean;
}

/** Groups are bits of a number. */
const MAX_GROUPS = 30;

export class Machine {
  readonly places: readonly Place[];
  readonly start: State | null;
  /** All groups, as bits. */
  readonly #full: number;
  readonly #separator: number | undefined;

  /**
   * @param all - groups of patterns: the text fits at least one pattern of each.
   * @param none - the text fits none of these.
   * @param separator - the code of a character that no wildcard matches.
   */
  constructor(all: ReadonlyArray<readonly Glob[]>, none: readonly Glob[], separator: number | undefined) {
    if (all.length > MAX_GROUPS) throw new RangeError('Too many groups of patterns.');
    this.#full = 2 ** all.length - 1;
    this.#separator = separator;
    const patterns = [
      ...all.flatMap((group, index) => group.map(({ tokens }) => ({ tokens, group: 1 << index }))),
      ...none.map(({ tokens }) => ({ tokens, group: 0 })),
    ];
    const starts: number[] = [];
    const places: Place[] = [];
    for (const [glob, { tokens, group }] of patterns.entries()) {
      starts.push(places.length);
      for (const [at, token] of tokens.entries()) {
        places.push({ token, glob, group, forEver: token === RUN && at === tokens.length - 1 });
      }
      places.push({ token: END, glob, group, forEver: false });
    }
    this.places = places;
    this.start = this.#alive(
      starts.flatMap((place) => (places[place]?.token === RUN ? [place, place + 1] : [place])),
    );
  }

  /** The state after one more character, or null when no text can be accepted from there. */
  next(state: State, char: number): State | null {
    const isWild = char !== this.#separator;
    const reached: number[] = [];
    for (const at of state) {
      const place = this.places[at];
      if (place === undefined) continue;
      const { token } = place;
      if (token === RUN) {
        if (isWild) this.#enter(at, reached);
      } else if (token === ANY ? isWild : token === char) {
        this.#enter(at + 1, reached);
      }
    }
    return this.#alive(reached);
  }

  accepts(state: State): boolean {
    let groups = 0;
    for (const at of state) {
      const place = this.places[at];
      if (place?.token !== END) continue;
      if (place.group === 0) return false;
      groups |= place.group;
    }
    return groups === this.#full;
  }

  /**
   * Adds a place and what it reaches without a character. A `*` makes earlier places of its pattern pointless: it
   * accepts whatever they would have.
   */
  #enter(at: number, into: number[]): void {
    const place = this.places[at];
    if (place?.token !== RUN) {
      if (into.at(-1) !== at) into.push(at);
      return;
    }
    while (into.length > 0 && this.places[into.at(-1) ?? 0]?.glob === place.glob) into.pop();
    into.push(at, at + 1);
  }

  /** Null when a pattern that must not fit does for ever, or a group has no pattern left. */
  #alive(state: State): State | null {
    let groups = 0;
    for (const at of state) {
      const place = this.places[at];
      if (place === undefined) continue;
      if (place.group === 0 && place.forEver) return null;
      groups |= place.group;
    }
    return groups === this.#full ? state : null;
  }
}
