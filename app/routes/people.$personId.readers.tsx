import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { momentKeyFrom, momentKeyTo } from '~/oversight/moment-key'
import { ListReaders, ReaderList } from '~/oversight/reader-list'
import { listsWith, readersOf } from '~/oversight/readers.server'
import { ReadersFilter } from '~/oversight/readers-filter'
import { reachSays, readerWords, unusualWords } from '~/oversight/words'
import { parseCivilDate } from '~/shared/civil-date'
import { PageTitle } from '~/ui/page-title'
import { Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${readerWords.title} · Airt` }]

const A_PAGE = 100
/** What is given to the young person stands on as few pages as may be. */
const A_PRINTED_PAGE = 1_000

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker } = await signedIn(asked)
  const personId = idFrom(asked.params.personId)
  const at = `/people/${personId}/readers`
  const query = new URL(asked.request.url).searchParams
  if (query.get('show') === 'lists') {
    const before = parseCivilDate(query.get('before') ?? '')
    const found = await listsWith(db, worker, personId, { before, most: A_PAGE })
    if (!found) throw await notTheirs(db, asked.params.personId ?? '')
    const { lists, ...head } = found
    const hasMore = lists.length > A_PAGE
    const whole = hasMore ? wholeDays(lists) : lists
    const next = hasMore ? `${at}?show=lists&before=${whole.at(-1)?.day}` : undefined
    return { ...head, personId, at, show: 'lists' as const, lists: whole, isFirst: before === null, next }
  }
  const readBy = query.get('for') === 'subject' ? ('subject' as const) : ('staff' as const)
  const most = readBy === 'subject' ? A_PRINTED_PAGE : A_PAGE
  const after = momentKeyFrom(query.get('after'))
  const found = await readersOf(db, worker, personId, { after, most })
  if (!found || (readBy === 'subject' && found.reach === 'own'))
    throw await notTheirs(db, asked.params.personId ?? '')
  const { entries, ...head } = found
  const last = entries.length > most ? entries[most - 1] : undefined
  const next = last && `${at}?${readBy === 'subject' ? 'for=subject&' : ''}after=${momentKeyTo(last)}`
  const page = entries.slice(0, most)
  const shown = readBy === 'subject' ? page.map(withoutName) : page
  return { ...head, personId, at, show: readBy, entries: shown, isFirst: after === null, next }
}

/** A page that is given away holds no name anywhere in it. */
function withoutName<T extends { name: string | null }>(entry: T): T {
  return { ...entry, name: entry.name === null ? null : '' }
}

/** A page of lists ends with a whole day, since the next one begins before a day. */
function wholeDays<T extends { day: string }>(lists: readonly T[]): readonly T[] {
  const whole = lists.filter(({ day }) => day !== lists.at(-1)?.day)
  return whole.length ? whole : lists
}

export default function Readers() {
  const page = useLoaderData<typeof loader>()
  const { at, reach, name, reference, personId, show, isFirst, next } = page
  const who = name ?? (reference === null ? readerWords.noReference : readerWords.reference(reference))
  const first = isFirst
    ? undefined
    : `${at}${show === 'staff' ? '' : show === 'lists' ? '?show=lists' : '?for=subject'}`
  return (
    <>
      <PageTitle
        back={
          name === null
            ? { to: '/unusual', label: unusualWords.title }
            : { to: `/people/${personId}`, label: name }
        }
        lede={show === 'subject' ? readerWords.printSays : reachSays[reach]}
      >
        {show === 'subject'
          ? readerWords.printTitle
          : name === null
            ? readerWords.titleOf(who)
            : readerWords.title}
      </PageTitle>
      <ReadersFilter at={at} show={show} reach={reach} />
      {show === 'subject' ? <p>{who}</p> : null}
      {show === 'lists' ? (
        <>
          <p className="why">{readerWords.listsSay}</p>
          <ListReaders lists={page.lists} />
        </>
      ) : (
        <ReaderList entries={page.entries} readBy={show} />
      )}
      <Pager first={first} next={next} />
    </>
  )
}
