/**
 * What the canary owns in MLflow. Nothing else is ever written to.
 *
 * It leaves, for all instances together: one experiment; one run that is never deleted, with a tag per slot and one
 * metric; a file per slot; and a run an hour that is deleted at once, which MLflow keeps as deleted: 8,760 a year, each
 * with four tags. `mlflow gc` removes those.
 */

/** Name of the experiment. */
export const EXPERIMENT = 'hokusai-health-canary';
/** Tag that marks the experiment and its runs as ours. Without it they are not touched. */
export const MARK = 'hokusai.health';
/** Value of the tag on the experiment. */
export const OWNED = 'canary';
/** Value on the run that is rewritten. */
export const BEAT = 'beat';
/** Value on a run that is created and deleted. */
export const FRESH = 'fresh';
/** Tag of a run that says which round wrote it. */
export const NONCE = 'hokusai.health.nonce';
/** The metric, always with the same value, step and time, so that it stays one row. */
export const METRIC = { key: 'hokusai.health', value: 1, timestamp: 1, step: 0 } as const;
/** Folder of the files. */
const FOLDER = 'hokusai-health';

/** Instances choose one of so many tags and files, so that they do not overwrite each other's. */
export const SLOTS = 8;

/** The tag of a slot. */
export function tagOf(slot: number): string {
  return `hokusai.health.beat.${slot}`;
}

/** The file of a slot. */
export function fileOf(slot: number): string {
  return `${FOLDER}/beat-${slot}.txt`;
}
