import type { Chance } from './chance.ts';

const surnames: readonly (readonly [string, number])[] = [
  ['王', 7],
  ['李', 7],
  ['张', 7],
  ['刘', 5],
  ['陈', 5],
  ['杨', 3],
  ['赵', 3],
  ['黄', 2],
  ['周', 2],
  ['吴', 2],
  ['徐', 2],
  ['孙', 2],
  ['胡', 1.5],
  ['朱', 1.5],
  ['高', 1.5],
  ['林', 1.5],
  ['何', 1.3],
  ['郭', 1.3],
  ['马', 1.2],
  ['罗', 1.1],
  ['梁', 1],
  ['宋', 1],
  ['郑', 1],
  ['谢', 1],
  ['韩', 1],
  ['唐', 0.9],
  ['冯', 0.9],
  ['于', 0.9],
  ['董', 0.8],
  ['萧', 0.4],
  ['程', 0.8],
  ['曹', 0.8],
  ['袁', 0.8],
  ['邓', 0.8],
  ['许', 0.8],
  ['傅', 0.6],
  ['沈', 0.7],
  ['曾', 0.7],
  ['彭', 0.7],
  ['吕', 0.7],
  ['苏', 0.7],
  ['卢', 0.6],
  ['蒋', 0.6],
  ['蔡', 0.6],
  ['贾', 0.6],
  ['丁', 0.6],
  ['魏', 0.6],
  ['薛', 0.5],
  ['叶', 0.6],
  ['阎', 0.4],
  ['余', 0.6],
  ['潘', 0.5],
  ['杜', 0.5],
  ['戴', 0.4],
  ['夏', 0.5],
  ['钟', 0.5],
  ['汪', 0.5],
  ['田', 0.5],
  ['任', 0.5],
  ['姜', 0.5],
  ['范', 0.5],
  ['方', 0.5],
  ['石', 0.5],
  ['姚', 0.5],
  ['谭', 0.4],
  ['欧阳', 0.1],
  ['上官', 0.05],
  ['司马', 0.05],
];
const givenFemale = '秀英桂兰玉梅丽敏静霞娟艳芳燕红云萍雪琳慧洁婷颖欣怡诗涵雨佳彤悦宁瑶蓉莲素贞';
const givenMale = '建国军伟强磊洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆文博轩梓豪宏志成龙福海金生';
const givenBoth = '晓子一天思安嘉家永春新中学立世光庆德正';

export function personName(chance: Chance, sex: 'f' | 'm', surname = chance.weighted(surnames)): string {
  const own = sex === 'f' ? givenFemale : givenMale;
  const first = chance.hits(0.25) ? chance.pick([...givenBoth]) : chance.pick([...own]);
  return surname + (chance.hits(0.18) ? chance.pick([...own]) : first + chance.pick([...own]));
}

/** Names of places that are on no map of a county: two letters of land and water, one of kind. */
const townStems = [
  '云栖',
  '青禾',
  '石桥',
  '柳湾',
  '白鹭',
  '枫林',
  '金穗',
  '长汀',
  '双溪',
  '望江',
  '松岭',
  '荷塘',
  '清泉',
  '大田',
  '古槐',
  '竹溪',
  '梅岭',
  '银滩',
  '东渡',
  '南浦',
  '北坪',
  '西塘',
  '新圩',
  '安和',
  '永宁',
  '太平',
  '龙泉',
  '凤台',
  '鹤鸣',
  '鹿角',
  '芦花',
  '桃源',
  '杏坛',
  '榆林',
  '麦冲',
  '稻香',
  '渔港',
  '盐河',
  '瓷窑',
  '铁山',
  '铜岭',
  '玉泉',
  '珠溪',
  '锦屏',
  '绣川',
  '丹霞',
  '紫云',
  '碧湖',
  '沧浪',
  '烟雨',
  '晴川',
  '霁月',
];
const villageStems = ['前', '后', '上', '下', '东', '西', '南', '北', '大', '小', '新', '老'];
const villageLands = [
  '湾',
  '坡',
  '塘',
  '岭',
  '桥',
  '井',
  '园',
  '坝',
  '墩',
  '埠',
  '洼',
  '荡',
  '渡',
  '冲',
  '台',
  '埂',
];

export const countyName = '云岭县';
export const provinceName = '演练省';
export const cityName = '演练市';

/** The n-th town; after the last stem they begin anew with a number of direction. */
export function townName(n: number): string {
  const stem = townStems[n % townStems.length]!;
  const round = Math.floor(n / townStems.length);
  const kind = n < 3 ? '街道' : n % 5 === 4 ? '乡' : '镇';
  return `${round === 0 ? '' : villageStems[round % villageStems.length]}${stem}${kind}`;
}

export function villageName(chance: Chance, n: number, urban: boolean): string {
  const stem = `${villageStems[(n + chance.whole(0, 3)) % villageStems.length]}${villageLands[(n * 5 + chance.whole(0, 2)) % villageLands.length]}`;
  return urban ? `${stem}社区` : `${stem}村`;
}
