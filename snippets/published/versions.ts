/**
 * The one place that names the versions the pages are written for. `server` is the MLflow of `stack/requirements.txt`,
 * which ran the code; `oldestServer` the oldest one that is measured and supported.
 */
export const VERSIONS = {
  server: '3.17.2',
  oldestServer: '3.9.0',
} as const;

/** Oldest tools that the code of the pages works with. */
export const OLDEST = { python: '3.10', node: '22.18', curl: '7.76' } as const;
