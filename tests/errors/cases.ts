/** Every way to fail that the page describes: where, by which call of `provoke.py`, and with which settings. */
import { PLACEHOLDER_KEY } from '../../endpoint.ts';
import type { Places } from './places.ts';

export interface Case {
  /** Anchor of the section of the page. */
  section: string;
  /** What is special, when a section has several cases. */
  with?: string;
  at: keyof Places;
  /** A function of `provoke.py`; none for a request that the client never makes. */
  call?: string;
  /** The request that gets the same answer without the client; a search when not given. */
  request?: { method: 'GET' | 'POST'; path: string; body?: string };
  /** Settings over the usual ones, which are right. `HOME` names a folder that the test fills. */
  env?: Readonly<Record<string, string>>;
  /** The client also finds the packages that reach Amazon S3. */
  s3Packages?: boolean;
}

const WRONG = 'wrong';

const USER_AND_PASSWORD = { MLFLOW_TRACKING_USERNAME: 'ada', MLFLOW_TRACKING_PASSWORD: 'secret' };

/** Nobody listens on the discard port, so this proxy cannot be reached. */
const DEAD_PROXY = { HTTPS_PROXY: 'http://127.0.0.1:9' };

/** Homes of readers, by name: the files in them. */
export const HOMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  empty: {},
  credentials: {
    '.mlflow/credentials': '[mlflow]\nmlflow_tracking_username = ada\nmlflow_tracking_password = secret\n',
  },
  netrc: { '.netrc': 'default login ada password secret\n' },
};

export const CASES: readonly Case[] = [
  { section: 'https-only', at: 'plainHttp', call: 'search' },
  { section: 'api-key-required', at: 'stack', call: 'search', env: { MLFLOW_TRACKING_TOKEN: '' } },
  {
    section: 'api-key-required',
    with: 'user and password',
    at: 'stack',
    call: 'search',
    env: USER_AND_PASSWORD,
  },
  {
    section: 'api-key-required',
    with: 'a credentials file',
    at: 'stack',
    call: 'search',
    env: { HOME: 'credentials' },
  },
  { section: 'api-key-required', with: 'a netrc file', at: 'stack', call: 'search', env: { HOME: 'netrc' } },
  { section: 'invalid-api-key', at: 'stack', call: 'search', env: { MLFLOW_TRACKING_TOKEN: WRONG } },
  { section: 'missing-scope', at: 'missingScope', call: 'search' },
  { section: 'registry-admin-required', at: 'notAdmin', call: 'search' },
  { section: 'invalid-host-header', at: 'foreignHost', call: 'search' },
  { section: 'not-found-text', at: 'withoutPath', call: 'search' },
  { section: 'resource-not-found', at: 'pathTwice', call: 'search' },
  {
    section: 'resource-does-not-exist',
    at: 'stack',
    call: 'get_run',
    request: { method: 'GET', path: `runs/get?run_id=${'0'.repeat(32)}` },
  },
  { section: 'method-not-allowed', at: 'stack', request: { method: 'GET', path: 'runs/search' } },
  { section: 'failed-to-download', at: 'stack', call: 'download' },
  { section: 'rate-limit', at: 'limited', call: 'search' },
  { section: 'mlflow-unreachable', at: 'withoutMlflow', call: 'search' },
  { section: 'key-service-down', at: 'withoutKeyService', call: 'search' },
  { section: 'artifacts-off', at: 'withoutArtifacts', call: 'upload' },
  { section: 'over-30-seconds', at: 'slowMlflow', call: 'search' },
  {
    section: 'already-exists',
    at: 'stack',
    call: 'create_twice',
    request: { method: 'POST', path: 'experiments/create', body: '{"name":"Default"}' },
  },
  { section: 'changed-param', at: 'stack', call: 'log_param_twice' },
  { section: 'deleted-experiment', at: 'stack', call: 'use_deleted_experiment' },
  { section: 'connection-refused', at: 'refusing', call: 'search' },
  { section: 'name-not-resolved', at: 'unknownHost', call: 'search' },
  { section: 'proxy', at: 'unknownHost', call: 'search', env: DEAD_PROXY },
  { section: 'certificate', at: 'untrusted', call: 'search' },
  { section: 'read-timeout', at: 'silent', call: 'search', env: { MLFLOW_HTTP_REQUEST_TIMEOUT: '1' } },
  {
    section: 'line-break-in-key',
    at: 'stack',
    call: 'search',
    env: { MLFLOW_TRACKING_TOKEN: `${PLACEHOLDER_KEY}\n` },
  },
  { section: 'no-scheme', at: 'withoutScheme', call: 'search' },
  { section: 'aws-packages', at: 'stack', call: 'upload_to_s3' },
  { section: 'aws-credentials', at: 'stack', call: 'upload_to_s3', s3Packages: true },
  { section: 'nothing-arrives', at: 'stack', call: 'default_tracking_uri', env: { MLFLOW_TRACKING_URI: '' } },
];
