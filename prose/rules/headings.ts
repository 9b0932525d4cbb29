/** Headings in sentence case, and links that say where they lead. */
import type { Heading, Link, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { ProseProblem } from '../problem.ts';

/** Names that keep their capital inside a heading. */
const NAMES =
  /^(API|APIs|ALB|AWS|CI|CORS|CSV|CloudWatch|Colab|Conda|Docker|DynamoDB|ECS|Fargate|GenAI|Git|GitHub|GitLab|Actions|HTML|HTTP|Hokusai|I|ID|IDs|JSON|Jupyter|Kubernetes|LLM|LLMs|Linux|MLflow|NaN|Node|OTLP|OpenAI|OpenAPI|OpenTelemetry|PowerShell|Prometheus|Python|README|READY|REST|S3|SDK|SQLite|SSL|Terraform|TLS|TypeScript|UI|URI|URIs|URL|Windows)$/;

const EMPTY_LINKS = /^(here|this|this page|link|more|click here|read more)$/i;

/** A heading has a capital at its start and in names only. */
export function checkHeadings(tree: Root): ProseProblem[] {
  const problems: ProseProblem[] = [];
  visit(tree, 'heading', (heading: Heading) => {
    const words = proseOf(heading).split(/\s+/).filter(Boolean);
    for (const word of words.slice(1)) {
      const bare = word.replace(/^[^\p{L}\p{N}]+|(’s|'s)?[^\p{L}\p{N}]*$/gu, '');
      if (/^\p{Lu}/u.test(bare) && !NAMES.test(bare))
        problems.push(at(heading, 'heading', `“${bare}”: headings have a capital at the start and in names`));
    }
  });
  return problems;
}

/** A link’s text names its target, for those who hear the links of a page as a list. */
export function checkLinks(tree: Root): ProseProblem[] {
  const problems: ProseProblem[] = [];
  visit(tree, 'link', (link: Link) => {
    const text = textOf(link).trim();
    if (text === '' || EMPTY_LINKS.test(text))
      problems.push(at(link, 'link', `“${text}”: name what the link leads to`));
  });
  return problems;
}

/** The heading without its code; what follows a colon or a full stop starts anew. */
function proseOf(heading: Heading): string {
  const text = heading.children.map((child) => (child.type === 'inlineCode' ? '`' : textOf(child))).join('');
  return text.replace(
    /([.:?])\s+(\p{Lu})/gu,
    (_, mark: string, letter: string) => `${mark} ${letter.toLowerCase()}`,
  );
}

function at(node: Heading | Link, rule: string, message: string): ProseProblem {
  return { rule, message, line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
}
