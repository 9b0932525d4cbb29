/** Every refusal that the service knows, in one place: the app sends them, the OpenAPI document shows them. */
import { HEALTH_PATH } from '../../endpoint.ts';
import { problem, type Reply } from './replies.ts';

/** Methods that every path knows. */
export const ALLOW = 'GET, HEAD, OPTIONS';

/** What nobody wants need not be read when the connection ends. */
const CLOSE = { connection: 'close' };

export const refusals = {
  /** @param allowed values that the parameter can have */
  badParameter: (name: string, allowed: readonly string[]): Reply =>
    problem(400, 'Bad Request', `The parameter ${name} must be one of: ${allowed.join(', ')}.`),
  twoHosts: (): Reply => problem(400, 'Bad Request', 'Send one Host header, not several.', CLOSE),
  malformed: (): Reply => problem(400, 'Bad Request', 'Send a valid HTTP/1.1 request.', CLOSE),
  tooSlow: (): Reply => problem(408, 'Request Timeout', 'Send the whole request within 10 s.', CLOSE),
  expectationFailed: (): Reply =>
    problem(417, 'Expectation Failed', 'Send the request without an Expect header.', CLOSE),
  headersTooLarge: (): Reply =>
    problem(431, 'Request Header Fields Too Large', 'Send at most 8 KiB of headers.', CLOSE),
  unauthorized: (): Reply =>
    problem(
      401,
      'Unauthorized',
      'Send the token of the operators as Bearer token in the Authorization header.',
      {
        'www-authenticate': 'Bearer realm="health"',
      },
    ),
  notFound: (): Reply => problem(404, 'Not Found', `There is nothing here. The report is at ${HEALTH_PATH}.`),
  methodNotAllowed: (): Reply =>
    problem(405, 'Method Not Allowed', `Use one of ${ALLOW}.`, { allow: ALLOW, ...CLOSE }),
  contentTooLarge: (): Reply => problem(413, 'Content Too Large', 'Send the request without a body.', CLOSE),
  /**
   * @param perMinute the limit
   * @param seconds until the next request may pass
   */
  tooManyRequests: (perMinute: number, seconds: number): Reply =>
    problem(
      429,
      'Too Many Requests',
      `At most ${perMinute} requests per minute and address. Try again in ${seconds} s.`,
      { 'retry-after': String(seconds) },
    ),
  defect: (): Reply =>
    problem(500, 'Internal Server Error', 'The health service has a defect. Try again later.'),
} as const;
