/** Finds addresses and keys that must not stand anywhere: every second tracking URI starts as one stray line. Pure. */
import {
  DOCS_ORIGIN,
  HEALTH_PATH,
  PLACEHOLDER_KEY,
  REGISTRY_ORIGIN,
  TRACKING_PATH,
  TRACKING_URI,
} from '../../endpoint.ts';

export type Rule = 'unknown-host' | 'plain-http' | 'other-tracking-uri' | 'wrong-setting' | 'key';

export interface Finding {
  file: string;
  /** Counted from 1. */
  line: number;
  rule: Rule;
  /** What was found. */
  text: string;
}

/** What to do about each rule's findings. */
export const HINTS: Record<Rule, string> = {
  'unknown-host': 'No such host of Hokusai is documented. The registry is the only host that clients need.',
  'plain-http': 'Hokusai is reached over https only.',
  'other-tracking-uri': `The one tracking URI is ${TRACKING_URI}.`,
  'wrong-setting': `Set it to exactly ${TRACKING_URI}.`,
  key: `Write ${PLACEHOLDER_KEY}; tests build their keys at run time.`,
};

const REGISTRY_HOST = new URL(REGISTRY_ORIGIN).host;
const DOCS_HOST = new URL(DOCS_ORIGIN).host;

/** Hosts of Hokusai that exist. */
const HOSTS = new Set(['hokus.ai', 'api.hokus.ai', 'auth.hokus.ai', REGISTRY_HOST, DOCS_HOST]);

/** An address of Hokusai, with or without its scheme; a mail address is none. */
const ADDRESS =
  /(?<![\w.@-])(?:(?<scheme>https?):\/\/)?(?<host>(?:[\w-]+\.)*(?:hokus|hokusai)\.ai)(?![\w-]|\.\w)(?<port>:\d+)?(?<path>\/[^\s"'`<>()[\]{}\\|,;]*)?/gi;

/** Something that sets the tracking URI, in a shell, a settings file or a program, and the URL that it gets. */
const SETTING =
  /(?:MLFLOW_(?:TRACKING|REGISTRY)_URI|(?:tracking|registry)_?uri|MlflowClient)["'`\])]*\s*[=:(,]-?\s*["'`]?(?<url>https?:\/\/[^\s"'`<>(){}\\|,;&]+)/gi;

const KEY = /\bhk_(?:live|test|dev)_\w+/g;

/**
 * Finds everything forbidden in a text.
 *
 * @param file name for the findings; built HTML is read both as it is and as readers see it
 * @param source the file's text
 */
export function findForbidden(file: string, source: string): Finding[] {
  const texts = file.endsWith('.html') ? [source, visibleText(source)] : [source];
  return texts.flatMap((text) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        findInLine(line).map(({ rule, text: found }) => ({ file, line: index + 1, rule, text: found })),
      ),
  );
}

type Found = Pick<Finding, 'rule' | 'text'>;

function findInLine(line: string): Found[] {
  return [
    ...[...line.matchAll(ADDRESS)].flatMap(checkAddress),
    ...[...line.matchAll(SETTING)].flatMap(checkSetting),
    ...[...line.matchAll(KEY)]
      .filter(([key]) => key !== PLACEHOLDER_KEY)
      .map(([text]) => ({ rule: 'key' as const, text })),
  ];
}

function checkAddress(match: RegExpMatchArray): Found[] {
  const [text] = match;
  const { scheme, host = '', port, path = '' } = match.groups ?? {};
  const found: Rule[] = [];
  if (scheme?.toLowerCase() === 'http') found.push('plain-http');
  if (!HOSTS.has(host.toLowerCase())) found.push('unknown-host');
  if (isOtherTrackingUri(host.toLowerCase(), port, path)) found.push('other-tracking-uri');
  return found.map((rule) => ({ rule, text }));
}

function isOtherTrackingUri(host: string, port: string | undefined, path: string): boolean {
  if (!path.toLowerCase().includes('mlflow') || host === DOCS_HOST) return false;
  if (host !== REGISTRY_HOST || port !== undefined) return true;
  return ![TRACKING_PATH, HEALTH_PATH].some(
    (known) => path.startsWith(known) && !/^[\w-]/.test(path.slice(known.length)),
  );
}

function checkSetting(match: RegExpMatchArray): Found[] {
  const url = match.groups?.url ?? '';
  if (!URL.canParse(url) || !/(^|\.)(hokus|hokusai)\.ai$/i.test(new URL(url).hostname)) return [];
  const isRight = url.replace(/[.:]$/, '') === TRACKING_URI;
  return isRight ? [] : [{ rule: 'wrong-setting', text: match[0] }];
}

/** What a reader sees of a page: highlighted code comes in many small elements, which would hide what they add up to. */
function visibleText(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/?(?:p|div|li|td|th|tr|h\d|pre|small)(?:\s[^>]*)?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}
