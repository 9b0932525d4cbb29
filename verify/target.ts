/** Tells by the shape of an answer which target gave it. */
import * as z from 'zod';
import { HEALTH_MEDIA_TYPE, PROBLEM_MEDIA_TYPE } from '../health/contract/names.ts';
import type { Answer } from './request.ts';
import { header, jsonOf } from './row.ts';

export const targets = ['health', 'api', 'mlflow', 'load-balancer', 'other'] as const;

/** `mlflow` is MLflow itself, past the key check. */
export type Target = (typeof targets)[number];

const detailSchema = z.object({ detail: z.string() });
const mlflowErrorSchema = z.object({ error_code: z.string() });

/** Which target answered a request that carried no key. */
export function targetOf(answer: Answer): Target {
  const type = header(answer, 'content-type');
  if ([HEALTH_MEDIA_TYPE, PROBLEM_MEDIA_TYPE].some((known) => type.startsWith(known))) return 'health';
  if (type.startsWith('image/svg+xml') && answer.body.includes('MLflow')) return 'health';
  // The ALB's own answers; those of targets don't carry it.
  if (header(answer, 'server').startsWith('awselb/')) return 'load-balancer';
  const json = jsonOf(answer);
  if (detailSchema.safeParse(json).success) return 'api';
  if (mlflowErrorSchema.safeParse(json).success) return 'mlflow';
  if (answer.status === 200 && (answer.body === 'OK' || /<title>MLflow<\/title>/.test(answer.body)))
    return 'mlflow';
  return 'other';
}
