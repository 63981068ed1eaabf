import { contract } from '@lanzha/contract';
import { ORPCError } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { type Refusal, refuse } from '../refusal/index.ts';
import { implementing, orRefuse, signedIn } from './procedures.ts';

const declared = {
  TOO_LATE: () => new ORPCError('TOO_LATE', { message: '晚了' }),
  CHANGED: ({ data }: { data: { version: number } }) => new ORPCError('CHANGED', { data }),
};
type Answer<T> = { ok: true } | T;

describe('a refusal of a service', () => {
  test('is thrown in the words of the contract, with its data', () => {
    expect(() => orRefuse(declared, refuse('TOO_LATE'))).toThrow('晚了');
    const changed = refuse('CHANGED', { version: 7 }) as Answer<Refusal<'CHANGED', { version: number }>>;
    expect(() => orRefuse(declared, changed)).toThrow(expect.objectContaining({ data: { version: 7 } }));
  });

  test('is no matter for a result', () => {
    const done = { ok: true } as Answer<Refusal<'TOO_LATE'>>;
    const result: { ok: true } = orRefuse(declared, done);
    expect(result).toEqual({ ok: true });
  });

  test('that the contract does not declare does not compile', () => {
    const stray = refuse('STRAY') as Answer<Refusal<'STRAY'>>;
    // @ts-expect-error a stray refusal stays in the type
    const result = (): { ok: true } => orRefuse(declared, stray);
    expect(result).toThrow('STRAY');
  });

  test('with data of another shape does not compile', () => {
    const wrong = { ok: true } as Answer<Refusal<'CHANGED', { version: string }>>;
    // @ts-expect-error the contract wants a number
    const result: { ok: true } = orRefuse(declared, wrong);
    expect(result).toEqual({ ok: true });
  });
});

test('an endpoint that declares no 401 cannot ask for a session', () => {
  // @ts-expect-error the set-up is for nobody in particular
  expect(implementing(contract.setup).state.use(signedIn('directory.read'))).toBeDefined();
});
