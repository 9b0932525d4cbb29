/** Prints what the simulation finds: `npm run bench -- health-simulation`. */
import { readConfig } from '../config.ts';
import {
  busyLatency,
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
simulate(
  direct,
  (_, random) => ({ answersAfterMs: busyLatency(random) }),
  ROUNDS,
  seeded(1),
  ({ status }) => {
    if (status !== 'pass') alarms += 1;
  },
);
console.log(`healthy server under load: ${alarms} false alarms in ${ROUNDS} rounds`);

const healthyUntil =
  (fault: (round: number, random: () => number) => Meeting) =>
  (faultAtMs: number): Server => {
    let broken = 0;
    return (sentAt, random) => {
      if (sentAt < faultAtMs) return { answersAfterMs: busyLatency(random) };
      broken += 1;
      return fault(broken, random);
    };
  };
const well = (random: () => number): Meeting => ({ answersAfterMs: busyLatency(random) });
const faults: Record<string, (round: number, random: () => number) => Meeting> = {
  'every request fails': () => ({ breaksAfterMs: 20 }),
  'every request hangs': () => 'hangs',
  'every second request fails': (round, random) => (round % 2 === 1 ? { breaksAfterMs: 20 } : well(random)),
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
