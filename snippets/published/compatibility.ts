/** Which MLflow servers and clients run the guide's pages: the form of the measured file. Committed; renewed by a command. */
import * as z from 'zod';

/** Where the measurement is, from the project's root. */
export const COMPATIBILITY_PATH = 'snippets/published/compatibility.json';

/** The command that measures; versions of the client follow it. */
export const MEASURE_COMMAND = 'npm run compatibility --';

export const PageOutcome = z.strictObject({
  /** Path in the guide without its extension, such as `tracking/runs`. */
  page: z.string(),
  result: z.enum(['passed', 'failed']),
  /** Where and why the page failed, in one line. */
  problem: z.string().optional(),
  /** Fingerprint of the first block that failed (`marking/identity.ts`); missing when the page itself is wrong. */
  failedAt: z.string().optional(),
  /** Blocks that ran without an error, of those that run when every one before them does. */
  blocks: z.strictObject({ ran: z.int(), all: z.int() }).optional(),
});

export const Client = z.strictObject({
  /** Version of the MLflow client. */
  version: z.string(),
  /** Version of Python, its first two numbers. */
  python: z.string(),
  /** Day of the measurement, in UTC. */
  measuredOn: z.iso.date(),
  /** Pages with Python code, sorted. */
  pages: z.array(PageOutcome),
});

export const Server = z.strictObject({
  /** Version of the MLflow server. */
  version: z.string(),
  /** Oldest first. */
  clients: z.array(Client),
});

export const Compatibility = z.strictObject({
  /** Oldest first. */
  servers: z.array(Server),
});

export type PageOutcome = z.infer<typeof PageOutcome>;
export type Client = z.infer<typeof Client>;
export type Server = z.infer<typeof Server>;
export type Compatibility = z.infer<typeof Compatibility>;
