/** JSON values as literals of Python and JavaScript, for code samples. */
import type { Json } from './json.ts';

interface Language {
  indent: number;
  constants: Readonly<Record<'null' | 'true' | 'false', string>>;
  key(name: string): string;
  text(value: string): string;
}

const PYTHON: Language = {
  indent: 4,
  constants: { null: 'None', true: 'True', false: 'False' },
  key: (name) => JSON.stringify(name),
  text: (value) => JSON.stringify(value),
};

const JAVASCRIPT: Language = {
  indent: 2,
  constants: { null: 'null', true: 'true', false: 'false' },
  key: (name) => (/^[a-zA-Z_]\w*$/.test(name) ? name : quote(name)),
  text: quote,
};

/** A Python literal over several lines. */
export function pythonLiteral(value: Json): string {
  return literal(value, PYTHON, 0);
}

/** A JavaScript literal over several lines. */
export function javascriptLiteral(value: Json): string {
  return literal(value, JAVASCRIPT, 0);
}

function literal(value: Json, language: Language, depth: number): string {
  if (value === null) return language.constants.null;
  if (typeof value === 'boolean') return language.constants[value ? 'true' : 'false'];
  if (typeof value === 'string') return language.text(value);
  if (typeof value === 'number') return String(value);
  const pad = ' '.repeat(language.indent * (depth + 1));
  const items = Array.isArray(value)
    ? value.map((item) => `${pad}${literal(item, language, depth + 1)},`)
    : Object.entries(value).map(
        ([name, item]) => `${pad}${language.key(name)}: ${literal(item, language, depth + 1)},`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.join('\n')}\n${' '.repeat(language.indent * depth)}${close}`;
}

/** Text in single quotes, as this project writes JavaScript. */
function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
