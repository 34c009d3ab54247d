import { capital } from '../../sentences/capital.js'
import type { DeviceLimitTold, FindingSentences } from '../../sentences/findings.js'
import { wayOf } from '../../sentences/powers.js'
import { type Catalogue, textOf } from '../../sentences/sentence.js'
import type { Voice } from '../../sentences/voice.js'
import { PORTUGUESE_PHRASES } from './phrases.js'
import { PORTUGUESE_POWERS } from './powers.js'
import { PORTUGUESE_REVIEW } from './review.js'

const hexOr = (hex: string, say: Voice): string => (hex === '' ? 'nada' : say.code(hex))

/** What a device counts. */
const UNITS = {
  templateLength: 'caracteres no modelo',
  keyCount: 'chaves',
  expressionCount: 'chaves, contadas cada vez que são escritas',
  originDepth: 'passos na origem de uma chave',
  keyLength: 'caracteres em uma chave com a origem',
  memory: 'bytes de memória',
} as const

const limit = (told: DeviceLimitTold, say: Voice): string => {
  switch (told.rule) {
    case 'extendedKeys':
      return `só aceita chaves estendidas, e a chave que ${say.role(told.role)} tem é avulsa`
    case 'taprootMiniscript':
      return 'não aceita condições compostas (Miniscript) em uma saída Taproot'
    case 'musig':
      return 'não sabe usar chaves conjuntas de duas pessoas (MuSig2), como a do caminho da chave'
    case 'sha256':
      return 'não aceita condições que peçam um segredo'
    case 'addressIndex':
      return `não mostra endereços acima do índice 9999, e este é ${say.code(told.received)}`
    default:
      return `aceita no máximo ${say.number(told.most)} (${UNITS[told.rule]}), e aqui há ${say.number(told.received)}`
  }
}

/** What an audit finds, in Portuguese. */
export const PORTUGUESE_FINDINGS: Catalogue<FindingSentences> = {
  ENGINES_DIFFER: ({ field, at, first, second }, say) =>
    `Dois programas que não compartilham código calculam coisas diferentes (${PORTUGUESE_PHRASES.told(field, say)}, a partir do byte ${say.number(at)}): ${hexOr(first, say)} e ${hexOr(second, say)}. Não pague até que se saiba qual dos dois está errado.`,
  AWARD_TOO_LATE: ({ decider, decision, room, taker, from, margin }, say) =>
    `Se ${say.role(decider)} precisar de todo o tempo combinado para decidir (${say.span(decision)}), ${room === undefined ? 'não sobra tempo' : `sobram só ${say.span(room)}`} antes que ${say.role(taker)} possa levar o dinheiro sem mais ninguém (${PORTUGUESE_POWERS.from(from, say)}). Deixe ${say.span(margin)} ou mais: uma decisão só vale quando já está em um bloco.`,
  RACE_AFTER_RESCUE: ({ from, taker, gap }, say) =>
    `${capital(PORTUGUESE_POWERS.from(from, say))}, ${say.people(['employer', 'worker'])} podem, cada um sem o outro, levar tudo, e recebe o dinheiro quem tiver primeiro a sua transação em um bloco. ${say.Role(taker)} deve levá-lo antes desse momento; o tempo que tem para isso, logo antes, é de ${say.span(gap)}.`,
  LOCKED_OUT: ({ role, other, within }, say) =>
    within === 'never'
      ? `Se desaparecer ${say.role(other)}, ${say.role(role)} nunca recebe o dinheiro: não há árbitro, nem um momento a partir do qual ${say.role(role)} possa levá-lo sem mais ninguém (um resgate).`
      : `Se desaparecer ${say.role(other)}, ${say.role(role)} não recebe o dinheiro antes de passarem dois anos: nenhum árbitro pode agir antes disso, e o momento a partir do qual ${say.role(role)} pode levá-lo sem mais ninguém vem ainda mais tarde.`,
  SILENCE_TOO_SOON: ({ taker, from, ahead, margin }, say) =>
    `${say.Role(taker)} pode levar o dinheiro sem mais ninguém ${PORTUGUESE_POWERS.from(from, say)}: faltam ${say.span(ahead)}, e não se deve enviar dinheiro a um contrato quando faltam menos de ${say.span(margin)}.`,
  DEADLINE_PAST: ({ lock }, say) =>
    `A cadeia já passou deste momento: ${say.lock(lock)}. Quem pode agir a partir dele pode agir assim que for enviado dinheiro ao contrato.`,
  DEADLINE_TOO_NEAR: ({ lock }, say) =>
    `Este momento está mais perto do que o tempo que uma decisão leva: ${say.lock(lock)}. Nenhum árbitro pode decidir antes desse momento.`,
  DEADLINES_NOT_CHECKED: () =>
    'Os momentos combinados são alturas de bloco ou datas. Não se verificou se já passaram ou estão muito longe: para isso são precisas a altura e a hora da cadeia.',
  LOCK_BEYOND_TWO_YEARS: ({ lock, ahead }, say) =>
    `Para este momento (${say.lock(lock)}) faltam ${say.span(ahead)}, mais de dois anos: se ninguém agir antes, o dinheiro fica parado todo esse tempo.`,
  FEES_EAT_AMOUNT: ({ rate, percent, amount, fee, outcome, path, vsize, limit: from }, say) =>
    `A ${say.decimal(rate)} sat/vB, as taxas da rede podem levar ${say.decimal(percent)} por cento de ${say.amount(amount)}: ${say.amount(fee)} pelo maior gasto, ${outcome === 'sweep' ? 'tudo para um só endereço' : say.outcome(outcome)}${path === undefined ? '' : ` (assinatura: ${PORTUGUESE_POWERS.way(wayOf(path), say)})`}, de ${say.number(vsize)} vB. A partir de ${say.decimal(from)} por cento vale a pena pensar nisso.`,
  OUTCOME_UNPAYABLE: ({ rate, outcome, path, amount, to, received }, say) =>
    `A ${say.decimal(rate)} sat/vB, não se pode realizar ${say.outcome(outcome)} (assinatura: ${PORTUGUESE_POWERS.way(wayOf(path), say)}) com o dinheiro do contrato, ${say.amount(amount)}: alguém receberia pouco demais (${to.length === 0 ? '' : `${say.payees(to)}, `}${PORTUGUESE_PHRASES.named(received, say)}).`,
  NODES_REFUSE: ({ reason }, say) =>
    `Nenhum nó com as regras habituais transmitiria este gasto, e alguém que produza blocos teria de ajudar: ${PORTUGUESE_PHRASES.told(reason, say)}.`,
  STRICT_NODES_REFUSE: ({ reason }, say) =>
    `Os nós rigorosos não transmitiriam este gasto: ${PORTUGUESE_PHRASES.told(reason, say)}.`,
  LEAF_NOT_SANE: ({ reason }, say) =>
    `A análise de Miniscript não considera boa esta condição: ${PORTUGUESE_PHRASES.told(reason, say)}.`,
  ORDINARY_WALLET: ({ account, purpose }, say) =>
    `Esta chave é a conta ${say.code(account)} de uma carteira comum (propósito ${say.id(purpose)}): quem tem o acordo vê a carteira inteira, e uma só chave privada vazada dessa conta a abre toda.`,
  ROLES_SHARE_MASTER: ({ roles, fingerprint }, say) =>
    `Várias partes (${say.people(roles)}) têm chaves que indicam a mesma chave mestra, ${say.code(fingerprint)}: parece uma só pessoa, que então pode agir por todas elas.`,
  QUORUM_SHARES_MASTER: ({ role, shared, of, fingerprint }, say) =>
    `Das ${say.number(of)} chaves que ${say.role(role)} tem, ${say.number(shared)} indicam como origem a chave mestra ${say.code(fingerprint)}: uma só pessoa, ou um só ladrão, assina com essas ${say.number(shared)}.`,
  ROLES_SHARE_ADDRESS: ({ address, roles }, say) =>
    `Um mesmo endereço, ${say.code(address)}, aparece para várias partes (${say.people(roles)}): parece uma só pessoa, ou o endereço foi escrito por engano para uma delas.`,
  KEYS_REUSED: (told, say) =>
    told.kind === 'account'
      ? `Os contratos ${say.id(told.first)} a ${say.id(told.last)} deste acordo e ${say.id(told.otherFirst)} a ${say.id(told.otherLast)} do acordo ${say.code(told.other)} têm em comum chaves desta conta: um gasto de um mostra chaves do outro, e uma chave privada vazada serve para os dois.`
      : `Esta chave é avulsa, a mesma em todos os contratos: está ${say.and([
          ...(told.contracts === undefined
            ? []
            : [`nos ${say.number(told.contracts)} contratos deste acordo`]),
          ...told.agreements.map((id) => `no acordo ${say.code(id)}`),
        ])}. Cada gasto mostra que eles andam juntos, e uma chave privada vazada serve para todos.`,
  PARTY_REPLACED: ({ role, amended, amendment }, say) =>
    `No acordo ${say.code(amendment)}, as chaves para ${say.role(role)} não são as mesmas que em ${say.code(amended)}, que ele altera: quem tem as antigas não decide nada sobre o dinheiro que for movido para lá.`,
  PARTY_ADDED: ({ role, amended, amendment }, say) =>
    `O acordo ${say.code(amended)} não tem chaves para ${say.role(role)}, e ${say.code(amendment)}, que o altera, tem: junto com qualquer uma das duas partes, essas chaves podem levar todo o dinheiro que for movido para lá. Quem escreveu a alteração pode ter essas chaves.`,
  AMENDMENT_DIFFERS: ({ amended, amendment, count, worse }, say) =>
    `O acordo ${say.code(amendment)} altera ${say.code(amended)}. Coisas que diz de outra maneira: ${say.number(count)}${worse.length === 0 ? '' : `; delas, piores: ${say.and(worse.map((one) => `${say.number(one.count)} para ${say.role(one.role)}`))}`}.`,
  SECRET_REUSED: ({ agreement }, say) =>
    `O acordo ${say.code(agreement)} tem o mesmo hash: quem usa o segredo para levar o dinheiro de um acordo mostra o segredo a todos, e o trabalhador do outro acordo pode levar o dinheiro desse outro.`,
  SECRET_OPENS: (_, say) =>
    `${say.Role('worker')} pode levar tudo de imediato se conhecer o segredo. O acordo não diz quem criou o segredo: quem o conhece não deve mostrá-lo a ninguém até o trabalho ser aceito, e se foi ${say.role('worker')} que criou o segredo, não precisa de ninguém para levar tudo.`,
  ARBITER_WITH_ONE_PARTY: ({ role, needed, of, from }, say) =>
    `${say.Role(role)}${of === 1 ? '' : ` (quaisquer ${say.number(needed)} de ${say.number(of)} chaves)`} e uma das duas partes podem enviar o dinheiro para onde quiserem, ${PORTUGUESE_POWERS.from(from, say)}: a outra parte só pode escolher a quem confia o dinheiro.`,
  DEVICE_LIMIT: (told, say) =>
    `Ninguém pode assinar este contrato com este dispositivo: ${limit(told, say)}.`,
  SPEND_CLAIMS: (told, say) =>
    'claimed' in told
      ? `Só a PSBT diz o que estas entradas (pelo número: ${say.and(told.claimed.map(say.id))}) gastam. Entregue as transações de depósito para que os valores sejam comprovados. As assinaturas cobrem os valores afirmados, de modo que um valor falso as torna inúteis e não move nada.`
      : PORTUGUESE_PHRASES.told(told.reason, say),
  SPEND_REFUSED: ({ objection }, say) =>
    `${capital(textOf(objection, { catalogue: PORTUGUESE_REVIEW, voice: say }))}.`,
  SPEND_WARNING: ({ objection }, say) =>
    `${capital(textOf(objection, { catalogue: PORTUGUESE_REVIEW, voice: say }))}.`,
  OUTCOME_DIFFERS: ({ reason }, say) =>
    `Isto não é nenhum resultado do acordo: ${PORTUGUESE_PHRASES.told(reason, say)}.`,
  OUTCOME_UNKNOWN: ({ reason }, say) =>
    `Não se pode dizer se isto é um resultado do acordo: ${PORTUGUESE_PHRASES.told(reason, say)}.`,
  SIGNATURE_INVALID: ({ key }, say) =>
    `A assinatura da chave ${say.code(key)} não é desta transação: nenhum nó a aceita.`,
  SIGNATURE_TYPE: ({ key, type }, say) =>
    `A assinatura da chave ${say.code(key)} é do tipo ${say.id(type)}; aqui só se assina com o tipo 0, que cobre tudo.`,
  SECRET_SHOWN: ({ outpoint }, say) =>
    `Ao gastar ${say.outpoint(outpoint)}, o segredo foi mostrado a todos: tudo o mais que ele abre já está aberto.`,
  SECRET_WRONG: () =>
    'O segredo mostrado não corresponde ao hash do acordo: nenhum nó aceita esta transação.',
  DEPOSIT_UNDER: ({ contract, amount }, say) =>
    `O depósito do contrato ${say.id(contract)} tem ${say.amount(amount)}, menos do que diz o acordo.`,
  DEPOSIT_OVER: ({ contract, amount }, say) =>
    `O depósito do contrato ${say.id(contract)} tem ${say.amount(amount)}, mais do que diz o acordo.`,
  TRANSACTION_UNRELATED: () =>
    'Esta transação não envia dinheiro para nenhum contrato do acordo nem gasta o de nenhum.',
  TERMS_NOT_BOUND: ({ shown }, say) =>
    shown === undefined
      ? 'Falta a parte que liga a saída ao acordo: nada mostra para qual acordo o dinheiro foi pago.'
      : `A parte que liga a saída ao acordo é outra (${PORTUGUESE_PHRASES.named(shown, say)}): a saída pertence a outro acordo, ou a nenhum.`,
  CLAIM_ADDRESS: ({ shown, agreed }, say) =>
    `O endereço mostrado é ${say.code(shown)}, e o do acordo é ${say.code(agreed)}: o dinheiro enviado ao mostrado não está no contrato.`,
  CLAIM_OUTPUT: ({ shown, agreed }, say) =>
    `A saída paga a ${say.code(shown)}, e o acordo dá ${say.code(agreed)}: o dinheiro não está no contrato.`,
  CLAIM_AMOUNT: ({ shown, agreed }, say) =>
    `A saída tem ${say.amount(shown)}, e o acordo diz ${say.amount(agreed)}.`,
  CLAIM_INTERNAL_KEY: ({ shown, agreed }, say) =>
    `A chave interna mostrada é ${say.code(shown)}, e a do acordo é ${say.code(agreed)}: quem puder assinar com a mostrada pode levar tudo de imediato, sem cumprir nenhuma regra do acordo.`,
  CLAIM_LEAF_REPLACED: ({ path, shown, agreed }, say) =>
    `No lugar da condição para ${PORTUGUESE_POWERS.way(wayOf(path), say)} (${say.code(agreed)}) há outra (${PORTUGUESE_PHRASES.named(shown, say)}).`,
  CLAIM_LEAF_MISSING: ({ path }, say) =>
    `O acordo dá uma condição para ${PORTUGUESE_POWERS.way(wayOf(path), say)}, e ela não está aqui: quem confia nela não tem nada.`,
  CLAIM_LEAF_ADDED: ({ shown }, say) =>
    `Há uma condição que o acordo não dá (${PORTUGUESE_PHRASES.named(shown, say)}): quem puder assinar e cumpri-la pode levar tudo.`,
  CLAIM_LEAF_REPEATED: ({ path }, say) =>
    `${path === 'terms' ? 'A parte que liga a saída ao acordo' : `A condição para ${PORTUGUESE_POWERS.way(wayOf(path), say)}`} aparece mais de uma vez, e nenhum acordo dá isso.`,
  CLAIM_TREE: ({ shown, agreed }, say) =>
    `Todas as condições estão aqui, mas em lugares diferentes dos do acordo (${say.code(shown)} ≠ ${say.code(agreed)}): é outra saída, e o endereço dela é outro.`,
  CLAIM_PARITY: () =>
    'O bloco de controle mostrado dá a paridade errada da chave da saída: nenhum nó aceita um gasto com ele.',
  CLAIM_CONTROL_BLOCK: ({ shown, agreed }, say) =>
    `O bloco de controle mostrado é ${say.code(shown)}, e o do contrato é ${say.code(agreed)}, com outros hashes ou outro comprimento: nenhum nó aceita um gasto com o mostrado.`,
  NOT_A_CONTRACT: () =>
    'Isto não é um contrato de nenhum acordo: nenhuma regra de um acordo protege o dinheiro que está nele. A descrição diz quem pode levá-lo.',
  AGREEMENT_NOT_SHOWN: () =>
    'Isto é um contrato de um acordo, e o acordo não foi dado: o que as partes combinaram, e se esta saída pertence a ele, só o texto dele pode mostrar.',
  NO_DOCUMENT: () =>
    'O acordo não indica nenhum texto: nada liga os contratos ao que as partes prometeram uma à outra com palavras.',
  NO_SALT: () =>
    'O acordo não tem sal (dados ao acaso): quem adivinhar o conteúdo pode ver por um gasto que se trata deste acordo.',
  SECRET_IN_TEXT: ({ what }, say) =>
    `Esta nota breve contém algo que deve ser secreto (${PORTUGUESE_PHRASES.named(what, say)}): quem tem o acordo também o tem.`,
  TEXT_NOT_NFC: () =>
    'Esta nota breve não está na forma de normalização C do Unicode: outro texto pode parecer igual e dar outro acordo.',
  INTERNAL_KEY_OF_ONE_PARTY: ({ party }, say) =>
    `A chave interna é de uma só parte (${PORTUGUESE_POWERS.party(party, say)}), que pode levar tudo de imediato, digam o que disserem as condições.`,
  INTERNAL_KEY_UNKNOWN: () =>
    'Ninguém pode dizer quem tem a chave interna: quem a tiver pode levar tudo de imediato, digam o que disserem as condições.',
  REFUSED: ({ reason }, say) => `Recusado: ${PORTUGUESE_PHRASES.told(reason, say)}.`,
  NO_SPEND: ({ reason }, say) => `Isto não é um gasto do acordo: ${PORTUGUESE_PHRASES.told(reason, say)}.`,
  DIFFERS: ({ reason }, say) => `É diferente de um contrato: ${PORTUGUESE_PHRASES.told(reason, say)}`,
}
