/** What a question gives for each of a list, in its order, so many at the same time. */
export const inParallel = async <Item, Answer>(
  atOnce: number,
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> => {
  const answers: Answer[] = []
  for (let at = 0; at < items.length; at += atOnce)
    answers.push(...(await Promise.all(items.slice(at, at + atOnce).map(ask))))
  return answers
}
