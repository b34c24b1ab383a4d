import { Select } from '~/ui/inputs'
import { Actions, Button, ButtonLink, Details } from '~/ui/parts'
import { type Family, families } from './families'
import { everything, type PlaceView, placeViewTo, queryOf, stages, whens } from './place-view'
import { familyWords, placeWords, stageMeans, stageWords, whenWords } from './place-words'
import { ruleWords } from './words'

/** Which changes: a form whose address is the view, so that it can be kept and shared. Sends `kind`, `worker`, `stage`, `when`. */
export function PlaceFilter({
  view,
  team,
}: {
  view: PlaceView
  team: readonly { id: string; name: string }[]
}) {
  return (
    <>
      <form className="narrow-by" method="get" action="/transitions">
        <Select
          name="when"
          label={placeWords.when}
          value={view.when}
          options={whens.map((value) => ({ value, label: whenWords[value] }))}
        />
        <Select
          name="kind"
          label={placeWords.kind}
          value={view.kind}
          empty={placeWords.anyKind}
          width="short"
          groups={(Object.keys(families) as Family[]).map((family) => ({
            label: familyWords[family],
            options: [
              { value: family, label: placeWords.wholeFamily(familyWords[family]) },
              ...families[family].map((code) => ({ value: code, label: ruleWords[code] ?? code })),
            ],
          }))}
        />
        <Select
          name="stage"
          label={placeWords.stage}
          value={view.stage}
          empty={placeWords.anyStage}
          options={stages.map((value) => ({ value, label: stageWords[value] }))}
        />
        {team.length ? (
          <Select
            name="worker"
            label={placeWords.worker}
            value={view.worker}
            empty={placeWords.anyWorker}
            options={[
              { value: 'nobody', label: placeWords.nobody },
              ...team.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        ) : null}
        <Actions>
          <Button kind="quiet">{placeWords.show}</Button>
          {queryOf(view) === '' ? null : (
            <ButtonLink kind="quiet" to={placeViewTo(everything)}>
              {placeWords.clear}
            </ButtonLink>
          )}
        </Actions>
      </form>
      <Details summary={placeWords.stages}>
        <dl className="facts">
          {stages.map((stage) => (
            <div key={stage}>
              <dt>{stageWords[stage]}</dt>
              <dd>{stageMeans[stage]}</dd>
            </div>
          ))}
        </dl>
      </Details>
    </>
  )
}
