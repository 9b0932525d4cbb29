/** A button that opens the request form of an operation; its code is loaded when it is first opened. */

import type { RequestForm as FormData } from '@site/src/lib/request/form.ts';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { LoadFailure } from './LoadFailure.tsx';

interface Props {
  load: () => Promise<{ default: FormData }>;
}

function lazyForm(load: Props['load']) {
  return lazy(async () => {
    const [{ RequestForm }, { default: form }] = await Promise.all([
      import('../RequestForm/index.tsx'),
      load(),
    ]);
    return { default: () => <RequestForm form={form} /> };
  });
}

export function TryIt({ load }: Props): ReactNode {
  const panel = useId();
  const [open, setOpen] = useState(false);
  // A failed load is remembered by `lazy`, so another attempt needs another component.
  const [Form, setForm] = useState(() => lazyForm(load));
  return (
    <section className="r-try" data-island="" aria-label="Try it">
      <button
        type="button"
        className="button button--secondary button--block"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Close the request form' : 'Try it'}
      </button>
      <div id={panel}>
        {open && (
          <LoadFailure onRetry={() => setForm(() => lazyForm(load))}>
            <Suspense fallback={<p role="status">Loading the request form…</p>}>
              <Form />
            </Suspense>
          </LoadFailure>
        )}
      </div>
    </section>
  );
}
