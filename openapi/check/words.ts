/** Reads all prose of the document: nothing empty, nothing that breaks the page that shows it. */
import { isObject, type Json, type JsonObject } from '../generate/json.ts';

/** Hosts that were documented once and are wrong. */
const STALE = /registry\.hokusai\.ai|mlflow\.hokus\.ai|platform\.hokus\.ai|http:\/\/(?!localhost|127\.)/;

/** Messages, each with the place in the document. */
export function checkWords(document: JsonObject): string[] {
  const found: string[] = [];
  walk(document, '', (place, key, text) => {
    const problem = problemOf(key, text);
    if (problem !== undefined) found.push(`${place}: ${problem}`);
  });
  return found;
}

function problemOf(key: string, text: string): string | undefined {
  if (text.trim() === '') return `${key} is empty`;
  const prose = text.replace(/`[^`]*`/g, '');
  if (/[<{}]/.test(prose))
    return `${key} holds "<", "{" or "}" outside of backticks, which breaks the page: ${text}`;
  if (key === 'description' && !/[.:]$/.test(text.trim()))
    return `${key} does not end with a full stop: ${text}`;
  if (STALE.test(text)) return `${key} names a host that is not to be documented: ${text}`;
  return undefined;
}

/** Calls `visit` for every text under `description` and `summary`, outside of examples. */
function walk(node: Json, place: string, visit: (place: string, key: string, text: string) => void): void {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) walk(item, `${place}/${index}`, visit);
  } else if (isObject(node)) {
    for (const [key, value] of Object.entries(node)) {
      if (key === 'example' || key === 'examples' || key === 'x-codeSamples') continue;
      const isText = (key === 'description' || key === 'summary') && typeof value === 'string';
      if (isText) visit(place, key, value);
      else walk(value, `${place}/${key}`, visit);
    }
  }
}
