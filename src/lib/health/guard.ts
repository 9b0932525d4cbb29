/**
 * Reads a health report in the browser. zod would weigh ten times the rest of the widget; what this guard accepts
 * is held against the schema in `guard.test.ts`: everything valid, and nothing without a state.
 */
import type { CheckName, CheckStatus, HealthReport, HealthStatus } from '../../../health/contract.ts';

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

const STATUSES: readonly unknown[] = ['pass', 'warn', 'fail'] satisfies HealthStatus[];
const SERVICE: HealthReport['serviceId'] = 'mlflow';
const VERSION: HealthReport['version'] = '1';

/** The checks in the order of a request's way: each needs those before it. */
export const CHECK_NAMES: readonly CheckName[] = ['server', 'tracking', 'registry', 'artifacts'];

/**
 * Reads a parsed JSON value as a health report.
 *
 * @returns The report, or undefined when the value is none. Checks that we do not know are left out.
 */
export function readReport(value: unknown): SeenReport | undefined {
  if (!isObject(value) || value.serviceId !== SERVICE || value.version !== VERSION) return undefined;
  if (!isStatus(value.status) || !isObject(value.checks)) return undefined;
  const report: SeenReport = { status: value.status, checks: {} };
  for (const name of CHECK_NAMES) {
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
  const { status, code } = entry;
  if (!isStatus(status) && status !== 'skipped') return undefined;
  return typeof code === 'string' ? { status, code } : { status };
}

function isStatus(value: unknown): value is HealthStatus {
  return STATUSES.includes(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
