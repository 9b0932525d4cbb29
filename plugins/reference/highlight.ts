/** Highlights code when the page is written: classes for both themes in place of colors for one. */
import Prism from 'prismjs';
import 'prismjs/components/prism-bash.js';
import 'prismjs/components/prism-json.js';
import 'prismjs/components/prism-python.js';
import 'prismjs/components/prism-typescript.js';
import { Html, html } from './html.ts';

const GRAMMARS: Readonly<Record<string, Prism.Grammar | undefined>> = {
  curl: Prism.languages.bash,
  json: Prism.languages.json,
  python: Prism.languages.python,
  typescript: Prism.languages.typescript,
};

/** Kinds of token that the stylesheet colors; the others are plain text. */
const COLORED = new Set([
  'comment',
  'string',
  'number',
  'boolean',
  'keyword',
  'function',
  'property',
  'builtin',
]);

/** @param language `curl`, `json`, `python` or `typescript`; text of another is left plain. */
export function highlight(code: string, language: string): Html {
  const grammar = GRAMMARS[language];
  return grammar === undefined ? html`${code}` : write(Prism.tokenize(code, grammar));
}

function write(stream: Prism.TokenStream): Html {
  if (typeof stream === 'string') return breakable(stream);
  if (Array.isArray(stream)) return new Html(stream.map((token) => write(token).text).join(''));
  const content = write(stream.content);
  const kind = [stream.type, stream.alias].flat().find((name) => name !== undefined && COLORED.has(name));
  return kind === undefined ? content : html`<i class="t-${kind}">${content}</i>`;
}

/** Text in which an address wraps between its parts, not inside a word. */
function breakable(text: string): Html {
  if (!text.includes('://')) return html`${text}`;
  const [first = '', ...rest] = text.split(/(?<=\w)(?=\/)/);
  return html`${first}${rest.map((part) => html`<wbr>${part}`)}`;
}
