import type { Words } from '../rule'

/** Words that say the same for every step but those named. */
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
