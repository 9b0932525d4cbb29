/** Turns the environment into the service's configuration, or into one message with everything that is wrong. */
import type * as z from 'zod';
import type { CheckName } from './contract.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import { findMisspellings } from './misspellings.ts';
import type { Sentinel } from './probe/checks.ts';
import { secretNames, settingsSchema } from './settings.ts';

/** How the service probes and weighs. Times in milliseconds. */
export interface Thresholds {
  readonly intervalMs: number;
  readonly roundTimeoutMs: number;
  readonly slowAfterMs: number;
  readonly staleAfterMs: number;
  readonly failAfter: number;
  readonly recoverAfter: number;
}

/** Where MLflow is and how to ask it. */
export interface Upstream {
  /** Base URL, ends with a slash. */
  readonly url: URL;
  /** Value of the `Authorization` header for MLflow. */
  readonly authorization: string | undefined;
  readonly sentinel: Sentinel | undefined;
}

/** How the canary goes through the front door. */
export interface CanaryConfig {
  /** Tracking URI, ends with a slash. */
  readonly url: URL;
  /** Where its keys are. */
  readonly keys: { readonly given: readonly string[] } | { readonly file: string };
  readonly intervalMs: number;
  readonly runEveryMs: number;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the history is kept. */
export type HistoryPlace =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly file: string }
  | ({ readonly kind: 'table' } & TablePlace);

/** A DynamoDB table. */
export interface TablePlace {
  readonly table: string;
  readonly region: string;
  /** Address of DynamoDB; undefined is the region's own. */
  readonly endpoint: string | undefined;
}

export interface Config {
  readonly upstream: Upstream;
  /** Undefined when the front door is not watched. */
  readonly canary: CanaryConfig | undefined;
  readonly history: HistoryPlace;
  readonly maintenance: readonly MaintenanceWindow[];
  readonly listen: Address;
  readonly metrics: Address | undefined;
  readonly thresholds: Thresholds;
  readonly critical: readonly CheckName[];
  readonly detailedToken: string | undefined;
  readonly trustedHops: number;
  /** Requests per address and minute; 0 is no limit. */
  readonly rateLimitPerMinute: number;
  readonly drain: { readonly delayMs: number; readonly timeoutMs: number };
  readonly aboutUrl: string;
  readonly logLevel: string;
}

/** Every fault of the environment in one message. */
export class ConfigError extends Error {
  readonly code = 'bad_configuration';
  readonly hint = 'Run with --help for all variables.';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`${faults.length} fault(s) in the environment:\n  ${faults.join('\n  ')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;
type Settings = z.output<typeof settingsSchema>;

/**
 * Reads the configuration. A variable that is set to nothing counts as unset.
 * @param environment as `process.env`
 * @throws ConfigError with all faults, of single variables and of their combinations
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given, { reportInput: true });
  const faults = [...(parsed.success ? [] : describe(parsed.error, given)), ...combinationFaults(given)];
  if (!parsed.success || faults.length > 0) {
    const slips = misspelledIn(environment).map(
      ({ name, meant }) => `${name} isn't read: did you mean ${meant}?`,
    );
    throw new ConfigError([...faults, ...slips]);
  }
  return toConfig(parsed.data);
}

/** Variables that are set, that nothing reads, and that look like one of ours. */
export function misspelledIn(environment: Environment) {
  return findMisspellings(environment, Object.keys(settingsSchema.shape));
}

function describe(error: z.ZodError, given: Environment): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const [isWhole, value] = issue.path.length === 1 ? [true, given[name]] : [false, issue.input];
    const place = `${name}${issue.path.slice(1).map(placeOf).join('')}`;
    if (value === undefined) return `${place} is missing${isWhole ? '' : `: it ${issue.message}`}`;
    const shown = secretNames.includes(name) ? '' : `, not ${JSON.stringify(value)}`;
    return `${place} ${issue.message}${shown}`;
  });
}

/** Where in a list or an object, as JavaScript writes it: `[1].end`. */
function placeOf(key: PropertyKey): string {
  return typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
}

function defaultStaleAfter(intervalMs: number, slowAfterMs: number): number {
  return 3 * intervalMs + slowAfterMs;
}

/** Each rule is asked only when the variables it is about are right by themselves. */
function combinationFaults(given: Environment): string[] {
  const faults: string[] = [];
  const token = given.MLFLOW_TRACKING_TOKEN !== undefined;
  const user = given.MLFLOW_TRACKING_USERNAME !== undefined;
  const password = given.MLFLOW_TRACKING_PASSWORD !== undefined;
  if (user !== password) faults.push('MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD go together');
  if (token && (user || password))
    faults.push('MLFLOW_TRACKING_TOKEN cannot be combined with user name and password');

  if (given.HISTORY_FILE !== undefined && given.HISTORY_TABLE !== undefined)
    faults.push('HISTORY_FILE and HISTORY_TABLE cannot both be set: the history is kept in one place');
  if (given.HISTORY_TABLE !== undefined && given.AWS_REGION === undefined)
    faults.push('AWS_REGION is missing: HISTORY_TABLE is in a region');

  if ((given.ARTIFACTS_SENTINEL === undefined) !== (given.ARTIFACTS_SENTINEL_SHA256 === undefined))
    faults.push('ARTIFACTS_SENTINEL and ARTIFACTS_SENTINEL_SHA256 go together');
  const keys = [given.CANARY_KEY, given.CANARY_KEY_FILE].filter((value) => value !== undefined);
  if (keys.length > 1) faults.push('CANARY_KEY and CANARY_KEY_FILE cannot both be set');
  if (keys.length > 0 && given.TRACKING_URI === undefined)
    faults.push('TRACKING_URI is missing: the canary goes through it');

  const times = settingsSchema
    .pick({ PROBE_INTERVAL_MS: true, ROUND_TIMEOUT_MS: true, SLOW_AFTER_MS: true, STALE_AFTER_MS: true })
    .safeParse(given).data;
  if (times && times.SLOW_AFTER_MS >= times.ROUND_TIMEOUT_MS)
    faults.push('SLOW_AFTER_MS must be less than ROUND_TIMEOUT_MS');
  const least = times && times.PROBE_INTERVAL_MS * 1.1 + times.SLOW_AFTER_MS;
  if (least && times.STALE_AFTER_MS !== undefined && times.STALE_AFTER_MS <= least)
    faults.push(`STALE_AFTER_MS must be more than an interval and SLOW_AFTER_MS (${least})`);

  const drain = settingsSchema.pick({ DRAIN_DELAY_MS: true, DRAIN_TIMEOUT_MS: true }).safeParse(given).data;
  if (drain && drain.DRAIN_DELAY_MS >= drain.DRAIN_TIMEOUT_MS)
    faults.push('DRAIN_DELAY_MS must be less than DRAIN_TIMEOUT_MS');
  return faults;
}

function authorization(settings: Settings): string | undefined {
  if (settings.MLFLOW_TRACKING_TOKEN !== undefined) return `Bearer ${settings.MLFLOW_TRACKING_TOKEN}`;
  if (settings.MLFLOW_TRACKING_USERNAME === undefined) return undefined;
  const pair = `${settings.MLFLOW_TRACKING_USERNAME}:${settings.MLFLOW_TRACKING_PASSWORD}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function historyPlace({ HISTORY_FILE: file, HISTORY_TABLE: table, ...settings }: Settings): HistoryPlace {
  const { AWS_REGION: region, AWS_ENDPOINT_URL_DYNAMODB: endpoint } = settings;
  if (file !== undefined) return { kind: 'file', file };
  if (table !== undefined && region !== undefined) return { kind: 'table', table, region, endpoint };
  return { kind: 'memory' };
}

function sentinel({
  ARTIFACTS_SENTINEL: path,
  ARTIFACTS_SENTINEL_SHA256: sha256,
}: Settings): Sentinel | undefined {
  return path !== undefined && sha256 !== undefined ? { path, sha256 } : undefined;
}

function canary(settings: Settings): CanaryConfig | undefined {
  const { TRACKING_URI: url, CANARY_KEY: given, CANARY_KEY_FILE: file } = settings;
  const keys = given !== undefined ? { given } : file !== undefined ? { file } : undefined;
  if (url === undefined || keys === undefined) return undefined;
  return {
    url,
    keys,
    intervalMs: settings.CANARY_INTERVAL_MS,
    runEveryMs: settings.CANARY_RUN_EVERY_MS,
  };
}

function toConfig(settings: Settings): Config {
  const { PROBE_INTERVAL_MS: intervalMs, ROUND_TIMEOUT_MS: roundTimeoutMs, METRICS_PORT } = settings;
  return {
    upstream: {
      url: settings.MLFLOW_URL,
      authorization: authorization(settings),
      sentinel: sentinel(settings),
    },
    canary: canary(settings),
    history: historyPlace(settings),
    maintenance: settings.MAINTENANCE,
    listen: { host: settings.HOST, port: settings.PORT },
    metrics: METRICS_PORT === undefined ? undefined : { host: settings.METRICS_HOST, port: METRICS_PORT },
    thresholds: {
      intervalMs,
      roundTimeoutMs,
      slowAfterMs: settings.SLOW_AFTER_MS,
      staleAfterMs: settings.STALE_AFTER_MS ?? defaultStaleAfter(intervalMs, settings.SLOW_AFTER_MS),
      failAfter: settings.FAIL_AFTER,
      recoverAfter: settings.RECOVER_AFTER,
    },
    critical: settings.CRITICAL_CHECKS,
    detailedToken: settings.DETAILED_TOKEN,
    trustedHops: settings.TRUSTED_HOPS,
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    drain: { delayMs: settings.DRAIN_DELAY_MS, timeoutMs: settings.DRAIN_TIMEOUT_MS },
    aboutUrl: settings.ABOUT_URL,
    logLevel: settings.LOG_LEVEL,
  };
}
