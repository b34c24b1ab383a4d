import type { CivilDate } from '~/shared/civil-date'
import type { Compared } from '~/ui/conflict'
import type { Errors } from '~/ui/field'
import { PageTitle } from '~/ui/page-title'
import { Columns } from '~/ui/parts'
import { ActForm } from './act-form'
import type { ActName } from './acts'
import type { ToldEvent } from './event-in-words'
import type { Payload } from './payload'
import { StageLine } from './stage-line'
import type { Stage } from './stages'
import { TheyWillSee } from './they-will-see'
import { ToldList } from './told-list'
import { actFormWords, dayInBrief, inboxWords, trackWords } from './words'

type Props = {
  programme: string
  version: number
  payload: Payload
  events: readonly ToldEvent[]
  stages: readonly Stage[]
  move: string
  meets: { on: CivilDate | null; at: string | null; where: string | null }
  proposed: { day: CivilDate | null; place: string }
  acts: readonly ActName[]
  today: CivilDate
  formKey: string
  values?: Readonly<Record<string, string>>
  errors?: Errors
  conflict: { compared: readonly Compared[]; changedBy: string } | null
}

/** What was sent, and the one form that answers it. */
export function SentView({ payload, programme, meets, proposed, acts, conflict, ...page }: Props) {
  return (
    <>
      <PageTitle back={{ to: '/inbox', label: inboxWords.title }} lede={programme}>
        {trackWords.track}
      </PageTitle>
      <p className="says">{page.move}</p>
      {meets.on ? <p>{actFormWords.meets(dayInBrief(meets.on), meets.at, meets.where)}</p> : null}
      <Columns>
        <section className="card they-see" aria-labelledby="what-was-sent">
          <h2 id="what-was-sent">{inboxWords.sent}</h2>
          <TheyWillSee payload={payload} />
        </section>
        <div>
          {acts.length || conflict ? (
            <ActForm
              all={acts}
              side="partner"
              formKey={page.formKey}
              version={page.version}
              today={page.today}
              meets={{ day: meets.on ?? proposed.day, place: meets.where ?? proposed.place }}
              values={page.values}
              errors={page.errors}
              conflict={conflict}
            />
          ) : null}
        </div>
      </Columns>
      <section aria-labelledby="what-happened">
        <h2 id="what-happened">{trackWords.what}</h2>
        <StageLine stages={page.stages} />
        <ToldList events={page.events} programme={programme} />
      </section>
    </>
  )
}
