/**
 * What the health service says: the schema of every public answer. Everything else is derived from here: the
 * types, the check that each answer passes before it is sent, and `openapi/health.yaml`.
 *
 * Modelled on draft-inadarei-api-health-check-06, with a closed list of failure codes and one extra check
 * status, `skipped`. Code for the browser imports types only, so zod stays out of its bundle.
 */
import * as z from 'zod';

/** The four things that are asked about MLflow, in the order in which reports list them. */
export const checkNames = ['server', 'tracking', 'registry', 'artifacts'] as const;

/** The state of the whole. */
export const healthStatuses = ['pass', 'warn', 'fail'] as const;

/** The state of one check. `skipped`: turned off on purpose, so it counts for nothing. */
export const checkStatuses = ['pass', 'warn', 'fail', 'skipped'] as const;

/** Every reason that can be given for a state other than `pass`. The list is closed. */
export const failureCodes = [
  'dns',
  'connect_refused',
  'tls',
  'timeout',
  'reset',
  'unauthorized',
  'forbidden',
  'host_not_allowed',
  'not_found',
  'rate_limited',
  'upstream_error',
  'db_unavailable',
  'disabled',
  'bad_content_type',
  'bad_shape',
  'slow',
  'stale',
  'starting',
  'draining',
] as const;

/** Media type of every report. */
export const HEALTH_MEDIA_TYPE = 'application/health+json';
/** Media type of every refusal (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
/** Version of this contract. It changes when a field changes its meaning or goes away. */
export const CONTRACT_VERSION = '1';

const time = z.iso.datetime().describe('When this was last known, in UTC.');
const code = z.enum(failureCodes).describe('Why the status is not `pass`. Absent when it is.');

/** One check inside a report. */
export const checkResultSchema = z
  .strictObject({
    componentType: z
      .enum(['component', 'datastore', 'system'])
      .describe('What kind of part this is, in the words of the health-check draft.'),
    status: z.enum(checkStatuses),
    code: code.optional(),
    time,
  })
  .meta({ id: 'CheckResult', description: 'The state of one part.' });

const oneResult = z.array(checkResultSchema).length(1);
const notes = z
  .array(z.string())
  .describe('One line for each check that does not pass: its name and its code.');
const links = z.strictObject({ about: z.url().describe('A page that explains the report.') });

const envelope = {
  status: z.enum(healthStatuses).describe('`fail` is always sent with 503, `pass` and `warn` with 200.'),
  serviceId: z.literal('mlflow'),
  version: z.literal(CONTRACT_VERSION).describe('Version of this contract.'),
  time,
  notes,
};

/** The public report: all four checks. */
export const healthReportSchema = z
  .strictObject({
    ...envelope,
    checks: z.strictObject({
      server: oneResult,
      tracking: oneResult,
      registry: oneResult,
      artifacts: oneResult,
    }),
    links,
  })
  .meta({ id: 'HealthReport', description: 'The state of MLflow, the same shape for every status code.' });

/** The public report on one check: the same shape with one entry in `checks`. */
export const checkReportSchema = z
  .strictObject({
    ...envelope,
    checks: z
      .partialRecord(z.enum(checkNames), oneResult)
      .refine((checks) => Object.keys(checks).length === 1, 'exactly one check'),
    links,
  })
  .meta({ id: 'CheckReport', description: 'The state of one check.' });

/** What `/livez` and `/readyz` say about this process alone. */
export const processReportSchema = z
  .strictObject({
    status: z.enum(['pass', 'fail']),
    serviceId: z.literal('health'),
    version: z.literal(CONTRACT_VERSION),
    time,
    notes,
    checks: z.strictObject({ process: oneResult }),
    links,
  })
  .meta({ id: 'ProcessReport', description: 'The state of the health service itself; MLflow is not asked.' });

const milliseconds = z.number().nonnegative();
const count = z.int().nonnegative();

const detailedCheckSchema = z
  .strictObject({
    componentType: z.enum(['component', 'datastore']),
    status: z.enum(checkStatuses),
    code: code.optional(),
    time,
    observedValue: milliseconds.nullable().describe('Time the last answer took; null when there was none.'),
    observedUnit: z.literal('ms'),
    since: z.iso.datetime().nullable().describe('Since when the status holds; null before the first round.'),
    critical: z.boolean().describe('Whether this check alone can make the whole report fail.'),
    lastOutcome: z
      .enum(checkStatuses)
      .nullable()
      .describe('What the last round saw, before several rounds are weighed together.'),
    lastCode: code.optional(),
    failuresInARow: count,
  })
  .meta({ id: 'DetailedCheck', description: 'One check with its figures.' });

const oneDetail = z.array(detailedCheckSchema).length(1);

/** The report for operators. No host, no upstream text and no names of experiments or models even here. */
export const detailedReportSchema = z
  .strictObject({
    ...envelope,
    checks: z.strictObject({
      server: oneDetail,
      tracking: oneDetail,
      registry: oneDetail,
      artifacts: oneDetail,
    }),
    mlflow: z.strictObject({
      version: z.string().nullable().describe('Version that MLflow states, null when it has not.'),
      supported: z.boolean().nullable().describe('Whether this service is tested with that version.'),
    }),
    thresholds: z.strictObject({
      intervalMs: milliseconds,
      roundTimeoutMs: milliseconds,
      slowAfterMs: milliseconds,
      staleAfterMs: milliseconds,
      failAfter: count,
      recoverAfter: count,
    }),
    rounds: z.strictObject({
      ended: count,
      discarded: count.describe('Rounds thrown away because this process itself had stalled.'),
    }),
    links,
  })
  .meta({ id: 'DetailedReport', description: 'The report with latencies, thresholds and versions.' });

/** shields.io's endpoint badge: https://shields.io/badges/endpoint-badge */
export const badgeSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    label: z.string(),
    message: z.string(),
    color: z.enum(['brightgreen', 'yellow', 'red', 'lightgrey']),
    isError: z.boolean(),
  })
  .meta({ id: 'Badge', description: 'A badge in the schema of shields.io endpoints.' });

/** Statuspage's `status.json`: https://metastatuspage.com/api#status */
export const statuspageSchema = z
  .strictObject({
    page: z.strictObject({
      id: z.string(),
      name: z.string(),
      url: z.url(),
      time_zone: z.literal('Etc/UTC'),
      updated_at: z.iso.datetime(),
    }),
    status: z.strictObject({
      indicator: z.enum(['none', 'minor', 'major', 'critical']),
      description: z.string(),
    }),
  })
  .meta({ id: 'Statuspage', description: "The state in the schema of Statuspage's `status.json`." });

/** A refusal (RFC 9457). Reports are never sent in this shape, nor refusals in a report's. */
export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused.' });

export type CheckName = (typeof checkNames)[number];
export type HealthStatus = (typeof healthStatuses)[number];
export type CheckStatus = (typeof checkStatuses)[number];
export type FailureCode = (typeof failureCodes)[number];
export type CheckResult = z.infer<typeof checkResultSchema>;
export type HealthReport = z.infer<typeof healthReportSchema>;
export type CheckReport = z.infer<typeof checkReportSchema>;
export type ProcessReport = z.infer<typeof processReportSchema>;
export type DetailedReport = z.infer<typeof detailedReportSchema>;
export type Badge = z.infer<typeof badgeSchema>;
export type Statuspage = z.infer<typeof statuspageSchema>;
export type Problem = z.infer<typeof problemSchema>;

/** HTTP status that goes with a report's `status`: body and code always agree. */
export function httpStatusOf(status: HealthStatus): 200 | 503 {
  return status === 'fail' ? 503 : 200;
}
