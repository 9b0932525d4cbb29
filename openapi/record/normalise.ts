/** Makes recorded exchanges the same on every run: identifiers and times get fixed values. */
import { createHash } from 'node:crypto';
import { isObject, type Json } from '../generate/json.ts';

/** First moment of the recorded world, in milliseconds since 1970. */
const EPOCH = Date.UTC(2026, 0, 15, 9, 0, 0);

/** Where webhooks of the scenario point: a port of this machine where nobody listens. */
const LOCAL_HOOKS = 'https://127.0.0.1:9';

/** Properties that hold a map without an order. */
const MAPS = new Set(['tags', 'trace_metadata', 'dimensions', 'values']);

/** When a call began and ended, in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

export class Normaliser {
  readonly #spans: Span[];
  readonly #identifiers = new Map<string, string>();

  /** @param spans all calls in their order: a moment inside the n-th becomes the n-th second */
  constructor(spans: Span[]) {
    this.#spans = spans;
  }

  /**
   * The value with every identifier and moment replaced.
   * @param name the property that holds it
   */
  value(value: Json, name = ''): Json {
    if (typeof value === 'string') return name === 'digest' ? this.#digest(value) : this.#text(value);
    if (typeof value === 'number') return this.#moment(value) ?? value;
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    // MLflow writes maps of its own in any order.
    if (MAPS.has(name)) entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [this.#text(key), this.value(item, key)]));
  }

  /** Fingerprints that the server makes; those that clients send are kept. */
  #digest(digest: string): string {
    return /^[0-9a-f]{8}$/.test(digest) ? this.#hex(digest).slice(0, 8) : digest;
  }

  #text(text: string): string {
    return text
      .replaceAll(LOCAL_HOOKS, 'https://ci.example.com')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => this.#rfc3339(time))
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => this.#uuid(id))
      .replace(/(?<![0-9a-zA-Z])[0-9a-f]{32}(?![0-9a-zA-Z])/g, (id) => this.#hex(id))
      .replace(/(?<!\d)1\d{12}(?!\d)/g, (digits) => String(this.#moment(Number(digits)) ?? digits));
  }

  #moment(milliseconds: number): number | undefined {
    // Servers round down to whole milliseconds or seconds; the second of a span is still the call's own.
    const index = this.#spans.findIndex(({ from, to }) => milliseconds >= from - 1 && milliseconds <= to + 1);
    if (index !== -1) return EPOCH + 1000 * index;
    return this.#isSecond(milliseconds) ? EPOCH / 1000 : undefined;
  }

  /** True for a time in seconds during the recording: too coarse to tell the call. */
  #isSecond(seconds: number): boolean {
    const [first, last] = [this.#spans[0], this.#spans.at(-1)];
    if (first === undefined || last === undefined) return false;
    return seconds >= Math.floor(first.from / 1000) && seconds <= last.to / 1000;
  }

  #rfc3339(time: string): string {
    const moment = this.#moment(Date.parse(time));
    return moment === undefined ? time : new Date(moment).toISOString().replace('.000Z', 'Z');
  }

  #hex(id: string): string {
    const known = this.#identifiers.get(id);
    if (known !== undefined) return known;
    const made = createHash('sha256')
      .update(`identifier ${this.#identifiers.size}`)
      .digest('hex')
      .slice(0, 32);
    this.#identifiers.set(id, made);
    return made;
  }

  #uuid(id: string): string {
    const hex = this.#hex(id.replaceAll('-', ''));
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}
