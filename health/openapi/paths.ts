/** The operations of the health service, with an example for every state. */
import { HEALTH_PATH, REGISTRY_ORIGIN } from '../../endpoint.ts';
import { checkNames, HEALTH_MEDIA_TYPE, historyWindows } from '../contract.ts';
import { DETAILED_PATH, FEED_PATH, HISTORY_PATH, LIVE_PATH, READY_PATH } from '../http/paths.ts';
import { keptFor } from '../http/replies.ts';
import { badgeThemes } from '../report/badge.ts';
import {
  badStates,
  goodStates,
  healthyState,
  maintenanceState,
  readyStates,
  replyIn,
  type State,
} from './examples.ts';
import { headers, shared } from './responses.ts';
import { codeSamples } from './samples.ts';

/** Where the platform asks for `/livez` and `/readyz`: the port of the process, not the registry. */
const PROCESS_ORIGIN = 'http://127.0.0.1:8002';

const ref = (id: string) => ({ $ref: `#/components/schemas/${id}` });

function examplesOf(states: readonly State[], path: string) {
  return Object.fromEntries(
    states.map((state) => [
      state.name,
      { summary: state.summary, value: JSON.parse(replyIn(state, path).body) },
    ]),
  );
}

function json(description: string, schema: string, states: readonly State[], path: string, more: object) {
  return {
    description,
    headers: more,
    content: { [HEALTH_MEDIA_TYPE]: { schema: ref(schema), examples: examplesOf(states, path) } },
  };
}

const cached = (seconds: number) => ({
  'Cache-Control': headers.cacheControl(keptFor(seconds)),
  ETag: headers.etag,
});
const kept = cached(5);
const notKept = { 'Cache-Control': headers.cacheControl('no-store') };
const retry = { ...notKept, 'Retry-After': headers.retryAfter };

const { 304: notModified, 400: badRequest, 401: unauthorized, 404: notFound, ...always } = shared;
const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  description: 'Tag of the answer that you have. You get 304 without a body while it is still right.',
  schema: { type: 'string' },
};

function reportOperation(path: string) {
  return {
    200: json('`pass` or `warn`.', 'HealthReport', goodStates, path, kept),
    304: notModified,
    ...always,
    503: json('`fail`: a critical check fails, or nothing is known.', 'HealthReport', badStates, path, retry),
  };
}

/** The states in which a check is of interest, one per status. */
function checkOperation() {
  const path = `${HEALTH_PATH}/artifacts`;
  const good = goodStates.filter(({ name }) => name !== 'artifacts_failing');
  const failing = goodStates.filter(({ name }) => name === 'artifacts_failing');
  const bad = [...failing, ...badStates.filter(({ name }) => /^(timeout|starting|stale)$/.test(name))];
  return {
    200: json('`pass` or `warn`.', 'CheckReport', good, path, kept),
    304: notModified,
    404: notFound,
    ...always,
    503: json(
      '`fail`: the check fails, critical or not, or nothing is known.',
      'CheckReport',
      bad,
      path,
      retry,
    ),
  };
}

const checkParameter = {
  name: 'check',
  in: 'path',
  required: true,
  description: 'Name of the check.',
  schema: { type: 'string', enum: checkNames },
  example: 'artifacts',
};

/** One state for each word and color of a badge. */
const badgeStates = [
  ...goodStates.slice(0, 2),
  ...badStates.slice(1, 2),
  ...badStates.slice(-1),
  maintenanceState,
];

const svgExamples = Object.fromEntries(
  badgeStates.map((state) => [
    state.name,
    { summary: state.summary, value: replyIn(state, `${HEALTH_PATH}/badge.svg`).body },
  ]),
);

const windowParameter = {
  name: 'window',
  in: 'query',
  description: 'Stretch of time up to now.',
  schema: { type: 'string', enum: historyWindows, default: '30d' },
};

const timezoneParameter = {
  name: 'timezone',
  in: 'query',
  description:
    'IANA name of the time zone whose days the windows `30d` and `90d` count, such as `Europe/Berlin`. An unknown name counts days in UTC.',
  schema: { type: 'string', default: 'UTC' },
};

const metricParameter = {
  name: 'metric',
  in: 'query',
  description: 'What the badge shows: the state now, or the uptime in a window.',
  schema: { type: 'string', enum: ['state', 'uptime'], default: 'state' },
};

const badgeCheckParameter = {
  name: 'check',
  in: 'query',
  description: 'Shows the uptime of this check, whatever `metric` says.',
  schema: { type: 'string', enum: checkNames },
};

const themeParameter = {
  name: 'theme',
  in: 'query',
  description:
    "The badge's colors: for a light page, for a dark page, or by the color scheme of the reader's system.",
  schema: { type: 'string', enum: badgeThemes, default: 'auto' },
};

const badgeParameters = [metricParameter, windowParameter, badgeCheckParameter, ifNoneMatch];

const historyExample = {
  day: {
    summary: 'A day with an outage, a gap and maintenance',
    value: JSON.parse(replyIn(healthyState, HISTORY_PATH, { window: '24h' }).body),
  },
};

const feedExample = {
  day: {
    summary: 'An outage of half an hour, and maintenance',
    value: replyIn(maintenanceState, FEED_PATH).body,
  },
};

function alwaysOk(description: string, media: string, content: object, refusal: object = {}, seconds = 5) {
  return {
    ...refusal,
    200: { description, headers: cached(seconds), content: { [media]: content } },
    304: notModified,
    ...always,
  };
}

function badgeContent(schema: string, page: string) {
  return { schema: ref(schema), examples: examplesOf(badgeStates, `${HEALTH_PATH}/${page}`) };
}

interface Words {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
}

function operation(words: Words, responses: object, more: object = {}) {
  return {
    operationId: words.id,
    summary: words.summary,
    description: words.description,
    tags: [words.tag],
    ...more,
    responses,
  };
}

const sampled = (path: string, isJson = true) => ({
  'x-codeSamples': codeSamples(`${REGISTRY_ORIGIN}${path}`, path === DETAILED_PATH, isJson),
});

const processPath = (get: object) => ({
  servers: [{ url: PROCESS_ORIGIN, description: 'Inside the platform' }],
  get,
});

export const paths = {
  [HEALTH_PATH]: {
    get: operation(
      {
        id: 'getHealth',
        summary: 'Get the health of MLflow',
        description: 'The report on all checks.',
        tag: 'Report',
      },
      reportOperation(HEALTH_PATH),
      { parameters: [ifNoneMatch], ...sampled(HEALTH_PATH) },
    ),
  },
  [`${HEALTH_PATH}/{check}`]: {
    get: operation(
      {
        id: 'getHealthOfCheck',
        summary: 'Get the health of one part',
        description: 'The report on one check. It is sent with 503 when that check fails, critical or not.',
        tag: 'Report',
      },
      checkOperation(),
      { parameters: [checkParameter, ifNoneMatch], ...sampled(`${HEALTH_PATH}/artifacts`) },
    ),
  },
  [HISTORY_PATH]: {
    get: operation(
      {
        id: 'getHealthHistory',
        summary: 'Get the history',
        description:
          'How available MLflow was, over the window and bucket by bucket. A time of which nothing is known is a gap, and so is announced maintenance: neither counts for or against.',
        tag: 'Report',
      },
      alwaysOk(
        'The history.',
        'application/json',
        { schema: ref('HealthHistory'), examples: historyExample },
        { 400: badRequest },
        60,
      ),
      { parameters: [windowParameter, timezoneParameter, ifNoneMatch], ...sampled(HISTORY_PATH, false) },
    ),
  },
  [FEED_PATH]: {
    get: operation(
      {
        id: 'getHealthFeed',
        summary: 'Get the feed of changes',
        description:
          'An Atom feed for feed readers and chat tools: every change of a check in the last 30 days, and announced maintenance. At most 100 entries, the newest first.',
        tag: 'Report',
      },
      alwaysOk(
        'The feed.',
        'application/atom+xml',
        { schema: { type: 'string' }, examples: feedExample },
        {},
        60,
      ),
      { parameters: [ifNoneMatch], ...sampled(FEED_PATH, false) },
    ),
  },
  [`${HEALTH_PATH}/badge.svg`]: {
    get: operation(
      {
        id: 'getBadge',
        summary: 'Get the badge as a picture',
        description: "An SVG that names itself to screen readers and follows the reader's color scheme.",
        tag: 'Badges',
      },
      alwaysOk(
        'The badge.',
        'image/svg+xml',
        { schema: { type: 'string' }, examples: svgExamples },
        { 400: badRequest },
      ),
      { parameters: [themeParameter, ...badgeParameters], ...sampled(`${HEALTH_PATH}/badge.svg`, false) },
    ),
  },
  [`${HEALTH_PATH}/badge.json`]: {
    get: operation(
      {
        id: 'getBadgeData',
        summary: 'Get the badge for shields.io',
        description: 'Give this address to the endpoint badge of shields.io.',
        tag: 'Badges',
      },
      alwaysOk('The badge.', 'application/json', badgeContent('Badge', 'badge.json'), { 400: badRequest }),
      { parameters: badgeParameters, ...sampled(`${HEALTH_PATH}/badge.json`, false) },
    ),
  },
  [`${HEALTH_PATH}/status.json`]: {
    get: operation(
      {
        id: 'getStatus',
        summary: 'Get the status for status-page tools',
        description: "The schema of Statuspage's `status.json`, which many tools read.",
        tag: 'Badges',
      },
      alwaysOk('The status.', 'application/json', badgeContent('Statuspage', 'status.json')),
      { parameters: [ifNoneMatch], ...sampled(`${HEALTH_PATH}/status.json`, false) },
    ),
  },
  [DETAILED_PATH]: {
    get: operation(
      {
        id: 'getDetailedHealth',
        summary: 'Get the report with figures',
        description:
          "Latencies, thresholds, times of change and MLflow's version, for those who hold the token.",
        tag: 'Operators',
      },
      {
        200: json('`pass` or `warn`.', 'DetailedReport', goodStates.slice(0, 2), DETAILED_PATH, notKept),
        401: unauthorized,
        ...always,
        503: json('`fail`.', 'DetailedReport', badStates.slice(1, 2), DETAILED_PATH, retry),
      },
      { security: [{ operatorsToken: [] }], ...sampled(DETAILED_PATH) },
    ),
  },
  [LIVE_PATH]: processPath(
    operation(
      {
        id: 'getLiveness',
        summary: 'Ask whether the process lives',
        description: 'Never asks MLflow. For the platform, which restarts a process that does not answer.',
        tag: 'Process',
      },
      {
        200: json('The process lives.', 'ProcessReport', readyStates.good, LIVE_PATH, notKept),
        405: always[405],
        413: always[413],
        500: always[500],
      },
    ),
  ),
  [READY_PATH]: processPath(
    operation(
      {
        id: 'getReadiness',
        summary: 'Ask whether the process is ready',
        description:
          'Green once the first look at MLflow has ended, whatever it saw, until the process is about to end.',
        tag: 'Process',
      },
      {
        200: json('Ready for requests.', 'ProcessReport', readyStates.good, READY_PATH, notKept),
        405: always[405],
        413: always[413],
        500: always[500],
        503: json('`starting` or `draining`.', 'ProcessReport', readyStates.bad, READY_PATH, notKept),
      },
    ),
  ),
};
