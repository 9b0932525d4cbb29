/** Builds the reports from what is known. Pure; every report leaves through its schema. */
import type { Config } from '../config.ts';
import {
  type CheckName,
  type CheckReport,
  type CheckResult,
  type CheckStatus,
  CONTRACT_VERSION,
  checkNames,
  checkReportSchema,
  type DetailedReport,
  detailedReportSchema,
  type FailureCode,
  type HealthReport,
  type HealthStatus,
  healthReportSchema,
  type ProcessReport,
  processReportSchema,
} from '../contract.ts';
import type { Announced } from '../maintenance.ts';
import { type Phase, perCheck, type Snapshot } from '../probe/snapshot.ts';
import { codeOfHeld, type Held } from '../probe/state.ts';

/** What is known, and whether it can be believed. */
export interface View {
  readonly snapshot: Snapshot;
  readonly phase: Phase;
  readonly maintenance: Announced;
}

export type ReportOptions = Pick<Config, 'critical' | 'aboutUrl' | 'thresholds'>;

const componentTypes = {
  'front-door': 'system',
  server: 'component',
  tracking: 'datastore',
  registry: 'datastore',
  artifacts: 'datastore',
  writes: 'datastore',
} as const satisfies Record<CheckName, string>;

/** The public report on everything. */
export function healthReport(view: View, options: ReportOptions): HealthReport {
  const results = perCheck((name) => resultOf(name, view));
  return healthReportSchema.parse({
    ...envelope(overall(view, results, options.critical), notesOf(results), view),
    checks: perCheck((name) => [results[name]]),
    links: { about: options.aboutUrl },
  });
}

/** The public report on one check. What is skipped is not failing. */
export function checkReport(name: CheckName, view: View, options: ReportOptions): CheckReport {
  const result = resultOf(name, view);
  const status = result.status === 'skipped' ? 'pass' : result.status;
  return checkReportSchema.parse({
    ...envelope(status, notesOf({ [name]: result }), view),
    checks: { [name]: [result] },
    links: { about: options.aboutUrl },
  });
}

/** The report for operators. */
export function detailedReport(view: View, options: ReportOptions): DetailedReport {
  const { snapshot } = view;
  const results = perCheck((name) => resultOf(name, view));
  return detailedReportSchema.parse({
    ...envelope(overall(view, results, options.critical), notesOf(results), view),
    checks: perCheck((name) => [{ ...results[name], ...figuresOf(name, snapshot, options.critical) }]),
    mlflow: {
      version: snapshot.version?.version ?? null,
      supported: snapshot.version?.supported ?? null,
    },
    certificate: { daysLeft: daysUntil(snapshot.certificateEnds, snapshot.time) },
    thresholds: options.thresholds,
    rounds: {
      ended: snapshot.roundsEnded,
      canary: snapshot.canaryRoundsEnded,
      discarded: snapshot.roundsDiscarded,
    },
    links: { about: options.aboutUrl },
  });
}

/** The report of this process on itself: `code` when it must not get traffic. */
export function processReport(
  code: 'starting' | 'stale' | 'draining' | undefined,
  time: Date,
  aboutUrl: string,
): ProcessReport {
  const status = code === undefined ? 'pass' : 'fail';
  const at = time.toISOString();
  return processReportSchema.parse({
    status,
    serviceId: 'health',
    version: CONTRACT_VERSION,
    time: at,
    notes: code === undefined ? [] : [code],
    checks: { process: [{ componentType: 'system', status, ...(code && { code }), time: at }] },
    links: { about: aboutUrl },
  });
}

function envelope(status: HealthStatus, notes: string[], view: View) {
  const { snapshot, maintenance } = view;
  return {
    status,
    serviceId: 'mlflow',
    version: CONTRACT_VERSION,
    time: snapshot.time.toISOString(),
    notes,
    ...(maintenance.length > 0 && { maintenance }),
  } as const;
}

function resultOf(name: CheckName, view: View): CheckResult {
  const known = heldIn(view, view.snapshot.checks[name].held);
  return {
    componentType: componentTypes[name],
    ...known,
    time: view.snapshot.time.toISOString(),
  };
}

/** What cannot be believed is never green. */
function heldIn({ phase, snapshot }: View, held: Held): { status: CheckStatus; code?: FailureCode } {
  if (held.status === 'skipped' && held.code === 'not_watched') return held;
  if (phase === 'stale' && snapshot.selfAtFault) return { status: 'fail', code: 'self' };
  if (phase !== 'live') return { status: 'fail', code: phase };
  if (held.status === 'unknown') return { status: 'fail', code: 'starting' };
  const code = codeOfHeld(held);
  return code === undefined ? { status: held.status } : { status: held.status, code };
}

function overall(
  { phase }: View,
  results: Record<CheckName, CheckResult>,
  critical: readonly CheckName[],
): HealthStatus {
  if (phase !== 'live' || critical.some((name) => results[name].status === 'fail')) return 'fail';
  return checkNames.some((name) => /^(warn|fail)$/.test(results[name].status)) ? 'warn' : 'pass';
}

function notesOf(results: Partial<Record<CheckName, CheckResult>>): string[] {
  return Object.entries(results).flatMap(([name, { code }]) =>
    code === undefined ? [] : [`${name} ${code}`],
  );
}

function figuresOf(name: CheckName, snapshot: Snapshot, critical: readonly CheckName[]) {
  const { last, since, failuresInARow } = snapshot.checks[name];
  return {
    observedValue: last?.durationMs === undefined ? null : Math.round(last.durationMs * 10) / 10,
    observedUnit: 'ms',
    since: since?.toISOString() ?? null,
    critical: critical.includes(name),
    lastOutcome: last?.status ?? null,
    ...(last !== undefined && 'code' in last && { lastCode: last.code }),
    failuresInARow,
  } as const;
}

/** Whole days from one time to another; null when there is none. */
function daysUntil(end: Date | undefined, now: Date): number | null {
  return end === undefined ? null : Math.floor((end.getTime() - now.getTime()) / 86_400_000);
}
