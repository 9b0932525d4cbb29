/** When the MLflow client sends a call that keeps failing. Pure. */

export interface RetrySettings {
  /** `MLFLOW_HTTP_REQUEST_MAX_RETRIES` */
  retries: number;
  /** `MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR` */
  factor: number;
}

export const DEFAULTS: RetrySettings = { retries: 7, factor: 2 };

/** urllib3 never pauses longer, in seconds. */
const LONGEST_PAUSE = 120;

/** Seconds after the first attempt of each attempt, without the random part. The first retry follows at once. */
export function attempts({ retries, factor }: RetrySettings): number[] {
  const times = [0];
  for (let retry = 1; retry <= retries; retry += 1) {
    const pause = retry === 1 ? 0 : Math.min(factor * 2 ** (retry - 1), LONGEST_PAUSE);
    times.push((times.at(-1) ?? 0) + pause);
  }
  return times;
}
