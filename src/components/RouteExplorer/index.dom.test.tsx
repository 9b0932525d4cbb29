import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TRACKING_PATH } from '../../../endpoint.ts';
import type { Rule } from '../../../routing/schema.ts';
import { type Example, routes } from '../../lib/routing/data.ts';
import { RouteExplorer } from './index.tsx';

const examples: Example[] = [
  {
    question: { target: '/mlflow', scheme: 'http', host: 'registry.hokus.ai', method: 'HEAD' },
    why: 'Old bookmarks say http.',
  },
];

beforeEach(() => {
  document.body.replaceChildren();
  window.history.replaceState(null, '', '/docs/operate/routing/');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const field = (name: string) => {
  const element = screen.getByLabelText(name);
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) return element;
  throw new Error(`${name} is no field.`);
};
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const pause = () => act(() => void vi.runAllTimers());
const verdict = () => screen.getByTestId('verdict').textContent;
const trace = () =>
  [...document.querySelectorAll('ol > li')].map((row) => row.querySelector('span:last-of-type')?.textContent);
const choose = (label: string) => {
  const option = screen.getByRole('option', { name: label });
  fireEvent.change(field('Or pick an example'), { target: { value: option.getAttribute('value') } });
};

describe('RouteExplorer', () => {
  it('answers the usual question in the HTML that the server sends', () => {
    document.body.innerHTML = renderToString(<RouteExplorer examples={examples} />);
    expect(verdict()).toContain('goes to the API service');
    expect(verdict()).toContain('Rule mlflow-api matches.');
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('takes over that HTML without complaint, and then the question of the link', () => {
    window.history.replaceState(null, '', '?path=%2Fmlflowx&method=POST');
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(<RouteExplorer examples={examples} />);
    const onRecoverableError = vi.fn();
    render(<RouteExplorer examples={examples} />, { container, hydrate: true, onRecoverableError });
    expect(onRecoverableError).not.toHaveBeenCalled();
    expect(field('Path or URL').value).toBe('/mlflowx');
    expect(field('Method').value).toBe('POST');
    expect(verdict()).toContain('gets 404 from the load balancer');
  });

  it('shows every rule in order, with each condition and why not', () => {
    render(<RouteExplorer examples={examples} />);
    type('Path or URL', '/api/mlflow-other');
    expect(trace()).toEqual(['doesn’t match', 'doesn’t match', 'doesn’t match', 'matches']);
    const words = "path /api/mlflow-other doesn't match /api/mlflow or /api/mlflow/*";
    expect(screen.getByText(words).dataset.matched).toBe('false');
  });

  it('shows where a redirect leads, and what a refusal says', () => {
    render(<RouteExplorer examples={examples} />);
    type('Scheme', 'http');
    type('Path or URL', `${TRACKING_PATH}/a`);
    expect(verdict()).toContain(`Location: https://registry.hokus.ai:443${TRACKING_PATH}/a`);
    type('Method', 'POST');
    expect(verdict()).toContain('gets 400 from the load balancer');
    expect(verdict()).toContain('over https only');
  });

  it('writes the question into the address after a pause, and nothing else of it', () => {
    window.history.replaceState({ key: 'router' }, '', '?a=1#rules');
    render(<RouteExplorer examples={examples} />);
    type('Path or URL', '/mlflow');
    expect(window.location.search).toBe('?a=1');
    pause();
    expect(window.location.search).toBe('?a=1&path=%2Fmlflow');
    expect(window.location.hash).toBe('#rules');
    expect(window.history.state).toEqual({ key: 'router' });
  });

  it('leaves the address alone when it is unmounted before the pause', () => {
    const { unmount } = render(<RouteExplorer examples={examples} />);
    type('Path or URL', '/mlflow');
    unmount();
    pause();
    expect(window.location.search).toBe('');
  });

  it('says the decision once, after a pause', () => {
    render(<RouteExplorer examples={examples} />);
    type('Path or URL', '/m');
    type('Path or URL', '/mlflow');
    expect(screen.getByRole('status').textContent).toBe('');
    pause();
    expect(screen.getByRole('status').textContent).toMatch(
      /^GET .*\/mlflow goes to the API service\. Rule mlflow-alias matches\.$/,
    );
  });
});

describe('bad input', () => {
  it('is told beside its field, and keeps the last good result, marked as that', () => {
    render(<RouteExplorer examples={examples} />);
    type('Path or URL', '/mlflow');
    type('Path or URL', 'mlflow');
    const { id } = screen.getByText(/Start a path with a slash/);
    expect(field('Path or URL').getAttribute('aria-describedby')).toBe(id);
    expect(field('Path or URL').getAttribute('aria-invalid')).toBe('true');
    expect(field('Path or URL').value).toBe('mlflow');
    screen.getByText('The last valid result:');
    expect(verdict()).toContain('Rule mlflow-alias matches.');
    pause();
    expect(screen.getByRole('status').textContent).toContain('Start a path with a slash');
  });

  it('goes away with the input', () => {
    render(<RouteExplorer examples={examples} />);
    type('Host', '');
    expect(field('Host').getAttribute('aria-invalid')).toBe('true');
    type('Host', 'auth.hokus.ai');
    expect(field('Host').getAttribute('aria-invalid')).toBeNull();
    expect(screen.queryByText('The last valid result:')).toBeNull();
    expect(verdict()).toContain('No rule matches');
  });

  it('of a link is told too', () => {
    window.history.replaceState(null, '', '?method=a%20b');
    render(<RouteExplorer examples={examples} />);
    screen.getByText(/A method is one word/);
    expect(field('Method').value).toBe('a b');
  });
});

describe('a whole URL', () => {
  it('says scheme and host, which the fields then show and leave to it', () => {
    render(<RouteExplorer examples={examples} />);
    type('Path or URL', 'http://example.com/x');
    expect([field('Scheme').value, field('Scheme').disabled]).toEqual(['http', true]);
    expect([field('Host').value, field('Host').disabled]).toEqual(['example.com', true]);
    type('Path or URL', '/x');
    expect([field('Scheme').value, field('Host').value]).toEqual(['https', 'registry.hokus.ai']);
  });
});

describe('examples', () => {
  it('fill the fields and give the reason', () => {
    render(<RouteExplorer examples={examples} />);
    choose('HEAD /mlflow (http)');
    expect([field('Path or URL').value, field('Scheme').value, field('Method').value]).toEqual([
      '/mlflow',
      'http',
      'HEAD',
    ]);
    screen.getByText('Old bookmarks say http.');
    type('Path or URL', '/mlflow/nowhere');
    expect(field('Or pick an example').value).toBe('');
    expect(screen.queryByText('Old bookmarks say http.')).toBeNull();
  });
});

describe('near misses', () => {
  it('are asked with one press, which moves the focus to the answer', () => {
    render(<RouteExplorer examples={examples} />);
    type('Path or URL', '/MLflow');
    const list = screen.getByRole('list', { name: 'Near misses' });
    fireEvent.click(within(list).getByRole('button', { name: 'As /mlflow' }));
    expect(field('Path or URL').value).toBe('/mlflow');
    expect(verdict()).toContain('Rule mlflow-alias matches.');
    expect(document.activeElement?.contains(screen.getByTestId('verdict'))).toBe(true);
    expect(document.activeElement).not.toBe(document.body);
  });
});

describe('percent-encoding', () => {
  it('is told when it decides', () => {
    render(<RouteExplorer examples={examples} />);
    type('Path or URL', '/mlflow%2Fruns');
    expect(verdict()).toContain('Depends on percent-encoding.');
    expect(verdict()).toContain('the path is /mlflow/runs, and the request goes to the API service');
  });

  it('is not told when it changes nothing', () => {
    render(<RouteExplorer examples={examples} />);
    type('Path or URL', '/mlflow/a%20b');
    expect(verdict()).not.toContain('percent-encoding');
  });
});

describe('a table of 100 rules', () => {
  const rules = Array.from(
    { length: 100 },
    (_, index): Rule => ({
      name: `rule-${index}`,
      priority: 1000 - index * 10,
      listeners: ['https'],
      conditions: [
        { type: 'path-pattern', values: [`/p${index}`, `/p${index}/*`] },
        { type: 'http-header', name: 'X-A', values: ['b'] },
      ],
      action: { type: 'forward', targets: [{ target: 'api', weight: 1 }] },
      why: 'A test.',
    }),
  );

  it('is shown in order, folded, and says what the explorer does not send', () => {
    render(<RouteExplorer routes={{ ...routes, rules }} examples={[]} />);
    const details = document.querySelector('details');
    expect(details?.open).toBe(false);
    const names = [...document.querySelectorAll('ol > li > span:nth-of-type(2)')].map(
      (name) => name.textContent,
    );
    expect(names).toEqual([...rules.map(({ name }) => name).reverse(), 'default action']);
    expect(details?.textContent).toContain('The explorer sends no headers');
    expect(screen.queryByLabelText('Or pick an example')).toBeNull();
  });
});

describe('rules that ours do not have', () => {
  const rule = (name: string, priority: number, rest: Partial<Rule>): Rule => ({
    name,
    priority,
    listeners: ['https'],
    conditions: [],
    action: { type: 'forward', targets: [{ target: 'api', weight: 1 }] },
    why: 'A test.',
    ...rest,
  });
  const rules = [
    rule('versions', 10, { conditions: [{ type: 'path-pattern', values: [], regexes: ['^/v[0-9]+/'] }] }),
    rule('inside', 20, {
      conditions: [{ type: 'path-pattern', values: ['/inside'] }],
      authenticate: [
        {
          type: 'authenticate-oidc',
          settings: { Issuer: 'https://id.example.com', OnUnauthenticatedRequest: 'deny' },
        },
      ],
      transforms: [{ type: 'url-rewrite', rewrites: [{ regex: '^/inside', replace: '/' }] }],
    }),
  ];
  const show = (path: string) => {
    render(<RouteExplorer routes={{ ...routes, rules }} examples={[]} />);
    type('Path or URL', path);
  };

  it('are not decided when they have regular expressions, and the page and its voice say so', () => {
    show('/v1/a');
    expect(verdict()).toContain('Unless a regular expression does: rule versions.');
    expect(trace()).toEqual(['depends on a regular expression', 'doesn’t match', 'matches']);
    const words = 'path /v1/a might match /^/v[0-9]+//';
    expect(screen.getByText(words).dataset.matched).toBeUndefined();
    pause();
    expect(screen.getByRole('status').textContent).toContain('Unless a regular expression does');
  });

  it('say who must sign in and what is rewritten', () => {
    show('/inside');
    expect(verdict()).toContain(
      'authenticate-oidc by https://id.example.com, deny others, then goes to the API service, url rewritten from /^/inside/ to /',
    );
    expect(verdict()).toContain('Unless a regular expression does: rule versions.');
  });
});
