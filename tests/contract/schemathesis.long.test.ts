/**
 * Holds MLflow against `openapi/mlflow.yaml` with requests that nobody wrote by hand, through gateway and API service.
 * The MLflow is one of its own: the requests change and delete whatever they meet.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testFolder } from '../../machine/testing/folder.ts';
import { loadDefects } from '../../openapi/generate/defects.ts';
import { DEFECTS, render } from '../../openapi/generate/files.ts';
import { installSchemathesis, type Outcome, runSchemathesis } from '../schemathesis/run.ts';
import { disprovenDefects, unexplained } from './failures.ts';
import { fillServer, liveDocument } from './liveDocument.ts';
import { startTarget, type Target } from './target.ts';

const CONFIG = fileURLToPath(new URL('./schemathesis.toml', import.meta.url));
const CHECKS =
  'status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance';

const { operations } = render();
const defects = loadDefects(DEFECTS);
const byRoute = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
let target: Target | undefined;
const folder = await testFolder('live');
let outcome: Outcome;
let disproven: string[];

function summary({ sent }: Outcome): string {
  const asked = new Set(sent.map(({ operation }) => operation)).size;
  const right = sent.filter((one) => one.right);
  const count = (from: number, to: number, list = sent) =>
    list.filter(({ status }) => status >= from && status < to).length;
  return [
    `Schemathesis: ${sent.length} requests to ${asked} of ${operations.length} operations`,
    `${right.length} right by the document, of which ${count(200, 400, right)} succeeded`,
    `${count(500, 600)} answers with 5xx`,
  ].join('; ');
}

describe('MLflow', () => {
  beforeAll(async () => {
    const program = await installSchemathesis();
    target = await startTarget();
    const document = path.join(folder, 'mlflow.yaml');
    const exchanges = await fillServer(target, operations);
    const examples = exchanges.filter(({ step }) => !step.setup).reverse();
    const calls = new Map(examples.map((exchange) => [exchange.operation.id, exchange]));
    disproven = await disprovenDefects(target, calls, defects);
    await writeFile(document, liveDocument(exchanges));
    outcome = await runSchemathesis(program, {
      document,
      url: target.url,
      config: CONFIG,
      env: { KEY: target.key ?? '' },
      more: ['--checks', CHECKS],
      timeoutMs: 540_000,
    });
    console.log(summary(outcome));
  }, 600_000);

  afterAll(async () => {
    await target?.stop();
  });

  describe('generated requests', () => {
    it('get answers that the document has: status, media type, headers and schema', () => {
      expect(outcome.code, outcome.output).toBe(0);
    });

    it('reach every operation', () => {
      const asked = new Set(outcome.sent.map(({ operation }) => operation));
      expect([...byRoute.keys()].filter((route) => !asked.has(route))).toEqual([]);
    });

    it('get no 5xx that openapi/defects.yaml does not explain', () => {
      const shown = unexplained(outcome.sent, byRoute, defects).map(
        ({ operation, right, path, status, body }) =>
          `${operation} (${right ? 'right' : 'wrong'}): ${path} ${status} ${body.slice(0, 300)}`,
      );
      expect(shown).toEqual([]);
    });
  });

  describe('openapi/defects.yaml', () => {
    it('holds nothing that MLflow does not do', () => {
      expect(disproven).toEqual([]);
    });
  });
});
