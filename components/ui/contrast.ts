type Rgba = { r: number; g: number; b: number; a: number };

/** Contrast of two opaque or translucent `#rrggbb[aa]` colours over `under`, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(ink: string, ground: string, under = '#ffffff'): number {
  const below = over(parse(ground), parse(under));
  const [light, dark] = [luminance(over(parse(ink), below)), luminance(below)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function parse(hex: string): Rgba {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2) || 'ff', 16);
  return { r: channel(1), g: channel(3), b: channel(5), a: channel(7) / 255 };
}

function over(top: Rgba, below: Rgba): Rgba {
  const mix = (t: number, b: number) => t * top.a + b * (1 - top.a);
  return { r: mix(top.r, below.r), g: mix(top.g, below.g), b: mix(top.b, below.b), a: 1 };
}

function luminance({ r, g, b }: Rgba): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
