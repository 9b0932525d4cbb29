/** The published documentation: pages, redirects, headers, and that its policy fits the scripts that it sends. */
import { createHash } from 'node:crypto';
import moved from '../../config/redirects.json' with { type: 'json' };
import type { Answer } from '../request.ts';
import {
  type Deployment,
  failed,
  header,
  type Outcome,
  passed,
  type Row,
  unless,
  wrongHeader,
  wrongStatus,
} from '../row.ts';

/** A page that has everything: code, search, the badge in the navigation bar. */
const PAGE = '/docs/quickstart/';

/** Rows for the documentation; none when it isn't given. */
export function siteRows({ origin, docs, client }: Deployment): Row[] {
  if (docs === undefined) return [];
  const ask = (path: string) => client.ask({ url: `${docs}${path}` });
  const row = (name: string, look: () => Promise<Outcome>): Row => ({ group: 'site', name, look });
  const secure = docs.startsWith('https:');
  return [
    row('pages answer', async () => {
      const answers = [await ask('/'), await ask(PAGE)];
      return unless(
        answers.flatMap((one) => [wrongStatus(one, 200), wrongHeader(one, 'content-type', /^text\/html/)]),
        '200',
      );
    }),
    row('security headers are sent', async () => judgeHeaders(await ask(PAGE), secure)),
    row('the policy allows the scripts of the page and no others', async () => judgePolicy(await ask(PAGE))),
    row('pages speak to this registry', async () => judgeRegistry(await ask(PAGE), origin)),
    row('a page without its slash leads to it', async () => {
      const answer = await ask(PAGE.slice(0, -1));
      return unless(
        [
          wrongStatus(answer, 301),
          !header(answer, 'location').endsWith(PAGE) && `leads to "${header(answer, 'location')}"`,
        ],
        `301 to ${PAGE}`,
      );
    }),
    ...Object.entries(moved).map(([from, to]) =>
      row(`${from} leads to ${to}`, async () => judgeMoved(await ask(from), to)),
    ),
    row('a page that is not there is 404', async () => {
      const answer = await ask('/no/such/page/');
      return unless([wrongStatus(answer, 404), wrongHeader(answer, 'content-type', /^text\/html/)], '404');
    }),
    row('OpenAPI documents may be read by every page, and pages may not', async () => {
      const [document, page] = [await ask('/openapi/mlflow.yaml'), await ask(PAGE)];
      return unless(
        [
          wrongStatus(document, 200),
          wrongHeader(document, 'access-control-allow-origin', '*'),
          page.headers.has('access-control-allow-origin') && `${PAGE} is open too`,
        ],
        'open',
      );
    }),
    ...(secure
      ? [
          row('http leads to https', async () =>
            judgeUpgrade(await client.ask({ url: `http://${new URL(docs).host}${PAGE}` }), `${docs}${PAGE}`),
          ),
        ]
      : []),
  ];
}

function judgeHeaders(answer: Answer, secure: boolean): Outcome {
  return unless(
    [
      wrongHeader(answer, 'content-security-policy', /default-src 'none'/),
      wrongHeader(answer, 'content-security-policy', /frame-ancestors 'none'/),
      wrongHeader(answer, 'x-content-type-options', 'nosniff'),
      wrongHeader(answer, 'referrer-policy', 'strict-origin-when-cross-origin'),
      wrongHeader(answer, 'permissions-policy', /camera=\(\)/),
      secure && wrongHeader(answer, 'strict-transport-security', /max-age=\d{8,}/),
    ],
    'all there',
  );
}

function judgePolicy(answer: Answer): Outcome {
  const policy = header(answer, 'content-security-policy');
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
  const inline = [
    ...answer.body.matchAll(
      /<script\b(?![^>]*\ssrc=)(?![^>]*\stype=["']?(?:application|text\/plain))[^>]*>([\s\S]+?)<\/script>/gi,
    ),
  ];
  const unknown = inline
    .map(([, text = '']) => `sha256-${createHash('sha256').update(text).digest('base64')}`)
    .filter((hash) => !scripts.includes(`'${hash}'`));
  return unless(
    [
      scripts.includes("'unsafe-inline'") && 'allows every inline script',
      unknown.length > 0 && `refuses ${unknown.length} of the page's ${inline.length} inline scripts`,
    ],
    `${inline.length} inline scripts`,
  );
}

function judgeRegistry(answer: Answer, origin: string): Outcome {
  const [tag = ''] = /<meta\b[^>]*\bname=["']?registry-origin\b[^>]*>/.exec(answer.body) ?? [];
  const [, named = ''] = /\bcontent=["']?([^"'\s>]+)/.exec(tag) ?? [];
  const allowed =
    /connect-src ([^;]*)/.exec(header(answer, 'content-security-policy'))?.[1]?.split(' ') ?? [];
  return unless(
    [
      named !== origin && `names "${named}", expected ${origin}`,
      !allowed.includes(origin) && `the policy doesn't allow ${origin}`,
    ],
    origin,
  );
}

/** CloudFront redirects; elsewhere the page itself leads on. */
function judgeMoved(answer: Answer, to: string): Outcome {
  const leads = answer.status === 301 ? header(answer, 'location') : answer.status === 200 ? answer.body : '';
  return leads.includes(to)
    ? passed(String(answer.status))
    : failed(`status ${answer.status}, and doesn't lead there`);
}

function judgeUpgrade(answer: Answer, to: string): Outcome {
  return unless(
    [
      wrongStatus(answer, 301, 308),
      header(answer, 'location') !== to && `leads to "${header(answer, 'location')}"`,
    ],
    `${answer.status} to https`,
  );
}
