import { describe, expect, test } from 'vitest'
import type { Rule } from '~/transitions/rule'
import { rules, rulesByCode } from '~/transitions/rules'
import { GRACE, readSettings, settingKinds, settingsAsTheyCome, settingsFrom } from '~/transitions/settings'
import { stepInWords } from '~/transitions/step-words'
import { transitionsIn } from '~/transitions/transitions-in'
import { aLife } from './a-life'

const leaving = ruleCalled('SCHOOL_LEAVING')

function ruleCalled(code: string): Rule {
  const rule = rulesByCode.get(code)
  if (!rule) throw new Error(`There is no rule ${code}`)
  return rule
}

/** What the form shows of a rule as it comes. */
function typedOf(rule: Rule): Record<string, string> {
  const { settings, graceDays } = settingsAsTheyCome(rule)
  const typed: Record<string, string> = { [GRACE]: String(graceDays) }
  for (const [name, value] of Object.entries(settings))
    typed[name] = Array.isArray(value) ? value.map(stepInWords).join('\n') : String(value ?? '')
  return typed
}

test.each(rules)('$code takes its own settings, as they are shown, for what they are', (rule) => {
  const comes = settingsAsTheyCome(rule)

  expect(readSettings(rule, comes, typedOf(rule))).toEqual({ ok: true, value: comes })
  expect(settingsFrom(rule, comes.settings)).toEqual(rule.settings)
})

describe('a change is refused in words', () => {
  const comes = settingsAsTheyCome(leaving)
  const why = (typed: Record<string, string>) => {
    const read = readSettings(leaving, comes, { ...typedOf(leaving), ...typed })
    return read.ok ? null : Object.values(read.reason).map((each) => each.why)
  }

  test.each([
    ['soon', 'not-a-step'],
    ['26 weeks', 'not-a-step'],
    ['2 weeks before, 12 weeks before', 'not-in-order'],
    ['4 weeks before, 1 month before', 'not-in-order'],
    ['1 month before, 29 days before', 'not-in-order'],
    ['12 weeks before, 12 weeks before', 'double'],
    ['12 weeks before, 84 days before', 'double'],
    ['157 weeks before', 'too-far'],
    ['37 months before', 'too-far'],
    ['2 weeks after', 'not-before'],
    ['on the day', 'not-before'],
    [Array.from({ length: 13 }, (_, at) => `${30 - at} weeks before`).join(), 'too-many'],
  ])('%s: %s', (before, reason) => {
    expect(why({ before })).toEqual([reason])
  })

  test('where nothing would be asked any more, and where the days of grace are none', () => {
    expect(why({ before: '', after: '' })).toEqual(['none-left'])
    expect(why({ before: '', after: '2 weeks after' })).toEqual(null)
    for (const days of ['0', '91', '-1', '1.5', 'ten', ''])
      expect(why({ [GRACE]: days })).toEqual(['not-whole'])
  })

  test('where a step would say what belongs to another list', () => {
    const release = ruleCalled('RELEASE')
    const read = readSettings(release, settingsAsTheyCome(release), {
      ...typedOf(release),
      steps: '16 weeks before\non the day',
    })
    expect(read).toEqual({ ok: false, reason: { steps: { why: 'of-another', typed: '16 weeks before' } } })
  })
})

test('what is stored of a setting that a rule no longer has, or has as another kind, is not used', () => {
  const settings = settingsFrom(leaving, { before: 12, gone: ['-1w'], after: ['+3w'] })

  expect(Object.keys(settings)).toEqual(['before', 'after'])
  expect(settings.before).toBe(leaving.settings.before)
  expect(settings.after).toEqual([{ step: '+3w', count: 21, unit: 'd' }])
})

test('a rule asks on the days that an organisation set, and the others as they come', () => {
  const life = aLife()
  const own = settingsFrom(leaving, { before: ['-39w'], after: ['+1d', '+12w'] })
  const asks = (settings: typeof life.settings) =>
    transitionsIn({ ...life, settings }).transitions.map(({ rule, prompts }) => [
      rule.code,
      prompts.map(({ step }) => step),
    ])

  const set = new Map(asks({ SCHOOL_LEAVING: own }) as [string, string[]][])
  const comes = new Map(asks({}) as [string, string[]][])

  expect(set.get('SCHOOL_LEAVING')).toEqual(['-39w', '+1d', '+12w'])
  comes.delete('SCHOOL_LEAVING')
  set.delete('SCHOOL_LEAVING')
  expect(set).toEqual(comes)
})

test('every setting of every rule is a list of steps, a limit or a day', () => {
  for (const rule of rules)
    for (const { name, kind } of settingKinds(rule)) {
      const value: unknown = rule.settings[name]
      if (kind === 'day') expect(value === null || typeof value === 'string').toBe(true)
    }
})
