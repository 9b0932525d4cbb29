/** The one error that the client throws, whatever went wrong. */

/** A call that Hokusai refused, or that never got an answer. */
export class HokusaiError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** MLflow's word for what is wrong, such as `RESOURCE_DOES_NOT_EXIST`. */
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HokusaiError';
    this.status = status;
    this.code = code;
  }
}

/**
 * Makes an error from an answer. MLflow sends `error_code` and `message`, the service in front of it sends `detail`,
 * and the load balancer sends text.
 */
export function errorFrom(status: number, body: unknown): HokusaiError {
  if (!isObject(body)) return new HokusaiError(status, `HTTP_${status}`, String(body) || 'no body');
  const code = body.error_code ?? body.error ?? `HTTP_${status}`;
  return new HokusaiError(status, String(code), String(body.message ?? body.detail ?? JSON.stringify(body)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
