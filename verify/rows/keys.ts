/** The key check, through the tracking URI and through the older prefix. */
import * as z from 'zod';
import { PLACEHOLDER_KEY, TRACKING_ALIAS_PATH, TRACKING_PATH } from '../../endpoint.ts';
import type { Answer } from '../request.ts';
import { type Deployment, jsonOf, type Outcome, type Row, skipped, unless, wrongStatus } from '../row.ts';

/** A read that finds one experiment at most. */
const READ = '/api/2.0/mlflow/experiments/search?max_results=1';

const detailSchema = z.object({ detail: z.string() });
const experimentsSchema = z.object({
  experiments: z.array(z.object({ experiment_id: z.string() })).optional(),
});

/** Rows for both prefixes. */
export function keyRows({ origin, client, key }: Deployment): Row[] {
  return [TRACKING_PATH, TRACKING_ALIAS_PATH].flatMap((prefix) => {
    const ask = (given?: string) =>
      client.ask({
        url: `${origin}${prefix}${READ}`,
        ...(given !== undefined && { headers: { authorization: `Bearer ${given}` } }),
      });
    const row = (name: string, look: () => Promise<Outcome>): Row => ({
      group: 'keys',
      name: `${prefix}: ${name}`,
      look,
    });
    return [
      row('a request without a key is refused', async () => judgeRefusal(await ask(), 'API key required')),
      row('a request with a wrong key is refused', async () =>
        judgeRefusal(await ask(PLACEHOLDER_KEY), 'Invalid or expired API key'),
      ),
      row('a request with a key reaches MLflow', async () => {
        if (key === undefined) return skipped('needs --key-file');
        return judgeRead(await ask(key));
      }),
    ];
  });
}

function judgeRefusal(answer: Answer, wanted: string): Outcome {
  const detail = detailSchema.safeParse(jsonOf(answer)).data?.detail;
  return unless(
    [wrongStatus(answer, 401), detail !== wanted && `says "${detail ?? 'nothing'}", expected "${wanted}"`],
    `401 ${wanted}`,
  );
}

function judgeRead(answer: Answer): Outcome {
  const parsed = experimentsSchema.safeParse(jsonOf(answer));
  return unless([wrongStatus(answer, 200), !parsed.success && "isn't MLflow's answer"], '200');
}
