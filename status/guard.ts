/**
 * Reads a health report in the browser. zod would weigh ten times the rest of the widget; what this guard accepts
 * is held against the schema in `guard.test.ts`: everything valid, and nothing without a state.
 */
import {
  type CheckStatus,
  CONTRACT_VERSION,
  checkNames,
  checkStatuses,
  type HealthStatus,
  healthStatuses,
  SERVICE_ID,
} from '../health/contract/names.ts';

/** One check as the widget shows it. The code stays a string: a newer service may know codes that we do not. */
export interface SeenCheck {
  status: CheckStatus;
  code?: string;
}

/** What the widget needs of a report: the overall state, the checks by name, and when the service last looked. */
export interface SeenReport {
  status: HealthStatus;
  /** Those that we know and those that only a newer service knows. */
  checks: Readonly<Partial<Record<string, SeenCheck>>>;
  /** By the service's own clock, in milliseconds since 1970. */
  time: number;
  /** Announced maintenance as it came: `maintenance.ts` reads it. */
  maintenance?: unknown;
}

/**
 * Reads a parsed JSON value as a health report. Checks and codes may grow: what we do not know is kept by its name, or
 * left out when it has another shape.
 *
 * @returns The report, or undefined when the value is none.
 */
export function readReport(value: unknown): SeenReport | undefined {
  if (!isObject(value) || value.serviceId !== SERVICE_ID || value.version !== CONTRACT_VERSION)
    return undefined;
  const status = healthStatuses.find((known) => known === value.status);
  const time = typeof value.time === 'string' ? Date.parse(value.time) : -1;
  if (!status || !(time >= 0) || !isObject(value.checks)) return undefined;
  const checks: [string, SeenCheck][] = [];
  for (const [name, entries] of Object.entries(value.checks)) {
    const check = Array.isArray(entries) ? readCheck(entries[0]) : undefined;
    if (check) checks.push([name, check]);
    else if (checkNames.find((known) => known === name)) return undefined;
  }
  return { ...value, status, time, checks: Object.fromEntries(checks) };
}

function readCheck(entry: unknown): SeenCheck | undefined {
  if (!isObject(entry)) return undefined;
  const { code } = entry;
  const status = checkStatuses.find((known) => known === entry.status);
  return status && { status, ...(typeof code === 'string' && { code }) };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
