/** What a town's police station is called: 城关镇 → 城关派出所. A name of one sign keeps its kind: 东镇派出所. */
export function stationName(town: string): string {
  const stem = town.replace(/(街道办事处|街道|镇|乡)$/, '');
  return `${[...stem].length < 2 ? town : stem}派出所`;
}
