import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAddress, inRange, parseAddress, parseCidr } from './cidr.ts';

/** Node's own, as an oracle. */
function oracle(address: string, cidr: string, family: 'ipv4' | 'ipv6'): boolean {
  const [base = '', prefix] = cidr.split('/');
  const list = new BlockList();
  list.addSubnet(base, Number(prefix), family);
  return list.check(address, family);
}

function within(address: string, cidr: string): boolean {
  const range = parseCidr(cidr);
  if (!range) throw new Error(`${cidr} must be a block.`);
  return inRange(range, address);
}

describe('inRange', () => {
  it('agrees with Node on IPv4', () => {
    const property = fc.property(
      fc.ipV4(),
      fc.ipV4(),
      fc.integer({ min: 0, max: 32 }),
      (address, base, prefix) => {
        expect(within(address, `${base}/${prefix}`)).toBe(oracle(address, `${base}/${prefix}`, 'ipv4'));
        expect(within(base, `${base}/${prefix}`)).toBe(true);
      },
    );
    fc.assert(property, { numRuns: 1_000 });
  });

  it('agrees with Node on IPv6', () => {
    const short = fc.ipV6().filter((address) => !address.includes('.'));
    const property = fc.property(short, short, fc.integer({ min: 0, max: 128 }), (address, base, prefix) => {
      expect(within(address, `${base}/${prefix}`)).toBe(oracle(address, `${base}/${prefix}`, 'ipv6'));
      expect(within(base, `${base}/${prefix}`)).toBe(true);
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  it('keeps the families apart', () => {
    expect(within('10.0.0.1', '::/0')).toBe(false);
    expect(within('::1', '0.0.0.0/0')).toBe(false);
  });
});

describe('parsing', () => {
  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1::2::3',
    ':::',
    '1:2:3:4:5:6:7',
    'g::',
    '1:2:3:4:5:6:7:8:9',
  ])('refuses the address "%s"', (text) => expect(parseAddress(text)).toBeNull());

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '::/129', '10.0.0.0/8/8', 'x/8'])(
    'refuses the block "%s"',
    (text) => expect(parseCidr(text)).toBeNull(),
  );
});

describe('findAddress', () => {
  const ranges = (...cidrs: string[]) => cidrs.map(parseCidr).filter((range) => range !== null);

  it('finds the one address that is left', () => {
    expect(findAddress([ranges('10.0.0.0/30')], ranges('10.0.0.0/31', '10.0.0.3/32'), '1.1.1.1')).toBe(
      '10.0.0.2',
    );
  });

  it('knows when none is left', () => {
    expect(findAddress([ranges('10.0.0.0/8')], ranges('10.0.0.0/9', '10.128.0.0/9'), '1.1.1.1')).toBeNull();
  });

  it('steps over to the other family', () => {
    expect(findAddress([], ranges('0.0.0.0/0'), '1.1.1.1')).toBe('::');
  });
});
