/** The question of the explorer, kept in the address of the page. */
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  DEFAULT_QUESTION,
  type Question,
  questionFromSearch,
  searchWith,
} from '../../lib/routing/question.ts';

/** Pause in typing after which the address is written and the answer is told, in milliseconds. */
const PAUSE_MS = 500;

export interface QuestionState {
  question: Question;
  /** The question as it was at the last pause; null until the reader has changed something. */
  settled: Question | null;
  change(part: Partial<Question>): void;
}

/**
 * Starts with the usual question, as the server does; takes over the one of the link after that. Browsers limit how
 * often a page may write its address, so that waits for a pause.
 */
export function useQuestion(): QuestionState {
  const [question, setQuestion] = useState(DEFAULT_QUESTION);
  const [settled, setSettled] = useState<Question | null>(null);
  const changed = useRef(false);

  useEffect(() => {
    const restore = () => {
      changed.current = false;
      setQuestion(questionFromSearch(window.location.search));
    };
    restore();
    window.addEventListener('popstate', restore);
    return () => window.removeEventListener('popstate', restore);
  }, []);

  useEffect(() => {
    if (!changed.current) return;
    const timer = setTimeout(() => {
      const { pathname, search, hash } = window.location;
      window.history.replaceState(window.history.state, '', pathname + searchWith(search, question) + hash);
      setSettled(question);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [question]);

  const change = useCallback((part: Partial<Question>) => {
    changed.current = true;
    setQuestion((before) => ({ ...before, ...part }));
  }, []);
  return { question, settled, change };
}
