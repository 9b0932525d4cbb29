/** Reads the blocks of Terraform files as `terraform fmt` leaves them: enough for tables, not a parser of the language. */

/** A block at the left margin: `variable "name" {`. */
export interface Block {
  readonly kind: string;
  /** `["name"]` of a variable, `["aws_s3_bucket", "site"]` of a resource. */
  readonly labels: readonly string[];
  /** Attributes directly inside, by name, as they are written. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** `terraform fmt` writes a block's end and nothing else as a brace at the margin. */
const BLOCK = /^(\w+)((?: "[^"\n]+")+) \{\n([\s\S]*?)^\}$/gm;
/** An attribute two spaces in, with the lines that are deeper or close what it opens. */
const ATTRIBUTE = /^ {2}(\w+) *= (.*(?:\n(?: {3,}.*| {2}[}\])].*|(?=\n {3,})))*)$/gm;

/** The blocks of a file, in its order. */
export function readBlocks(text: string): Block[] {
  return [...text.matchAll(BLOCK)].map(([, kind = '', labels = '', body = '']) => ({
    kind,
    labels: [...labels.matchAll(/"([^"]+)"/g)].map(([, label = '']) => label),
    attributes: new Map([...body.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value])),
  }));
}

/** The text of a quoted string without templates. */
export function unquote(value: string): string {
  const [, text] = /^"((?:[^"\\]|\\.)*)"$/.exec(value) ?? [];
  if (text === undefined) throw new SyntaxError(`Expected one quoted string: ${value}`);
  return text.replace(/\\(.)/g, '$1');
}
