/** From what a reader types to what is sent, with words for what cannot be sent. */
import { type FormField, keyOf, type RequestForm, type Values } from './form.ts';

/** What is wrong with a field. */
export interface Fault {
  /** Key of the field. */
  key: string;
  message: string;
}

/** Numbers that JSON cannot write; MLflow takes them as text. */
const SPECIAL = new Set(['NaN', 'Infinity', '-Infinity']);

/** All faults, in the order of the fields. */
export function faultsOf({ fields }: RequestForm, values: Values): Fault[] {
  return fields.flatMap((field) => {
    const message = faultOf(field, values[keyOf(field)] ?? '');
    return message === undefined ? [] : { key: keyOf(field), message };
  });
}

function faultOf(field: FormField, text: string): string | undefined {
  const { name, kind, required } = field;
  if (text.trim() === '') return required ? `${name} is required.` : undefined;
  switch (kind) {
    case 'integer':
      return /^-?\d+$/.test(text.trim())
        ? outOfRange(field, Number(text))
        : `${name} must be a whole number.`;
    case 'number':
      return isNumber(text.trim()) ? outOfRange(field, Number(text)) : `${name} must be a number.`;
    case 'json':
      return jsonFault(name, text);
    case 'choice':
      return field.values?.includes(text) ? undefined : `${name} must be one of ${field.values?.join(', ')}.`;
    case 'text':
    case 'lines':
      return textFault(field, text);
  }
}

function isNumber(text: string): boolean {
  return SPECIAL.has(text) || Number.isFinite(Number(text));
}

function outOfRange({ name, minimum, maximum }: FormField, value: number): string | undefined {
  if (minimum !== undefined && value < minimum) return `${name} must be at least ${minimum}.`;
  if (maximum !== undefined && value > maximum) return `${name} must be at most ${maximum}.`;
  return undefined;
}

function textFault({ name, maxLength, pattern }: FormField, text: string): string | undefined {
  if (maxLength !== undefined && text.length > maxLength)
    return `${name} must have at most ${maxLength} characters; this has ${text.length}.`;
  if (pattern !== undefined && !new RegExp(pattern).test(text)) return `${name} must match ${pattern}.`;
  return undefined;
}

function jsonFault(name: string, text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `${name} must be JSON: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/**
 * The value that a field is sent with.
 *
 * @param text without faults.
 * @returns undefined for an empty field, which is left out.
 */
function sentValue({ kind, values }: FormField, text: string): unknown {
  if (text.trim() === '') return undefined;
  switch (kind) {
    case 'integer':
      // Beyond what JavaScript counts exactly, MLflow takes the digits as text.
      return Number.isSafeInteger(Number(text)) ? Number(text) : text.trim();
    case 'number':
      return SPECIAL.has(text.trim()) ? text.trim() : Number(text);
    case 'json':
      return JSON.parse(text);
    case 'choice':
      return values?.join() === BOOLEANS ? text === 'true' : text;
    case 'lines':
      return linesOf(text);
    case 'text':
      return text;
  }
}

const BOOLEANS = 'true,false';

/** The texts of a list, one from each line that has one. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The body that the fields make, in the order of the form. */
export function bodyOf({ fields }: RequestForm, values: Values): Record<string, unknown> {
  const entries = fields
    .filter(({ place }) => place === 'body')
    .map((field) => [field.name, sentValue(field, values[keyOf(field)] ?? '')] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** What to type into the fields so that they make this body; a value that fits no field is left out. */
export function valuesOfBody({ fields }: RequestForm, body: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    fields
      .filter(({ place }) => place === 'body')
      .map((field) => [keyOf(field), typed(field, body[field.name])]),
  );
}

/** A value as it is typed into its field. */
export function typed({ kind }: Pick<FormField, 'kind'>, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (kind === 'lines' && Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' && kind !== 'json' ? value : JSON.stringify(value, null, 2);
}
