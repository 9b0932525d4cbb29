/** What can be wrong with a block, found by reading it: its meta, its data, the hosts it names. Pure. */
import { languageKind } from '../marking/languages.ts';
import { checkData, type Finding } from './data.ts';
import type { Block } from './extract.ts';
import { liveHost } from './target.ts';

/** Everything wrong with one block, in the order in which an author would mend it. */
export function checkBlock(block: Block): Finding[] {
  return [...checkMeta(block), ...checkCode(block)];
}

/** Whether a path leaves the reader's directory. Paths below `~/` go to the reader's home, which is a sandbox too. */
export function isOutside(file: string): boolean {
  return file.startsWith('/') || file.split('/').includes('..');
}

/** Languages of blocks that show what was printed. */
export function isOutputLanguage(language: string): boolean {
  return language === 'text' || language === 'json';
}

function checkMeta({ language, meta }: Block): Finding[] {
  const kind = languageKind(language, meta.notest !== undefined);
  if (kind.kind === 'unknown') return [atFence(kind.message)];
  if (meta.output) {
    if (!isOutputLanguage(language))
      return [atFence(`\`output\` belongs on a \`text\` or \`json\` block, not on \`${language}\`.`)];
    if (meta.notest || meta.file || meta.timeoutSeconds) {
      return [atFence('`output` goes with `title` and highlights only.')];
    }
  }
  if ((meta.request || meta.response) && (language !== 'json' || meta.output || meta.notest))
    return [
      atFence('`request` and `response` belong on a `json` block that is not `output` and not `notest`.'),
    ];
  if (meta.timeoutSeconds && kind.kind !== 'run')
    return [atFence('`timeout` belongs on a block that is run.')];
  if (meta.timeoutSeconds && meta.notest) return [atFence('`timeout` and `notest` cannot stand together.')];
  if (meta.notest && languageKind(language, false).kind === 'show') {
    return [atFence(`A \`${language}\` block is never run. Remove \`notest\`.`)];
  }
  return [];
}

function checkCode({ language, code, meta }: Block): Finding[] {
  if (meta.notest !== undefined) return [];
  const kind = languageKind(language, false);
  switch (kind.kind) {
    case 'data':
      return checkData(code, kind.format);
    case 'run':
      return [...checkTitle(meta.title), ...checkHosts(code)];
    case 'show':
    case 'unknown':
      return [];
  }
}

function checkTitle(title: string | undefined): Finding[] {
  if (title === undefined || !isOutside(title)) return [];
  const hint = 'Use a path inside the reader’s directory, or one that begins with `~/`.';
  return [atFence(`\`title="${title}"\` is outside the reader’s directory. ${hint}`)];
}

function checkHosts(code: string): Finding[] {
  const lines = code.split('\n');
  return lines.flatMap((line, index) => {
    const host = liveHost(line);
    if (!host) return [];
    const hint =
      'Only the registry’s origin and the published OpenAPI documents are replaced: leave the host out, or say `notest="…"`.';
    return [
      {
        message: `The block names the live host \`${host}\`, which no test may call. ${hint}`,
        codeLine: index + 1,
      },
    ];
  });
}

function atFence(message: string): Finding {
  return { message, codeLine: 0 };
}
