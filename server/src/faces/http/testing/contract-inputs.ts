import { contract } from '@lanzha/contract';
import { traverseContractProcedures } from '@orpc/server';
import * as z from 'zod';

/** An endpoint of the contract with the members of its input that hold an id. */
export interface IdEndpoint {
  readonly name: string;
  readonly method: string;
  /** As in the contract, `/warnings/{id}`. */
  readonly path: string;
  readonly ids: readonly string[];
  /** A call with these ids and the least that the input demands besides. */
  call(ids: Readonly<Record<string, string>>): { path: string; body: Record<string, unknown> | undefined };
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly pattern?: string;
}

/** Values for members whose shape alone does not tell. */
const known: Readonly<Record<string, unknown>> = {
  place: '330206001',
  code: 'warning.high.contact',
  value: '1',
  sort: '-received',
};

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

function sample(schema: Schema, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return sample(schema.anyOf[0] ?? {}, name);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sample(schema.properties?.[key] ?? {}, key)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 1 }, () => sample(schema.items ?? {}, name));
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      if (known[name] !== undefined) return known[name];
      if (schema.format === 'uuid') return crypto.randomUUID();
      if (schema.format === 'date-time') return inDays(name === 'endsAt' ? 2 : 1).toISOString();
      if (schema.format === 'date') return inDays(1).toISOString().slice(0, 10);
      return '核'.repeat(Math.max(4, schema.minLength ?? 0));
  }
}

const isId = (schema: Schema | undefined): boolean =>
  schema?.format === 'uuid' || (schema?.anyOf?.some(isId) ?? false);

/** Every endpoint of the contract that takes an id, wherever it stands in the input. */
export function endpointsWithIds(): IdEndpoint[] {
  const found: IdEndpoint[] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path: names }) => {
    const { inputSchema, route } = procedure['~orpc'];
    if (!(inputSchema instanceof z.ZodType)) return;
    const schema = z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' }) as Schema;
    const ids = Object.keys(schema.properties ?? {}).filter((key) => isId(schema.properties?.[key]));
    if (ids.length === 0) return;
    const { method = 'POST', path = '' } = route;
    found.push({
      name: names.join('.'),
      method,
      path,
      ids,
      call(given) {
        const input = { ...(sample(schema, '') as Record<string, unknown>), ...given };
        const used = new Set<string>();
        const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => {
          used.add(key);
          return encodeURIComponent(String(input[key]));
        });
        const rest = Object.fromEntries(Object.entries(input).filter(([key]) => !used.has(key)));
        if (method !== 'GET') return { path: filled, body: rest };
        const query = new URLSearchParams(
          Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)]),
        );
        return { path: query.size === 0 ? filled : `${filled}?${query}`, body: undefined };
      },
    });
  });
  return found;
}
