import type { CivilDate } from '~/shared/civil-date'
import { DecisionFields } from '~/sharing/decision-fields'
import type { Compared } from '~/ui/conflict'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { PageTitle } from '~/ui/page-title'
import { Button, ButtonLink, Columns, Details, Facts } from '~/ui/parts'
import { ActForm } from './act-form'
import type { ActName } from './acts'
import type { ToldEvent } from './event-in-words'
import { type NextOption, NextOptions } from './next-options-list'
import type { Payload } from './payload'
import { shareWords } from './share-words'
import { type Shared, SharedList } from './shared-list'
import { StageLine } from './stage-line'
import type { Stage } from './stages'
import { TheyWillSee } from './they-will-see'
import { ToldList } from './told-list'
import { actFormWords, dayInBrief, trackWords } from './words'

type Props = {
  id: string
  personId: string
  to: string
  fullName: string
  name: string
  programme: string
  provider: string
  transitionId: string | null
  version: number
  move: string
  stages: readonly Stage[]
  events: readonly ToldEvent[]
  payload: Payload | null
  why: { whyNow: string; agreedSaid: string; fitBecause: string | null }
  meets: { on: CivilDate | null; at: string | null; where: string | null }
  programmePlace: string
  followsId: string | null
  followedBy: string | null
  shares: readonly Shared[]
  acts: readonly ActName[]
  presumed: 'themself' | 'carer'
  mayKeepSharing: boolean
  mayEndSharing: boolean
  sharingEndsOn: CivilDate | null
  options: readonly NextOption[] | null
  today: CivilDate
  keys: readonly [string, string]
  values?: Readonly<Record<string, string>>
  errors?: Errors
  conflict: { compared: readonly Compared[]; changedBy: string } | null
}

/** Where it stands and whose move it is, in place; then the one form that makes it. */
export function TrackView({ programme, meets, today, keys, values = {}, errors, ...page }: Props) {
  const isKeeping = values.act === 'keep-sharing'
  return (
    <>
      <PageTitle back={{ to: page.to, label: page.fullName }} lede={`${programme}, ${page.provider}`}>
        {trackWords.track}
      </PageTitle>
      <p className="says">{page.move}</p>
      {meets.on ? <p>{actFormWords.meets(dayInBrief(meets.on), meets.at, meets.where)}</p> : null}
      {page.sharingEndsOn ? <p className="check">{trackWords.endsSoon(page.sharingEndsOn)}</p> : null}
      <StageLine stages={page.stages} />
      {page.options ? (
        <NextOptions
          options={page.options}
          about={{ personId: page.personId, transitionId: page.transitionId, followsId: page.id }}
        />
      ) : null}
      <Columns>
        <div>
          {page.acts.length || page.conflict ? (
            <ActForm
              all={page.acts}
              side="referrer"
              formKey={keys[0]}
              version={page.version}
              today={today}
              meets={{ day: meets.on, place: meets.where ?? page.programmePlace }}
              values={isKeeping ? {} : values}
              errors={isKeeping ? undefined : errors}
              conflict={page.conflict}
            />
          ) : null}
          <section aria-labelledby="what-happened">
            <h2 id="what-happened">{trackWords.what}</h2>
            <ToldList events={page.events} programme={programme} />
          </section>
        </div>
        <div>
          <section className="card they-see" aria-labelledby="they-see">
            <h2 id="they-see">{shareWords.theySee}</h2>
            {page.payload ? <TheyWillSee payload={page.payload} /> : null}
          </section>
          <section className="card" aria-labelledby="shared">
            <h2 id="shared">{trackWords.shared}</h2>
            <SharedList shares={page.shares} />
            {page.mayEndSharing ? <EndSharing formKey={keys[1]} /> : null}
            {page.mayKeepSharing ? (
              <KeepSharing
                name={page.name}
                programme={programme}
                today={today}
                presumed={page.presumed}
                formKey={keys[1]}
                values={isKeeping ? values : {}}
                errors={isKeeping ? errors : undefined}
              />
            ) : null}
          </section>
          <Facts
            of={[
              { label: trackWords.whyNow, value: page.why.whyNow },
              { label: trackWords.agreedSaid, value: page.why.agreedSaid },
              { label: trackWords.fitBecause, value: page.why.fitBecause },
            ]}
          />
          {page.followsId ? (
            <p>
              <a href={`${page.to}/referrals/${page.followsId}`}>{trackWords.follows}</a>
            </p>
          ) : null}
          {page.followedBy ? (
            <p>
              <ButtonLink kind="quiet" to={`${page.to}/referrals/${page.followedBy}`}>
                {trackWords.followedBy}
              </ButtonLink>
            </p>
          ) : null}
        </div>
      </Columns>
    </>
  )
}

function EndSharing({ formKey }: { formKey: string }) {
  return (
    <form method="post">
      <Kept formKey={formKey} />
      <p>{trackWords.endSays}</p>
      <Button kind="quiet" name="act" value="end-sharing">
        {trackWords.endSharing}
      </Button>
    </form>
  )
}

/** Folded away, unless it came back to be mended. */
function KeepSharing({
  formKey,
  errors,
  ...fields
}: { formKey: string; errors?: Errors } & Omit<Parameters<typeof DecisionFields>[0], 'errors'>) {
  const form = (
    <form method="post">
      <p>{trackWords.keepSays}</p>
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} />
      <DecisionFields {...fields} errors={errors} />
      <Button kind="quiet" name="act" value="keep-sharing">
        {trackWords.keepSave}
      </Button>
    </form>
  )
  return errors ? form : <Details summary={trackWords.keep}>{form}</Details>
}
