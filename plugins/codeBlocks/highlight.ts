/**
 * Highlights code when the page is written: classes for both themes in place of colors for one, and a mark on each place
 * that follows the reader's settings.
 */
import Prism from 'prismjs';
import 'prismjs/components/prism-bash.js';
import 'prismjs/components/prism-docker.js';
import 'prismjs/components/prism-ini.js';
import 'prismjs/components/prism-json.js';
import 'prismjs/components/prism-markdown.js';
import 'prismjs/components/prism-powershell.js';
import 'prismjs/components/prism-python.js';
import 'prismjs/components/prism-typescript.js';
import 'prismjs/components/prism-yaml.js';
import { countPlaces, splitPlaces } from '../../src/lib/settings/places.ts';
import { Html, html } from '../reference/html.ts';

const { languages } = Prism;

const GRAMMARS: Readonly<Record<string, Prism.Grammar | undefined>> = {
  bash: languages.bash,
  curl: languages.bash,
  dockerfile: languages.docker,
  dotenv: languages.ini,
  html: languages.markup,
  ini: languages.ini,
  json: languages.json,
  markdown: languages.markdown,
  mdx: languages.markdown,
  powershell: languages.powershell,
  python: languages.python,
  ts: languages.typescript,
  typescript: languages.typescript,
  yaml: languages.yaml,
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

/** Kinds that look like another. */
const LIKE: Readonly<Record<string, string | undefined>> = {
  key: 'property',
  'attr-name': 'property',
  'attr-value': 'string',
  tag: 'keyword',
};

interface Options {
  /** Lets an address wrap between its parts, not inside a word. */
  breakable?: boolean;
}

/** @param language as a fence or a code sample names it; text of one that isn't known is left plain. */
export function highlight(code: string, language: string, options: Options = {}): Html {
  const grammar = GRAMMARS[language];
  if (grammar === undefined) return text(code, options);
  const colored = write(Prism.tokenize(code, grammar), options);
  // A place that a token cuts in two would keep the placeholder: a plain block that can be copied is better.
  return colored.text.split('data-setting=').length - 1 === countPlaces(code) ? colored : text(code, options);
}

function write(stream: Prism.TokenStream, options: Options): Html {
  if (typeof stream === 'string') return text(stream, options);
  if (Array.isArray(stream)) return new Html(stream.map((token) => write(token, options).text).join(''));
  const content = write(stream.content, options);
  const kind = [stream.type, stream.alias]
    .flat()
    .map((name) => LIKE[name ?? ''] ?? name)
    .find((name) => name !== undefined && COLORED.has(name));
  return kind === undefined ? content : html`<i class="t-${kind}">${content}</i>`;
}

function text(code: string, { breakable = false }: Options): Html {
  const wraps = breakable && code.includes('://');
  return new Html(
    splitPlaces(code)
      .map(({ setting, text: part }) => {
        if (setting !== undefined) return html`<span data-setting="${setting}">${part}</span>`.text;
        const escaped = html`${part}`.text;
        return wraps ? escaped.replace(/(?<=\w|^)(?=\/)/g, '<wbr>') : escaped;
      })
      .join(''),
  );
}
