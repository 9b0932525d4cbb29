/** Reads pages and plans them, without running anything. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFiles } from '../marking/projectFiles.ts';
import type { Problem } from './errors.ts';
import { extractBlocks } from './extract.ts';
import { type PlannedPage, planPage, problemAt, type Step } from './plan.ts';
import { checkSchema } from './schemas/schemas.ts';

/**
 * @param page path from the project's root
 * @returns what to do with each block, and everything that is wrong with the page before it runs
 */
export async function readPage(page: string, projectRoot: string): Promise<PlannedPage> {
  const source = await readFile(path.join(projectRoot, page), 'utf8');
  const { blocks, problems } = extractBlocks(page, source, projectFiles(projectRoot));
  const plan = planPage(blocks);
  const found = [...problems, ...plan.problems];
  // Schemas are for data that can be parsed.
  if (found.length === 0) found.push(...(await schemaProblems(plan.steps)));
  return { page, steps: plan.steps, problems: found.sort((a, b) => a.line - b.line) };
}

async function schemaProblems(steps: Step[]): Promise<Problem[]> {
  const blocks = steps.filter(({ kind }) => kind !== 'untested').map(({ block }) => block);
  const found = await Promise.all(
    blocks.map(async (block) =>
      (await checkSchema(block)).map(({ message, codeLine }) => problemAt(block, message, codeLine)),
    ),
  );
  return found.flat();
}
