import { type Obstacle, obstacles } from './session'
import { obstacleWords } from './words'

/** What got in the way is kept as one text: what it was, then the words about it. */
export function asKept(obstacle: Obstacle | null, words: string): string {
  if (obstacle === null) return words
  return words === '' ? obstacle : `${obstacle}: ${words}`
}

export function readKept(text: string): { obstacle: Obstacle | null; words: string } {
  const [first = '', ...rest] = text.split(': ')
  const obstacle = obstacles.find((each) => each === first)
  return obstacle ? { obstacle, words: rest.join(': ') } : { obstacle: null, words: text }
}

export function obstacleInWords(text: string): string {
  const { obstacle, words } = readKept(text)
  if (obstacle === null) return words
  return words === '' ? obstacleWords[obstacle] : `${obstacleWords[obstacle]}. ${words}`
}
