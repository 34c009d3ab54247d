import type { PageWords } from './english.js'

/** What the page itself says, in Portuguese. */
export const PORTUGUESE_PAGE: PageWords = {
  title: 'Auditar uma custódia',
  intro:
    'Cole ou solte aqui um acordo ou um descritor de saída, e o que pertence a ele: uma PSBT que pedem para você assinar, a transação que o gastou, uma visão da cadeia como o comando a escreve com “watch”, aceitações, uma prova dos termos ou do depósito; ou um segundo acordo, para ver o que é diferente. O relatório diz quem pode mover o dinheiro, quando, e o que está errado.',
  offline: 'Tudo acontece nesta página. Ela funciona sem rede e não envia nada.',
  text: 'Acordo, descritor, PSBT, transação, visão ou prova',
  audit: 'Auditar o acordo',
  choose: 'Escolher arquivos',
  files: 'Arquivos a auditar',
  orDrop: 'ou solte arquivos em qualquer lugar desta página',
  address: 'Um endereço: é o de um contrato?',
  milestone: 'De qual etapa, contando a partir de 0',
  height: 'Altura do último bloco',
  median: 'Tempo mediano do último bloco, em segundos Unix',
  checkpoint: 'Um bloco que você conhece, para provas do depósito (altura:hash)',
  language: 'Idioma desta página e do relatório',
  given: 'Entregue',
  again: 'Mostrar o relatório',
  back: 'Voltar',
  saveHtml: 'Salvar HTML',
  saveMarkdown: 'Salvar Markdown',
  saveJson: 'Salvar JSON',
  report: 'Relatório',
  working: 'Calculando…',
  unknown:
    'Isto não é um acordo, nem um descritor, nem uma PSBT, nem uma transação, nem uma visão, nem uma aceitação, nem uma prova. Um acordo começa com {, uma PSBT com cHNidP; o texto é UTF-8.',
  alone:
    'Uma PSBT, uma transação, uma visão ou uma prova não diz nada sobre o que foi combinado: acrescente o acordo ou o descritor a que pertence.',
  kinds: {
    agreement: 'Acordo',
    descriptor: 'Descritor de saída',
    psbt: 'Transação por assinar (PSBT)',
    transaction: 'Transação',
    view: 'Visão da cadeia',
    acceptances: 'Aceitações',
    terms: 'Prova dos termos',
    funding: 'Prova do depósito',
  },
  characters: (count) => `Caracteres: ${count}`,
  remove: 'Remover',
  removeThis: (what) => `Remover: ${what}`,
  failed: (reason) => `Não foi possível auditar: ${reason}`,
}
