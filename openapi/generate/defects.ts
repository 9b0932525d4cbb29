/** Reads `openapi/defects.yaml`: requests that MLflow answers with 500 where it should refuse them. */
import * as z from 'zod';
import { loadList } from './list.ts';
import { GenerateError } from './problems.ts';
import type { Words } from './words.ts';

const defectSchema = z.strictObject({
  /** When it happens, to go on after "when". */
  cause: z.string().regex(/[^.]$/, 'ends without a full stop'),
  /** Shape of the answer: MLflow's JSON, a page, or plain text. */
  as: z.enum(['mlflow', 'html', 'text']),
  /** Regular expression that the message of an answer in JSON fits. */
  message: z.string().optional(),
  /** Fields that make a call fail which succeeds without them. */
  send: z.record(z.string(), z.json()).default({}),
  /** The whole body that makes it fail. */
  raw: z.string().optional(),
  /** operationIds; `all` for what any operation answers to a request that breaks the document. */
  operations: z.union([z.array(z.string()).min(1), z.literal('all')]),
});

export type Defect = z.infer<typeof defectSchema> & { line: number };

/** @throws z.ZodError when an entry has another form */
export function loadDefects(file: string): Defect[] {
  return loadList(file, defectSchema).map(({ value, line }) => ({ ...value, line }));
}

/** The defects of one operation, those of all left out. */
export function defectsOf(defects: readonly Defect[], operationId: string): Defect[] {
  return defects.filter(({ operations }) => operations !== 'all' && operations.includes(operationId));
}

/** @throws GenerateError for an entry that names an unknown operation, with its line */
export function checkDefects(defects: readonly Defect[], operationIds: ReadonlySet<string>): void {
  const problems = defects.flatMap(({ operations, line }) =>
    (operations === 'all' ? [] : operations)
      .filter((id) => !operationIds.has(id))
      .map((id) => ({ file: 'openapi/defects.yaml', line, message: `no operation is called "${id}"` })),
  );
  if (problems.length > 0) throw new GenerateError(problems);
}

/** The list of causes as Markdown, one line each, with the shape of the answer where it isn't MLflow's usual one. */
export function describeDefects(defects: readonly Defect[], words: Pick<Words, 'phrase'>): string {
  return defects
    .map(({ cause, as }) => `- ${cause}${as === 'mlflow' ? '' : ` (${words.phrase(as)})`}.`)
    .join('\n');
}
