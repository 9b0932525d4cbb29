/** The environment variables of the health service: check, default and one line of help for each. */
import * as z from 'zod';
import { DOCS_ORIGIN } from '../endpoint.ts';
import { type CheckName, checkNames, LONGEST_MESSAGE, MOST_WINDOWS } from './contract.ts';
import type { MaintenanceWindow } from './maintenance.ts';

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: 'must be a whole number', abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be between ${min} and ${max}`);

const port = integer(0, 65_535);
const host = z.string().regex(/^[\w.:-]+$/, 'must be an address or a host name');
const printable = z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

const upstream = z.string().transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    context.addIssue('must be an http or https URL without query and fragment');
    return z.NEVER;
  }
  if (url.username !== '' || url.password !== '') {
    context.addIssue('must not hold credentials: use MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD');
    return z.NEVER;
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
});

const checkList = z.string().transform((value, context): CheckName[] => {
  const names = value.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !checkNames.some((check) => check === name));
  if (unknown.length > 0) context.addIssue(`has unknown checks; known are ${checkNames.join(', ')}`);
  return checkNames.filter((name) => names.includes(name));
});

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const logLevel = z.enum(logLevels, `must be one of ${logLevels.join(', ')}`);
const pageUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const tableName = z
  .string()
  .regex(/^[\w.-]{3,255}$/, 'must be 3 to 255 letters, digits, hyphens, dots or underscores');
const region = z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'must be an AWS region, like us-east-1');
const sentinel = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/, { error: 'must be a relative path of plain names', abort: true })
  .refine((value) => !value.split('/').some((name) => /^\.{1,2}$/.test(name)), 'must not hold `.` or `..`');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');
const apiKeys = z.string().transform((value, context): string[] => {
  const keys = value.split(',').map((key) => key.trim());
  if (keys.every((key) => printable.safeParse(key).success)) return keys;
  context.addIssue('must be one key, or two with a comma in between');
  return z.NEVER;
});

const EXAMPLE =
  '[{"start": "2026-12-05T22:00:00Z", "end": "2026-12-05T23:00:00Z", "message": "Database upgrade."}]';
/** A window that is open for longer is a slip of the pen, and would hide weeks from the uptime. */
const LONGEST_WINDOW_DAYS = 7;

const instant = z.iso
  .datetime({ offset: true, error: 'must be a time with its zone, like 2026-12-05T22:00:00Z', abort: true })
  .transform((text) => new Date(text));

const maintenanceWindow = z
  .strictObject(
    {
      start: instant,
      end: instant,
      message: z
        .string({ error: 'must be a sentence' })
        .trim()
        .regex(/^[^\p{Cc}]+$/u, 'must be one line of text')
        .max(LONGEST_MESSAGE, `must have at most ${LONGEST_MESSAGE} characters`),
    },
    { error: 'must have start, end and message, and nothing else' },
  )
  .superRefine(({ start, end }, context) => {
    const hours = (end.getTime() - start.getTime()) / 3_600_000;
    const add = (message: string) => context.addIssue({ code: 'custom', path: ['end'], message, input: end });
    if (hours <= 0) add('must be later than start');
    if (hours > 24 * LONGEST_WINDOW_DAYS) add(`must be at most ${LONGEST_WINDOW_DAYS} days after start`);
  });

const maintenance = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue(`must be a JSON list, like ${EXAMPLE}`);
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(maintenanceWindow, { error: `must be a JSON list, like ${EXAMPLE}` })
      .max(MOST_WINDOWS, `must list at most ${MOST_WINDOWS} windows`),
  ) satisfies z.ZodType<MaintenanceWindow[]>;

const withDefault = <T extends z.ZodType<unknown, string>>(schema: T, fallback: string, help: string) =>
  z
    .string()
    .default(fallback)
    .pipe(schema)
    .meta({ help: `${help} (${fallback})` });
const optional = <T extends z.ZodType>(schema: T, help: string) => schema.optional().meta({ help });

/** Names of the variables whose values are never written anywhere, not even in a fault. */
export const secretNames: readonly string[] = [
  'MLFLOW_URL',
  'MLFLOW_TRACKING_TOKEN',
  'MLFLOW_TRACKING_USERNAME',
  'MLFLOW_TRACKING_PASSWORD',
  'CANARY_KEY',
  'DETAILED_TOKEN',
];

export const settingsSchema = z.object({
  MLFLOW_URL: upstream.meta({
    help: 'base URL of the MLflow server to probe, like http://127.0.0.1:5000 (required)',
  }),
  MLFLOW_TRACKING_TOKEN: optional(printable, 'sent to MLflow as Bearer token'),
  MLFLOW_TRACKING_USERNAME: optional(z.string(), 'sent to MLflow as Basic user name'),
  MLFLOW_TRACKING_PASSWORD: optional(z.string(), 'sent to MLflow as Basic password'),
  ARTIFACTS_SENTINEL: optional(
    sentinel,
    'text file in the artifact store that clients of the API can neither delete nor replace',
  ),
  ARTIFACTS_SENTINEL_SHA256: optional(sha256, 'SHA-256 of its content, needed with it'),
  TRACKING_URI: optional(
    upstream,
    'tracking URI that users have: the canary writes and reads through it, with its own API key',
  ),
  CANARY_KEY: optional(apiKeys, "the canary's API key; two with a comma while one replaces the other"),
  CANARY_KEY_FILE: optional(
    z.string(),
    'file that holds the key, or one key per line, read again before every round',
  ),
  CANARY_INTERVAL_MS: withDefault(
    integer(100, 3_600_000),
    '60000',
    'time between two rounds of the canary; up to a tenth is added at random',
  ),
  CANARY_RUN_EVERY_MS: withDefault(
    integer(100, 86_400_000),
    '3600000',
    'time between two runs that the canary creates and deletes; MLflow keeps them as deleted',
  ),
  HISTORY_FILE: optional(
    z.string(),
    'SQLite file that keeps the history over restarts; without file and table it is in memory only',
  ),
  HISTORY_TABLE: optional(
    tableName,
    'DynamoDB table that keeps the history of several instances; credentials come from the AWS chain',
  ),
  AWS_REGION: optional(region, 'region of HISTORY_TABLE, needed with it'),
  AWS_ENDPOINT_URL_DYNAMODB: optional(pageUrl, 'address of DynamoDB, when it is not the public one'),
  MAINTENANCE: withDefault(maintenance, '[]', `announced maintenance windows as JSON, like ${EXAMPLE}`),
  HOST: withDefault(host, '127.0.0.1', 'address to listen on'),
  PORT: withDefault(port, '8002', 'port to listen on, 0 for any free one'),
  METRICS_HOST: withDefault(host, '127.0.0.1', 'address of /metrics'),
  METRICS_PORT: optional(port, 'port of /metrics, 0 for any free one; unset turns it off'),
  PROBE_INTERVAL_MS: withDefault(
    integer(100, 60_000),
    '10000',
    'least time between the starts of two rounds; up to a tenth is added at random',
  ),
  ROUND_TIMEOUT_MS: withDefault(
    integer(50, 120_000),
    '30000',
    'an answer that takes longer counts as none; the API waits as long',
  ),
  SLOW_AFTER_MS: withDefault(integer(1, 60_000), '1500', 'an answer that takes longer is `slow`'),
  STALE_AFTER_MS: optional(
    integer(100, 86_400_000),
    'age of the last round that makes the report `stale` (three intervals and SLOW_AFTER_MS)',
  ),
  FAIL_AFTER: withDefault(integer(1, 100), '2', 'failures in a row before a check fails'),
  RECOVER_AFTER: withDefault(integer(1, 100), '1', 'answers in a row before it recovers'),
  CRITICAL_CHECKS: withDefault(
    checkList,
    'front-door,server,tracking,registry,writes',
    `which of ${checkNames.join(', ')} make the whole report fail`,
  ),
  DETAILED_TOKEN: optional(
    printable.min(16, 'must have 16 characters or more'),
    'Bearer token for the detailed report; unset refuses everyone',
  ),
  TRUSTED_HOPS: withDefault(
    integer(0, 10),
    '0',
    'your own proxies in front: which entry of X-Forwarded-For to believe, counted from the right',
  ),
  RATE_LIMIT_PER_MINUTE: withDefault(
    integer(0, 1_000_000),
    '600',
    'requests per client address and minute, 0 for no limit; /livez and /readyz are free',
  ),
  DRAIN_DELAY_MS: withDefault(
    integer(0, 120_000),
    '12000',
    'on SIGTERM: how long to serve with /readyz red, longer than the load balancer takes to see it',
  ),
  DRAIN_TIMEOUT_MS: withDefault(
    integer(100, 120_000),
    '20000',
    'on SIGTERM: longest time until the process ends',
  ),
  ABOUT_URL: withDefault(
    pageUrl,
    `${DOCS_ORIGIN}/docs/operate/health/`,
    'page that explains the report, sent as `links.about`',
  ),
  LOG_LEVEL: withDefault(logLevel, 'info', `least severe log line to write: ${logLevels.join(', ')}`),
});

/**
 * The text that `--help` prints.
 * @param program file that was started: `main.ts`, or the bundle
 */
export function helpText(program: string): string {
  const entries = Object.entries(settingsSchema.shape);
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines = entries.map(([name, schema]) => `  ${name.padEnd(width)}  ${schema.meta()?.help}`);
  return `Usage: node ${program} [--help]

Probes an MLflow server in the background and serves its health report.
Writes JSON log lines to standard output; the one with "event":"listening" names the port.
Ends with 0 after SIGTERM or SIGINT, with 1 when its port is taken, with 2 on a bad configuration.

Environment (default in parentheses):
${lines.join('\n')}
`;
}
