/** The canary: does what a user does, through the front door, with a key of its own. */
import type { FailureCode } from '../contract.ts';
import { deniesExistence } from '../probe/answers.ts';
import { unusedName } from '../probe/checks.ts';
import type { Clock } from '../probe/clock.ts';
import { answered, type CanarySignal, failed, type Outcome, skipped } from '../probe/outcome.ts';
import type { Canary, CanaryOutcomes } from '../probe/prober.ts';
import { type Answer, type Ask, UpstreamError } from '../probe/upstream.ts';
import { createBudget } from './budget.ts';
import { createDoor, type Knock, speakerOf, Unproven } from './door.ts';
import { createPlaceFinder } from './place.ts';
import { createUploader } from './uploads.ts';
import { createWriter } from './writes.ts';

export interface CanaryOptions {
  /** Asks below the tracking URI. */
  readonly ask: Ask;
  readonly keys: () => readonly string[];
  readonly intervalMs: number;
  /** Longest time for one request, in milliseconds; a round lasts twice as long at most. */
  readonly timeoutMs: number;
  readonly runEveryMs: number;
  readonly slowAfterMs: number;
  /** Days before its end from which the certificate is warned of. */
  readonly certificateDays: number;
  readonly clock: Clock;
  /** Whether MLflow itself answered from its database when it was last asked directly. */
  readonly mlflowAnswers: () => boolean;
  readonly random?: () => number;
}

const DAY_MS = 86_400_000;
/** Runs and experiments that are made in a day at most, beside the regular ones, when others delete or spoil ours. */
const SPARE_PER_DAY = 24;

/** Makes the canary. */
export function createCanary(options: CanaryOptions): Canary {
  const { clock, random = Math.random, runEveryMs, slowAfterMs } = options;
  const budget = createBudget(Math.ceil(DAY_MS / runEveryMs) + SPARE_PER_DAY, clock);
  const door = createDoor(options);
  const writer = createWriter({ place: createPlaceFinder(budget, clock), budget, clock, runEveryMs, random });
  const uploader = createUploader(random);

  return {
    intervalMs: options.intervalMs,
    timeoutMs: 2 * options.timeoutMs,
    async run(signal, hanging) {
      const nonce = unusedName();
      /** Opens the door for one part and notes its slowest request. */
      const part = async (
        name: CanarySignal,
        work: (knock: Knock) => Promise<FailureCode | undefined>,
      ): Promise<Outcome> => {
        const knock = door.open(signal, () => hanging(name));
        let slowest = 0;
        let startedAt = performance.now();
        const timed: Knock = async (path, sent) => {
          startedAt = performance.now();
          const answer = await knock(path, sent);
          slowest = Math.max(slowest, performance.now() - startedAt);
          return answer;
        };
        try {
          const code = await work(timed);
          // Many answers that take long make a round too long, and none of them is missing.
          if (code === 'timeout' && signal.aborted) {
            const waited = performance.now() - startedAt;
            return { status: 'warn', code: 'slow', durationMs: Math.max(slowest, waited) };
          }
          if (code !== undefined) return failed(code, code === 'timeout' ? undefined : slowest);
          return answered(slowest, slowAfterMs);
        } catch (error) {
          if (error instanceof Unproven) return skipped(error.code);
          throw error;
        }
      };
      let certificateEnds: Date | undefined;
      const entered = await part('front-door', async (knock) => {
        const code = await enter(knock, (answer) => {
          certificateEnds = answer.certificateEnds;
        });
        const ambiguous = code === 'timeout' || code === 'upstream_error';
        // Nobody gets through when MLflow itself is down, and that is not the door's fault.
        if (ambiguous && !options.mlflowAnswers()) throw new Unproven('unproven');
        return code;
      });
      const [writes, uploads] = isOpen(entered)
        ? await Promise.all([
            part('writes', (knock) => writer.check(knock, nonce)),
            part('uploads', (knock) => uploader.check(knock, nonce)),
          ])
        : [beyond(entered), beyond(entered)];
      const outcomes: CanaryOutcomes = {
        'front-door': withCertificate(entered, certificateEnds),
        writes,
        uploads,
      };
      return { outcomes, certificateEnds };
    },
  };

  function withCertificate(outcome: Outcome, ends: Date | undefined): Outcome {
    const left = ends && ends.getTime() - clock.wall().getTime();
    if (left === undefined || left >= options.certificateDays * DAY_MS) return outcome;
    return outcome.status === 'pass' ? { ...outcome, status: 'warn', code: 'certificate' } : outcome;
  }
}

function isOpen({ status }: Outcome): boolean {
  return status === 'pass' || status === 'warn';
}

/** What can be said of what lies behind a door that did not open. */
function beyond(door: Outcome): Outcome {
  return skipped(door.status === 'skipped' ? door.code : 'unproven');
}

/** Reads an experiment and a registered model that do not exist: only MLflow can say so, by name. */
async function enter(knock: Knock, seen: (answer: Answer) => void): Promise<FailureCode | undefined> {
  const questions = [
    (name: string) => `/api/2.0/mlflow/experiments/get-by-name?experiment_name=${name}`,
    (name: string) => `/api/2.0/mlflow/registered-models/get?name=${name}`,
  ];
  for (const [index, question] of questions.entries()) {
    const name = unusedName();
    try {
      const answer = await knock(question(name));
      seen(answer);
      if (deniesExistence(answer, name)) continue;
      const speaker = speakerOf(answer);
      if (speaker.who === 'mlflow') continue;
      // The registry is for administrators' keys only on some endpoints, and the canary's need be none.
      if (speaker.who === 'canary' && index > 0) continue;
      if (speaker.who === 'canary') throw new Unproven(speaker.code);
      return speaker.code;
    } catch (error) {
      if (error instanceof UpstreamError) return error.code;
      throw error;
    }
  }
  return undefined;
}
