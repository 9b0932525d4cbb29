/** A button that opens the request form of an operation; the form's code is loaded when it is first opened. */

import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { LoadFailure } from './LoadFailure.tsx';
import type { ApiOperation } from './operation.ts';
import styles from './styles.module.css';

interface Props {
  operation: ApiOperation;
}

const loadExplorer = () =>
  lazy(() => import('./Explorer.tsx').then(({ Explorer }) => ({ default: Explorer })));

export function TryIt({ operation }: Props): ReactNode {
  const panel = useId();
  const [open, setOpen] = useState(false);
  // A failed load is remembered by `lazy`, so another attempt needs another component.
  const [Explorer, setExplorer] = useState(loadExplorer);
  return (
    <section className={styles.tryIt} aria-label="Try it">
      <button
        type="button"
        className="button button--secondary button--block"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Close the request form' : 'Try it'}
      </button>
      <div id={panel} className={styles.panel}>
        {open && (
          <LoadFailure onRetry={() => setExplorer(loadExplorer)}>
            <Suspense fallback={<p role="status">Loading the request form…</p>}>
              <Explorer operation={operation} />
            </Suspense>
          </LoadFailure>
        )}
      </div>
    </section>
  );
}
