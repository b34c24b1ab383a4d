import type { Figures } from './figures'
import { apartWords, cellWords, insightWords, stepWords } from './words'

/** The same facts as the picture, and what is not known apart. */
export function FunnelTable({ figures: { steps, apart } }: { figures: Figures }) {
  return (
    <>
      <table className="figures">
        <caption className="visually-hidden">{insightWords.funnel}</caption>
        <thead>
          <tr>
            <th scope="col">{insightWords.step}</th>
            <th scope="col">{insightWords.count}</th>
            <th scope="col">{insightWords.share}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, count, share }, at) => (
            <tr key={step}>
              <th scope="row">{stepWords[step].name}</th>
              <td>{cellWords(count)}</td>
              <td>
                {at === 0
                  ? insightWords.start
                  : share === null
                    ? insightWords.noShare
                    : insightWords.ofHundred(share)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{insightWords.apart}</h2>
      <table className="figures">
        <caption className="visually-hidden">{insightWords.apart}</caption>
        <thead>
          <tr>
            <th scope="col">{insightWords.step}</th>
            <th scope="col">{insightWords.count}</th>
          </tr>
        </thead>
        <tbody>
          {apart.map(({ code, count }) => (
            <tr key={code}>
              <th scope="row">{apartWords[code].name}</th>
              <td>{cellWords(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
