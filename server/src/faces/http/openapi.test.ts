import { contract } from '@lanzha/contract';
import { traverseContractProcedures } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { describeApi } from './openapi.ts';

interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, { responses: Record<string, unknown>; requestBody?: unknown }>>;
}
const document = (await describeApi('/api/v1')) as Document;

describe('the description of the interface', () => {
  const endpoints: [string, string, number[]][] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure }) => {
    const { method = 'POST', path = '' } = procedure['~orpc'].route;
    const statuses = Object.values(procedure['~orpc'].errorMap as Record<string, { status: number }>).map(
      (item) => item.status,
    );
    endpoints.push([method.toLowerCase(), path, statuses]);
  });

  test.each(endpoints)('has %s %s with every refusal it declares', (method, path, statuses) => {
    const operation = document.paths[path]?.[method];
    expect(operation).toBeDefined();
    for (const status of statuses) expect(operation?.responses).toHaveProperty(String(status));
  });

  test('has the routes beside the contract', () => {
    expect(document.paths['/signals']?.post?.requestBody).toMatchObject({
      content: {
        'application/x-ndjson': expect.anything(),
        'application/json': { schema: { type: 'array' } },
      },
    });
    expect(document.paths['/live']?.get?.responses).toHaveProperty('200');
    expect(document.servers).toEqual([{ url: '/api/v1' }]);
  });
});
