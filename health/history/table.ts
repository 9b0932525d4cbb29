/**
 * The DynamoDB table of the history: what whoever creates it must declare, and how rows lie in it.
 *
 * - Partition key `day` (S), the UTC day: `2026-11-23`. Sort key `entry` (S), UTC time first, so that a query reads on
 *   from a minute: `10:05 minute` is the roll-up of a minute, a number per series; `10:05 tracking fail` is a transition.
 * - Time to live on `expires`, which DynamoDB deletes by: without it the table grows for ever.
 * - On-demand capacity does. An instance writes one item per minute and reads five minutes back; when it starts it reads
 *   ninety days, one page each.
 * - The service needs `dynamodb:Query`, `dynamodb:UpdateItem` and `dynamodb:PutItem` on the table, nothing else.
 */
import type { CreateTableCommandInput, UpdateTimeToLiveCommandInput } from '@aws-sdk/client-dynamodb';
import { MINUTE_MS } from './store.ts';

export const DAY_KEY = 'day';
export const ENTRY_KEY = 'entry';
export const EXPIRES = 'expires';
/** Second word of the sort key of a minute's roll-up. */
export const ROLL_UP = 'minute';

/** Minutes in a day. */
export const DAY = 24 * 60;

/** The table, as DynamoDB's `CreateTable` takes it. */
export function tableDefinition(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: DAY_KEY, KeyType: 'HASH' },
      { AttributeName: ENTRY_KEY, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: DAY_KEY, AttributeType: 'S' },
      { AttributeName: ENTRY_KEY, AttributeType: 'S' },
    ],
  };
}

/** Its time to live, as `UpdateTimeToLive` takes it. */
export function timeToLive(name: string): UpdateTimeToLiveCommandInput {
  return { TableName: name, TimeToLiveSpecification: { AttributeName: EXPIRES, Enabled: true } };
}

/** The UTC day that a minute is in, and its time of day: `2026-11-23` and `10:05`. */
export function dayAndTime(minute: number): { readonly day: string; readonly time: string } {
  const text = new Date(minute * MINUTE_MS).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}
