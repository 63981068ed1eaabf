/** What a client may send to one endpoint and reads from it, as paths of fields: `items[].unit.name`. */
export interface EndpointShape {
  /** Where each input goes, then its path: `query.cursor`, `body.note`. */
  readonly accepts: readonly string[];
  /** Of these, without which nothing is done. */
  readonly requires: readonly string[];
  readonly status: string;
  readonly answers: readonly string[];
}
/** Endpoints by method and path. */
export type ApiShape = Readonly<Record<string, EndpointShape>>;

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}
interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The part of an OpenAPI description that a client is written against. */
export function shapeOf({ paths }: OpenApi): ApiShape {
  const endpoints = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const [status = '', answer = {}] =
        Object.entries(operation.responses ?? {}).find(([code]) => code.startsWith('2')) ?? [];
      const given = operation.parameters ?? [];
      const body = schemasOf(operation.requestBody);
      const shape: EndpointShape = {
        accepts: sorted([...given.map(nameOf), ...body.flatMap((schema) => fieldsOf(schema, 'body'))]),
        requires: sorted([
          ...given.filter(({ required }) => required).map(nameOf),
          ...body.flatMap((schema) => requiredOf(schema, 'body')),
        ]),
        status,
        answers: sorted(schemasOf(answer).flatMap((schema) => fieldsOf(schema, ''))),
      };
      return [`${method.toUpperCase()} ${path}`, shape] as const;
    }),
  );
  return Object.fromEntries(endpoints.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const nameOf = ({ name, in: where }: { name: string; in: string }) => `${where}.${name}`;
const sorted = (fields: readonly string[]) => [...new Set(fields)].sort();
const schemasOf = ({ content = {} }: Content = {}) =>
  Object.values(content).flatMap(({ schema }) => schema ?? []);
const branchesOf = ({ anyOf = [], oneOf = [], allOf = [] }: Schema) => [...anyOf, ...oneOf, ...allOf];
const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

function fieldsOf(schema: Schema, path: string): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    join(path, name),
    ...fieldsOf(inner, join(path, name)),
  ]);
  const { items, additionalProperties } = schema;
  return [
    ...own,
    ...(items === undefined ? [] : fieldsOf(items, `${path}[]`)),
    ...(typeof additionalProperties === 'object' ? fieldsOf(additionalProperties, `${path}{}`) : []),
    ...branchesOf(schema).flatMap((branch) => fieldsOf(branch, path)),
  ];
}

/** Fields that must be there whenever what holds them is. */
function requiredOf(schema: Schema, path: string): string[] {
  const { required = [], properties = {}, items } = schema;
  return [
    ...required.map((name) => join(path, name)),
    ...Object.entries(properties).flatMap(([name, inner]) => requiredOf(inner, join(path, name))),
    ...(items === undefined ? [] : requiredOf(items, `${path}[]`)),
    ...branchesOf(schema).flatMap((branch) => requiredOf(branch, path)),
  ];
}

/** What of an older release a client would miss, a sentence each; empty when it goes on working. */
export function brokenSince(older: ApiShape, newer: ApiShape): string[] {
  return Object.entries(older).flatMap(([name, was]) => {
    const now = newer[name];
    if (now === undefined) return [`${name} is gone`];
    const missing = (had: readonly string[], has: readonly string[]) =>
      had.filter((field) => !has.includes(field));
    return [
      ...missing(was.accepts, now.accepts).map((field) => `${name} no longer takes ${field}`),
      ...missing(now.requires, was.requires)
        .filter((field) => !isInsideNew(field, was))
        .map((field) => `${name} now requires ${field}`),
      ...missing(was.answers, now.answers).map((field) => `${name} no longer answers ${field}`),
      ...(was.status === now.status ? [] : [`${name} answers ${now.status} instead of ${was.status}`]),
    ];
  });
}

/** A field of something that older clients never send is no new demand on them. */
function isInsideNew(field: string, was: EndpointShape): boolean {
  const parent = field.replace(/\.[^.]+$/, '').replace(/\[\]$/, '');
  return parent !== 'body' && parent.startsWith('body.') && !was.accepts.includes(parent);
}
