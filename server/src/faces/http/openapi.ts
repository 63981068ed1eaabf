import { contract } from '@lanzha/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyInstance } from 'fastify';
import { plainPaths } from './plain-paths.ts';

/** `GET /api/v1/openapi.json`: generated from the contract, with the plain routes beside it. */
export function serveOpenApi(server: FastifyInstance, prefix: string): void {
  let made: Promise<object> | undefined;
  server.get(`${prefix}/openapi.json`, async () => {
    made ??= describeApi(prefix);
    return made;
  });
}

export async function describeApi(prefix: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: '拦诈',
      version: '1',
      description:
        '反诈中心工作平台的接口。改变数据的请求须带 x-csrf-token(登录时得到);' +
        '自动轮询的请求请带 x-lanzha-background: 1,它们不延长会话。',
    },
    servers: [{ url: prefix }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'lanzha_session' },
        serviceKey: { type: 'http', scheme: 'bearer' },
      },
    },
  });
  const paths = { ...document.paths };
  // A path may carry an endpoint of the contract and a plain route beside it.
  for (const [path, routes] of Object.entries(plainPaths()))
    paths[path] = { ...paths[path], ...routes } as object;
  return { ...document, paths };
}
