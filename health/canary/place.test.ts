import { expect, it } from 'vitest';
import type { Answer } from '../probe/upstream.ts';
import { createBudget } from './budget.ts';
import type { Knock } from './door.ts';
import { MARK, OWNED } from './names.ts';
import { createPlaceFinder } from './place.ts';

const answer = (status: number, body: object): Answer => ({
  status,
  body: JSON.stringify(body),
  mediaType: 'application/json',
  durationMs: 1,
});
const clock = { wall: () => new Date(0), monotonic: () => 0 };
const experiment = { experiment_id: '7', lifecycle_stage: 'active', tags: [{ key: MARK, value: OWNED }] };

/** An MLflow that stores no run. `exists` is whether somebody has made the experiment. */
function withoutRuns(exists: boolean): Knock {
  let made = exists;
  return async (path) => {
    if (path.includes('experiments/get-by-name'))
      return made
        ? answer(200, { experiment })
        : answer(404, { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'No such experiment' });
    if (path.endsWith('experiments/create')) {
      made = true;
      return answer(200, { experiment_id: '7' });
    }
    return path.endsWith('runs/search')
      ? answer(200, {})
      : answer(400, { error_code: 'BAD_REQUEST', message: 'value too long' });
  };
}

it('blames MLflow when an experiment of its own takes no run', async () => {
  const finder = createPlaceFinder(createBudget(100, clock), clock);
  const knock = withoutRuns(false);
  const fault = { kind: 'fault', code: 'write_refused' };
  expect(await finder.find(knock)).toEqual(fault);
  expect(await finder.find(knock)).toEqual(fault);
});

it('blames nobody when an experiment that others may have made takes none', async () => {
  const finder = createPlaceFinder(createBudget(100, clock), clock);
  expect(await finder.find(withoutRuns(true))).toEqual({ kind: 'disturbed' });
});
