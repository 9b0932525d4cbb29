/** Runs jobs side by side as processors and memory allow, in the order of a list. */

/** What the schedule has to know of a job. */
export interface Job {
  name: string;
  /** Names of jobs that must have succeeded before; those that are not in the list do not count. */
  after?: readonly string[];
  /** Processors that it keeps busy on average. */
  cores: number;
  /** GiB that it holds at most. */
  memory: number;
}

/** What jobs share. */
export type Capacity = Pick<Job, 'cores' | 'memory'>;

export interface Course<J extends Job> {
  /** Runs one job; true when it succeeded. */
  run: (job: J) => Promise<boolean>;
  /** Gets every job that cannot run because the named one failed. */
  onBlocked: (job: J, by: string) => void;
  /** Ends the schedule: what runs is awaited, nothing more is started. */
  signal: AbortSignal;
}

/**
 * Runs every job once. A job that fits into what is free starts before an earlier one that does not; a job that is
 * larger than everything runs alone.
 */
export async function schedule<J extends Job>(
  jobs: readonly J[],
  capacity: Capacity,
  course: Course<J>,
): Promise<void> {
  const waiting = new Set(jobs);
  const running = new Map<J, Promise<void>>();
  const failed = new Set<string>();
  const isPending = (name: string) => [...waiting, ...running.keys()].some((job) => job.name === name);

  const start = (job: J): void => {
    waiting.delete(job);
    const ended = course.run(job).then((ok) => {
      if (!ok) failed.add(job.name);
      running.delete(job);
    });
    running.set(job, ended);
  };

  while (waiting.size > 0 || running.size > 0) {
    for (const job of course.signal.aborted ? [] : [...waiting]) {
      const broken = job.after?.find((name) => failed.has(name));
      if (broken !== undefined) {
        waiting.delete(job);
        failed.add(job.name);
        course.onBlocked(job, broken);
      } else if (!job.after?.some(isPending) && fits(job, [...running.keys()], capacity)) start(job);
    }
    if (running.size === 0 && (course.signal.aborted || waiting.size === 0)) return;
    if (running.size === 0) continue;
    await Promise.race(running.values());
  }
}

function fits(job: Job, running: readonly Job[], capacity: Capacity): boolean {
  if (running.length === 0) return true;
  const sum = (of: 'cores' | 'memory') => running.reduce((total, each) => total + each[of], job[of]);
  return sum('cores') <= capacity.cores && sum('memory') <= capacity.memory;
}
