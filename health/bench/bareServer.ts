/** A bare `node:http` server for comparison: sends the answer that it is told, and says what CPU time it took. */
import { createServer } from 'node:http';
import * as z from 'zod';
import { listen } from '../../machine/ports.ts';

const told = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });

const answer = told.parse(JSON.parse(process.argv[2] ?? ''));
const server = createServer((_, response) => {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
});
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000 });
});
const { port } = await listen(server);
process.send?.({ port });
