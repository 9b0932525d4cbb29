/** What somebody who holds a key can do to what the canary uses, and to what everyone uses. */
import path from 'node:path';
import * as z from 'zod';
import { BEAT, EXPERIMENT, FRESH, fileOf, MARK, OWNED, SLOTS } from '../../../health/canary/names.ts';
import { parseJson } from '../../../health/probe/answers.ts';
import type { Endpoint } from '../endpoint.ts';

export interface Attack {
  /** What is done, as the table has it. */
  readonly tried: string;
  /** Done again and again while the attack lasts. */
  readonly act: () => Promise<unknown>;
  /** Takes back what would stand in the way of the next attack. */
  readonly undo?: () => Promise<unknown>;
  /** What may be `contested` by it. */
  readonly contests?: 'writes' | 'artifacts';
  /** Whether nobody can upload while it lasts: the report may say so then. */
  readonly breaksUploads?: boolean;
}

/** More than the canary reads of one answer. */
const TOO_LARGE = 256 * 1024;
const LONG = 'x'.repeat(5000);
const slots = Array.from({ length: SLOTS }, (_, slot) => slot);
const ARTIFACTS = '/api/2.0/mlflow-artifacts/artifacts';
const FOLDER = path.posix.dirname(fileOf(0));
const unique = () => `abuse-${crypto.randomUUID()}`;
const manyTags = Array.from({ length: 60 }, (_, index) => ({ key: `long-${index}`, value: LONG }));

const found = z.object({ experiment: z.object({ experiment_id: z.string() }) });
const run = z.object({
  info: z.object({ run_id: z.string() }),
  data: z.object({ tags: z.array(z.object({ key: z.string() })).default([]) }),
});
const runs = z.object({ runs: z.array(run).default([]) });
const files = z.object({ files: z.array(z.object({ path: z.string() })).default([]) });

/** Every attack on an endpoint, with a user's key. */
export function attacksOn(endpoint: Pick<Endpoint, 'asUser'>): readonly Attack[] {
  /** MLflow breaks off an answer when its file is gone: that's what the attacker is after, and no failure of theirs. */
  const asUser: Endpoint['asUser'] = (...request) =>
    endpoint.asUser(...request).catch(() => ({ status: 0, body: '' }));
  const call = (operation: string, body: object) => asUser('POST', `/api/2.0/mlflow/${operation}`, body);
  const put = (name: string, body: string) => asUser('PUT', `${ARTIFACTS}/${name}`, body);
  const remove = (name: string) => asUser('DELETE', `${ARTIFACTS}/${name}`, {});

  /** Nothing while it can't be found: it may be renamed at the moment. */
  const onExperiment = (work: (id: string, size: number) => Promise<unknown>) => async () => {
    const path = `/api/2.0/mlflow/experiments/get-by-name?experiment_name=${EXPERIMENT}`;
    const { body } = await asUser('GET', path);
    const id = found.safeParse(parseJson(body)).data?.experiment.experiment_id;
    if (id !== undefined) await work(id, body.length);
  };
  const onRuns = (operation: string, bodyFor: (tags: readonly string[]) => object[], view = 'ACTIVE_ONLY') =>
    onExperiment(async (id) => {
      const asked = { experiment_ids: [id], max_results: 3, run_view_type: view };
      const { body } = await call('runs/search', asked);
      for (const { info, data } of runs.safeParse(parseJson(body)).data?.runs ?? []) {
        const tags = data.tags.map(({ key }) => key).filter((key) => key.startsWith(MARK));
        for (const each of bodyFor(tags)) await call(operation, { run_id: info.run_id, ...each });
      }
    });
  const onFiles = (work: (file: string) => Promise<unknown>) => async () => {
    for (const slot of slots) await work(fileOf(slot));
  };
  const tagExperiment = (key: string, value: string) =>
    onExperiment((experiment_id) => call('experiments/set-experiment-tag', { experiment_id, key, value }));

  return [
    {
      tried: 'Create experiments with 60 tags of 5,000 characters',
      act: () => call('experiments/create', { name: unique(), tags: manyTags }),
    },
    {
      tried: 'Create models with long descriptions',
      act: () => call('registered-models/create', { name: unique(), description: LONG }),
    },
    {
      tried: "Delete the canary's experiment",
      act: onExperiment((experiment_id) => call('experiments/delete', { experiment_id })),
      contests: 'writes',
    },
    {
      tried: "Rename the canary's experiment",
      act: onExperiment((experiment_id) => call('experiments/update', { experiment_id, new_name: unique() })),
      contests: 'writes',
    },
    {
      tried: "Put an experiment whose files belong elsewhere in the place of the canary's",
      act: async () => {
        await onExperiment((experiment_id) =>
          call('experiments/update', { experiment_id, new_name: unique() }),
        )();
        const tags = [{ key: MARK, value: OWNED }];
        await call('experiments/create', {
          name: EXPERIMENT,
          artifact_location: `/${LONG.slice(0, 240)}`,
          tags,
        });
      },
      undo: onExperiment((experiment_id) =>
        call('experiments/update', { experiment_id, new_name: unique() }),
      ),
      contests: 'writes',
    },
    {
      tried: "Take the mark off the canary's experiment",
      act: tagExperiment(MARK, 'mine'),
      undo: tagExperiment(MARK, OWNED),
      contests: 'writes',
    },
    {
      tried: "Fill the canary's experiment with 60 tags of 5,000 characters",
      act: onExperiment(async (experiment_id, size) => {
        if (size > TOO_LARGE) return;
        for (const tag of manyTags) await call('experiments/set-experiment-tag', { experiment_id, ...tag });
      }),
      undo: onExperiment((experiment_id) =>
        call('experiments/update', { experiment_id, new_name: unique() }),
      ),
      contests: 'writes',
    },
    {
      tried: "Delete the canary's runs",
      act: onRuns('runs/delete', () => [{}]),
      contests: 'writes',
    },
    {
      tried: 'Restore the runs that the canary deleted',
      act: onRuns('runs/restore', () => [{}], 'DELETED_ONLY'),
      undo: onRuns('runs/delete', () => [{}]),
      contests: 'writes',
    },
    {
      tried: "Overwrite the tags of the canary's runs",
      act: onRuns('runs/log-batch', (keys) => [{ tags: keys.map((key) => ({ key, value: 'not yours' })) }]),
      contests: 'writes',
    },
    {
      tried: "Delete the tags of the canary's runs",
      act: onRuns('runs/delete-tag', (keys) => keys.map((key) => ({ key }))),
      contests: 'writes',
    },
    {
      tried: "Fill the canary's runs with 60 tags of 5,000 characters",
      act: onRuns('runs/log-batch', () => [{ tags: manyTags }]),
      undo: onRuns('runs/delete', () => [{}]),
      contests: 'writes',
    },
    {
      tried: "Put runs that look like the canary's into its experiment",
      act: onExperiment(async (experiment_id) => {
        for (const value of [BEAT, FRESH]) {
          for (const start_time of [1, Date.now() + 86_400_000])
            await call('runs/create', { experiment_id, start_time, tags: [{ key: MARK, value }] });
        }
      }),
      undo: onRuns('runs/delete', () => [{}]),
      contests: 'writes',
    },
    {
      tried: "Delete the canary's files",
      act: onFiles(remove),
      contests: 'artifacts',
    },
    {
      tried: "Overwrite the canary's files",
      act: onFiles((file) => put(file, 'not yours')),
      contests: 'artifacts',
    },
    {
      tried: "Put 300 KB into the canary's files",
      act: onFiles((file) => put(file, LONG.repeat(60))),
      contests: 'artifacts',
    },
    {
      tried: "Delete the canary's files and put them back",
      act: onFiles(async (file) => {
        const { status, body } = await asUser('GET', `${ARTIFACTS}/${file}`);
        if (status === 200) await Promise.all([remove(file), put(file, body)]);
      }),
      contests: 'artifacts',
    },
    {
      tried: "Put folders where the canary's files belong",
      act: onFiles(async (file) => {
        await remove(file);
        await put(`${file}/folder.txt`, 'a folder now');
      }),
      undo: onFiles(remove),
      contests: 'artifacts',
    },
    {
      tried: "Put a file where the canary's folder belongs",
      act: async () => {
        await remove(FOLDER);
        await put(FOLDER, 'a file now');
      },
      undo: () => remove(FOLDER),
      contests: 'artifacts',
    },
    {
      tried: "Delete the canary's folder",
      act: () => remove(FOLDER),
      contests: 'artifacts',
    },
    {
      tried: 'Delete whatever is in the artifact store',
      act: async () => {
        const { body } = await asUser('GET', ARTIFACTS);
        const listed = files.safeParse(parseJson(body)).data?.files ?? [];
        await Promise.all(listed.map((file) => remove(file.path)));
      },
      contests: 'artifacts',
    },
    {
      tried: 'Delete the root of the artifact store',
      // MLflow takes the encoded dot for a path below the root, and deletes the root and all that is in it.
      act: () => remove('%2E'),
      contests: 'artifacts',
      breaksUploads: true,
    },
  ];
}
