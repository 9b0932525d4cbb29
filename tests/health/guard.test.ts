import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../health/contract/failureCodes.ts';
import {
  CONTRACT_VERSION,
  checkNames,
  checkStatuses,
  healthStatuses,
  maintenanceStatuses,
} from '../../health/contract/names.ts';
import { healthReportSchema } from '../../health/contract.ts';
import { readReport } from '../../status/guard.ts';
import { windowsIn } from '../../status/maintenance.ts';
import { reportBody } from '../../status/testWorld.ts';
import { readReport as readAsBefore } from './fixtures/earlierReader.ts';

const time = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
  .map((date) => date.toISOString());
const check = fc.record(
  {
    componentType: fc.constantFrom('component', 'datastore', 'system'),
    status: fc.constantFrom(...checkStatuses),
    code: fc.constantFrom(...failureCodes),
    time,
  },
  { requiredKeys: ['componentType', 'status', 'time'] },
);
const maintenance = fc.array(
  fc.record({
    status: fc.constantFrom(...maintenanceStatuses),
    start: time,
    end: time,
    message: fc.string({ maxLength: 200 }),
  }),
  { minLength: 1, maxLength: 20 },
);
const oneCheck = check.map((entry) => [entry]);
const fields = {
  status: fc.constantFrom(...healthStatuses),
  serviceId: fc.constant('mlflow'),
  version: fc.constant(CONTRACT_VERSION),
  time,
  notes: fc.array(fc.string()),
  checks: fc.record({
    'front-door': oneCheck,
    server: oneCheck,
    tracking: oneCheck,
    registry: oneCheck,
    artifacts: oneCheck,
    writes: oneCheck,
  }),
  links: fc.record({ about: fc.webUrl() }),
};
const report = fc.record(
  { ...fields, maintenance },
  { requiredKeys: ['status', 'serviceId', 'version', 'time', 'notes', 'checks', 'links'] },
);

describe('readReport against the schema of the contract', () => {
  it('accepts every report that the schema accepts, with the same states and codes', () => {
    fc.assert(
      fc.property(report, (value) => {
        expect(healthReportSchema.safeParse(value).success).toBe(true);
        const seen = readReport(value);
        expect(seen?.status).toBe(value.status);
        for (const name of checkNames) {
          expect([seen?.checks[name]]).toEqual(value.checks[name].map(statusAndCode));
        }
        // A window that ends before it starts shows nowhere; the service itself refuses one.
        expect(seen && windowsIn(seen).map(({ message }) => message)).toEqual(
          (value.maintenance ?? []).filter(({ start, end }) => start < end).map(({ message }) => message),
        );
      }),
    );
  });

  it('accepts nothing that the schema rejects among arbitrary JSON values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        if (readReport(value) !== undefined) expect(healthReportSchema.safeParse(value).success).toBe(true);
      }),
    );
  });

  it('accepts a report only while its states are ones that the schema knows', () => {
    const places = fc.constantFrom('status', 'serviceId', 'version', 'checks', ...checkNames);
    fc.assert(
      fc.property(report, places, fc.jsonValue(), (value, place, garbage) => {
        const broken = replaceAt(structuredClone(value), place, garbage);
        const isStillValid = healthReportSchema.safeParse(broken).success;
        const seen = readReport(broken);
        if (isStillValid) expect(seen).toBeDefined();
        if (seen !== undefined) {
          expect(healthStatuses).toContain(seen.status);
          for (const check of Object.values(seen.checks)) expect(checkStatuses).toContain(check?.status);
        }
        if (place in value && place !== 'checks' && !isStillValid) expect(seen).toBeUndefined();
      }),
    );
  });
});

describe('the reader of an earlier build', () => {
  it('reads every report of today, with the states and codes that it knows and those that came later', () => {
    fc.assert(
      fc.property(report, (value) => {
        const seen = readAsBefore(JSON.parse(JSON.stringify(value)));
        expect(seen?.status).toBe(value.status);
        for (const name of checkNames)
          expect([seen?.checks[name]]).toEqual(value.checks[name].map(statusAndCode));
      }),
    );
  });

  it('leaves out a new check with a state that it does not know, as the reader of today does', () => {
    const body = reportBody('warn');
    const later = {
      ...body,
      checks: { ...Object(body).checks, moon: [{ status: 'waning', code: 'eclipse' }] },
    };
    for (const read of [readAsBefore, readReport]) {
      expect(read(later)?.status).toBe('warn');
      expect(read(later)?.checks).toEqual(read(body)?.checks);
    }
  });
});

describe('readReport', () => {
  it('keeps a code that it does not know, so that a newer service can still be read', () => {
    const body = reportBody('fail', { registry: { status: 'fail', code: 'invented_tomorrow' } });
    expect(readReport(body)?.checks.registry).toEqual({ status: 'fail', code: 'invented_tomorrow' });
  });

  it('keeps checks that it does not know, and allows ones that are not there', () => {
    const checks = { server: [{ status: 'pass' }], moon: [{ status: 'fail', code: 'eclipse' }] };
    expect(readReport({ ...reportBody('pass'), checks })?.checks).toEqual({
      server: { status: 'pass' },
      moon: { status: 'fail', code: 'eclipse' },
    });
  });

  it('reads every report that only grew: more checks, of any name and shape, and more codes', () => {
    const newCheck = fc.oneof(
      fc.record({ status: fc.constantFrom(...checkStatuses), code: fc.string() }).map((each) => [each]),
      fc.jsonValue(),
    );
    const isNew = (name: string) => !checkNames.some((known) => known === name);
    fc.assert(
      fc.property(report, fc.dictionary(fc.string().filter(isNew), newCheck), (value, more) => {
        const seen = readReport(
          JSON.parse(JSON.stringify({ ...value, checks: { ...more, ...value.checks } })),
        );
        expect(seen?.status).toBe(value.status);
        for (const name of checkNames)
          expect([seen?.checks[name]]).toEqual(value.checks[name].map(statusAndCode));
        for (const check of Object.values(seen?.checks ?? {})) expect(checkStatuses).toContain(check?.status);
      }),
    );
  });

  it('reads a report whatever a newer service makes of maintenance', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (anything) => {
        const seen = readReport({ ...reportBody('pass'), maintenance: anything });
        expect(seen?.status).toBe('pass');
        for (const { start, end, message } of seen ? windowsIn(seen) : []) {
          expect(start).toBeLessThan(end);
          expect(message).toBeTypeOf('string');
        }
      }),
    );
  });

  it.each([
    ['null', null],
    ['a text', 'pass'],
    ['a list', [reportBody('pass')]],
    ['no status', { checks: {} }],
    ['a status of another world', { ...reportBody('pass'), status: 'up' }],
    ['no time', { ...reportBody('pass'), time: undefined }],
    ['a time that is none', { ...reportBody('pass'), time: 'now' }],
    ['no checks', { ...reportBody('pass'), checks: undefined }],
    ['checks as a list', { ...reportBody('pass'), checks: [] }],
    ['a check without entries', { ...reportBody('pass'), checks: { server: [] } }],
    ['a check that is no list', { ...reportBody('pass'), checks: { server: { status: 'pass' } } }],
    ['another service', { ...reportBody('pass'), serviceId: 'auth' }],
    ['a contract of another version', { ...reportBody('pass'), version: '2' }],
    ['a problem document', { type: 'about:blank', title: 'Too Many Requests', status: 429, detail: '' }],
  ])('rejects %s', (_name, value) => {
    expect(readReport(value)).toBeUndefined();
  });
});

function statusAndCode({
  status,
  code,
}: {
  status: string;
  code?: string | undefined;
}): Record<string, string> {
  return code === undefined ? { status } : { status, code };
}

function replaceAt(value: Record<string, unknown>, place: string, garbage: unknown): Record<string, unknown> {
  if (place in value) return { ...value, [place]: garbage };
  return { ...value, checks: { ...Object(value.checks), [place]: garbage } };
}
