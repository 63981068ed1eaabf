import pg from 'pg';

/** A connection of its own; when the server goes away it is the statement under way that fails, not the process. */
export async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
