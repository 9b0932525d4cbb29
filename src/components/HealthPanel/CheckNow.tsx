/** A button that asks for a new look, and says what became of it. */
import { type ReactNode, useEffect, useState } from 'react';
import { useHealthStore } from '../../lib/health/react.ts';
import { MIN_GAP } from '../../lib/health/schedule.ts';
import type { HealthState } from '../../lib/health/state.ts';
import styles from './styles.module.css';

/**
 * "Check now", then "Checking…", then "Checked" for as long as another look would have to wait. Looks that nobody
 * asked for do not show. The button stays focusable all the while: focus never falls off it.
 */
export function CheckNow({ state }: { state: HealthState }): ReactNode {
  const store = useHealthStore();
  const [phase, setPhase] = useState<'idle' | 'asked' | 'answered'>('idle');

  useEffect(() => {
    if (!state.busy) setPhase((before) => (before === 'asked' ? 'answered' : before));
  }, [state.busy]);

  useEffect(() => {
    if (phase !== 'answered') return;
    const timer = setTimeout(() => setPhase('idle'), MIN_GAP);
    return () => clearTimeout(timer);
  }, [phase]);

  const ask = () => {
    if (phase !== 'idle') return;
    setPhase('asked');
    store.refresh();
  };
  return (
    <button type="button" className={styles.button} aria-disabled={phase !== 'idle'} onClick={ask}>
      {LABELS[phase]}
    </button>
  );
}

const LABELS = { idle: 'Check now', asked: 'Checking…', answered: 'Checked' } as const;
