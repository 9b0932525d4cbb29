/**
 * What the health service says: the schema of every public answer. Everything else is derived from here: the
 * types, the check that each answer passes before it is sent, and `openapi/health.yaml`.
 *
 * Modelled on draft-inadarei-api-health-check-06, with a closed list of failure codes and one extra check
 * status, `skipped`. Code for the browser imports `contract/names.ts`, so zod stays out of its bundle.
 */
import * as z from 'zod';
import { failureCodes } from './contract/failureCodes.ts';
import {
  CONTRACT_VERSION,
  checkNames,
  checkStatuses,
  type HealthStatus,
  healthStatuses,
  historyWindows,
  maintenanceStatuses,
  SERVICE_ID,
} from './contract/names.ts';

export type { FailureCode } from './contract/failureCodes.ts';
export * from './contract/names.ts';

/** The schemas that `openapi/health.yaml` has by name: a registry of its own, since zod's is everybody's. */
export const componentSchemas = z.registry<{ id: string }>();

const time = z.iso.datetime().describe('When this was last known, in UTC.');

/** Why something does not pass. */
export const failureCodeSchema = z
  .enum(failureCodes)
  .describe(
    'Why something does not pass. Codes may be added: treat one that you do not know as its `status` alone.',
  )
  .register(componentSchemas, { id: 'FailureCode' });

const code = failureCodeSchema.describe('Why the status is not `pass`. Absent when it is.').optional();

const checkStatus = z
  .enum(checkStatuses)
  .describe(
    '`skipped` means turned off, not watched or not provable, as `code` says: it counts for nothing.',
  );

/** One check inside a report. */
export const checkResultSchema = z
  .strictObject({
    componentType: z
      .enum(['component', 'datastore', 'system'])
      .describe('What kind of part this is, in the words of the health-check draft.'),
    status: checkStatus,
    code,
    time,
  })
  .describe('The state of one part.')
  .register(componentSchemas, { id: 'CheckResult' });

const one = <T extends z.ZodType>(schema: T, description: string) =>
  z.array(schema).length(1).describe(description);

const subjects = {
  'front-door':
    'Whether requests with an API key get through to MLflow: routing, API service and key check. Looked at with a key.',
  server: 'Whether MLflow answers at all. It touches no store.',
  tracking: 'Whether experiments can be read from the database.',
  registry: 'Whether registered models can be read from the database.',
  artifacts: 'Whether a file in the artifact store can be read back whole.',
  writes: 'Whether runs, metrics and tags that are written can be read back. Looked at with a key.',
} as const;

const perCheck = <T extends z.ZodType>(schema: T) => ({
  'front-door': one(schema, subjects['front-door']),
  server: one(schema, subjects.server),
  tracking: one(schema, subjects.tracking),
  registry: one(schema, subjects.registry),
  artifacts: one(schema, subjects.artifacts),
  writes: one(schema, subjects.writes),
});

const allChecks = z
  .strictObject(perCheck(checkResultSchema))
  .describe('All checks, by name. Checks may be added: ignore those that you do not know.');
const notes = z
  .array(z.string())
  .describe('One line for each check that does not pass: its name and its code.');
const links = z
  .strictObject({ about: z.url().describe('A page that explains the report.') })
  .describe('Where to read more.');
const version = z.literal(CONTRACT_VERSION).describe('Version of this contract.');

/** Most windows that can be announced at a time, and the longest message, in characters. */
export const MOST_WINDOWS = 20;
export const LONGEST_MESSAGE = 200;

const maintenanceSchema = z
  .strictObject({
    status: z.enum(maintenanceStatuses).describe('`in_progress` from `start` to `end`, `scheduled` before.'),
    start: z.iso.datetime().describe('When the window opens, in UTC.'),
    end: z.iso.datetime().describe('When it ends, in UTC.'),
    message: z.string().max(LONGEST_MESSAGE).describe('What is done, in a sentence.'),
  })
  .describe('A maintenance window that the operators announced.')
  .register(componentSchemas, { id: 'Maintenance' });

const maintenance = z
  .array(maintenanceSchema)
  .min(1)
  .max(MOST_WINDOWS)
  .describe(
    'Maintenance windows that are open or still to come, by their start. Absent when there are none. `status` and `checks` stay what they are: they tell how MLflow really is.',
  )
  .optional();

const envelope = {
  status: z.enum(healthStatuses).describe('`fail` is always sent with 503, `pass` and `warn` with 200.'),
  serviceId: z.literal(SERVICE_ID).describe('What the report is about.'),
  version,
  time,
  notes,
  maintenance,
};

/** The public report: all checks. */
export const healthReportSchema = z
  .strictObject({
    ...envelope,
    checks: allChecks,
    links,
  })
  .describe('The state of MLflow, the same shape for every status code.')
  .register(componentSchemas, { id: 'HealthReport' });

/** The public report on one check: the same shape with one entry in `checks`. */
export const checkReportSchema = z
  .strictObject({
    ...envelope,
    checks: allChecks
      .partial()
      .refine((checks) => Object.keys(checks).length === 1, 'exactly one check')
      .meta({ description: 'The check that was asked for, by name.', minProperties: 1, maxProperties: 1 }),
    links,
  })
  .describe('The state of one check.')
  .register(componentSchemas, { id: 'CheckReport' });

/** What `/livez` and `/readyz` say about this process alone. */
export const processReportSchema = z
  .strictObject({
    status: z.enum(['pass', 'fail']).describe('`fail` is always sent with 503, `pass` with 200.'),
    serviceId: z.literal('health').describe('What the report is about.'),
    version,
    time,
    notes,
    checks: z
      .strictObject({ process: one(checkResultSchema, 'This process.') })
      .describe('The one part that is looked at.'),
    links,
  })
  .describe('The state of the health service itself; MLflow is not asked.')
  .register(componentSchemas, { id: 'ProcessReport' });

const milliseconds = (description: string) => z.number().nonnegative().describe(description);
const count = (description: string) => z.int().nonnegative().describe(description);

const detailedCheckSchema = z
  .strictObject({
    ...checkResultSchema.shape,
    observedValue: z
      .number()
      .nonnegative()
      .nullable()
      .describe('Time the last answer took; null when there was none.'),
    observedUnit: z.literal('ms').describe('Unit of `observedValue`.'),
    since: z.iso
      .datetime()
      .nullable()
      .describe('Since when the status reads as it does; null before the first round.'),
    critical: z.boolean().describe('Whether this check alone can make the whole report fail.'),
    lastOutcome: z
      .enum([...checkStatuses, 'hanging'])
      .nullable()
      .describe(
        'What the last round saw, before several rounds are weighed together. `hanging`: slow already, and no answer yet.',
      ),
    lastCode: failureCodeSchema.describe('Why the last round did not pass. Absent when it did.').optional(),
    failuresInARow: count('Rounds up to now that failed without one in between that did not.'),
  })
  .describe('One check with its figures.')
  .register(componentSchemas, { id: 'DetailedCheck' });

const mlflowDetails = z
  .strictObject({
    version: z.string().nullable().describe('Version that MLflow states; null when it has not.'),
    supported: z.boolean().nullable().describe('Whether this service knows the answers of that version.'),
  })
  .describe('What MLflow says of itself.');

const certificate = z
  .strictObject({
    daysLeft: z
      .int()
      .nullable()
      .describe('Whole days until it ends; negative after it has; null when none has been seen.'),
  })
  .describe("The front door's TLS certificate.");

const thresholds = z
  .strictObject({
    intervalMs: milliseconds('Least time between the starts of two rounds.'),
    roundTimeoutMs: milliseconds('Longest time for one round: an answer that takes longer counts as none.'),
    slowAfterMs: milliseconds('An answer that takes longer is slow.'),
    staleAfterMs: milliseconds('Age of the last round from which the report is stale.'),
    failAfter: count(
      'Failures in a row before a check fails. In the last ten rounds, 3 make it `warn` and 5 `fail`.',
    ),
    recoverAfter: count('Good rounds in a row before it recovers.'),
  })
  .describe('How the service weighs what it sees. Times in milliseconds.');

const rounds = z
  .strictObject({
    ended: count('Direct rounds that counted.'),
    canary: count('Rounds of the canary that counted.'),
    discarded: count(
      'Rounds of either kind thrown away because the health service itself had stood still or was short of a resource.',
    ),
  })
  .describe('What the probe loop has done since the process began.');

/** The report for operators. No host, no upstream text and no names of experiments or models even here. */
export const detailedReportSchema = z
  .strictObject({
    ...envelope,
    checks: z.strictObject(perCheck(detailedCheckSchema)).describe('All checks, by name.'),
    mlflow: mlflowDetails,
    certificate,
    thresholds,
    rounds,
    links,
  })
  .describe('The report with latencies, thresholds and versions.')
  .register(componentSchemas, { id: 'DetailedReport' });

const share = z.number().min(0).max(1);

const series = z
  .strictObject({
    availability: share
      .nullable()
      .describe(
        'Part of the known time, not counting announced maintenance, in which it did not fail; null when nothing is known.',
      ),
    known: share.describe(
      'Part of the window up to now, not counting announced maintenance, of which something is known.',
    ),
    buckets: z
      .array(share.nullable())
      .describe('Availability bucket by bucket, oldest first. A gap or maintenance is null, never 1.'),
  })
  .describe('The availability of one thing over the window.')
  .register(componentSchemas, { id: 'Series' });

/** How available MLflow was. */
export const healthHistorySchema = z
  .strictObject({
    serviceId: z.literal(SERVICE_ID).describe('What the history is about.'),
    version,
    window: z.enum(historyWindows).describe('The stretch of time that was asked for.'),
    from: z.iso.datetime().describe('Start of the first bucket, in UTC.'),
    to: z.iso.datetime().describe('End of the last bucket, in UTC. The last one is still running.'),
    bucketSeconds: z
      .int()
      .positive()
      .describe(
        'Length of a bucket in seconds. A day on which the clocks change is an hour shorter or longer.',
      ),
    series: z
      .strictObject({
        overall: series.describe('The whole report.'),
        'front-door': series.describe('The check `front-door`.'),
        server: series.describe('The check `server`.'),
        tracking: series.describe('The check `tracking`.'),
        registry: series.describe('The check `registry`.'),
        artifacts: series.describe('The check `artifacts`.'),
        writes: series.describe('The check `writes`.'),
      })
      .describe('Availability by name.'),
    maintenance: z
      .array(
        z
          .strictObject({
            start: z.iso.datetime().describe('The first minute, in UTC.'),
            end: z.iso.datetime().describe('The first minute after it, in UTC.'),
          })
          .describe('A stretch of announced maintenance.')
          .register(componentSchemas, { id: 'PastMaintenance' }),
      )
      .max(100)
      .describe(
        'The newest stretches of announced maintenance in the window, oldest first. They count neither as up nor as down; `transitions` tells what really happened in them.',
      ),
    transitions: z
      .array(
        z
          .strictObject({
            time: z.iso.datetime().describe('When it changed, in UTC.'),
            check: z.enum(checkNames).describe('Which check changed.'),
            status: checkStatus,
            code,
          })
          .describe('A change of a check.')
          .register(componentSchemas, { id: 'Transition' }),
      )
      .max(100)
      .describe('The newest changes in the window, oldest first.'),
    links,
  })
  .describe('How available MLflow was over a stretch of time.')
  .register(componentSchemas, { id: 'HealthHistory' });

/** shields.io's endpoint badge: https://shields.io/badges/endpoint-badge */
export const badgeSchema = z
  .strictObject({
    schemaVersion: z.literal(1).describe('Version of the schema of shields.io.'),
    label: z.string().describe('Text on the left.'),
    message: z
      .string()
      .describe('Text on the right: the state in a word, after `maintenance` while a window is open.'),
    color: z.enum(['brightgreen', 'yellow', 'red', 'lightgrey', 'blue']).describe('Colour on the right.'),
    isError: z.boolean().describe('Whether the state is `fail` and no maintenance window is open.'),
  })
  .describe('A badge in the schema of shields.io endpoints.')
  .register(componentSchemas, { id: 'Badge' });

/** Statuspage's `status.json`: https://metastatuspage.com/api#status */
export const statuspageSchema = z
  .strictObject({
    page: z
      .strictObject({
        id: z.string().describe('Name of the page for tools.'),
        name: z.string().describe('Name of the page for people.'),
        url: z.url().describe('A page that explains the report.'),
        time_zone: z.literal('Etc/UTC').describe('Time zone of the page.'),
        updated_at: z.iso.datetime().describe('When the state was last known, in UTC.'),
      })
      .describe('The page that the state belongs to.'),
    status: z
      .strictObject({
        indicator: z
          .enum(['none', 'minor', 'major', 'critical', 'maintenance'])
          .describe(
            '`none` for `pass`, `minor` for `warn`, `critical` for `fail`, `major` when nothing is known; `maintenance` while a window is open.',
          ),
        description: z.string().describe('The state in words.'),
      })
      .describe('The state of the whole.'),
  })
  .describe("The state in the schema of Statuspage's `status.json`.")
  .register(componentSchemas, { id: 'Statuspage' });

/** A refusal (RFC 9457). Reports are never sent in this shape, nor refusals in a report's. */
export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank').describe('There is no page on this problem: the title says it all.'),
    title: z.string().describe('The status code in words.'),
    status: z.int().describe('The status code.'),
    detail: z.string().describe('What was wrong and what to do.'),
  })
  .describe('Why a request was refused.')
  .register(componentSchemas, { id: 'Problem' });

export type CheckResult = z.infer<typeof checkResultSchema>;
export type HealthReport = z.infer<typeof healthReportSchema>;
export type CheckReport = z.infer<typeof checkReportSchema>;
export type ProcessReport = z.infer<typeof processReportSchema>;
export type DetailedReport = z.infer<typeof detailedReportSchema>;
export type HealthHistory = z.infer<typeof healthHistorySchema>;
export type Maintenance = z.infer<typeof maintenanceSchema>;
export type Badge = z.infer<typeof badgeSchema>;
export type Statuspage = z.infer<typeof statuspageSchema>;
export type Problem = z.infer<typeof problemSchema>;

/** HTTP status that goes with a report's `status`: body and code always agree. */
export function httpStatusOf(status: HealthStatus): 200 | 503 {
  return status === 'fail' ? 503 : 200;
}
