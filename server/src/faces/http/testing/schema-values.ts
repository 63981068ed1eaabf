import fc from 'fast-check';
import { hostileText, hostileValue } from './hostile-values.ts';

/** What of JSON Schema the contract's schemas become. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Values of this shape; with `ids` a uuid is mostly one that exists. About one member in eight is replaced by a hostile one. */
export function valuesOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  return nearly(shaped(schema, ids), schema.type === 'string' ? hostileText : hostileValue);
}

/** Values of this shape and nothing else, as far as JSON Schema can tell. */
export function shaped(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one) => valuesOf(one, ids)));
  if (schema.allOf !== undefined) return objectOf(Object.assign({}, ...schema.allOf), ids);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
  return fc.oneof(...types.map((type) => ofType(type, schema, ids)));
}

function ofType(type: string, schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const { minimum = -(2 ** 31), maximum = 2 ** 31 } = schema;
  if (type === 'string') return textOf(schema, ids);
  if (type === 'integer' || type === 'number')
    return fc.oneof(
      fc.integer({ min: Math.max(minimum, 0), max: Math.min(maximum, Math.max(minimum, 0) + 4) }),
      fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31) }),
      fc.constantFrom(minimum, maximum),
    );
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type !== 'array') return objectOf(schema, ids);
  const { minItems = 0, maxItems = 4 } = schema;
  const longest = Math.min(maxItems, minItems + 4);
  return fc.array(valuesOf(schema.items ?? {}, ids), { minLength: minItems, maxLength: longest });
}

function textOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (schema.format === 'uuid')
    return ids.length === 0
      ? fc.uuid()
      : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() });
  const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  if (schema.format === 'date-time') return instants.map((date) => date.toISOString());
  if (schema.format === 'date') return instants.map((date) => date.toISOString().slice(0, 10));
  if (schema.pattern !== undefined) return matching(schema.pattern);
  const { minLength = 0, maxLength = 40 } = schema;
  const letters = fc.constantFrom(...'李明a1 -.，<&\'"%\\/\n𠀀é');
  const most = Math.max(minLength, Math.min(maxLength, minLength + 30));
  return fc.oneof(
    fc.string({ unit: letters, minLength, maxLength: most }),
    fc.constant('办'.repeat(Math.min(maxLength, 20_000))),
    fc.constant(`核实情况${'。'.repeat(minLength)}`.slice(0, maxLength)),
  );
}

const plain = ['warning.high.contact', '330206', '330206001', '2026-11-21', '1', 'duty.officer', '13800000000'];

function matching(pattern: string): fc.Arbitrary<string> {
  const fitting = plain.filter((text) => new RegExp(pattern, 'u').test(text));
  const known = fitting.length === 0 ? [] : [fc.constantFrom(...fitting)];
  try {
    const made = fc.stringMatching(new RegExp(pattern));
    return fc.oneof(...known, made);
  } catch {
    return known[0] ?? hostileText; // a pattern that looks ahead, which nothing is made for
  }
}

function objectOf({ properties = {}, required = [] }: Schema, ids: readonly string[]) {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema, ids)]),
  );
  return fc.record(members, { requiredKeys: [...required] });
}

const nearly = (good: fc.Arbitrary<unknown>, bad: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 11, arbitrary: good }, { weight: 1, arbitrary: bad });
