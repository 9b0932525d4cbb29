/** What the request form asks for one operation. `plugins/reference` writes it when the site is built. */

export type Place = 'path' | 'query' | 'header' | 'body';

/** How the value of a field is typed in, and what it is sent as. `lines` is a list with one text on each line. */
export type Kind = 'text' | 'integer' | 'number' | 'choice' | 'lines' | 'json';

/** A field of the form. Limits that are missing do not hold. */
export interface FormField {
  name: string;
  place: Place;
  kind: Kind;
  required: boolean;
  /** In plain words. */
  help: string;
  /** What the field starts with. */
  start: string;
  /** A value that would fit, to be shown in the empty field. */
  example: string;
  /** To choose from. */
  values?: readonly string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  pattern?: string;
}

export interface RequestForm {
  operationId: string;
  method: string;
  /** With `{name}` for its parameters. */
  path: string;
  /** Base URL at the hosted registry. */
  base: string;
  needsKey: boolean;
  /** Whether it removes something: the form asks before it sends. */
  destructive: boolean;
  fields: readonly FormField[];
  /** Media type of the body, and whether it is made of fields or is a file; undefined when there is none. */
  body?: { type: string; file: boolean };
}

/** The key of a field's value: names are unique only within their place. */
export function keyOf({ place, name }: Pick<FormField, 'place' | 'name'>): string {
  return `${place}.${name}`;
}

/** What is typed into the fields, by their keys; without one, a field is empty. */
export type Values = Readonly<Record<string, string>>;

export function startValues({ fields }: RequestForm): Values {
  return Object.fromEntries(fields.map((field) => [keyOf(field), field.start]));
}
