const browsers: readonly [name: string, sign: RegExp][] = [
  ['Edge', /\bEdg(A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
]

const systems: readonly [name: string, sign: RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMac OS X\b/],
  ['Chromebook', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]

/** `Chrome on Windows`: enough to know one's own devices by, and no place. */
export function deviceLabel(userAgent: string | null): string {
  const browser = nameOf(browsers, userAgent ?? '') ?? 'A browser'
  const system = nameOf(systems, userAgent ?? '')
  return system === null ? browser : `${browser} on ${system}`
}

function nameOf(known: readonly [name: string, sign: RegExp][], userAgent: string): string | null {
  return known.find(([, sign]) => sign.test(userAgent))?.[0] ?? null
}
