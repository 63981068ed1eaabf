import fc from 'fast-check';
import { testPassword } from '../../testing.ts';
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

/** What a member's name tells about the values that get further than the shape. */
export interface Hints {
  /** Ids of rows that a member of this name may mean. */
  ids(name: string): readonly string[];
  /** Whether about one member in twelve is replaced by a hostile one. */
  readonly hostile: boolean;
}

/** Values of this shape, or nearly, as far as JSON Schema can tell. */
export function valuesOf(schema: Schema, hints: Hints, name = ''): fc.Arbitrary<unknown> {
  const good = shaped(schema, hints, name);
  if (!hints.hostile) return good;
  const bad = schema.type === 'string' ? hostileText : hostileValue;
  return fc.oneof({ weight: 11, arbitrary: good }, { weight: 1, arbitrary: bad });
}

function shaped(schema: Schema, hints: Hints, name: string): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one) => valuesOf(one, hints, name)));
  if (schema.allOf !== undefined) return objectOf(Object.assign({}, ...schema.allOf), hints);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
  return fc.oneof(...types.map((type) => ofType(type, schema, hints, name)));
}

function ofType(type: string, schema: Schema, hints: Hints, name: string): fc.Arbitrary<unknown> {
  const { minimum = -(2 ** 31), maximum = 2 ** 31 } = schema;
  if (type === 'string') return textOf(schema, hints, name);
  if (type === 'integer' || type === 'number') {
    const from = Math.ceil(Math.max(minimum, 0));
    const small = fc.integer({ min: from, max: Math.floor(Math.min(maximum, from + 3)) });
    if (!hints.hostile) return small;
    const any = fc.integer({
      min: Math.ceil(Math.max(minimum, -(2 ** 31))),
      max: Math.floor(Math.min(maximum, 2 ** 31)),
    });
    return fc.oneof(small, any, fc.constantFrom(minimum, maximum));
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type !== 'array') return objectOf(schema, hints);
  const { minItems = 0, maxItems = 4 } = schema;
  const longest = Math.min(maxItems, minItems + 2);
  return fc.array(valuesOf(schema.items ?? {}, hints, name), { minLength: minItems, maxLength: longest });
}

function textOf(schema: Schema, hints: Hints, name: string): fc.Arbitrary<string> {
  if (schema.format === 'uuid') {
    const ids = hints.ids(name);
    return ids.length === 0
      ? fc.uuid()
      : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() });
  }
  if (name === 'password') return fc.constant(testPassword);
  if (name === 'value') return fc.constantFrom('45', '90', '13800000000', '李明');
  const hours = /^(to|until|end)/.test(name) ? { min: 6, max: 12 } : { min: -1, max: 2 };
  const instants = fc.integer(hours).map((h) => new Date(Date.now() + h * 3_600_000).toISOString());
  if (schema.format === 'date-time') return instants;
  if (schema.format === 'date') return instants.map((text) => text.slice(0, 10));
  if (schema.pattern !== undefined) return matching(schema.pattern);
  const { minLength = 0, maxLength = 40 } = schema;
  const letters = fc.constantFrom(...'李明a1 -.，<&\'"%\\/\n𠀀é');
  const most = Math.max(minLength, Math.min(maxLength, minLength + 30));
  return fc.oneof(
    { weight: 2, arbitrary: fc.string({ unit: letters, minLength, maxLength: most }) },
    { weight: 1, arbitrary: fc.constant('办'.repeat(Math.min(maxLength, 20_000))) },
    { weight: 2, arbitrary: fc.constant(`核实情况${'。'.repeat(minLength)}`.slice(0, maxLength)) },
  );
}

const plain = [
  'warning.high.contact',
  '330206',
  '330206001',
  '2026-11-21',
  '1',
  'duty.officer',
  '13800000000',
];

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

function objectOf({ properties = {}, required = [] }: Schema, hints: Hints) {
  const named = Object.entries(properties).filter(([name]) => hints.hostile || name !== 'cursor');
  const members = Object.fromEntries(named.map(([name, schema]) => [name, valuesOf(schema, hints, name)]));
  return fc.record(members, { requiredKeys: [...required] });
}
