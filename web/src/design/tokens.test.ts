import { expect, test } from 'vitest';
import { palette, themes, tones } from './tokens.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them, for #rrggbb. */
const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
};

for (const theme of themes) {
  const { plain, tones: colours } = palette[theme];
  const grounds = [plain.ground, plain.surface, plain.sunken, plain.hover, plain.selected];

  test(`${theme}: text reads at 4.5 or better on every ground`, () => {
    for (const text of [plain.text, plain['text-2'], plain['text-3'], plain.brand])
      for (const ground of grounds) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    for (const solid of [plain['brand-solid'], plain['brand-solid-hover'], plain['urgent-solid']])
      expect(contrast(plain['on-solid'], solid)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(tones)(`${theme}: %s reads at 4.5 and its mark shows at 3`, (tone) => {
    const { text, mark, soft } = colours[tone];
    for (const ground of [...grounds, soft]) {
      expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(mark, ground)).toBeGreaterThanOrEqual(3);
    }
  });

  test(`${theme}: edges of controls and the focus ring show at 3`, () => {
    for (const ground of grounds) {
      expect(contrast(plain['line-strong'], ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(plain.focus, ground)).toBeGreaterThanOrEqual(3);
    }
  });
}
