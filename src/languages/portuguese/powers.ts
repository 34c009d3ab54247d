import { type PowerSentences, type Powers, powersIn } from '../../sentences/powers.js'
import type { Catalogue } from '../../sentences/sentence.js'
import { PORTUGUESE_PHRASES } from './phrases.js'

/** Who moves money and from when, in Portuguese. */
export const PORTUGUESE_POWERS: Powers = /* @__PURE__ */ powersIn({
  unknown: 'uma pessoa desconhecida',
  anybody: 'qualquer pessoa',
  keys: (party, keys, of) => `${party} (${keys} de ${of} chaves)`,
  alone: (who) => `${who} sem mais ninguém`,
  together: (who) => `${who} em conjunto`,
  knowing: (who, secrets, count) =>
    `${who} (é preciso conhecer ${secrets === 1 ? 'o segredo' : `${count} segredos`})`,
  atAnyTime: 'a qualquer momento',
  after: (span) => `a partir de ${span} depois da confirmação do depósito`,
  mined: (height) => `assim que existir o bloco ${height}`,
  clock: (moment) => `assim que o relógio da cadeia tiver passado de ${moment}`,
  helped: ', com a ajuda de alguém que produza blocos',
  whoWhen: (who, begins) => `${who}, ${begins}`,
  between: '; ou então ',
  more: (count, said) => `; e há mais ${said} ${count === 1 ? 'maneira' : 'maneiras'}`,
  yourselfAlone: 'sem mais ninguém',
  yourselfWithSecret: 'sem mais ninguém, se conhecer o segredo',
  withOthers: (others, secret) => `junto com ${others}${secret ? ' (é preciso conhecer o segredo)' : ''}`,
})

const take = (back: boolean): string => (back ? 'pegar o dinheiro de volta' : 'levar o dinheiro')

/** What an output means for people, in Portuguese. */
export const PORTUGUESE_POWER_SENTENCES: Catalogue<PowerSentences> = {
  youAreKeys: ({ keys, needed }, say) =>
    `Você tem ${say.number(keys)} chaves, e age com as assinaturas de ${say.number(needed)} delas.`,
  neverAlone: ({ back }) => `Sem mais ninguém, você nunca pode ${take(back)}.`,
  aloneFrom: ({ back, ...one }, say) =>
    `Sem mais ninguém, você pode ${take(back)} ${PORTUGUESE_POWERS.when(one, say)}, a não ser que alguém o tenha movido antes.`,
  aloneWithSecret: ({ back, ...one }, say) =>
    `Se conhecer o segredo (32 bytes que talvez outra pessoa tenha de lhe dizer), você pode ${take(back)} sem mais ninguém ${PORTUGUESE_POWERS.when(one, say)}.`,
  togetherFrom: (told, say) =>
    `Junto com outras pessoas, você pode pagá-lo a qualquer pessoa: ${PORTUGUESE_POWERS.ways(told, say)}.`,
  nobodyWithoutYou: () => 'Ninguém pode movê-lo sem você.',
  movedWithoutYou: (told, say) =>
    `Quem pode movê-lo sem perguntar a você: ${PORTUGUESE_POWERS.ways(told, say)}.`,
  eachAlone: ({ other, from: begins }, say) =>
    `Você e ${PORTUGUESE_POWERS.party(other, say)}, cada um sem o outro, podem levá-lo ${PORTUGUESE_POWERS.from(begins, say)}: quem chegar primeiro fica com tudo.`,
  neverWithout: ({ gone }, say) =>
    `Se desaparecer ${PORTUGUESE_POWERS.party(gone, say)}, você nunca chega ao dinheiro.`,
  stillWithout: ({ gone, ...told }, say) =>
    `Se desaparecer ${PORTUGUESE_POWERS.party(gone, say)}, você ainda pode chegar ao dinheiro: ${PORTUGUESE_POWERS.ways(told, say)}.`,
  waysStayOpen: ({ gone }, say) =>
    `Se desaparecer ${say.or(PORTUGUESE_POWERS.parties(gone, say))}, as outras maneiras continuam abertas.`,
  scriptNotUnderstood: ({ leaf }, say) =>
    `Ninguém pode dizer quem mais pode levar o dinheiro pela condição ${PORTUGUESE_PHRASES.named(leaf, say)}: não se entende o que ela permite.`,
  tooManyToLookAt: () =>
    'Há combinações demais de pessoas ou de momentos para olhar todas: pode haver mais maneiras.',
  clockIsBlocks: () =>
    'Os blocos são o relógio do Bitcoin, mais ou menos um a cada dez minutos; a confirmação do depósito é o bloco que registra o pagamento ao contrato.',
  clockIsTime: () =>
    'A confirmação do depósito é o momento em que o Bitcoin registra o pagamento ao contrato; o relógio do Bitcoin anda mais ou menos uma hora atrasado.',
  keepAgreement: () =>
    'Guarde o texto do acordo com tanto cuidado quanto as suas chaves: sem ele ninguém consegue encontrar o caminho para o dinheiro.',
  keepDescription: () =>
    'Guarde a descrição desta saída com tanto cuidado quanto as suas chaves: sem ela ninguém consegue encontrar o caminho para o dinheiro.',
  takenWithout: ({ victim, by, from: begins }, say) =>
    `Quem pode levar tudo sem ${PORTUGUESE_POWERS.party(victim, say)}: ${PORTUGUESE_POWERS.way(by, say)}, ${PORTUGUESE_POWERS.from(begins, say)}.`,
  goneForEver: ({ gone }, say) =>
    `Se ${PORTUGUESE_POWERS.party(gone, say)} não estiver mais presente, ninguém poderá mover o dinheiro nunca mais.`,
  goneWays: ({ gone, ways: left, idle }, say) =>
    `Quem pode mover o dinheiro se ${PORTUGUESE_POWERS.party(gone, say)} não estiver mais presente: ${left
      .map(
        ({ by, from: begins }) => `${PORTUGUESE_POWERS.way(by, say)}, ${PORTUGUESE_POWERS.from(begins, say)}`,
      )
      .join(
        '; ou então ',
      )}${idle.length === 0 ? '' : `; ${idle.length === 1 ? 'não pode' : 'não podem'} fazer nada: ${say.and(PORTUGUESE_POWERS.parties(idle, say))}`}.`,
  pairNothing: ({ pair }, say) =>
    `Em conjunto (${say.and(PORTUGUESE_POWERS.parties(pair, say))}) não podem fazer nada que uma dessas pessoas já não possa fazer sem a outra.`,
  canMoveAll: ({ by, from: begins }, say) =>
    `Quem pode mover todo o dinheiro: ${PORTUGUESE_POWERS.way(by, say)}, ${PORTUGUESE_POWERS.from(begins, say)}.`,
  leafNotUnderstood: ({ leaf, reason }, say) =>
    `Não se entende o que a condição ${PORTUGUESE_PHRASES.named(leaf, say)} permite (${PORTUGUESE_PHRASES.told(reason, say)}): talvez mais pessoas possam mover o dinheiro, e mais cedo do que aqui se diz.`,
  coalitionsOmitted: ({ looked, all }, say) =>
    `De ${say.number(all)} grupos de pessoas olham-se apenas os ${say.number(looked)} menores.`,
  locksOmitted: ({ looked, all }, say) =>
    `De ${say.number(all)} combinações de prazos de espera olham-se apenas ${say.number(looked)}.`,
}
