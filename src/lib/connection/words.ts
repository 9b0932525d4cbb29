/** What a connection check found, in the words of the page about errors. Pure. */
import { LOCAL_REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { fieldsOf, type Outcome, type Refusal, type Step } from './check.ts';

export interface Advice {
  /** What is wrong. */
  problem: string;
  /** What to do. */
  fix: string;
  /** Where there is more. */
  more?: { label: string; href: string };
  /** Whether the command line can tell more than the browser. */
  command?: boolean;
}

type Answered = Extract<Outcome, { kind: 'answered' }>;

const error = (label: string, anchor: string) => ({ label, href: `/docs/errors/#${anchor}` });
const STATUS = { label: 'Status', href: '/status/' };

export function adviceOfRefusal(refusal: Refusal): Advice {
  switch (refusal.kind) {
    case 'noKey':
      return {
        problem: 'No key is set.',
        fix: 'Paste your API key into the settings, and check again.',
        more: { label: 'Get a key', href: '/docs/authentication/#get-a-key' },
      };
    case 'notAKey':
      return {
        problem: 'What you pasted isn’t an API key.',
        fix: 'A key is hk_live_, hk_test_, or hk_dev_ plus 32 characters, no spaces. Nothing was sent.',
        more: { label: 'Get a key', href: '/docs/authentication/#get-a-key' },
      };
    case 'otherRegistry':
      return {
        problem: `This site can call ${refusal.allowed} and no other registry from the browser.`,
        fix: 'Run this command in a terminal instead. Nothing was sent.',
        command: true,
      };
  }
}

/** @returns undefined when nothing is wrong */
export function adviceOf(step: Step, outcome: Outcome, registry: string): Advice | undefined {
  switch (outcome.kind) {
    case 'ok':
      return undefined;
    case 'offline':
      return { problem: 'Your device is offline.', fix: 'Connect to a network, and check again.' };
    case 'noNetwork':
      return {
        problem: 'Neither Hokusai nor this site answers: your network is down.',
        fix: 'Check your connection, your VPN, and your proxy, and check again.',
      };
    case 'unreadable':
      return {
        problem: `${registry} answers, but doesn’t let a page of this site read the answer.`,
        fix: 'Run this command in a terminal instead: it isn’t held back by the browser.',
        command: true,
      };
    case 'unreachable':
      return unreachable(registry);
    case 'timeout':
      return {
        problem: `The connection works, but no answer came within ${outcome.seconds} seconds.`,
        fix: 'The endpoint itself gives up after 30 seconds. If its status is fine, something between you and Hokusai holds the connection: check your proxy and VPN.',
        more: error('No answer in time', 'read-timeout'),
      };
    case 'answered':
      return step === 'health' ? adviceOfHealth(outcome) : adviceOfAnswer(outcome);
  }
}

function unreachable(registry: string): Advice {
  if (registry === LOCAL_REGISTRY_ORIGIN || new URL(registry).hostname === 'localhost') {
    return {
      problem: `Nothing listens at ${registry}.`,
      fix: 'The local stack isn’t running. Start it with npm start, and check again.',
      more: { label: 'Local stack', href: '/docs/operate/local-stack/' },
    };
  }
  return {
    problem: `This site answers, but nothing answers at ${registry}.`,
    fix: 'Either your network blocks it (DNS, a proxy, or a firewall), or Hokusai is down. Open the status page from another network, such as a phone: if it’s fine there, ask whoever runs your network to allow the address. To see what blocks it, run this command.',
    more: error('Your machine and your network', 'your-machine-and-your-network'),
    command: true,
  };
}

const STRANGER: Advice = {
  problem: 'Something between you and Hokusai answered in its place: a proxy, a firewall, or a login page.',
  fix: 'Sign in to your network, or ask whoever runs it to allow the address. Then check again.',
  more: error('Your machine and your network', 'your-machine-and-your-network'),
};

function adviceOfHealth({ status, body }: Answered): Advice {
  const failing = failingChecks(fieldsOf(body));
  if (failing === undefined && status < 500) return STRANGER;
  return {
    problem: `Hokusai has an outage${failing?.length ? `: ${failing.join(', ')}` : ` (status ${status})`}.`,
    fix: 'Your key, your settings, and your network aren’t the cause. Wait.',
    more: STATUS,
  };
}

/** Undefined when it is no health report. */
function failingChecks({ status, checks }: Readonly<Record<string, unknown>>): string[] | undefined {
  if (typeof status !== 'string' || typeof checks !== 'object' || checks === null) return undefined;
  return Object.entries(checks)
    .filter(([, measured]) => JSON.stringify(measured).includes('"status":"fail"'))
    .map(([name]) => name);
}

function adviceOfAnswer(answer: Answered): Advice {
  const { status, body, retryAfter } = answer;
  const fields = fieldsOf(body);
  switch (status) {
    case 401:
      return fields.detail === 'API key required' ? keyLost() : invalidKey();
    case 403:
      return forbidden(body, fields);
    case 429:
      return {
        problem: 'Too many requests: the rate limit of your key is used up.',
        fix:
          retryAfter === null
            ? 'Wait a minute, and check again.'
            : `Wait ${retryAfter} seconds, and check again.`,
        more: error('Rate limit exceeded', 'rate-limit'),
      };
    case 502:
      return {
        problem: 'MLflow is unreachable: Hokusai has an outage or is restarting.',
        fix: 'Your key and your settings aren’t the cause. Wait.',
        more: error('MLflow is unreachable', 'mlflow-unreachable'),
      };
    case 503:
      return {
        problem: 'The service that checks keys is down.',
        fix: 'Your key isn’t the cause: an invalid key returns 401. Wait.',
        more: error('Keys can’t be checked', 'key-service-down'),
      };
    case 504:
      return {
        problem: 'MLflow didn’t respond within 30 seconds.',
        fix: 'Your key and your network aren’t the cause. Wait, and check again.',
        more: error('Longer than 30 seconds', 'over-30-seconds'),
      };
    default:
      return other(answer, fields);
  }
}

const keyLost = (): Advice => ({
  problem: 'The registry says that no key arrived.',
  fix: 'The page sent it, so something between you and Hokusai removes the Authorization header: check your proxy and your browser’s extensions.',
  more: error('API key required', 'api-key-required'),
});

const invalidKey = (): Advice => ({
  problem: 'A key arrived, but it isn’t valid: it’s expired or truncated.',
  fix: 'Compare its first and last characters with the key that you were given. If they match, ask support for a new key.',
  more: error('Invalid or expired API key', 'invalid-api-key'),
});

function forbidden(body: string, fields: Readonly<Record<string, unknown>>): Advice {
  if (fields.error === 'REGISTRY_ADMIN_REQUIRED') {
    return {
      problem: 'The key can log runs but can’t use the model registry.',
      fix: 'Ask support for a key that can.',
      more: error('REGISTRY_ADMIN_REQUIRED', 'registry-admin-required'),
    };
  }
  if (fields.error !== undefined || fields.required_scope !== undefined) {
    const scope =
      typeof fields.required_scope === 'string' ? ` ${fields.required_scope}` : ' that the search needs';
    return {
      problem: `The key is valid but lacks the scope${scope}.`,
      fix: 'Use a key that has it. Changing the tracking URI or the client doesn’t help.',
      more: error('The key lacks a scope', 'missing-scope'),
    };
  }
  if (body.startsWith('Invalid Host header')) {
    return {
      problem: 'A misconfiguration at Hokusai: MLflow doesn’t accept the host name of the request.',
      fix: 'You can’t fix it from your side. Tell support.',
      more: error('Invalid host header', 'invalid-host-header'),
    };
  }
  return STRANGER;
}

function other({ status, body, type }: Answered, fields: Readonly<Record<string, unknown>>): Advice {
  if (status === 404 && body.trim() === 'Not Found') {
    return {
      problem: 'The load balancer has no rule for this path.',
      fix: 'Compare the registry’s address with the tracking URI.',
      more: error('No rule for the path', 'not-found-text'),
    };
  }
  if (type.includes('html') || status === 200) return STRANGER;
  const message = typeof fields.message === 'string' ? ` ${fields.message}` : '';
  return {
    problem: `The registry answered with status ${status}.${message}`,
    fix: 'Look the message up.',
    more: error('Find your error', 'find-it-by-its-words'),
  };
}
