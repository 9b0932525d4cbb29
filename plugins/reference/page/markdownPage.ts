/** The Markdown twin of an operation's page: the same words, for machines and for readers of plain text. */
import type { OpenApiDocument } from '../document.ts';
import type { Field } from '../fields.ts';
import type { PageOf } from '../markdown.ts';
import { type Mark, readMarkdown } from '../marks.ts';
import type { ReferenceOperation } from '../reading.ts';
import { type OperationView, viewOf } from '../view.ts';

type Answer = OperationView['successes'][number];

/** Languages of code blocks, where they differ from those of the samples. */
const BLOCK_LANGUAGES: Readonly<Record<string, string>> = { curl: 'bash' };

/** @param pageOf names of operations in code lead there. */
export function markdownPage(
  operation: ReferenceOperation,
  document: OpenApiDocument,
  pageOf: PageOf,
): string {
  const view = viewOf(operation, document);
  const elsewhere: PageOf = (id) => (id === operation.operationId ? undefined : pageOf(id));
  const words = (text: string): string => withLinks(text, elsewhere);
  const parts = [
    `# ${view.title}`,
    `\`${operation.method} ${operation.servers[0] ?? ''}${operation.path}\``,
    view.deprecated === undefined ? '' : `**Deprecated.** ${words(view.deprecated)}`,
    words(view.does),
    facts(operation, view),
    '## Request',
    ...request(view, words),
    '## Response',
    ...view.successes.flatMap((answer) => success(answer, words)),
    '## Errors',
    errors(view, words),
    ...code(operation, view),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Writes a description with its links. */
type Write = (markdown: string) => string;

function facts(
  { operationId, needsKey }: ReferenceOperation,
  { since, isUndocumented, isPublic }: OperationView,
): string {
  return [
    `- Operation: \`${operationId}\``,
    ...(since === undefined ? [] : [`- Since MLflow ${since}`]),
    `- ${needsKey ? 'Needs an [API key](/docs/authentication/)' : 'Doesn’t need an API key'}`,
    ...(isUndocumented ? ['- [Not in MLflow’s own reference](/api/versions/#stability)'] : []),
    ...(isPublic ? [] : ['- Only inside the platform']),
  ].join('\n');
}

function request({ parameters, body }: OperationView, words: Write): string[] {
  if (parameters.length === 0 && body === undefined) return ['It takes no parameters and no body.'];
  const lists = parameters.flatMap(({ title, fields }) => [`### ${title}`, fieldList(fields, words)]);
  if (body === undefined) return lists;
  const types = body.types.map((type) => `\`${type}\``).join(', ');
  return [
    ...lists,
    '### Body',
    `${types}${body.required ? ', required' : ''}`,
    words(body.description),
    body.fields.length > 0 ? fieldList(body.fields, words) : words(body.words),
  ];
}

function success({ status, type, description, headers, fields }: Answer, words: Write): string[] {
  return [
    `### ${status}`,
    type === undefined ? 'No body.' : `\`${type}\``,
    words(description),
    headers.map((header) => `- Header \`${header.name}\`: ${words(header.description)}`).join('\n'),
    fields.length > 0 ? fieldList(fields, words, 'always') : '',
  ];
}

function errors({ errors: own, commonErrors }: OperationView, words: Write): string {
  const rows = own.map(({ status, codes, when, message }) => {
    const names = codes.map((code) => `\`${code}\``).join(', ');
    const recorded = message === undefined ? '' : ` For example: \`${message.replaceAll('`', "'")}\``;
    return `- ${[status, names].filter(Boolean).join(' ')}: ${indent(words(when))}${recorded}`;
  });
  const shared = commonErrors.map((status) => `[${status}](/api/errors/#${status})`).join(', ');
  return [...rows, ...(shared === '' ? [] : [`- Shared by every operation: ${shared}`])].join('\n');
}

function code({ 'x-codeSamples': samples }: ReferenceOperation, { successes }: OperationView): string[] {
  const requests = samples.flatMap(({ lang, label, source }) => [
    `### ${label}`,
    fence(source.trimEnd(), BLOCK_LANGUAGES[lang] ?? lang),
  ]);
  const answers = successes.flatMap(({ status, example, type = '' }) =>
    example === undefined
      ? []
      : [`### Answer ${status}`, fence(example, type === 'application/json' ? 'json' : 'text')],
  );
  return requests.length + answers.length === 0 ? [] : ['## Example', ...requests, ...answers];
}

function fence(text: string, language: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function fieldList(fields: readonly Field[], words: Write, required = 'required'): string {
  return fields.map((field) => fieldItem(field, words, required)).join('\n');
}

function fieldItem(
  { name, type, deprecated, since, ...field }: Field,
  words: Write,
  required: string,
): string {
  const marks = [
    type,
    ...(field.required ? [required] : []),
    ...(deprecated ? ['deprecated'] : []),
    ...(since === undefined ? [] : [`since MLflow ${since}`]),
  ];
  const shown = name === '*' ? 'any name' : `\`${name}\``;
  const limits = field.facts.map(({ label, value }) => `${label}: \`${value}\`.`);
  const head = [`${shown} (${marks.join(', ')}):`, words(field.description), ...limits];
  const values = field.values.map(
    ({ value, meaning }) => `- \`${value}\`${meaning === undefined ? '' : `: ${words(meaning)}`}`,
  );
  const below = [
    ...values,
    ...(field.children.length > 0 ? [fieldList(field.children, words, required)] : []),
  ];
  return indent([`- ${head.filter(Boolean).join(' ')}`, ...below].join('\n'));
}

/** All lines but the first a step to the right, as the parts of a list item are. */
function indent(text: string): string {
  return text.replaceAll('\n', '\n  ');
}

/** The same Markdown, with links to the operations that it names in code. */
function withLinks(markdown: string, pageOf: PageOf): string {
  return readMarkdown(markdown)
    .map((block) => {
      if (block.type === 'paragraph') return writeMarks(block.marks, pageOf);
      return block.items.map((marks) => `- ${writeMarks(marks, pageOf)}`).join('\n');
    })
    .join('\n\n');
}

function writeMarks(marks: readonly Mark[], pageOf: PageOf): string {
  return marks.map((mark) => writeMark(mark, pageOf)).join('');
}

function writeMark(mark: Mark, pageOf: PageOf): string {
  switch (mark.type) {
    case 'text':
      return mark.text;
    case 'code': {
      const page = pageOf(mark.text);
      return page === undefined ? `\`${mark.text}\`` : `[\`${mark.text}\`](${page})`;
    }
    case 'bold':
      return `**${mark.text}**`;
    case 'link':
      return `[${mark.text}](${mark.href})`;
  }
}
