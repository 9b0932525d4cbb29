/** The rules of the load balancer and the explorer's examples, as the browser gets them. */
import routesJson from '../../../routing/routes.json';
import type { Routes } from '../../../routing/schema.ts';
import type { Question } from './question.ts';

/** A question with a known answer, and why the answer matters. `plugins/routeExamples` makes them. */
export interface Example {
  question: Question;
  why: string;
}

/**
 * The rules that Terraform applies. TypeScript reads every word of a JSON file as `string`, so it has to be told what
 * the schema knows; the schema itself needs zod and stays out of the browser. The test beside holds the file to it.
 */
export const routes = routesJson as Routes;
