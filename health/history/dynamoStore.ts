/** The history in one DynamoDB table, which several instances share. `table.ts` says what it looks like. */
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { TablePlace } from '../config.ts';
import { checkNames, checkStatuses, failureCodeSchema } from '../contract.ts';
import {
  type Entries,
  FULL_SHARE,
  type HistoryStore,
  MINUTE_MS,
  MINUTES_KEPT,
  type MinuteRow,
  type Reader,
  StoreError,
  storedSeries,
  type TransitionRow,
} from './store.ts';
import { DAY, DAY_KEY, dayAndTime, ENTRY_KEY, EXPIRES, ROLL_UP } from './table.ts';

type Sdk = typeof import('@aws-sdk/client-dynamodb');
type Item = Record<string, AttributeValue>;

/** Longest time for one attempt of one request, and for all that one call of the store asks, in milliseconds. */
const REQUEST_MS = 2000;
const CALL_MS = 20_000;
/** Writes under way at a time. */
const AT_A_TIME = 10;

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const number = z.object({ N: z.string() }).transform(({ N }) => Number(N));
const transitionItem = z.object({
  check: text.pipe(z.enum(checkNames)),
  status: text.pipe(z.enum(checkStatuses)),
  code: text.pipe(failureCodeSchema).optional(),
  time: number.pipe(z.int()),
});

/** One call of the store: what it speaks through, and when it has to end. */
interface Call {
  readonly sdk: Sdk;
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly signal: AbortSignal;
}

/**
 * Makes the store. The SDK is loaded when it is first needed, so that it costs nothing where it is not used. Every call
 * ends in time, whatever DynamoDB does.
 */
export function createDynamoStore(place: TablePlace, callMs: number = CALL_MS): HistoryStore {
  let client: DynamoDBClient | undefined;

  async function call<T>(work: (call: Call) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      abort.abort();
      late.reject(new DOMException('Too late', 'TimeoutError'));
    }, callMs);
    const worked = async () => {
      const sdk = await import('@aws-sdk/client-dynamodb');
      client ??= connect(sdk, place);
      return work({ sdk, client, table: place.table, signal: abort.signal });
    };
    try {
      // Not all of the SDK heeds the signal: credentials are looked for without it.
      return await Promise.race([worked(), late.promise]);
    } catch (error) {
      throw new StoreError(describe(error));
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    append: (entries) => call((open) => append(open, entries)),
    read: (fromMinute, reader) => call((open) => read(open, fromMinute, reader)),
    // The table's time to live does it.
    prune: async () => {},
    close: async () => client?.destroy(),
  };
}

function connect({ DynamoDBClient: Client }: Sdk, { region, endpoint }: TablePlace): DynamoDBClient {
  return new Client({
    region,
    ...(endpoint && { endpoint }),
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: REQUEST_MS / 2,
      requestTimeout: REQUEST_MS,
      throwOnRequestTimeout: true,
    },
  });
}

/** Item by item: each of them is whole or not there, and those that are there are not written again. */
async function append(call: Call, { minutes, transitions }: Entries): Promise<void> {
  const perMinute = Map.groupBy(minutes, ({ minute }) => minute);
  const writes = [
    ...[...perMinute].map(
      ([minute, rows]) =>
        () =>
          addMinute(call, minute, rows),
    ),
    ...transitions.map((row) => () => addTransition(call, row)),
  ];
  for (let first = 0; first < writes.length; first += AT_A_TIME) {
    await Promise.all(writes.slice(first, first + AT_A_TIME).map((write) => write()));
  }
}

/** Fills in the series that nobody has told of yet: the condition is asked for each of them, in one atomic write. */
async function addMinute(
  { sdk, client, table, signal }: Call,
  minute: number,
  rows: readonly MinuteRow[],
): Promise<void> {
  const values: [string, number][] = [
    ...rows.map(({ series, share }): [string, number] => [series, share]),
    [EXPIRES, expiresAt(minute)],
  ];
  const update = new sdk.UpdateItemCommand({
    TableName: table,
    Key: keyOf(minute, ROLL_UP),
    UpdateExpression: `SET ${values.map((_, at) => `#${at} = if_not_exists(#${at}, :${at})`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(values.map(([name], at) => [`#${at}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      values.map(([, value], at) => [`:${at}`, { N: String(value) }]),
    ),
  });
  await client.send(update, { abortSignal: signal });
}

async function addTransition({ sdk, client, table, signal }: Call, row: TransitionRow): Promise<void> {
  const minute = Math.floor(row.time / MINUTE_MS);
  const put = new sdk.PutItemCommand({
    TableName: table,
    Item: {
      ...keyOf(minute, `${row.check} ${row.status}`),
      check: { S: row.check },
      status: { S: row.status },
      ...(row.code && { code: { S: row.code } }),
      time: { N: String(row.time) },
      [EXPIRES]: { N: String(expiresAt(minute)) },
    },
    ConditionExpression: 'attribute_not_exists(#entry)',
    ExpressionAttributeNames: { '#entry': ENTRY_KEY },
  });
  try {
    await client.send(put, { abortSignal: signal });
  } catch (error) {
    // Another instance, or an earlier attempt of ours, was first.
    if (!(error instanceof sdk.ConditionalCheckFailedException)) throw error;
  }
}

function keyOf(minute: number, what: string): Item {
  const { day, time } = dayAndTime(minute);
  return { [DAY_KEY]: { S: day }, [ENTRY_KEY]: { S: `${time} ${what}` } };
}

/** Seconds since 1970. */
function expiresAt(minute: number): number {
  return ((minute + MINUTES_KEPT) * MINUTE_MS) / 1000;
}

/**
 * Reads a day at a time, never more days than are kept, so that the last minutes cost one small query, two at midnight.
 * Rows that this version does not know are passed over.
 */
async function read(call: Call, fromMinute: number, reader: Reader): Promise<void> {
  const now = Math.floor(Date.now() / MINUTE_MS);
  const first = Math.max(fromMinute, now - MINUTES_KEPT);
  for (let minute = first; minute <= now; minute = (Math.floor(minute / DAY) + 1) * DAY) {
    for await (const item of itemsOfDay(call, minute)) readItem(item, reader);
  }
}

async function* itemsOfDay({ sdk, client, table, signal }: Call, fromMinute: number) {
  const { day, time } = dayAndTime(fromMinute);
  let after: Item | undefined;
  do {
    const query = new sdk.QueryCommand({
      TableName: table,
      KeyConditionExpression: '#day = :day AND #entry >= :time',
      ExpressionAttributeNames: { '#day': DAY_KEY, '#entry': ENTRY_KEY },
      ExpressionAttributeValues: { ':day': { S: day }, ':time': { S: time } },
      // What we have just written counts too.
      ConsistentRead: true,
      ...(after && { ExclusiveStartKey: after }),
    });
    const page = await client.send(query, { abortSignal: signal });
    yield* page.Items ?? [];
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

function readItem(item: Item, reader: Reader): void {
  const minute = minuteOf(item);
  if (minute === undefined) {
    readTransition(item, reader);
    return;
  }
  for (const series of storedSeries) {
    const share = Number(item[series]?.N ?? Number.NaN);
    if (Number.isInteger(share) && share >= 0 && share <= FULL_SHARE)
      reader.minute({ series, minute, share });
  }
}

function readTransition(item: Item, reader: Reader): void {
  const parsed = transitionItem.safeParse(item);
  if (parsed.success) reader.transition({ ...parsed.data, code: parsed.data.code });
}

/** The minute that an item tells of; undefined when it is no roll-up. */
function minuteOf(item: Item): number | undefined {
  const [time, what] = item[ENTRY_KEY]?.S?.split(' ') ?? [];
  const start = what === ROLL_UP ? Date.parse(`${item[DAY_KEY]?.S}T${time}Z`) : Number.NaN;
  return Number.isNaN(start) ? undefined : start / MINUTE_MS;
}

/** The kind of error only: messages of AWS quote accounts, tables and addresses. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'dynamodb unknown';
  // Node names what goes wrong with a connection by a code.
  const name = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `dynamodb ${/^\w+$/.test(name) ? name : 'unknown'}`;
}
