/**
 * Reads a health report in the browser. zod would weigh ten times the rest of the widget; what this guard accepts
 * is held against the schema in `guard.test.ts`: everything valid, and nothing without a state.
 */
import {
  type CheckName,
  type CheckStatus,
  CONTRACT_VERSION,
  checkNames,
  checkStatuses,
  type HealthStatus,
  healthStatuses,
  SERVICE_ID,
} from '../../../health/contract/names.ts';

/** One check as the widget shows it. The code stays a string: a newer service may know codes that we do not. */
export interface SeenCheck {
  status: CheckStatus;
  code?: string;
}

/** What the widget needs of a report: the overall state and the checks that it names. */
export interface SeenReport {
  status: HealthStatus;
  checks: Partial<Record<CheckName, SeenCheck>>;
}

/**
 * Reads a parsed JSON value as a health report.
 *
 * @returns The report, or undefined when the value is none. Checks that we do not know are left out.
 */
export function readReport(value: unknown): SeenReport | undefined {
  if (!isObject(value) || value.serviceId !== SERVICE_ID || value.version !== CONTRACT_VERSION)
    return undefined;
  const status = healthStatuses.find((known) => known === value.status);
  if (status === undefined || !isObject(value.checks)) return undefined;
  const report: SeenReport = { status, checks: {} };
  for (const name of checkNames) {
    const entries = value.checks[name];
    if (entries === undefined) continue;
    const check = Array.isArray(entries) ? readCheck(entries[0]) : undefined;
    if (check === undefined) return undefined;
    report.checks[name] = check;
  }
  return report;
}

function readCheck(entry: unknown): SeenCheck | undefined {
  if (!isObject(entry)) return undefined;
  const { code } = entry;
  const status = checkStatuses.find((known) => known === entry.status);
  if (status === undefined) return undefined;
  return typeof code === 'string' ? { status, code } : { status };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
