import { expect, it } from 'vitest'
import { madeUp, unmarked } from './made-up.ts'

const nobodys = madeUp('xx')

it('what the bot has no words for stands outside of the marks', () => {
  expect(unmarked(nobodys.card.title('SO-1', nobodys.moreNodes(2), 'prod-web'))).toEqual(['SO', 'prod', 'web'])
  expect(unmarked(`${nobodys.yes} but not this`)).toEqual(['but', 'not', 'this'])
  expect(unmarked(nobodys.card.row(nobodys.card.login, 'a word'))).toEqual(['a', 'word'])
})
