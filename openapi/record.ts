/**
 * Records the examples of the document: plays the scenario against a real server and writes what it answered
 * to `openapi/examples/`. Starts an empty MLflow of its own, or uses `MLFLOW_URL` (with `MLFLOW_TRACKING_TOKEN`),
 * which must be empty too.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Example } from './generate/examples.ts';
import { EXAMPLES, SCENARIO, sources } from './generate/files.ts';
import { matchOperations } from './generate/operations.ts';
import { examplesFile, toExamples } from './record/examples.ts';
import { format } from './record/format.ts';
import { callWithoutField } from './record/missing.ts';
import { type Exchange, playScenario, ScenarioError } from './record/run.ts';
import { loadScenario } from './record/scenario.ts';
import { startMlflow } from './record/server.ts';

const { descriptions, inventory } = sources();
const operations = new Map(matchOperations(descriptions, inventory).map((o) => [o.id, o]));
const { MLFLOW_URL: url, MLFLOW_TRACKING_TOKEN: key } = process.env;
await using own = url === undefined ? await startMlflow() : undefined;
const exchanges: Exchange[] = [];
try {
  const server = { url: url ?? own?.url ?? '', ...(key === undefined ? {} : { key }) };
  await playScenario(loadScenario(SCENARIO), operations, server, {
    before: async (operation, step, fields) => {
      const refused = await callWithoutField(server, operation, step, fields);
      if (refused !== undefined) exchanges.push(refused);
    },
    after: (exchange) => void exchanges.push(exchange),
  });
} catch (error) {
  if (!(error instanceof ScenarioError)) throw error;
  console.error(`openapi: ${error.message}`);
  process.exitCode = 1;
}
if (process.exitCode !== 1) writeExamples();

function writeExamples(): void {
  const byTag = new Map<string, Record<string, Example>>();
  for (const [id, example] of toExamples(exchanges)) {
    const tag = operations.get(id)?.tag ?? '';
    byTag.set(tag, { ...byTag.get(tag), [id]: example });
  }
  rmSync(EXAMPLES, { recursive: true, force: true });
  mkdirSync(EXAMPLES);
  for (const [tag, examples] of byTag) {
    const name = examplesFile(tag);
    writeFileSync(
      path.join(EXAMPLES, name),
      format(JSON.stringify(examples, null, 2), `openapi/examples/${name}`),
    );
  }
  const recorded = [...byTag.values()].reduce((sum, examples) => sum + Object.keys(examples).length, 0);
  console.log(`openapi/examples: ${recorded} of ${operations.size} operations in ${exchanges.length} calls`);
}
