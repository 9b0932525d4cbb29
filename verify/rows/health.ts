/** The health contract, as a stranger sees it. */
import * as z from 'zod';
import { HEALTH_PATH } from '../../endpoint.ts';
import {
  badgeSchema,
  checkNames,
  checkReportSchema,
  HEALTH_MEDIA_TYPE,
  healthHistorySchema,
  healthReportSchema,
  httpStatusOf,
  PROBLEM_MEDIA_TYPE,
  problemSchema,
  statuspageSchema,
} from '../../health/contract.ts';
import type { Answer, Request } from '../request.ts';
import {
  type Deployment,
  failed,
  jsonOf,
  type Outcome,
  passed,
  type Row,
  unless,
  wrongHeader,
  wrongStatus,
} from '../row.ts';

/** Media type and schema of every answer below the path of the report. */
export function healthRows({ origin, client }: Deployment): Row[] {
  const ask = (below: string, more: Omit<Request, 'url'> = {}) =>
    client.ask({ url: `${origin}${HEALTH_PATH}${below}`, ...more });
  const row = (name: string, look: () => Promise<Outcome>): Row => ({ group: 'health', name, look });

  return [
    row('the report has the shape of the contract', async () =>
      judgeReport(await ask(''), healthReportSchema),
    ),
    row('MLflow works', async () => judgeState(await ask(''))),
    row('the report may be read by every page', async () => judgeSharing(await ask(''))),
    ...checkNames.map((check) =>
      row(`the report on ${check} has the shape of the contract`, async () =>
        judgeReport(await ask(`/${check}`), checkReportSchema),
      ),
    ),
    row('HEAD answers as GET does', async () => {
      const [get, head] = [await ask(''), await ask('', { method: 'HEAD' })];
      return unless(
        [wrongStatus(head, get.status), head.body !== '' && 'has a body'],
        `${head.status} without a body`,
      );
    }),
    row('a check that does not exist is 404', async () => judgeProblem(await ask('/no-such-check'), 404)),
    row('the detailed report needs a token', async () => {
      const answer = await ask('/detailed');
      return unless([wrongStatus(answer, 401), wrongHeader(answer, 'www-authenticate', /^Bearer/)], '401');
    }),
    row('badge.svg is a picture', async () => {
      const answer = await ask('/badge.svg');
      return unless(
        [wrongStatus(answer, 200), wrongHeader(answer, 'content-type', /^image\/svg\+xml/)],
        '200',
      );
    }),
    row('badge.json is for shields.io', async () => judgeJson(await ask('/badge.json'), badgeSchema)),
    row('status.json is for status pages', async () =>
      judgeJson(await ask('/status.json'), statuspageSchema),
    ),
    row('the history can be asked for', async () =>
      judgeJson(await ask('/history?window=24h'), healthHistorySchema),
    ),
    row('metrics are not public', async () => {
      const answers = [await client.ask({ url: `${origin}/metrics` }), await ask('/metrics')];
      return unless(
        [
          answers.some(({ body }) => body.includes('health_check_status')) &&
            'the metrics of the health service are public',
        ],
        'no metrics',
      );
    }),
  ];
}

function judgeReport(answer: Answer, schema: typeof healthReportSchema | typeof checkReportSchema): Outcome {
  const parsed = schema.safeParse(jsonOf(answer));
  if (!parsed.success) return failed(`status ${answer.status}: ${firstFault(parsed.error)}`);
  const { status } = parsed.data;
  const kept = status === 'fail' ? /no-store/ : /max-age=\d+, must-revalidate/;
  return unless(
    [
      wrongStatus(answer, httpStatusOf(status)),
      wrongHeader(answer, 'content-type', HEALTH_MEDIA_TYPE),
      wrongHeader(answer, 'cache-control', kept),
      status === 'fail' && wrongHeader(answer, 'retry-after', /^\d+$/),
    ],
    `${status}, ${answer.status}`,
  );
}

function judgeState(answer: Answer): Outcome {
  const report = healthReportSchema.safeParse(jsonOf(answer)).data;
  if (report === undefined) return failed(`status ${answer.status}, and no report`);
  const notes = report.notes.length === 0 ? '' : `: ${report.notes.join(', ')}`;
  return report.status === 'fail' ? failed(`fail${notes}`) : passed(`${report.status}${notes}`);
}

function judgeSharing(answer: Answer): Outcome {
  return unless(
    [
      wrongHeader(answer, 'access-control-allow-origin', '*'),
      wrongHeader(answer, 'cross-origin-resource-policy', 'cross-origin'),
      wrongHeader(answer, 'access-control-expose-headers', /retry-after/i),
      answer.headers.has('access-control-allow-credentials') && 'allows credentials',
    ],
    'readable from every origin, without credentials',
  );
}

function judgeProblem(answer: Answer, status: number): Outcome {
  const parsed = problemSchema.safeParse(jsonOf(answer));
  return unless(
    [
      wrongStatus(answer, status),
      wrongHeader(answer, 'content-type', PROBLEM_MEDIA_TYPE),
      !parsed.success && 'is no problem in JSON',
    ],
    String(status),
  );
}

function judgeJson(answer: Answer, schema: z.ZodType): Outcome {
  const parsed = schema.safeParse(jsonOf(answer));
  return unless([wrongStatus(answer, 200), !parsed.success && firstFault(parsed.error)], '200');
}

function firstFault({ issues: [issue] }: z.ZodError): string {
  return issue === undefined
    ? 'another shape'
    : `${z.core.toDotPath(issue.path) || 'the body'}: ${issue.message}`;
}
