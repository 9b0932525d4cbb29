/** The history's second store against the real API of DynamoDB, as moto has it. */
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ScanCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { healthHistorySchema } from '../../health/contract.ts';
import { createDynamoStore } from '../../health/history/dynamoStore.ts';
import {
  type HistoryStore,
  MINUTES_KEPT,
  type MinuteRow,
  StoreError,
  type TransitionRow,
} from '../../health/history/store.ts';
import { dayAndTime, tableDefinition, timeToLive } from '../../health/history/table.ts';
import { eventually } from '../../health/testing/eventually.ts';
import { type FakeUpstream, startFakeUpstream } from '../../health/testing/fakeUpstream.ts';
import { startRunningService } from '../../health/testing/runningService.ts';
import { faults, healthy } from '../../health/testing/scripts.ts';
import { send } from '../../health/testing/send.ts';
import { type Moto, startMoto } from '../terraform/moto.ts';
import { type Relay, startRelay } from './relay.ts';

const DAY = 24 * 60;
/** The last whole minute: the store looks no further than the present. */
const NOW = Math.floor(Date.now() / 60_000) - 1;
const minute = (at: number, share = 250, series: MinuteRow['series'] = 'overall'): MinuteRow => ({
  series,
  minute: at,
  share,
});
const change: TransitionRow = { check: 'tracking', time: NOW * 60_000 + 5, status: 'fail', code: 'timeout' };

let moto: Moto;
let relay: Relay;
let aws: DynamoDBClient;
let table: string;
let tables = 0;
const stores: HistoryStore[] = [];

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing');
  moto = await startMoto();
  relay = await startRelay(moto.seeded.endpoint);
  aws = new DynamoDBClient({ region: moto.seeded.region, endpoint: moto.seeded.endpoint });
});
afterAll(async () => {
  aws?.destroy();
  await relay?.close();
  await moto?.stop();
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  tables += 1;
  table = `health-history-${tables}`;
  await aws.send(new CreateTableCommand(tableDefinition(table)));
  await aws.send(new UpdateTimeToLiveCommand(timeToLive(table)));
  relay.play('pass on');
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

function open(callMs?: number): HistoryStore {
  const store = createDynamoStore({ table, region: moto.seeded.region, endpoint: relay.url }, callMs);
  stores.push(store);
  return store;
}

async function contents(store: HistoryStore, from = NOW - 5) {
  const rows: { minutes: MinuteRow[]; transitions: TransitionRow[] } = { minutes: [], transitions: [] };
  await store.read(from, {
    minute: (row) => rows.minutes.push(row),
    transition: (row) => rows.transitions.push(row),
  });
  return rows;
}

async function itemsOf(name: string) {
  return (await aws.send(new ScanCommand({ TableName: name }))).Items ?? [];
}

/** What the service needs to keep its history in the table. */
const environment = () => ({
  HISTORY_TABLE: table,
  AWS_REGION: moto.seeded.region,
  AWS_ENDPOINT_URL_DYNAMODB: relay.url,
});

describe('the DynamoDB store', () => {
  it('keeps rows over a restart', async () => {
    const rows = { minutes: [minute(NOW), minute(NOW, 100, 'tracking')], transitions: [change] };
    await open().append(rows);
    expect(await contents(open())).toEqual(rows);
  });

  it('counts a minute and a transition once when two instances write them at the same time', async () => {
    const rowsOf = (share: number) => Array.from({ length: 30 }, (_, ago) => minute(NOW - ago, share));
    const [one, two] = [open(), open()];
    await Promise.all([
      one.append({ minutes: rowsOf(250), transitions: [change] }),
      two.append({ minutes: rowsOf(0), transitions: [{ ...change, time: change.time + 900 }] }),
    ]);
    const seen = await contents(two, NOW - 40);
    expect(seen.minutes).toHaveLength(30);
    expect(seen.transitions).toHaveLength(1);
    expect(await contents(one, NOW - 40)).toEqual(seen);
    // Whoever comes later changes nothing.
    await one.append({ minutes: rowsOf(125), transitions: [{ ...change, time: change.time + 1 }] });
    expect(await contents(one, NOW - 40)).toEqual(seen);
  });

  it('takes from a second instance the series that the first one did not know', async () => {
    await open().append({ minutes: [minute(NOW)], transitions: [] });
    await open().append({ minutes: [minute(NOW, 0), minute(NOW, 10, 'artifacts')], transitions: [] });
    expect((await contents(open())).minutes).toEqual([minute(NOW), minute(NOW, 10, 'artifacts')]);
  });

  it('lets the table forget every item after 90 days', async () => {
    await open().append({ minutes: [minute(NOW)], transitions: [change] });
    const { TimeToLiveDescription } = await aws.send(new DescribeTimeToLiveCommand({ TableName: table }));
    expect(TimeToLiveDescription).toEqual({ AttributeName: 'expires', TimeToLiveStatus: 'ENABLED' });
    const items = await itemsOf(table);
    expect(items.map(({ expires }) => Number(expires?.N))).toEqual([1, 1].map(() => (NOW + 90 * DAY) * 60));
  });

  it('reads no more than ninety days, a query for each, and five minutes with one', async () => {
    const store = open();
    await store.append({ minutes: [minute(NOW), minute(NOW - MINUTES_KEPT - DAY)], transitions: [] });
    const asked = relay.asked.length;
    expect((await contents(store, 0)).minutes).toEqual([minute(NOW)]);
    expect(relay.asked.slice(asked)).toEqual(Array(91).fill('Query'));
    await contents(store, NOW - 5);
    // Two when midnight lies between.
    expect(relay.asked.length - asked - 91).toBeLessThanOrEqual(2);
  });

  it('passes over items that it does not know', async () => {
    const { day, time } = dayAndTime(NOW);
    const put = (entry: string, more: object) => ({
      PutRequest: { Item: { day: { S: day }, entry: { S: `${time} ${entry}` }, ...more } },
    });
    const strange = [
      put('minute', { overall: { N: '9000' }, gateway: { N: '1' }, tracking: { S: 'x' } }),
      put('gateway fail', { check: { S: 'gateway' }, status: { S: 'fail' }, time: { N: '1' } }),
      put('note', { text: { S: 'x' } }),
    ];
    await aws.send(new BatchWriteItemCommand({ RequestItems: { [table]: strange } }));
    expect(await contents(open())).toEqual({ minutes: [], transitions: [] });
  });
});

describe('a table that does not work', () => {
  const rows = { minutes: [minute(NOW)], transitions: [change] };

  it('is told of by the kind of error alone', async () => {
    const place = { table: 'missing-table', region: moto.seeded.region, endpoint: relay.url };
    const error = await createDynamoStore(place)
      .append(rows)
      .catch((caught) => caught);
    expect(error).toBeInstanceOf(StoreError);
    expect(error.code).toBe('dynamodb ResourceNotFoundException');
    expect(error.message).not.toContain('missing-table');
  });

  it.each(['hang', 'reset'] as const)('(%s) ends a call in time, and works again by itself', async (part) => {
    const store = open(500);
    relay.play(part);
    await expect(store.append(rows)).rejects.toThrow(StoreError);
    await expect(contents(store)).rejects.toThrow(StoreError);
    relay.play('pass on');
    await open().append(rows);
    expect(await contents(store)).toEqual(rows);
  });
});

describe('a service with a table', () => {
  let upstream: FakeUpstream;
  beforeAll(async () => {
    upstream = await startFakeUpstream(healthy);
  });
  afterAll(() => upstream.close());

  async function history(origin: string) {
    const { body } = await send(origin, `${HEALTH_PATH}/history?window=24h`);
    return healthHistorySchema.parse(JSON.parse(body));
  }

  it('shows what another instance wrote', async () => {
    const known = Array.from({ length: 60 }, (_, ago) => minute(NOW - ago, ago < 30 ? 250 : 0));
    await open().append({ minutes: known, transitions: [change] });
    const service = await startRunningService(upstream.url, environment());
    await eventually(async () => (await history(service.origin)).transitions.length).toBe(1);
    expect((await history(service.origin)).series.overall.availability).toBe(0.5);
    await service.stop();
    // What it saw itself is in the table now.
    expect((await contents(open(), NOW)).minutes.some(({ series }) => series === 'registry')).toBe(true);
  });

  it.each(['hang', 'reset'] as const)(
    '(%s) has told the truth before the table has failed, and logs that once',
    async (part) => {
      relay.play(part);
      upstream.play(faults.internalError);
      const service = await startRunningService(upstream.url, environment());
      await eventually(async () => (await service.report()).status).toBe('fail');
      expect((await history(service.origin)).series.overall.known).toBe(0);
      const isDown = () => service.log().includes('history_down');
      // Whoever asked has been answered while the table still keeps us waiting.
      if (part === 'hang') expect(isDown()).toBe(false);
      await expect.poll(isDown, { timeout: 15_000 }).toBe(true);
      await service.stop();
      expect(service.log().match(/history_down/g)).toHaveLength(1);
      expect(service.log()).not.toContain(table);
    },
  );
});
