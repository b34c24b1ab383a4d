import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isOfUse, sgParts } from '~/ui/sg-parts'

const app = join(import.meta.dirname, '../../app')

test('every part of the SG sheet that a component names is built in', () => {
  const named = new Set(
    textsOf('.tsx').flatMap(({ text }) =>
      [...text.matchAll(/\bds_([a-z]+(?:-[a-z]+)*)/g)].map(([, part]) => part ?? ''),
    ),
  )

  expect([...named].filter((part) => !sgParts.has(part))).toEqual([])
})

test('the sheet keeps plain elements and our parts, and leaves out the others', () => {
  const selectors = [
    'h1',
    'a:hover',
    '.visually-hidden',
    '.ds_radio__input:checked',
    '.ds_button--secondary:hover',
  ]
  const others = ['.ds_site-header', '.ds_select-menu', '.ds_search-filters .ds_radio__input']

  expect(selectors.filter(isOfUse)).toEqual(selectors)
  expect(others.filter(isOfUse)).toEqual([])
})

test('no component carries a style of its own, which the content policy would refuse', () => {
  const styled = textsOf('.tsx').filter(({ text }) => /\bstyle=|dangerouslySetInnerHTML/.test(text))

  expect(styled.map(({ path }) => path)).toEqual([])
})

test('the colour of errors is for forms and for what destroys, never about a person', () => {
  const rules = textsOf('.css').flatMap(({ text }) =>
    [...text.matchAll(/([^{}]+)\{[^{}]*var\(--error\)[^{}]*\}/g)].map(([, selector]) =>
      (selector ?? '').trim(),
    ),
  )

  expect(rules.length).toBeGreaterThan(0)
  expect(rules.filter((selector) => !/error|\.btn\.danger/.test(selector))).toEqual([])
})

function textsOf(ending: string) {
  return readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}
