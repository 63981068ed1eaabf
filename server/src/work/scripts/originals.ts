import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type FraudType, fraudTypes, type ScriptText, scriptText } from '@lanzha/contract';

const folder = fileURLToPath(new URL('../../../seed/scripts/', import.meta.url));

let reading: Promise<ReadonlyMap<FraudType, ScriptText>> | undefined;

/**
 * The texts that come with the product, one file a type; read once for each process.
 * @throws when one is missing or is no script: the product is broken, not the request
 */
export function originals(): Promise<ReadonlyMap<FraudType, ScriptText>> {
  reading ??= readAll().catch((error: unknown) => {
    reading = undefined;
    throw error;
  });
  return reading;
}

async function readAll(): Promise<ReadonlyMap<FraudType, ScriptText>> {
  const texts = await Promise.all(
    fraudTypes.map(async (type) => {
      const text: unknown = JSON.parse(await readFile(`${folder}${type}.json`, 'utf8'));
      return [type, scriptText.parse(text)] as const;
    }),
  );
  return new Map(texts);
}
