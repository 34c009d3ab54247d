import type { PageWords } from './english.js'

/** What the page itself says, in French. */
export const FRENCH_PAGE: PageWords = {
  title: 'Auditer un séquestre',
  intro:
    "Collez ou déposez ici un accord ou un descripteur de sortie, et ce qui va avec : une PSBT que l'on vous demande de signer, la transaction qui l'a dépensé, une vue de la chaîne telle que la commande l'écrit avec « watch », des acceptations, une preuve des termes ou du dépôt ; ou un second accord, pour voir ce qui diffère. Le rapport dit qui peut déplacer l'argent, quand, et ce qui ne va pas.",
  offline: "Tout se passe dans cette page. Elle fonctionne sans réseau et n'envoie rien.",
  text: 'Accord, descripteur, PSBT, transaction, vue ou preuve',
  audit: 'Auditer',
  choose: 'Choisir des fichiers',
  files: 'Fichiers à auditer',
  orDrop: "ou déposez des fichiers n'importe où sur cette page",
  address: "Une adresse : est-ce celle d'un contrat ?",
  milestone: 'De quelle étape, à partir de 0',
  height: 'Hauteur du dernier bloc',
  median: 'Temps médian du dernier bloc, en secondes Unix',
  checkpoint: 'Un bloc que vous connaissez, pour les preuves du dépôt (hauteur:hash)',
  language: 'Langue de cette page et du rapport',
  given: 'Fourni',
  again: 'Afficher le rapport',
  back: 'Retour',
  saveHtml: 'Enregistrer en HTML',
  saveMarkdown: 'Enregistrer en Markdown',
  saveJson: 'Enregistrer en JSON',
  report: 'Rapport',
  working: 'Calcul en cours …',
  unknown:
    "Ce n'est ni un accord, ni un descripteur, ni une PSBT, ni une transaction, ni une vue, ni une acceptation, ni une preuve. Un accord commence par {, une PSBT par cHNidP ; le texte est en UTF-8.",
  alone:
    "Une PSBT, une transaction, une vue ou une preuve ne dit rien de ce qui a été convenu : ajoutez l'accord ou le descripteur auquel elle appartient.",
  kinds: {
    agreement: 'Accord',
    descriptor: 'Descripteur de sortie',
    psbt: 'Transaction à signer (PSBT)',
    transaction: 'Transaction sur la chaîne',
    view: 'Vue de la chaîne',
    acceptances: 'Acceptations',
    terms: 'Preuve des termes',
    funding: 'Preuve du dépôt',
  },
  characters: (count) => `Caractères : ${count}`,
  remove: 'Retirer',
  removeThis: (what) => `Retirer : ${what}`,
  failed: (reason) => `L'audit n'a pas pu se faire : ${reason}`,
}
