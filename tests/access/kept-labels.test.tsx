import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { GivenBack, SignInToSave } from '~/access/kept-page'
import { asKept } from '~/access/kept-text'
import { keptLabels } from '~/access/kept-words'
import { factWords, formWords, personWords } from '~/caseload/words'

const written = [
  ['formKey', 'abc'],
  ['version', '3'],
  ['step', '-26w'],
  ['whatMatters', 'My horse'],
  ['bornOn', '2010-12-20'],
  ['schoolNation', 'northern-ireland'],
  ['pupil', 'unknown'],
  ['details.next_court_on', '2026-12-04'],
  ['howItLanded', 'Well'],
] as const

test('what was written is shown under the labels that people saw, days and choices in words', () => {
  const page = renderToStaticMarkup(<SignInToSave formKey="k" kept="sealed" written={asKept(written)} />)

  const said = [...page.matchAll(/<dt>(.*?)<\/dt><dd><span>(.*?)<\/span><\/dd>/g)].map(([, label, value]) => [
    label,
    value,
  ])
  expect(said).toEqual([
    ['What matters to me', 'My horse'],
    ['Date of birth', '20 December 2010'],
    ['Where the school is', 'Northern Ireland'],
    ['Are they at school?', 'Not known'],
    ['Next court on', '4 December 2026'],
    ['How it landed', 'Well'],
  ])
})

test('given back, it is sent again as it was: a choice unseen by its code, a day as a day', () => {
  const page = renderToStaticMarkup(<GivenBack action="/people/1/edit" fields={asKept(written)} />)

  const sent = [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
  expect(sent).toEqual(expect.arrayContaining(written.map((each) => [...each])))
  expect(page).toContain('type="date"')
  expect(page).toContain('<p class="ds_label">Are they at school?</p><p>Not known</p>')
})

test('a label is the one that stands in the form', () => {
  const { because, ...person } = personWords
  const facts = {
    atTime: factWords.time,
    certainty: factWords.sure,
    documentRef: factWords.documentRef,
    receivedOn: factWords.receivedOn,
    source: factWords.source,
    standing: factWords.standing,
  }
  const lines = {
    closedOn: formWords.closedOn,
    closedBecause: formWords.closedBecause,
    value: formWords.wayValue,
    safe: formWords.safe,
    relation: formWords.relation,
    about: formWords.tieAbout,
    doNotContact: formWords.doNotContact,
    name: formWords.name,
  }

  expect(keptLabels).toMatchObject({ ...person, ...facts, ...lines })
})
