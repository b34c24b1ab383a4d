import { scaleLinear } from 'd3-scale'
import type { Figures } from './figures'
import { HIDDEN } from './small-numbers'
import { stepWords } from './words'

const WIDTH = 720
const LEFT = 130
const RIGHT = 60
const ROW = 34
const BAR = 20

/** Bars for the eye alone: the table below holds the same facts. What is hidden has an open bar of no length that says so. */
export function FunnelPicture({ steps }: { steps: Figures['steps'] }) {
  const most = Math.max(1, ...steps.map(({ count }) => (count === HIDDEN ? 0 : count)))
  const along = scaleLinear([0, most], [0, WIDTH - LEFT - RIGHT])
  const height = steps.length * ROW + 4
  return (
    <svg className="funnel" viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true" focusable="false">
      {steps.map(({ step, count }, at) => {
        const top = at * ROW + 7
        const width = count === HIDDEN ? 0 : along(count)
        return (
          <g key={step}>
            <text x="0" y={top + 15}>
              {stepWords[step].name}
            </text>
            <rect className="track" x={LEFT} y={top} width={WIDTH - LEFT - RIGHT} height={BAR} rx="3" />
            <rect className="bar" x={LEFT} y={top} width={width} height={BAR} rx="3" />
            <text className={count === HIDDEN ? 'none' : 'n'} x={LEFT + width + 8} y={top + 15}>
              {count}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
