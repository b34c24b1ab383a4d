import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { TiesList } from '~/caseload/ties-form'

test('somebody who matters is named with who they are, and what they are to them after a colon', () => {
  const jack = {
    id: '1',
    relation: 'family',
    name: 'Jack Kerr',
    about: 'brother',
    doNotContact: false,
  } as const
  const linda = { id: '2', relation: 'mentor', name: 'Linda Boag', about: null, doNotContact: false } as const

  const shown = renderToStaticMarkup(<TiesList ties={[jack, linda]} />)

  expect(shown).toContain('>Family: brother<')
  expect(shown).toContain('>Mentor<')
})
