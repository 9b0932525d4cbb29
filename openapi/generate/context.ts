/** What all operations share while the document is made. */
import type { Releases } from '../inventory/since.ts';
import type { Defect } from './defects.ts';
import type { Example } from './examples.ts';
import type { SchemaBuilder } from './schemas.ts';
import type { Words } from './words.ts';

export interface Context {
  schemas: SchemaBuilder;
  words: Words;
  releases: Releases;
  examples: Map<string, Example>;
  defects: readonly Defect[];
}
