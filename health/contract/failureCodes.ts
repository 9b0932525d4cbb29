/** Why something does not pass, and what each reason means: the words of the API reference and of the status page. */

export const failureMeanings = {
  dns: "MLflow's host name can't be resolved.",
  connect_refused: "Nothing accepts connections at MLflow's address: it's stopped or restarting.",
  tls: "A secure connection to MLflow can't be made: the certificate is wrong or expired, or there's no TLS at all.",
  timeout: "MLflow doesn't answer in time.",
  reset: 'The connection to MLflow breaks off before the answer is complete.',
  unauthorized: "MLflow rejects the health service's own credentials (401). Your key isn't involved.",
  forbidden: "MLflow doesn't allow the health service in (403). Your key isn't involved.",
  host_not_allowed: "MLflow refuses the host name it's called by (403): a wrong setting on the server.",
  not_found:
    "What the health service asks for doesn't exist (404), or the sentinel is missing from the artifact store.",
  rate_limited: 'MLflow, or something in front of it, turns requests away because there are too many (429).',
  upstream_error: 'MLflow answers with an error.',
  db_unavailable: "MLflow can't use its database.",
  write_refused: 'MLflow or its storage refuses to store or return what a client writes.',
  route: 'Requests to the tracking URI end up somewhere other than MLflow: a wrong routing rule or mount.',
  key_service: "API keys can't be checked, so every request is turned away.",
  intermittent: 'Some requests fail and others succeed.',
  certificate: "The endpoint's TLS certificate ends within 14 days.",
  disabled: 'Turned off on purpose.',
  not_watched: 'Not watched: the health service has no API key to test this with.',
  unproven: "The last round couldn't prove it either way.",
  contested: 'Other clients keep changing what the health service writes, so its test proves nothing.',
  canary_key: "The health service's own API key is refused or expired. Your key isn't involved.",
  bad_content_type: "Something answers, but not with MLflow's media type.",
  bad_shape: "The answer isn't one that MLflow gives.",
  slow: 'Answers correctly, but slowly.',
  self: 'The health service itself is short of resources, so its last result is too old to count.',
  stale: 'The last result is too old to count.',
  starting: "The health service has just started and hasn't looked yet.",
  draining: 'The health service is shutting down.',
} as const;

export type FailureCode = keyof typeof failureMeanings;

function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(failureMeanings, text);
}

/** The codes in the order in which documents list them. */
export const failureCodes: readonly FailureCode[] = Object.keys(failureMeanings).filter(isFailureCode);
