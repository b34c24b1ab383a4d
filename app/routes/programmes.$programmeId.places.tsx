import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { mergeTyped } from '~/caseload/merge-typed'
import { setCapacity } from '~/programmes/capacity.server'
import { PlacesForm } from '~/programmes/places-form'
import { PlacesInput } from '~/programmes/programme.input'
import { programmeAt } from '~/programmes/programme-at.server'
import { openProgramme, postedForProgramme, programmeAgain } from '~/programmes/programme-page.server'
import { comparedProgramme, placesValues } from '~/programmes/programme-values'
import { formWords, placesInWords, whyNotSaved } from '~/programmes/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Places · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { today, programme, formKey } = await openProgramme(asked, 'lead-or-staff')
  const { id, name, version } = programme
  const at = `/programmes/${id}`
  return {
    name,
    at,
    version,
    now: placesInWords(programme, today),
    values: placesValues(programme),
    formKey: formKey(`${at}/places`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const signed = await postedForProgramme(asked, PlacesInput, 'lead-or-staff')
  const { db, worker, today, input, said, programme } = signed
  if (!input.ok) return data({ values: said, errors: input.reason, conflict: null }, { status: 422 })

  const saved = await setCapacity(db, worker, programme.id, input.value, today)
  if (saved.ok) throw redirect(`/programmes/${programme.id}`, 303)
  if (saved.reason === 'changed-meanwhile') {
    const now = await programmeAgain(asked, signed)
    const theirs = placesValues(now)
    const base = placesValues(await programmeAt(db, now, input.value.version))
    const conflict = { compared: comparedProgramme(theirs, said), changedBy: now.changedBy ?? '' }
    return data({ values: mergeTyped(base, theirs, said), errors: undefined, conflict }, { status: 409 })
  }
  const field = saved.reason === 'start-has-passed' ? 'nextStartOn' : 'form'
  const errors: Record<string, string> = { [field]: whyNotSaved[saved.reason] }
  return data({ values: said, errors, conflict: null }, { status: 422 })
}

export default function Places() {
  const { name, at, version, now, values, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: at, label: name }} lede={now}>
        {formWords.places}
      </PageTitle>
      <p>{formWords.placesSays}</p>
      <PlacesForm
        formKey={formKey}
        version={version}
        values={sent?.values ?? values}
        errors={sent?.errors}
        conflict={sent?.conflict}
        backTo={at}
      />
    </>
  )
}
