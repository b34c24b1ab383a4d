import type { Words } from '../rule'

/** Words by step; a step that is not named says the explanation. */
export function eventWords(
  title: string,
  explanation: string,
  says: Readonly<Record<string, string>>,
  whatWouldEndIt: string,
  suggestedActions: readonly string[],
): Words {
  return {
    title,
    explanation,
    says: (step) => says[step] ?? explanation,
    whatWouldEndIt,
    suggestedActions,
  }
}
