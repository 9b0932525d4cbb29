/**
 * The names of the health contract, free of zod: the schemas and the browser share them, so neither keeps a copy.
 * Beside it, `failureCodes.ts` is free of zod too.
 */

/**
 * The things that are asked about the endpoint, in the order in which reports list them: each needs those before it.
 * Checks may be added without a new version of the contract.
 */
export const checkNames = ['front-door', 'server', 'tracking', 'registry', 'artifacts', 'writes'] as const;

/** The state of the whole. */
export const healthStatuses = ['pass', 'warn', 'fail'] as const;

/** The state of one check. `skipped`: turned off, not watched or not provable, so it counts for nothing. */
export const checkStatuses = [...healthStatuses, 'skipped'] as const;

/** Where an announced maintenance window is in its course, in Statuspage's words. */
export const maintenanceStatuses = ['scheduled', 'in_progress'] as const;

/** What the history is kept of: the whole report and each check. */
export const seriesNames = ['overall', ...checkNames] as const;

/** Stretches of time that the history can be asked for. */
export const historyWindows = ['24h', '7d', '30d', '90d'] as const;

/** What reports are about. */
export const SERVICE_ID = 'mlflow';
/** Version of the contract. It changes when a field changes its meaning or goes away. */
export const CONTRACT_VERSION = '1';
/** Media type of every report. */
export const HEALTH_MEDIA_TYPE = 'application/health+json';
/** Media type of every refusal (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The word for each state, wherever people read it: badges, status page, panel, navigation bar and documentation. */
export const stateWords = {
  pass: 'Operational',
  warn: 'Degraded',
  fail: 'Failing',
  skipped: 'Not checked',
  /** Nothing current is known, which says nothing about MLflow. */
  unknown: 'Unknown',
  /** A maintenance window is open. Said before the state's own word. */
  maintenance: 'Maintenance',
} as const satisfies Record<CheckStatus | 'unknown' | 'maintenance', string>;

export type CheckName = (typeof checkNames)[number];
export type HealthStatus = (typeof healthStatuses)[number];
export type CheckStatus = (typeof checkStatuses)[number];
export type SeriesName = (typeof seriesNames)[number];
export type HistoryWindow = (typeof historyWindows)[number];
