import pg from 'pg';
import type { ConnectionConfig } from '../ground/db/index.ts';

/** Ids of the units of the small county. */
export interface SmallCounty {
  readonly center: string;
  readonly eastStation: string;
  readonly westStation: string;
}

/** A county with two towns, a centre and a police station in each town; set-up is complete. */
export async function smallCounty(migrator: ConnectionConfig): Promise<SmallCounty> {
  const client = new pg.Client(migrator);
  await client.connect();
  try {
    await client.query(`
      INSERT INTO installation (kind, county_code, completed_at) VALUES ('real', '330206', now())
        ON CONFLICT (one_row) DO UPDATE SET county_code = excluded.county_code, completed_at = now();
      INSERT INTO place (code, name, level, parent) VALUES
        ('33', '浙江省', 1, NULL), ('3302', '宁波市', 2, '33'), ('330206', '北仑区', 3, '3302'),
        ('330206001', '东街道', 4, '330206'), ('330206002', '西街道', 4, '330206'),
        ('330206001001', '东一社区', 5, '330206001'), ('330206002001', '西一社区', 5, '330206002');
    `);
    const { rows } = await client.query<{ code: string; id: string }>(`
      INSERT INTO unit (code, name, kind, place_code) VALUES
        ('330206', '北仑区反诈中心', 'anti_fraud_center', '330206'),
        ('330206001PS', '东派出所', 'police_station', '330206001'),
        ('330206002PS', '西派出所', 'police_station', '330206002')
      RETURNING code, id`);
    const id = (code: string) => rows.find((row) => row.code === code)!.id;
    return { center: id('330206'), eastStation: id('330206001PS'), westStation: id('330206002PS') };
  } finally {
    await client.end();
  }
}
