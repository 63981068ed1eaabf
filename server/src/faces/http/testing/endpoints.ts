import { contract } from '@lanzha/contract';
import { traverseContractProcedures } from '@orpc/server';
import * as z from 'zod';
import type { Schema } from './schema-values.ts';

export interface Endpoint {
  /** `warnings.sign` */
  readonly name: string;
  readonly method: string;
  /** Below /api/v1, with `{id}`. */
  readonly path: string;
  readonly needsSession: boolean;
  /** What it takes: members of path, query and body together; null when nothing. */
  readonly input: Schema | null;
}

/** Every endpoint of the contract, so that a new one is tried without anybody thinking of it. */
export function endpointsOfContract(): Endpoint[] {
  const found: Endpoint[] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path: names }) => {
    const { route, inputSchema, errorMap } = procedure['~orpc'];
    const { method = 'POST', path = '' } = route;
    const input =
      inputSchema === undefined
        ? null
        : (z.toJSONSchema(inputSchema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema);
    found.push({ name: names.join('.'), method, path, needsSession: 'UNAUTHORIZED' in errorMap, input });
  });
  return found;
}

const anId = '01a1ffbf-5660-7e4d-ae24-6a933003da00';
export const filled = (path: string, value = anId) => path.replace(/\{\w+\}/g, value);
