import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress, rateKey } from './clientAddress.ts';

describe('the address of a client', () => {
  it('is the peer when there is no proxy of ours, whatever the header says', () => {
    expect(clientAddress('192.0.2.7', '203.0.113.1', 0)).toBe('192.0.2.7');
  });

  it('is what our proxy saw, not what the client claims', () => {
    expect(clientAddress('10.0.0.1', '203.0.113.1, 198.51.100.9', 1)).toBe('198.51.100.9');
    expect(clientAddress('10.0.0.1', '203.0.113.1, 198.51.100.9, 10.0.0.2', 2)).toBe('198.51.100.9');
  });

  it('is the peer when the header is missing, too short or no address', () => {
    expect(clientAddress('10.0.0.1', undefined, 1)).toBe('10.0.0.1');
    expect(clientAddress('10.0.0.1', '203.0.113.1', 2)).toBe('10.0.0.1');
    expect(clientAddress('10.0.0.1', 'unknown', 1)).toBe('10.0.0.1');
  });

  it('loses the port that a proxy may add', () => {
    expect(clientAddress('10.0.0.1', '198.51.100.9:4711', 1)).toBe('198.51.100.9');
    expect(clientAddress('10.0.0.1', '[2001:db8::1]:4711', 1)).toBe('2001:db8::1');
  });

  it('cannot be changed by anything to the left of our own entries', () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (claim, seen) => {
        expect(clientAddress('10.0.0.1', `${claim},${seen}`, 1)).toBe(seen);
      }),
    );
  });
});

describe('the key for counting', () => {
  it('is one for all addresses that one IPv6 client holds', () => {
    expect(rateKey('2001:db8:1:2::1')).toBe(rateKey('2001:0DB8:0001:0002:ffff::9'));
    expect(rateKey('2001:db8:1:2::1')).not.toBe(rateKey('2001:db8:1:3::1'));
    expect(rateKey('::1')).toBe('0:0:0:0');
  });

  it('is the same for an IPv4 address in either form', () => {
    expect(rateKey('::ffff:192.0.2.7')).toBe(rateKey('192.0.2.7'));
  });

  it('is defined for every address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(rateKey(address)).toMatch(/^[\da-f:.]+$/);
      }),
    );
  });
});
