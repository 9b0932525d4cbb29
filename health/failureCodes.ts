/** Every reason that can be given for a state other than `pass`, and what it means. The list is closed. */

export const failureMeanings = {
  dns: "MLflow's host name could not be resolved.",
  connect_refused: 'Nothing accepts connections where MLflow should be.',
  tls: 'The secure connection failed: wrong or expired certificate, or no TLS at all.',
  timeout: 'No whole answer within the time for a round.',
  reset: 'The connection broke off before the answer was whole.',
  unauthorized: 'MLflow wants credentials that the health service does not have (401).',
  forbidden: 'MLflow refuses the health service (403).',
  host_not_allowed: "MLflow's own host check refuses the name by which it is asked (403).",
  not_found: 'What was asked for does not exist (404), or the sentinel is gone from the artifact store.',
  rate_limited: 'MLflow, or something in front of it, asks to slow down (429).',
  upstream_error: 'MLflow answers with an error of another kind.',
  db_unavailable: "MLflow's database does not answer.",
  disabled: 'Turned off on purpose; counts for nothing.',
  bad_content_type: 'The answer is not of the media type that MLflow sends.',
  bad_shape: 'The answer cannot be one of MLflow.',
  slow: 'The answer was right but took too long.',
  stale: 'The health service has not been able to look for too long, so nothing can be said.',
  starting: 'The health service has just started and has not looked yet.',
  draining: 'The health service is about to end.',
} as const;

export type FailureCode = keyof typeof failureMeanings;

function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(failureMeanings, text);
}

/** The codes in the order in which documents list them. */
export const failureCodes: readonly FailureCode[] = Object.keys(failureMeanings).filter(isFailureCode);
