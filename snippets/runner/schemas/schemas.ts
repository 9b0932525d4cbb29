/** Checks data blocks by what reads them: GitHub for a workflow, the registry for a JSON body. */
import type { Finding } from '../data.ts';
import type { Block } from '../extract.ts';
import { checkAgainstOperation } from './operations.ts';
import { checkWorkflow, WORKFLOW_TITLE } from './workflow.ts';

/** @param block a block whose JSON or YAML is valid */
export async function checkSchema({ language, meta, code }: Block): Promise<Finding[]> {
  const { title } = meta;
  if (language === 'yaml' && title !== undefined && WORKFLOW_TITLE.test(title)) {
    return checkWorkflow(title, code);
  }
  if (meta.request === undefined && meta.response === undefined) return [];
  return checkAgainstOperation(meta, JSON.parse(code)).map((message) => ({ message, codeLine: 0 }));
}
