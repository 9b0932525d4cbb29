/** Sends requests one at a time, and tells how the last one stands. */
import type { PlannedRequest } from '@site/src/lib/request/request.ts';
import { type Answer, type Failure, NoAnswer, send as sendRequest } from '@site/src/lib/request/send.ts';
import { useEffect, useRef, useState } from 'react';

export type SendingState =
  | { step: 'idle' }
  | { step: 'sending' }
  | { step: 'stopped' }
  | { step: 'answered'; answer: Answer }
  | { step: 'failed'; failure: Failure };

export function useSending() {
  const [state, setState] = useState<SendingState>({ step: 'idle' });
  const controller = useRef<AbortController>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const send = async (request: PlannedRequest, key: string): Promise<void> => {
    const sending = new AbortController();
    controller.current = sending;
    setState({ step: 'sending' });
    try {
      const answer = await sendRequest(request, key, sending.signal);
      setState({ step: 'answered', answer });
    } catch (error) {
      setState(error instanceof NoAnswer ? { step: 'failed', failure: error.failure } : { step: 'stopped' });
    }
  };
  return { state, send, abort: () => controller.current?.abort() };
}
