/** Every expectation of the routing table that a request without consequences can show. */
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import type { Expectation, Expected } from '../../routing/expectations.ts';
import type { Answer } from '../request.ts';
import {
  type Deployment,
  failed,
  header,
  type Outcome,
  passed,
  type Row,
  skipped,
  unless,
  wrongStatus,
} from '../row.ts';
import { targetOf } from '../target.ts';

const PRODUCTION = new URL(REGISTRY_ORIGIN).hostname;
const SAFE = ['GET', 'HEAD', 'OPTIONS'] as const;

type SafeMethod = (typeof SAFE)[number];

/** One row for each expectation about the registry's host. */
export function routeRows(deployment: Deployment, expectations: readonly Expectation[]): Row[] {
  return expectations
    .filter(({ request }) => new URL(request.url).hostname === PRODUCTION)
    .map((expectation) => ({
      group: 'routes' as const,
      name: `${expectation.request.method ?? 'GET'} ${expectation.request.url}`,
      look: () => look(deployment, expectation),
    }));
}

async function look({ origin, client }: Deployment, { request, expect }: Expectation): Promise<Outcome> {
  const method = SAFE.find((safe) => safe === (request.method ?? 'GET'));
  if (method === undefined) return skipped(`${request.method} could change something`);
  if (request.url.startsWith('http:') && origin.startsWith('http:'))
    return skipped('this deployment has no https, so its http stands for it');
  const answer = await client.ask({ url: atOrigin(request.url, origin), method });
  return judge(answer, expect, method, origin);
}

/** The same request of this deployment, character for character behind the host. */
function atOrigin(url: string, origin: string): string {
  const [, scheme = '', rest = ''] = /^(https?):\/\/[^/?]+(.*)$/.exec(url) ?? [];
  return scheme === 'http' ? `http://${new URL(origin).hostname}${rest}` : `${origin}${rest}`;
}

function judge(answer: Answer, expected: Expected, method: SafeMethod, origin: string): Outcome {
  switch (expected.kind) {
    case 'forward':
      return judgeTarget(answer, expected.targets, method);
    case 'redirect': {
      const location = expected.location
        .replace(`${PRODUCTION}:443`, new URL(origin).host)
        .replace(PRODUCTION, new URL(origin).host);
      const sent = header(answer, 'location').replace(':443/', '/');
      return unless(
        [
          wrongStatus(answer, expected.status),
          sent !== location && `leads to "${sent}", expected ${location}`,
        ],
        `${expected.status} to ${location}`,
      );
    }
    case 'fixed-response':
      return unless(
        [
          wrongStatus(answer, expected.status),
          targetOf(answer) !== 'load-balancer' && "isn't the load balancer's own answer",
        ],
        `${expected.status} of the load balancer`,
      );
    case 'default':
      return judgeOthers(answer);
  }
}

function judgeTarget(answer: Answer, wanted: readonly string[], method: SafeMethod): Outcome {
  // A preflight and HEAD have no body; the health service marks every answer, and no other target does so.
  const isHealth = header(answer, 'cross-origin-resource-policy') === 'cross-origin';
  const bodiless = method !== 'GET';
  const seen = bodiless ? (isHealth ? 'health' : ownBodiless(answer)) : targetOf(answer);
  return wanted.includes(seen)
    ? passed(`${seen} answers ${answer.status}`)
    : failed(`${seen} answers ${answer.status}, expected ${wanted.join(' or ')}`);
}

function ownBodiless(answer: Answer): string {
  const target = targetOf(answer);
  // The API service answers a preflight by itself and refuses a HEAD without a key with 401.
  return target === 'other' && [200, 204, 401, 405].includes(answer.status) ? 'api' : target;
}

/** Nothing of ours may answer here; who does is the business of others on the same load balancer. */
function judgeOthers(answer: Answer): Outcome {
  const seen = targetOf(answer);
  return seen === 'health' || seen === 'mlflow'
    ? failed(`${seen} answers ${answer.status} on a path that isn't its own`)
    : passed(`${seen} answers ${answer.status}`);
}
