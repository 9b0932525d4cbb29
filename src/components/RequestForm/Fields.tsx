/** Fields of the request: required ones in sight, the others on request. */

import { type FormField, keyOf, type RequestForm, type Values } from '@site/src/lib/request/form.ts';
import type { Fault } from '@site/src/lib/request/values.ts';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

interface Props {
  form: RequestForm;
  values: Values;
  faults: readonly Fault[];
  /** Goes before every key to make an id. */
  prefix: string;
  onChange: (change: Values) => void;
}

export function Fields({ form, values, faults, prefix, onChange }: Props): ReactNode {
  const show = (field: FormField): ReactNode => {
    const key = keyOf(field);
    return (
      <Field
        key={key}
        field={field}
        id={prefix + key}
        value={values[key] ?? ''}
        fault={faults.find((fault) => fault.key === key)}
        onChange={(value) => onChange({ [key]: value })}
      />
    );
  };
  const optional = form.fields.filter(({ required }) => !required);
  const isFaulty = optional.some((field) => faults.some(({ key }) => key === keyOf(field)));
  return (
    <>
      {form.fields.filter(({ required }) => required).map(show)}
      {optional.length > 0 && (
        <details
          className={styles.more}
          open={isFaulty || optional.length === form.fields.length || undefined}
        >
          <summary>Optional fields ({optional.length})</summary>
          {optional.map(show)}
        </details>
      )}
    </>
  );
}

interface FieldProps {
  field: FormField;
  id: string;
  value: string;
  fault: Fault | undefined;
  onChange: (value: string) => void;
}

function Field({ field, id, value, fault, onChange }: FieldProps): ReactNode {
  const { name, required, help, example } = field;
  const control = {
    id,
    value,
    placeholder: example,
    'aria-required': required,
    'aria-invalid': fault !== undefined,
    'aria-describedby': `${id}-help`,
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        <code>{name}</code>
        {required && <b> required</b>}
      </label>
      <Control field={field} control={control} />
      {fault !== undefined && <p className={styles.fault}>{fault.message}</p>}
      <small id={`${id}-help`}>
        {help}
        {HINTS[field.kind]}
      </small>
    </div>
  );
}

const HINTS: Readonly<Partial<Record<FormField['kind'], string>>> = {
  lines: ' One on each line.',
  json: ' As JSON.',
};

interface ControlProps {
  field: FormField;
  control: {
    id: string;
    value: string;
    placeholder: string;
    onChange: (event: { target: { value: string } }) => void;
  };
}

function Control({ field: { kind, values = [] }, control }: ControlProps): ReactNode {
  switch (kind) {
    case 'choice': {
      const { placeholder: _, ...select } = control;
      return (
        <select {...select}>
          <option value="">Not set</option>
          {values.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </select>
      );
    }
    case 'json':
    case 'lines':
      return (
        <textarea {...control} rows={Math.min(control.value.split('\n').length + 1, 12)} spellCheck={false} />
      );
    case 'text':
    case 'integer':
    case 'number':
      return (
        <input
          {...control}
          type="text"
          inputMode={kind === 'integer' ? 'numeric' : undefined}
          autoComplete="off"
          spellCheck={false}
        />
      );
  }
}
