/** The shape of `expectations.json`: what must become of a request, and why. */
import * as z from 'zod';

const why = z.string().min(1).describe('One sentence: what breaks for whom when this changes.');

/** What a request must meet. */
export const expectedSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('forward'),
    targets: z.array(z.string()).min(1).describe('The targets that may get it: those with a weight above 0.'),
  }),
  z.strictObject({
    kind: z.literal('redirect'),
    status: z.union([z.literal(301), z.literal(302)]),
    location: z.string(),
  }),
  z.strictObject({ kind: z.literal('fixed-response'), status: z.int() }),
  z.strictObject({ kind: z.literal('default') }).describe("No rule takes it: the listener's default action."),
]);

export const expectationSchema = z.strictObject({
  request: z.strictObject({
    url: z.string(),
    method: z.string().optional().describe('GET when not given.'),
    headers: z.array(z.tuple([z.string(), z.string()])).optional(),
    from: z.string().optional().describe('Address of the client.'),
  }),
  expect: expectedSchema,
  why,
});

export const expectationsSchema = z.strictObject({
  $schema: z.string().optional(),
  expectations: z.array(expectationSchema),
});

export type Expected = z.infer<typeof expectedSchema>;
export type Expectation = z.infer<typeof expectationSchema>;
