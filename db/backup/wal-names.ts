/** A piece of the write-ahead log by its name: 24 digits for the line of time, and the place in it. */
export const WAL_NAME = /^[0-9A-F]{24}$/

/** The piece that follows. */
export function segmentAfter(name: string, segmentBytes: number): string {
  return nameOf(lineOf(name), numberOf(name, segmentBytes) + 1n, segmentBytes)
}

/** The piece in which a place of the log, such as `0/1A2B3C4`, lies. */
export function walNameAt(line: string, place: string, segmentBytes: number): string {
  return nameOf(line, bytesAt(place) / BigInt(segmentBytes), segmentBytes)
}

/** The place at which a piece ends. */
export function endOf(name: string, segmentBytes: number): string {
  const end = (numberOf(name, segmentBytes) + 1n) * BigInt(segmentBytes)
  return `${(end >> 32n).toString(16)}/${(end & 0xffff_ffffn).toString(16)}`.toUpperCase()
}

export function bytesAt(place: string): bigint {
  const [high = '0', low = '0'] = place.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

export function lineOf(name: string): string {
  return name.slice(0, 8)
}

function numberOf(name: string, segmentBytes: number): bigint {
  return BigInt(`0x${name.slice(8, 16)}`) * perFile(segmentBytes) + BigInt(`0x${name.slice(16)}`)
}

function nameOf(line: string, number: bigint, segmentBytes: number): string {
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0')
  return `${line}${hex(number / perFile(segmentBytes))}${hex(number % perFile(segmentBytes))}`
}

function perFile(segmentBytes: number): bigint {
  return 0x1_0000_0000n / BigInt(segmentBytes)
}
