import { expect, test } from 'vitest';
import { type District, destinationOf } from './dispatch.ts';

const unit = (kind: string, place: string) => ({ id: `${kind}/${place}`, name: kind, kind, place });
const district: District = {
  county: '330206',
  units: [
    unit('anti_fraud_center', '330206'),
    unit('police_station', '330206'),
    unit('police_station', '330206001'),
    unit('police_station', '330206002'),
    unit('police_station', '330206002003'),
  ],
  places: new Set(['33', '3302', '330206', '330206001', '330206001001', '330206002', '330206002003']),
};
const to = (place?: string) => {
  const { unit: receiving, ...rest } = destinationOf(place, district);
  return { unit: receiving.id, ...rest };
};

test('a village goes to the station of its town', () => {
  expect(to('330206001001')).toEqual({ unit: 'police_station/330206001', place: '330206001001' });
});

test('the station with the longest matching place wins', () => {
  expect(to('330206002003')).toEqual({ unit: 'police_station/330206002003', place: '330206002003' });
});

test('a town without a station, or no place at all, goes to the centre and not to a station seated at the county', () => {
  expect(to('330206003')).toEqual({ unit: 'anti_fraud_center/330206', place: '330206' });
  expect(to()).toEqual({ unit: 'anti_fraud_center/330206', place: '330206' });
});

test('a village that does not exist lies in the nearest place that does', () => {
  expect(to('330206001999')).toEqual({ unit: 'police_station/330206001', place: '330206001' });
});

test('a place outside the county goes to the centre and is remembered', () => {
  expect(to('330281001')).toEqual({
    unit: 'anti_fraud_center/330206',
    place: '330206',
    outside: '330281001',
  });
});

test('a county without a centre is told so', () => {
  expect(() => destinationOf(undefined, { ...district, units: [] })).toThrow(RangeError);
});
