import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { mergeTyped } from '~/caseload/merge-typed'

import { ProgrammeInput } from '~/programmes/programme.input'
import { programmeAt } from '~/programmes/programme-at.server'
import { ProgrammeForm } from '~/programmes/programme-form'
import { openProgramme, postedForProgramme, programmeAgain } from '~/programmes/programme-page.server'
import { comparedProgramme, programmeValues } from '~/programmes/programme-values'
import { touchedBy } from '~/programmes/touched.server'
import { formWords, touchedWords, whyNotSaved } from '~/programmes/words'
import { changeProgramme } from '~/referrals/change-programme.server'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Change a programme · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { programme, formKey } = await openProgramme(asked, 'lead')
  const { id, name, version } = programme
  const at = `/programmes/${id}`
  return { name, at, version, values: programmeValues(programme), formKey: formKey(`${at}/edit`) }
}

export async function action(asked: ActionFunctionArgs) {
  const signed = await postedForProgramme(asked, ProgrammeInput, 'lead')
  const { db, worker, today, input, said, programme } = signed
  if (!input.ok)
    return data({ values: said, errors: input.reason, conflict: null, touched: null }, { status: 422 })

  const saved = await changeProgramme(db, worker, programme.id, input.value, today)
  if (saved.ok) throw redirect(`/programmes/${programme.id}`, 303)
  if (saved.reason === 'not-yours-to-change') {
    const errors: Record<string, string> = { form: whyNotSaved[saved.reason] }
    return data({ values: said, errors, conflict: null, touched: null }, { status: 422 })
  }
  if (saved.reason === 'concerns-people') {
    const errors: Record<string, string> = { acknowledged: touchedWords.error }
    const touched = await touchedBy(db, programme.id)
    return data({ values: said, errors, conflict: null, touched }, { status: 422 })
  }
  const now = await programmeAgain(asked, signed)
  const theirs = programmeValues(now)
  const base = programmeValues(await programmeAt(db, now, input.value.version))
  const conflict = { compared: comparedProgramme(theirs, said), changedBy: now.changedBy ?? '' }
  return data(
    { values: mergeTyped(base, theirs, said), errors: undefined, conflict, touched: null },
    { status: 409 },
  )
}

export default function EditProgramme() {
  const { name, at, version, values, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: at, label: name }} lede={formWords.editSays}>
        {formWords.edit}
      </PageTitle>
      <ProgrammeForm
        formKey={formKey}
        version={version}
        values={sent?.values ?? values}
        errors={sent?.errors}
        conflict={sent?.conflict}
        touched={sent?.touched}
        backTo={at}
      />
    </>
  )
}
