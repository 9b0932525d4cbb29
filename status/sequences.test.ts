// Every sequence of what can happen to a page, from a small alphabet: none may end in a green sign that is not true.
import { describe, expect, it } from 'vitest';
import { createSleeplessClock } from './clock.ts';
import { DEFAULT_INTERVAL, freshFor } from './schedule.ts';
import { isStale } from './state.ts';
import { createHealthStore, type StoreEffects } from './store.ts';

const HOUR = 3_600_000;
/** `HEALTH_SEQUENCES=6` tries all of up to six events, a million, in some minutes. */
const LENGTH = Number(process.env.HEALTH_SEQUENCES ?? 4);
const LONGEST_FRESH = freshFor(DEFAULT_INTERVAL * 1.1);
const STEP = 5_000;

type Network = 'renewed' | 'frozen' | 'cached' | 'limited' | 'offline' | 'failing';

const EVENTS = [
  'renewed',
  'frozen',
  'cached',
  'limited',
  'offline',
  'failing',
  'clock forward',
  'clock back',
  'sleep',
  'hide or show',
  'bfcache',
] as const;
type Happening = (typeof EVENTS)[number];

/** Lets promises settle: a look is no deeper than this, and microtasks are all it takes. */
async function settle(): Promise<void> {
  for (let hop = 0; hop < 30; hop += 1) await null;
}

/** A page whose true time nobody but the test knows. */
function createPage(clockSleeps: boolean) {
  const start = Date.parse('2026-11-23T00:00:00Z');
  let truth = 0;
  let monotonic = 0;
  let wallOffset = start;
  let visible = true;
  let network: Network = 'renewed';
  let frozenAt: number | undefined;
  let wake = () => {};
  let timers: { at: number; run: () => void }[] = [];

  const respond = (status: number, body: unknown, age: string | null = null) => {
    const headers = { get: (name: string) => (name === 'age' ? age : null) };
    return { ok: status < 300, status, headers, text: async () => JSON.stringify(body) };
  };
  const report = (status: string, madeAt: number) => ({
    status,
    serviceId: 'mlflow',
    version: '1',
    time: new Date(start + madeAt).toISOString(),
    checks: {},
  });
  const answer = () => {
    switch (network) {
      case 'renewed':
        return respond(200, report('pass', truth));
      case 'frozen':
        // The service stops with the report that it gives now.
        frozenAt ??= truth;
        return respond(200, report('pass', frozenAt));
      case 'cached':
        return respond(200, report('pass', truth - HOUR), String(HOUR / 1000));
      case 'limited':
        return respond(429, {});
      case 'failing':
        return respond(503, report('fail', truth));
      case 'offline':
        throw new TypeError('Failed to fetch');
    }
  };
  const effects: StoreEffects = {
    fetch: async () => answer(),
    now: createSleeplessClock(
      () => monotonic,
      () => truth + wallOffset,
    ),
    wall: () => truth + wallOffset,
    random: () => 1,
    isVisible: () => visible,
    setTimer: (run, ms) => {
      const timer = { at: monotonic + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    onWake: (callback) => {
      wake = callback;
      return () => {};
    },
  };

  async function advance(ms: number, look: () => void): Promise<void> {
    const until = monotonic + ms;
    for (;;) {
      const next = timers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) break;
      timers = timers.filter((timer) => timer !== next);
      truth += Math.max(0, next.at - monotonic);
      monotonic = Math.max(monotonic, next.at);
      next.run();
      await settle();
      look();
    }
    truth += until - monotonic;
    monotonic = until;
    look();
  }

  async function happen(event: Happening, look: () => void): Promise<void> {
    switch (event) {
      case 'clock forward':
      case 'clock back':
        wallOffset += event === 'clock back' ? -HOUR : HOUR;
        return advance(STEP, look);
      case 'sleep':
        truth += HOUR;
        if (!clockSleeps) monotonic += HOUR;
        // Nothing tells of it but the clock, and timers go on where they stood.
        await advance(STEP, () => {});
        return look();
      case 'hide or show':
        visible = !visible;
        wake();
        break;
      case 'bfcache':
        truth += HOUR;
        monotonic += HOUR;
        visible = true;
        wake();
        break;
      default:
        if (network !== event) frozenAt = undefined;
        network = event;
        await settle();
        return advance(35_000, look);
    }
    await settle();
    look();
  }
  /** How old what a report says really is. */
  const ageOf = (time: number) => truth - (time - start);
  return { effects, happen, isVisible: () => visible, ageOf };
}

/** Runs one sequence. Gives how often a green sign was seen, and where it was not true. */
async function run(sequence: readonly Happening[], clockSleeps: boolean) {
  const page = createPage(clockSleeps);
  const store = createHealthStore({ reportUrl: '/report', siteUrl: '/site' }, page.effects);
  let greens = 0;
  const lies: number[] = [];
  const look = () => {
    const state = store.getSnapshot();
    if (state.name !== 'pass' || isStale(state) || !page.isVisible()) return;
    greens += 1;
    const age = page.ageOf(state.report.time);
    if (age > LONGEST_FRESH) lies.push(age);
  };
  const unsubscribe = store.subscribe(look);
  for (const event of sequence) await page.happen(event, look);
  unsubscribe();
  return { greens, lies };
}

/** All sequences of one length; each contains all shorter ones as its beginnings. */
function* sequences(alphabet: readonly Happening[], length: number): Generator<readonly Happening[]> {
  if (length === 0) return yield [];
  for (const rest of sequences(alphabet, length - 1)) for (const event of alphabet) yield [event, ...rest];
}

describe(`in no sequence of up to ${LENGTH} events is an old report green`, () => {
  it.each([
    ['goes on while the machine sleeps', false, EVENTS],
    // Where it stands still, a sleep and a clock that is set back by as much look like nothing at all.
    ['stands still while the machine sleeps', true, EVENTS.filter((event) => event !== 'clock back')],
  ] as const)('where performance.now %s', { timeout: 3_600_000 }, async (_name, clockSleeps, alphabet) => {
    let tried = 0;
    let greens = 0;
    for (const sequence of sequences(alphabet, LENGTH)) {
      const seen = await run(sequence, clockSleeps);
      if (seen.lies.length > 0)
        expect.fail(`${sequence.join(', ')}: green at ages ${seen.lies.join(', ')} ms`);
      tried += 1;
      greens += seen.greens;
    }
    expect(tried).toBe(alphabet.length ** LENGTH);
    expect(greens).toBeGreaterThan(tried);
  });
});
