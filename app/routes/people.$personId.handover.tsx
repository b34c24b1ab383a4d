import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notTheirsAt } from '~/access/not-theirs.server'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { acknowledgeHandover } from '~/handover/acknowledge.server'
import { HandoverInput } from '~/handover/handover.input'
import { handoverOf } from '~/handover/handover.server'
import { LinesForm, ReadForm } from '~/handover/handover-forms'
import { HandoverPack } from '~/handover/handover-page'
import { packOf } from '~/handover/pack'
import { changesHands, handoverTo, pageWords } from '~/handover/words'
import { writeLines } from '~/handover/write-lines.server'
import { ErrorSummary } from '~/ui/error-summary'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${pageWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, record, formKey } = await openPerson(asked, 'wellbeing')
  const found = await handoverOf(db, worker, record, today)
  return {
    head: headOf(record),
    handover: found.handover,
    pack: packOf(record, found, today),
    formKey: formKey(handoverTo(record.id)),
    readKey: formKey(handoverTo(record.id)),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said, record } = await postedForPerson(asked, HandoverInput, 'wellbeing')
  const { handover } = await handoverOf(db, worker, record, today)
  if (!handover) throw await notTheirsAt(asked, db)
  if (!input.ok) return data({ lines: said.lines, errors: input.reason, conflict: null }, { status: 422 })

  const here = handoverTo(record.id)
  if (input.value.act === 'read') {
    const read = await acknowledgeHandover(db, record.id, handover)
    if (!read.ok) throw await notTheirsAt(asked, db)
    throw redirect(here, 303)
  }
  const written = await writeLines(db, record.id, handover, input.value)
  if (written.ok) throw redirect(here, 303)
  if (written.reason === 'not-yours-to-write')
    return data({ lines: said.lines, errors: { lines: pageWords.notYours }, conflict: null }, { status: 422 })
  const compared = [{ label: pageWords.lines, theirs: handover.lines, yours: said.lines ?? '' }]
  const conflict = { compared, changedBy: handover.linesBy ?? '' }
  return data({ lines: said.lines, errors: undefined, conflict }, { status: 409 })
}

export default function HandoverPage() {
  const { head, handover, pack, formKey, readKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle
        back={{ to: head.to, label: head.name }}
        lede={handover ? changesHands(handover) : pageWords.none}
      >
        {pageWords.of(head.name)}
      </PageTitle>
      <ErrorSummary errors={sent?.errors} />
      {handover ? <HowItStands {...handover} /> : null}
      <HandoverPack {...pack} handover={handover} />
      {handover?.isToMe && handover.readOn === null ? <ReadForm formKey={readKey} /> : null}
      {handover?.mayWrite && handover.readOn === null ? (
        <LinesForm
          formKey={formKey}
          version={handover.version}
          lines={sent?.lines ?? handover.lines}
          errors={sent?.errors}
          conflict={sent?.conflict}
        />
      ) : null}
    </>
  )
}

function HowItStands({
  readOn,
  to,
  isToMe,
}: {
  readOn: Parameters<typeof pageWords.wasRead>[1] | null
  to: string | null
  isToMe: boolean
}) {
  if (readOn) return <p>{pageWords.wasRead(to ?? '', readOn)}</p>
  return <p>{isToMe ? pageWords.readIt : pageWords.stillWaits(to ?? '')}</p>
}
