/** Prints what the simulation finds: `npm run bench -- health-simulation`. */
import { readConfig } from '../config.ts';
import {
  busyServer,
  type Meeting,
  type Server,
  type Settings,
  seeded,
  simulate,
  spreadOf,
  timeToShow,
} from './simulation.ts';

const ROUNDS = 10_000;
const TRIALS = 1000;
const { thresholds } = readConfig({ MLFLOW_URL: 'http://127.0.0.1:5000' });
const direct: Settings = { ...thresholds, timeoutMs: thresholds.roundTimeoutMs };

let alarms = 0;
let slow = 0;
simulate(direct, busyServer(), ROUNDS, seeded(1), (held) => {
  if (held.status === 'warn' && held.code === 'slow') slow += 1;
  else if (held.status !== 'pass') alarms += 1;
});
console.log(
  `healthy server under load: ${alarms} false alarms in ${ROUNDS} rounds; ${slow} times \`slow\`, for answers that took longer than ${direct.slowAfterMs / 1000} s`,
);

/** What a request meets in a round after the fault began; `healthy` is what it would have met. */
type Fault = (round: number, healthy: Server, sentAtMs: number, random: () => number) => Meeting;

const healthyUntil =
  (fault: Fault) =>
  (faultAtMs: number): Server => {
    const healthy = busyServer();
    let broken = 0;
    return (sentAt, random) => {
      if (sentAt < faultAtMs) return healthy(sentAt, random);
      broken += 1;
      return fault(broken, healthy, sentAt, random);
    };
  };
const faults: Record<string, Fault> = {
  'every request fails': () => ({ breaksAfterMs: 20 }),
  'every request hangs': () => 'hangs',
  'every second request fails': (round, healthy, sentAt, random) =>
    round % 2 === 1 ? { breaksAfterMs: 20 } : healthy(sentAt, random),
  'every answer takes 5 s': () => ({ answersAfterMs: 5000 }),
};
const seconds = (ms: number) => (Number.isFinite(ms) ? `${(ms / 1000).toFixed(1)} s` : 'never');
for (const [name, fault] of Object.entries(faults)) {
  const random = seeded(2);
  const shown = (wanted: readonly string[]) =>
    spreadOf(
      Array.from({ length: TRIALS }, () =>
        timeToShow(direct, healthyUntil(fault), ({ status }) => wanted.includes(status), random),
      ),
    );
  const [warn, fail] = [shown(['warn', 'fail']), shown(['fail'])];
  console.log(
    `${name}: warn or fail after ${seconds(warn.median)} (median), ${seconds(warn.worst)} (worst); fail after ${seconds(fail.median)}, ${seconds(fail.worst)}`,
  );
}
