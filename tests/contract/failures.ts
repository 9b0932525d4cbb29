/**
 * The answers of MLflow with 5xx: a documented status of the operation, or a defect of `openapi/defects.yaml`. Anything
 * else is a finding.
 */
import { type Defect, defectsOf } from '../../openapi/generate/defects.ts';
import type { Operation } from '../../openapi/generate/operations.ts';
import { makeRequest, type Server, send } from '../../openapi/record/call.ts';
import type { Exchange } from '../../openapi/record/run.ts';
import type { Sent } from '../schemathesis/run.ts';

const SHAPES: Readonly<Record<string, Defect['as']>> = {
  'application/json': 'mlflow',
  'text/html': 'html',
  'text/plain': 'text',
};

/** True when the answer is what the defect says. */
function fits(
  { as, message = '' }: Defect,
  { status, media, body }: Pick<Sent, 'status' | 'media' | 'body'>,
): boolean {
  return status === 500 && SHAPES[media] === as && new RegExp(message).test(body);
}

/**
 * Answers with 5xx that nothing explains.
 * @param operations by method and path
 */
export function unexplained(
  sent: readonly Sent[],
  operations: ReadonlyMap<string, Operation>,
  defects: readonly Defect[],
): Sent[] {
  return sent.filter((one) => {
    if (one.status < 500) return false;
    const operation = operations.get(one.operation);
    const own = defectsOf(defects, operation?.id ?? '');
    const general = one.right ? [] : defects.filter(({ operations }) => operations === 'all');
    if ([...own, ...general].some((defect) => fits(defect, one))) return false;
    return !isDocumented(operation, one);
  });
}

/** True for a status that the descriptions list for the operation itself. */
function isDocumented(operation: Operation | undefined, { status }: Sent): boolean {
  return String(status) in (operation?.words.value.errors ?? {});
}

/**
 * Provokes every defect in every operation that it names; in at least one where it names all.
 * @param calls calls that succeeded, by operationId
 * @returns what did not fail as it should, one line each
 */
export async function disprovenDefects(
  server: Server,
  calls: ReadonlyMap<string, Exchange>,
  defects: readonly Defect[],
): Promise<string[]> {
  const found: string[] = [];
  const withBody = [...calls].filter(([, { request }]) => request.body !== undefined).map(([id]) => id);
  for (const defect of defects) {
    const ids = defect.operations === 'all' ? withBody : defect.operations;
    const wrong: string[] = [];
    for (const id of ids) {
      const call = calls.get(id);
      const outcome =
        call === undefined ? 'the scenario does not call it' : await provoke(server, call, defect);
      if (outcome !== undefined) wrong.push(`openapi/defects.yaml:${defect.line}  ${id}: ${outcome}`);
    }
    if (defect.operations !== 'all' || wrong.length === ids.length) found.push(...wrong);
  }
  return found;
}

/** What the server answered in place of failing; undefined when it fails as the defect says. */
async function provoke(server: Server, call: Exchange, defect: Defect): Promise<string | undefined> {
  const { operation, request } = call;
  const fields = { ...request.path, ...request.query, ...request.headers, ...request.body, ...defect.send };
  const raw = defect.raw === undefined ? {} : { raw: defect.raw, media: 'application/json' };
  let shown = '';
  // Some ask for a name that is taken: by the first attempt.
  for (let attempt = 0; attempt < 2; attempt++) {
    const { status, media, body } = await send(server, operation, makeRequest(operation, fields, raw));
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    if (fits(defect, { status, media, body: text })) return undefined;
    shown = `${status} ${text.slice(0, 200)}`;
  }
  return shown;
}
