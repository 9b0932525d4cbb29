/** The refusals that several operations share, each with the body that the service sends. */
import { historyWindows, PROBLEM_MEDIA_TYPE, type Problem } from '../contract.ts';
import { refusals } from '../http/refusals.ts';
import type { Reply } from '../http/replies.ts';

const integerHeader = (description: string) => ({ description, schema: { type: 'integer', minimum: 1 } });

/** Headers that answers carry beside those of HTTP itself. */
export const headers = {
  retryAfter: integerHeader('Seconds until it is worth asking again.'),
  etag: { description: 'Tag of this answer, for `If-None-Match`.', schema: { type: 'string' } },
  cacheControl: (example: string) => ({
    description: 'How long caches may keep the answer.',
    schema: { type: 'string' },
    example,
  }),
  allow: { description: 'Methods that the path knows.', schema: { type: 'string' } },
  authenticate: { description: 'How to authenticate.', schema: { type: 'string' } },
};

function refusal(description: string, reply: Reply, more: object = {}) {
  const example: Problem = JSON.parse(reply.body);
  return {
    description,
    headers: { 'Cache-Control': headers.cacheControl('no-store'), ...more },
    content: {
      [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' }, example },
    },
  };
}

export const responses = {
  NotModified: {
    description: 'The answer that you have, by its `If-None-Match`, is still right.',
    headers: { ETag: headers.etag },
  },
  BadRequest: refusal(
    'A parameter has a value that it cannot have.',
    refusals.badParameter('window', historyWindows),
  ),
  Unauthorized: refusal('The token is missing or wrong.', refusals.unauthorized(), {
    'WWW-Authenticate': headers.authenticate,
  }),
  NotFound: refusal('There is no such check.', refusals.notFound()),
  MethodNotAllowed: refusal('The method is not GET, HEAD or OPTIONS.', refusals.methodNotAllowed(), {
    Allow: headers.allow,
  }),
  ContentTooLarge: refusal('The request has a body.', refusals.contentTooLarge()),
  TooManyRequests: refusal('Too many requests from your address.', refusals.tooManyRequests(600, 3), {
    'Retry-After': headers.retryAfter,
  }),
  Defect: refusal('The health service has a defect.', refusals.defect()),
};

/** References to the shared refusals, by status code. */
export const shared = {
  304: { $ref: '#/components/responses/NotModified' },
  400: { $ref: '#/components/responses/BadRequest' },
  401: { $ref: '#/components/responses/Unauthorized' },
  404: { $ref: '#/components/responses/NotFound' },
  405: { $ref: '#/components/responses/MethodNotAllowed' },
  413: { $ref: '#/components/responses/ContentTooLarge' },
  429: { $ref: '#/components/responses/TooManyRequests' },
  500: { $ref: '#/components/responses/Defect' },
};
