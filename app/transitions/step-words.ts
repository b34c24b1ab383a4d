const units = { d: 'day', wd: 'working day', w: 'week', m: 'month' } as const

type Unit = keyof typeof units

type Parts = { sign: '-' | '+' | ''; count: number; unit: Unit }

/** '39 weeks before', 'on the day', '10 working days after': as a person reads and types it. */
export function stepInWords(step: string): string {
  const parts = partsOf(step)
  if (parts === null) return step
  if (parts.count === 0) return ON_THE_DAY
  return `${counted(parts)} ${parts.sign === '-' ? 'before' : 'after'}`
}

/** '39 weeks to go.', 'This is the day.' Null where it is no lead time. */
export function distanceInWords(step: string): string | null {
  const parts = partsOf(step)
  if (parts === null) return null
  if (parts.count === 0) return 'This is the day.'
  if (parts.sign === '-') return `${counted(parts)} to go.`
  return `${counted(parts)} ${parts.count === 1 ? 'has' : 'have'} passed.`
}

const ON_THE_DAY = 'on the day'
const TYPED = /^(\d{1,4}) (working days?|days?|weeks?|months?) (before|after)$/
const unitTyped: Readonly<Record<string, Unit>> = { day: 'd', 'working day': 'wd', week: 'w', month: 'm' }

/** The code of what somebody typed as a lead time, in words or as a code; null where it is none. */
export function stepFromWords(typed: string): string | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, ' ')
  if (text === ON_THE_DAY || text === 'the day' || text === '0') return '0'
  const said = TYPED.exec(text)
  if (said === null) return CODE.test(text) ? text : null
  const [, count = '', unit = '', side] = said
  const code = unitTyped[unit.replace(/s$/, '')]
  if (Number(count) === 0) return '0'
  return `${side === 'before' ? '-' : '+'}${Number(count)}${code}`
}

const CODE = /^([+-])(\d{1,4})(d|wd|w|m)$/

function partsOf(step: string): Parts | null {
  if (step === '0') return { sign: '', count: 0, unit: 'd' }
  const parts = CODE.exec(step)
  if (parts === null) return null
  const [, sign = '', count = '', unit = ''] = parts
  return { sign: sign as Parts['sign'], count: Number(count), unit: unit as Unit }
}

function counted({ count, unit }: Parts): string {
  return `${count} ${units[unit]}${count === 1 ? '' : 's'}`
}
