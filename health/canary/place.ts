/** Finds the experiment and the run that the canary rewrites, and makes again what others deleted. */
import type { Clock } from '../probe/clock.ts';
import type { Budget } from './budget.ts';
import { calls, disturbed, type Reply, tagIn, unspoiled } from './calls.ts';
import { type Knock, Unproven } from './door.ts';
import { BEAT, EXPERIMENT, FRESH, MARK, OWNED } from './names.ts';

/** Where the canary writes. */
export interface Place {
  readonly experimentId: string;
  readonly runId: string;
}

export interface PlaceFinder {
  /** Gives the place, from memory or by looking. */
  find(knock: Knock): Promise<Reply<Place>>;
  /** Looks again the next time. */
  forget(): void;
}

const mark = (value: string) => ({ key: MARK, value });
/** Forgotten runs that are deleted at a time. */
const LEFTOVERS = 5;

/** Makes a finder. */
export function createPlaceFinder(budget: Budget, clock: Clock): PlaceFinder {
  let known: Place | undefined;
  let swept = false;
  /** The experiment that this process made. */
  let own: string | undefined;

  async function findExperiment(knock: Knock): Promise<Reply<string>> {
    const found = await calls.experimentByName(knock, EXPERIMENT);
    if (found.kind === 'disturbed') {
      if (!budget.take()) throw new Unproven('contested');
      const made = await calls.createExperiment(knock, EXPERIMENT, [mark(OWNED)]);
      if (made.kind !== 'ok') {
        budget.giveBack();
        return made;
      }
      own = made.value.experiment_id;
      return { kind: 'ok', value: own };
    }
    if (found.kind !== 'ok') return found;
    const { experiment_id: id, lifecycle_stage: stage, tags } = found.value.experiment;
    // Somebody else's, whatever its name: hands off.
    if (tagIn(tags, MARK) !== OWNED) throw new Unproven('contested');
    if (stage === 'active') return { kind: 'ok', value: id };
    const restored = await calls.restoreExperiment(knock, id);
    return restored.kind === 'ok' ? { kind: 'ok', value: id } : restored;
  }

  async function findRun(knock: Knock, experimentId: string): Promise<Reply<string>> {
    const found = await calls.searchRuns(knock, {
      experimentId,
      tag: mark(BEAT),
      view: 'ALL',
      // When others spoil a run, the one that was made after it is the good one.
      order: 'DESC',
      most: 1,
    });
    if (found.kind === 'fault' || found.kind === 'suspect') return found;
    const info = found.kind === 'ok' ? found.value.runs[0]?.info : undefined;
    if (info === undefined) {
      if (!budget.take()) throw new Unproven('contested');
      const made = await calls.createRun(knock, experimentId, [mark(BEAT)], clock.wall().getTime());
      if (made.kind === 'ok') return { kind: 'ok', value: made.value.run.info.run_id };
      budget.giveBack();
      // Whoever makes an experiment chooses where its runs keep their files, and a place whose name is too long for the
      // database keeps every run out of it.
      return made.kind === 'suspect' && experimentId !== own ? disturbed : unspoiled(made);
    }
    if (info.lifecycle_stage === 'active') return { kind: 'ok', value: info.run_id };
    const restored = await calls.restoreRun(knock, info.run_id);
    return restored.kind === 'ok' ? { kind: 'ok', value: info.run_id } : restored;
  }

  /** A crash between creating and deleting leaves a run: it is deleted now. */
  async function sweep(knock: Knock, experimentId: string): Promise<void> {
    const left = await calls.searchRuns(knock, {
      experimentId,
      tag: mark(FRESH),
      view: 'ACTIVE_ONLY',
      order: 'ASC',
      most: LEFTOVERS,
    });
    if (left.kind !== 'ok') return;
    for (const { info } of left.value.runs) await calls.deleteRun(knock, info.run_id);
  }

  return {
    async find(knock) {
      if (known !== undefined) return { kind: 'ok', value: known };
      const experiment = await findExperiment(knock);
      if (experiment.kind !== 'ok') return experiment;
      const run = await findRun(knock, experiment.value);
      if (run.kind !== 'ok') return run;
      if (!swept) await sweep(knock, experiment.value);
      swept = true;
      known = { experimentId: experiment.value, runId: run.value };
      return { kind: 'ok', value: known };
    },
    forget() {
      known = undefined;
    },
  };
}
