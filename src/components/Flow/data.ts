/** What the flow pictures of the guide show. */

interface FlowStep {
  name: string;
  /** What it is, or what it answers itself. */
  note: string;
}

export interface FlowData {
  caption: string;
  /** `then`: one leads to the next. `else`: the next is used only when this one is missing. */
  relation: 'then' | 'else';
  steps: readonly FlowStep[];
}

export const KEY_PRECEDENCE: FlowData = {
  caption: 'The MLflow client sends the first credentials that it finds',
  relation: 'else',
  steps: [
    { name: 'Netrc file', note: '~/.netrc, sent as Basic: 401' },
    { name: 'User name and password', note: 'variables, sent as Basic: 401' },
    { name: 'Credentials file', note: '~/.mlflow/credentials, sent as Basic: 401' },
    { name: 'Your key', note: 'MLFLOW_TRACKING_TOKEN, sent as Bearer: works' },
  ],
};

export const WHO_ANSWERS: FlowData = {
  caption: 'Statuses that each service along the way returns',
  relation: 'then',
  steps: [
    { name: 'Your network', note: 'no status: DNS, proxy, certificate' },
    { name: 'Load balancer', note: '404 Not Found, 502, 503, 504 as HTML' },
    { name: 'API service', note: '401, 403, 429, 502, 503, 504 as JSON; 404 for an unknown path' },
    { name: 'MLflow', note: '400, 404, 405, 500' },
  ],
};

export const FROM_RUN_TO_ALIAS: FlowData = {
  caption: 'From a run to the alias that programs load',
  relation: 'then',
  steps: [
    { name: 'Run', note: 'trains and logs' },
    { name: 'Logged model', note: 'models:/m-…' },
    { name: 'Model version', note: 'models:/iris/3' },
    { name: 'Alias', note: 'models:/iris@champion' },
  ],
};

export const PARENT_AND_CHILDREN: FlowData = {
  caption: 'A parent run and its child runs',
  relation: 'then',
  steps: [
    { name: 'Parent run', note: 'one search' },
    { name: 'Child runs', note: 'one per trial, each with the tag mlflow.parentRunId' },
    { name: 'Their children', note: 'such as one per fold; a search finds one level at a time' },
  ],
};

export const HEALTH_STATES: FlowData = {
  caption: 'What the health panel shows, from best to worst',
  relation: 'else',
  steps: [
    { name: 'Operational', note: 'all checks pass' },
    { name: 'Degraded', note: 'slow, or files can’t be stored' },
    { name: 'Failing', note: 'a critical check fails' },
    { name: 'Unknown', note: 'there’s no recent result' },
  ],
};
