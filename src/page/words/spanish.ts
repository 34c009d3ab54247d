import type { PageWords } from './english.js'

/** What the page itself says, in Spanish. */
export const SPANISH_PAGE: PageWords = {
  title: 'Auditar una custodia',
  intro:
    'Pegue o suelte aquí un acuerdo o un descriptor de salida, y lo que le pertenece: una PSBT que le piden firmar, la transacción que lo gastó, una vista de la cadena como la escribe el comando con «watch», aceptaciones, una prueba de los términos o del depósito; o un segundo acuerdo, para ver en qué se diferencian. El informe dice quién puede mover el dinero, cuándo, y qué está mal.',
  offline: 'Todo ocurre en esta página. Funciona sin red y no envía nada.',
  text: 'Acuerdo, descriptor, PSBT, transacción, vista o prueba',
  audit: 'Auditar',
  choose: 'Elegir archivos',
  files: 'Archivos que se auditan',
  orDrop: 'o suelte archivos en cualquier parte de esta página',
  address: 'Una dirección: ¿es la de un contrato?',
  milestone: 'De qué etapa, contando desde 0',
  height: 'Altura del último bloque',
  median: 'Tiempo mediano del último bloque, en segundos Unix',
  checkpoint: 'Un bloque que usted conoce, para pruebas del depósito (altura:hash)',
  language: 'Idioma de esta página y del informe',
  given: 'Entregado',
  again: 'Mostrar el informe',
  back: 'Volver',
  saveHtml: 'Guardar HTML',
  saveMarkdown: 'Guardar Markdown',
  saveJson: 'Guardar JSON',
  report: 'Informe',
  working: 'Calculando …',
  unknown:
    'Esto no es un acuerdo, ni un descriptor, ni una PSBT, ni una transacción, ni una vista, ni una aceptación, ni una prueba. Un acuerdo empieza por {, una PSBT por cHNidP; el texto es UTF-8.',
  alone:
    'Una PSBT, una transacción, una vista o una prueba no dice nada de lo acordado: añada el acuerdo o el descriptor al que pertenece.',
  kinds: {
    agreement: 'Acuerdo',
    descriptor: 'Descriptor de salida',
    psbt: 'Transacción por firmar (PSBT)',
    transaction: 'Transacción',
    view: 'Vista de la cadena',
    acceptances: 'Aceptaciones',
    terms: 'Prueba de los términos',
    funding: 'Prueba del depósito',
  },
  characters: (count) => `Caracteres: ${count}`,
  remove: 'Quitar',
  removeThis: (what) => `Quitar: ${what}`,
  failed: (reason) => `No se pudo auditar: ${reason}`,
}
