import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { proofWords } from '~/access/sign-in-words'
import { posted, signedIn } from '~/access/signed-in.server'
import { CalendarInput } from '~/messages/calendar.input'
import { endCalendar, makeCalendar, myCalendar, showPlaces } from '~/messages/calendar.server'
import { CalendarPage } from '~/messages/calendar-page'
import { calendarWords } from '~/messages/words'
import { todayInScotland } from '~/shared/civil-date'
import { PageTitle } from '~/ui/page-title'
import { Message } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${calendarWords.title} · Airt` }]

const here = '/account/calendar'

export async function loader(asked: LoaderFunctionArgs) {
  const { db, formKey } = await signedIn(asked)
  const calendar = await myCalendar(db)
  return {
    formKey: formKey(here),
    said: new URL(asked.request.url).searchParams.get('said'),
    calendar: calendar && {
      madeOn: todayInScotland(calendar.madeAt),
      lastReadOn: calendar.lastReadAt && todayInScotland(calendar.lastReadAt),
      showsPlace: calendar.showsPlace,
      version: calendar.version,
    },
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input } = await posted(asked, CalendarInput)
  if (!input.ok) return data({ errors: input.reason, address: null }, { status: 422 })

  const { act, place, version } = input.value
  if (act === 'make') {
    const made = await makeCalendar(db, worker, version)
    if (!made.ok) return data({ errors: { form: calendarWords.changed }, address: null }, { status: 409 })
    return data({ errors: undefined, address: `${asked.context.origin}${made.value.path}` })
  }
  const done =
    act === 'place'
      ? await showPlaces(db, worker, place === 'yes' ? 'places' : 'no places', version)
      : await endCalendar(db, worker, version)
  if (!done.ok) return data({ errors: { form: calendarWords.changed }, address: null }, { status: 409 })
  throw redirect(`${here}?said=${act}`, 303)
}

export default function Calendar() {
  const { said, ...page } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const says = { place: calendarWords.placeSaved, end: calendarWords.ended }[said ?? '']
  return (
    <div className="narrow">
      {says && !sent ? <Message>{says}</Message> : null}
      <PageTitle back={{ to: '/account', label: proofWords.backToAccount }} lede={calendarWords.lede}>
        {calendarWords.title}
      </PageTitle>
      <CalendarPage {...page} address={sent?.address ?? null} errors={sent?.errors} />
    </div>
  )
}
