/** Checks blocks that are data: they must parse, as a reader's tools would parse them. Pure. */
import { parseAllDocuments } from 'yaml';
import type { DataLanguage } from '../marking/languages.ts';

/** Something wrong inside a block. */
export interface Finding {
  message: string;
  /** Line of the code, counted from 1; 0 is the opening fence. */
  codeLine: number;
}

/**
 * @param text the block's code
 * @returns what is wrong with it: nothing, or the first error
 */
export function checkData(text: string, format: DataLanguage): Finding[] {
  switch (format) {
    case 'json':
      return checkJson(text);
    case 'yaml':
      return checkYaml(text);
  }
}

function checkJson(text: string): Finding[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const line = /position (\d+)/.exec(reason)?.[1];
    const codeLine = line === undefined ? 0 : lineCount(text.slice(0, Number(line)));
    return [{ message: `The block is not valid JSON: ${reason}`, codeLine }];
  }
}

function checkYaml(text: string): Finding[] {
  const parsed = parseAllDocuments(text);
  const error = (Array.isArray(parsed) ? parsed : []).flatMap((document) => document.errors)[0];
  if (!error) return [];
  const reason = error.message.split('\n')[0] ?? '';
  return [{ message: `The block is not valid YAML: ${reason}`, codeLine: error.linePos?.[0].line ?? 0 }];
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
