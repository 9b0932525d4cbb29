/**
 * A bare `node:http` server for comparison, loaded into the measured service before it starts: both have the same heap, timers
 * and caches, so that only what a request costs differs. PUT tells it what to answer from then on.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { listen } from '../../machine/ports.ts';

const told = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });

let answer: z.output<typeof told> = { status: 404, headers: {}, body: '' };

async function learn(request: IncomingMessage): Promise<void> {
  answer = told.parse(JSON.parse(await text(request)));
}

const server = createServer((request, response) => {
  if (request.method === 'PUT') return void learn(request).then(() => response.writeHead(204).end());
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
});
const { origin } = await listen(server);
console.log(`bare server at ${origin}`);
