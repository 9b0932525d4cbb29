/** A world for tests of the store: a clock that only tests move, and a network that answers what they say. */
import { createSleeplessClock } from './clock.ts';
import type { StoreEffects } from './store.ts';

/** What the network does with a request to a URL: an answer, an error, or nothing ever (until it is aborted). */
export type Answer = Response | Error | 'hangs';

export interface Request {
  url: string;
  init: RequestInit;
}

export interface TestWorld {
  effects: StoreEffects;
  requests: Request[];
  /** The answer to every request, until it is changed. */
  answer: (request: Request) => Answer;
  /** Milliseconds of the clock. */
  now: () => number;
  /** Moves the clock, runs what falls due in its order, and lets promises settle. */
  advance: (ms: number) => Promise<void>;
  show: (visible: boolean) => Promise<void>;
  /** Somebody sets the wall clock, or the machine sleeps while a clock that sleeps with it stands still. */
  setWallClock: (byMs: number) => void;
  /** The network comes or goes. */
  networkEvent: () => Promise<void>;
  timers: () => number;
  wakeListeners: () => number;
  randomIs: (value: number) => void;
}

export const REPORT_URL = 'https://registry.example/api/health/mlflow';
export const SITE_URL = '/robots.txt';

export function createTestWorld(answer: (request: Request) => Answer): TestWorld {
  let time = Date.parse('2026-11-23T00:00:00Z');
  let wallOffset = 0;
  let visible = true;
  let random = 0;
  let timers: { at: number; run: () => void }[] = [];
  const wakes = new Set<() => void>();

  async function runDue(until: number): Promise<void> {
    await settle();
    const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) return;
    timers = timers.filter((timer) => timer !== next);
    time = Math.max(time, next.at);
    next.run();
    return runDue(until);
  }
  const wake = async () => {
    for (const callback of [...wakes]) callback();
    await runDue(time);
  };

  const world: TestWorld = {
    requests: [],
    answer,
    now: () => time,
    advance: async (ms) => {
      const until = time + ms;
      await runDue(until);
      time = until;
    },
    show: (value) => {
      visible = value;
      return wake();
    },
    setWallClock: (byMs) => {
      wallOffset += byMs;
    },
    networkEvent: wake,
    timers: () => timers.length,
    wakeListeners: () => wakes.size,
    randomIs: (value) => {
      random = value;
    },
    effects: {
      fetch: (url, init) => {
        const request = { url, init };
        world.requests.push(request);
        return respond(world.answer(request), init.signal);
      },
      now: createSleeplessClock(
        () => time,
        () => time + wallOffset,
      ),
      wall: () => time + wallOffset,
      random: () => random,
      isVisible: () => visible,
      setTimer: (run, ms) => {
        const timer = { at: time + ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
      onWake: (callback) => {
        wakes.add(callback);
        return () => wakes.delete(callback);
      },
    },
  };
  return world;
}

function respond(answer: Answer, signal: AbortSignal | null | undefined): Promise<Response> {
  if (answer instanceof Error) return Promise.reject(answer);
  if (answer !== 'hangs') return Promise.resolve(answer);
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

/** Lets every promise that can settle do so; a macrotask ends after all microtasks. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

type Statuses = Partial<
  Record<
    'front-door' | 'server' | 'tracking' | 'registry' | 'artifacts' | 'writes',
    { status: string; code?: string }
  >
>;

let made = 0;

/** The service looks again between two reports. */
function nextTime(): string {
  made += 1;
  return new Date(Date.parse('2026-11-23T00:00:00Z') + made * 1000).toISOString();
}

/** A report as the health service sends it, all checks passing but those named. */
export function reportBody(
  status: 'pass' | 'warn' | 'fail',
  checks: Statuses = {},
  time = nextTime(),
): Record<string, unknown> {
  const entry = (name: keyof Statuses) => [
    { componentType: 'datastore', status: 'pass', ...checks[name], time },
  ];
  return {
    status,
    serviceId: 'mlflow',
    version: '1',
    time,
    notes: [],
    checks: {
      'front-door': entry('front-door'),
      server: entry('server'),
      tracking: entry('tracking'),
      registry: entry('registry'),
      artifacts: entry('artifacts'),
      writes: entry('writes'),
    },
    links: { about: 'https://docs.hokus.ai/status/' },
  };
}

/** The answer that carries a report, with the HTTP status that belongs to it. */
export function reportResponse(
  status: 'pass' | 'warn' | 'fail',
  options: {
    checks?: Statuses;
    headers?: Record<string, string>;
    time?: string;
    maintenance?: readonly object[];
  } = {},
): Response {
  const { maintenance } = options;
  const body = { ...reportBody(status, options.checks, options.time), ...(maintenance && { maintenance }) };
  return new Response(JSON.stringify(body), {
    status: status === 'fail' ? 503 : 200,
    headers: { 'content-type': 'application/health+json', ...options.headers },
  });
}

/** What `fetch` throws when there is no network, no CORS header, no host: a browser does not say which. */
export const NETWORK_ERROR = new TypeError('Failed to fetch');
