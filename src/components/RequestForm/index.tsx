/** The request form of an operation: what to send, the same as curl, and what the registry answers. Loaded on demand. */

import { registryOrigin } from '@site/src/lib/registryOrigin.ts';
import { type RequestForm as FormData, startValues, type Values } from '@site/src/lib/request/form.ts';
import { curlOf, planRequest } from '@site/src/lib/request/request.ts';
import { bodyOf, type Fault, faultsOf, valuesOfBody } from '@site/src/lib/request/values.ts';
import { useSettings } from '@site/src/lib/settings/react.ts';
import { type FormEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Body } from './Body.tsx';
import { Confirm } from './Confirm.tsx';
import { Fields } from './Fields.tsx';
import { KeyField } from './KeyField.tsx';
import { Outcome } from './Outcome.tsx';
import styles from './styles.module.css';
import { useSending } from './useSending.ts';

interface Props {
  form: FormData;
}

export function RequestForm({ form }: Props): ReactNode {
  const [values, setValues] = useState(() => startValues(form));
  /** The whole body as text; undefined while it is made of fields. */
  const [json, setJson] = useState<string>();
  const [file, setFile] = useState<File>();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [asking, setAsking] = useState(false);
  const { key, registry } = useSettings();
  /** The site's Content-Security-Policy allows calls to its own registry alone. */
  const isOther = registry !== registryOrigin();
  const { state, send, abort } = useSending();
  const sendButton = useFocusAfter(asking || state.step === 'sending');
  const prefix = useId();
  const draft = { form, values, json, file, registry };
  const visible = json === undefined ? form : withoutBody(form);

  const check = (): boolean => {
    const found = [...faultsOf(visible, values), ...jsonFaults(json), ...fileFaults(form, file)];
    if (form.needsKey && key.trim() === '')
      found.unshift({ key: 'key', message: 'The API key is required.' });
    setFaults(found);
    const [first] = found;
    if (first !== undefined) document.getElementById(`${prefix}${first.key}`)?.focus();
    return first === undefined;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isOther || state.step === 'sending' || !check()) return;
    if (form.destructive) setAsking(true);
    else void send(planRequest(draft), key.trim());
  };
  const change = (next: Values): void => setValues({ ...values, ...next });

  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label="Request form">
      {form.needsKey && <KeyField id={`${prefix}key`} fault={faults.find((fault) => fault.key === 'key')} />}
      <Fields form={visible} values={values} faults={faults} prefix={prefix} onChange={change} />
      {form.body !== undefined && (
        <Body
          body={form.body}
          json={json}
          id={`${prefix}body`}
          fault={faults.find((fault) => fault.key === 'body')}
          onFile={setFile}
          onText={setJson}
          onToggle={() => {
            if (json === undefined) setJson(JSON.stringify(bodyOf(form, values), null, 2));
            else {
              change(valuesOfBody(form, parsed(json)));
              setJson(undefined);
            }
          }}
        />
      )}
      <details className={styles.curl}>
        <summary>What is sent, as curl</summary>
        <pre>
          <code>
            {faultsOf(visible, values).length + jsonFaults(json).length > 0
              ? 'Fill in the fields first.'
              : curlOf(planRequest(draft), form.needsKey)}
          </code>
        </pre>
      </details>
      {isOther && (
        <p role="note">
          This site can send requests to {registryOrigin()} and no other registry. Run the curl command
          instead, or change the registry in the{' '}
          <button type="button" className="button button--link button--sm" data-action="settings">
            snippet settings
          </button>
          .
        </p>
      )}
      {asking ? (
        <Confirm
          operation={form.operationId}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void send(planRequest(draft), key.trim());
          }}
        />
      ) : (
        <p className={styles.buttons}>
          <button
            ref={sendButton}
            type="submit"
            className="button button--primary"
            aria-disabled={isOther || state.step === 'sending'}
          >
            Send request
          </button>
          {state.step === 'sending' && (
            <button type="button" className="button button--secondary" onClick={abort}>
              Stop
            </button>
          )}
        </p>
      )}
      <Outcome state={state} registry={draft.registry} />
    </form>
  );
}

/**
 * A button that gets the focus when controls go that had it: otherwise the keyboard would be back at the top of the page.
 *
 * @param isOpen whether the controls are there
 */
function useFocusAfter(isOpen: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return button;
}

function withoutBody(form: FormData): FormData {
  return { ...form, fields: form.fields.filter(({ place }) => place !== 'body') };
}

function jsonFaults(json: string | undefined): Fault[] {
  if (json === undefined) return [];
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return [];
    return [{ key: 'body', message: 'The body must be a JSON object.' }];
  } catch (error) {
    return [
      {
        key: 'body',
        message: `The body isn’t valid JSON: ${error instanceof Error ? error.message : error}`,
      },
    ];
  }
}

function fileFaults({ body }: FormData, file: File | undefined): Fault[] {
  return body?.file && file === undefined ? [{ key: 'body', message: 'Choose a file to send.' }] : [];
}

/** The object in a text; empty when there is none. */
function parsed(json: string): Record<string, unknown> {
  return jsonFaults(json).length > 0 ? {} : { ...JSON.parse(json) };
}
