/**
 * Set-up blocks for other shells than Bash. Only what is certain is translated: variables with plain values, and commands
 * whose words mean the same everywhere. Anything else stays Bash.
 */

/** Shells that set-up blocks are translated to. */
export const OTHER_SHELLS = ['powershell', 'cmd'] as const;

export type OtherShell = (typeof OTHER_SHELLS)[number];

type Line =
  | { kind: 'variable'; name: string; value: string }
  | { kind: 'comment'; text: string }
  | { kind: 'command'; text: string }
  | { kind: 'empty' };

const EXPORT = /^export (?<name>[A-Za-z_]\w*)=(?<word>\S.*)$/;
/** A value in single quotes, in double quotes with nothing to expand, or bare. */
const WORD = /^(?:'(?<single>[^']*)'|"(?<double>[^"'$`\\!]*)"|(?<bare>[\w./:@+,=-]+))$/;
/** Programs that are called alike everywhere, with words that no shell changes. */
const COMMAND = /^(?:mlflow|pip|python)(?: [\w./:@+=-]+)*$/;
/** What cmd expands or ends a command at, and offers no way around. */
const UNSAFE_IN_CMD = /[%!^&|<>"]/;

/**
 * The block for each of the other shells.
 *
 * @param code a Bash block
 * @returns undefined when it sets no variable, or holds anything that can't be translated for certain
 */
export function otherShells(code: string): Record<OtherShell, string> | undefined {
  const lines = code.split('\n').map(readLine);
  if (!lines.every((line) => line !== undefined)) return undefined;
  const values = lines.flatMap((line) => (line.kind === 'variable' ? [line.value] : []));
  if (values.length === 0 || values.some((value) => UNSAFE_IN_CMD.test(value))) return undefined;
  return { powershell: lines.map(inPowerShell).join('\n'), cmd: lines.map(inCmd).join('\n') };
}

function readLine(line: string): Line | undefined {
  if (line.trim() === '') return { kind: 'empty' };
  if (line.startsWith('#')) return { kind: 'comment', text: line.slice(1).trim() };
  const { name, word } = EXPORT.exec(line)?.groups ?? {};
  if (name === undefined || word === undefined)
    return COMMAND.test(line) ? { kind: 'command', text: line } : undefined;
  const { single, double, bare } = WORD.exec(word)?.groups ?? {};
  const value = single ?? double ?? bare;
  return value === undefined ? undefined : { kind: 'variable', name, value };
}

function inPowerShell(line: Line): string {
  switch (line.kind) {
    case 'variable':
      // Nothing is expanded between single quotes, of which the value has none.
      return `$env:${line.name} = '${line.value}'`;
    case 'comment':
      return `# ${line.text}`;
    case 'command':
      return line.text;
    case 'empty':
      return '';
  }
}

function inCmd(line: Line): string {
  switch (line.kind) {
    case 'variable':
      // The quotes end the value, so that a space behind it is no part of it. They aren't part of the value.
      return `set "${line.name}=${line.value}"`;
    case 'comment':
      return `rem ${line.text}`;
    case 'command':
      return line.text;
    case 'empty':
      return '';
  }
}
