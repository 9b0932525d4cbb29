/** Compares a JSON answer that a page shows with the JSON that a block really printed. Pure. */
import { lineMatches, WILDCARD } from './expected.ts';

/**
 * Compares by meaning: order of keys and white space do not count. `"…"` stands for any value, `…` inside a
 * string for any text, a key `"…"` for any further keys, and `"…"` at the end of a list for any further items.
 *
 * @param expected the page's block, valid JSON
 * @param actual what was printed
 * @returns nothing when they agree, otherwise the first difference and where it is
 */
export function compareJson(expected: string, actual: string): string | undefined {
  const printed = parse(actual);
  if (!printed.ok) return `What was printed is not JSON: ${printed.reason}`;
  return compareValue(JSON.parse(expected), printed.value, '$');
}

type Parsed = { ok: true; value: unknown } | { ok: false; reason: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function compareValue(wanted: unknown, printed: unknown, where: string): string | undefined {
  if (wanted === WILDCARD) return undefined;
  if (typeof wanted === 'string' && typeof printed === 'string') {
    return lineMatches(wanted, printed) ? undefined : difference(wanted, printed, where);
  }
  if (Array.isArray(wanted) && Array.isArray(printed)) return compareLists(wanted, printed, where);
  if (isRecord(wanted) && isRecord(printed)) return compareObjects(wanted, printed, where);
  return wanted === printed ? undefined : difference(wanted, printed, where);
}

function compareLists(wanted: unknown[], printed: unknown[], where: string): string | undefined {
  const open = wanted.at(-1) === WILDCARD;
  const items = open ? wanted.slice(0, -1) : wanted;
  if (printed.length < items.length || (!open && printed.length > items.length)) {
    return `${where}: the page shows ${items.length} items, ${printed.length} were printed.`;
  }
  return firstOf(items.map((item, index) => () => compareValue(item, printed[index], `${where}[${index}]`)));
}

function compareObjects(
  wanted: Record<string, unknown>,
  printed: Record<string, unknown>,
  where: string,
): string | undefined {
  const keys = Object.keys(wanted).filter((key) => key !== WILDCARD);
  const missing = keys.find((key) => !Object.hasOwn(printed, key));
  if (missing !== undefined) return `${where}.${missing}: the page shows it, but it was not printed.`;
  const further = Object.keys(printed).find((key) => !Object.hasOwn(wanted, key));
  if (further !== undefined && !Object.hasOwn(wanted, WILDCARD)) {
    return `${where}.${further}: it was printed, but the page does not show it.`;
  }
  return firstOf(keys.map((key) => () => compareValue(wanted[key], printed[key], `${where}.${key}`)));
}

function firstOf(comparisons: (() => string | undefined)[]): string | undefined {
  for (const compare of comparisons) {
    const found = compare();
    if (found !== undefined) return found;
  }
  return undefined;
}

function difference(wanted: unknown, printed: unknown, where: string): string {
  return `${where}: the page shows ${JSON.stringify(wanted)}, but ${JSON.stringify(printed)} was printed.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
