import { expect, it } from 'vitest';
import { readBlocks, unquote } from './blocks.ts';

const TEXT = `# Comment
variable "network" {
  description = "Where it \\"runs\\"."
  nullable    = false

  type = object({
    vpc_id = string
    subnet = optional(object({
      id = string
    }))
  })

  validation {
    condition     = true
    error_message = "No."
  }
}

resource "aws_s3_bucket" "site" {
  bucket = "name"
}

locals {
  description = "of none"
}
`;

it('reads kinds, labels and whole attributes, and nothing of nested blocks', () => {
  const [variable, resource, ...rest] = readBlocks(TEXT);
  expect(rest).toEqual([]);
  expect(variable?.labels).toEqual(['network']);
  expect([...(variable?.attributes.keys() ?? [])]).toEqual(['description', 'nullable', 'type']);
  expect(variable?.attributes.get('type')?.split('\n')).toHaveLength(6);
  expect(resource).toMatchObject({ kind: 'resource', labels: ['aws_s3_bucket', 'site'] });
});

it('takes quotes off, and refuses what is not one string', () => {
  expect(unquote('"Where it \\"runs\\"."')).toBe('Where it "runs".');
  expect(() => unquote('"a" + "b"')).toThrow('Expected one quoted string');
});
