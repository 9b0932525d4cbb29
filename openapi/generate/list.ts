/** Reads a YAML file that holds a list, and remembers the line of each entry. */
import { readFileSync } from 'node:fs';
import { isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';

/** @throws z.ZodError when an entry has another form */
export function loadList<T extends z.ZodType>(
  file: string,
  entry: T,
): { value: z.output<T>; line: number }[] {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const values = z.array(entry).parse(document.toJS());
  const nodes = isSeq(document.contents) ? document.contents.items : [];
  return values.map((value, index) => {
    const node = nodes[index];
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    return { value, line: lines.linePos(offset).line };
  });
}
