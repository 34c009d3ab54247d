/** What the page says where codes are scanned and shown. */
export interface CodeWords {
  readonly scan: string
  readonly stop: string
  readonly scanning: string
  readonly hold: string
  readonly camera: string
  /** How many parts of a series were read. */
  readonly read: (have: number, total: number) => string
  readonly show: string
  readonly shown: string
  /** Which part a code is. */
  readonly part: (at: number, total: number) => string
  readonly pause: string
  readonly goOn: string
  readonly next: string
  readonly close: string
  readonly noCamera: string
  readonly noCode: string
  readonly ur: string
  readonly unknown: string
  readonly address: string
}

/** In each language that reports are written in, by its tag. */
export const CODE_WORDS: Readonly<Record<string, CodeWords>> & { readonly en: CodeWords } = {
  en: {
    scan: 'Scan QR codes',
    stop: 'Stop',
    scanning: 'Scanning',
    hold: 'Hold a code before the camera: a PSBT in parts (BBQr), an address, or a text.',
    camera: 'Picture of the camera',
    read: (have, total) => `Read ${have} of ${total} parts`,
    show: 'Show as QR codes',
    shown: 'PSBT as QR codes (BBQr)',
    part: (at, total) => `Part ${at} of ${total}`,
    pause: 'Pause',
    goOn: 'Go on',
    next: 'Next part',
    close: 'Close',
    noCamera: 'The camera cannot be used here. Pictures of codes can be given as files.',
    noCode: 'There is no QR code in this picture that can be read.',
    ur: 'This code is a part of another kind (UR). Choose BBQr on the device or wallet that shows it.',
    unknown: 'The code was read, and is nothing that can be audited.',
    address: 'An address was read: it stands in its field.',
  },
  es: {
    scan: 'Escanear códigos QR',
    stop: 'Detener',
    scanning: 'Escaneando',
    hold: 'Ponga un código ante la cámara: una PSBT en partes (BBQr), una dirección o un texto.',
    camera: 'Imagen de la cámara',
    read: (have, total) => `Leídas ${have} de ${total} partes`,
    show: 'Mostrar como códigos QR',
    shown: 'PSBT como códigos QR (BBQr)',
    part: (at, total) => `Parte ${at} de ${total}`,
    pause: 'Pausa',
    goOn: 'Continuar',
    next: 'Parte siguiente',
    close: 'Cerrar',
    noCamera: 'Aquí no se puede usar la cámara. Las imágenes de códigos se pueden dar como archivos.',
    noCode: 'En esta imagen no hay ningún código QR que se pueda leer.',
    ur: 'Este código es una parte de otro tipo (UR). Elija BBQr en el dispositivo o monedero que lo muestra.',
    unknown: 'El código se leyó y no es nada que se pueda auditar.',
    address: 'Se leyó una dirección: está en su campo.',
  },
  pt: {
    scan: 'Ler códigos QR',
    stop: 'Parar',
    scanning: 'Lendo',
    hold: 'Ponha um código diante da câmera: uma PSBT em partes (BBQr), um endereço ou um texto.',
    camera: 'Imagem da câmera',
    read: (have, total) => `Lidas ${have} de ${total} partes`,
    show: 'Mostrar como códigos QR',
    shown: 'PSBT como códigos QR (BBQr)',
    part: (at, total) => `Parte ${at} de ${total}`,
    pause: 'Pausar',
    goOn: 'Continuar',
    next: 'Próxima parte',
    close: 'Fechar',
    noCamera: 'A câmera não pode ser usada aqui. Imagens de códigos podem ser dadas como arquivos.',
    noCode: 'Não há nesta imagem nenhum código QR que possa ser lido.',
    ur: 'Este código é uma parte de outro tipo (UR). Escolha BBQr no dispositivo ou na carteira que o mostra.',
    unknown: 'O código foi lido e não é nada que possa ser auditado.',
    address: 'Um endereço foi lido: está no seu campo.',
  },
  fr: {
    scan: 'Scanner des codes QR',
    stop: 'Arrêter',
    scanning: 'Lecture en cours',
    hold: 'Présentez un code à la caméra : une PSBT en parties (BBQr), une adresse ou un texte.',
    camera: 'Image de la caméra',
    read: (have, total) => `${have} parties lues sur ${total}`,
    show: 'Montrer en codes QR',
    shown: 'PSBT en codes QR (BBQr)',
    part: (at, total) => `Partie ${at} sur ${total}`,
    pause: 'Pause',
    goOn: 'Reprendre',
    next: 'Partie suivante',
    close: 'Fermer',
    noCamera: 'La caméra ne peut pas servir ici. Des images de codes peuvent être données comme fichiers.',
    noCode: "Il n'y a dans cette image aucun code QR lisible.",
    ur: "Ce code est une partie d'une autre sorte (UR). Choisissez BBQr sur l'appareil ou le portefeuille qui le montre.",
    unknown: "Le code a été lu, et n'est rien qui puisse être audité.",
    address: 'Une adresse a été lue : elle est dans son champ.',
  },
  'zh-Hans': {
    scan: '扫描二维码',
    stop: '停止',
    scanning: '正在扫描',
    hold: '请把二维码对准摄像头：分段的 PSBT（BBQr）、地址或文本。',
    camera: '摄像头画面',
    read: (have, total) => `已读取 ${have} / ${total} 段`,
    show: '显示为二维码',
    shown: '以二维码显示的 PSBT（BBQr）',
    part: (at, total) => `第 ${at} 段，共 ${total} 段`,
    pause: '暂停',
    goOn: '继续',
    next: '下一段',
    close: '关闭',
    noCamera: '此处无法使用摄像头。可以把二维码图片作为文件提供。',
    noCode: '这张图片中没有可读取的二维码。',
    ur: '这个二维码是另一种分段格式（UR）。请在显示它的设备或钱包上选择 BBQr。',
    unknown: '二维码已读取，但内容无法审计。',
    address: '读取到一个地址：已填入对应的栏位。',
  },
  hi: {
    scan: 'QR कोड स्कैन करें',
    stop: 'रोकें',
    scanning: 'स्कैन हो रहा है',
    hold: 'कोड को कैमरे के सामने रखें: हिस्सों में PSBT (BBQr), कोई पता या कोई पाठ।',
    camera: 'कैमरे का चित्र',
    read: (have, total) => `${total} में से ${have} हिस्से पढ़े गए`,
    show: 'QR कोड के रूप में दिखाएँ',
    shown: 'QR कोड के रूप में PSBT (BBQr)',
    part: (at, total) => `हिस्सा ${at}, कुल ${total}`,
    pause: 'ठहरें',
    goOn: 'जारी रखें',
    next: 'अगला हिस्सा',
    close: 'बंद करें',
    noCamera: 'यहाँ कैमरे का उपयोग नहीं हो सकता। कोड के चित्र फ़ाइलों के रूप में दिए जा सकते हैं।',
    noCode: 'इस चित्र में पढ़ा जा सकने वाला कोई QR कोड नहीं है।',
    ur: 'यह कोड किसी और तरह का हिस्सा (UR) है। इसे दिखाने वाले उपकरण या वॉलेट में BBQr चुनें।',
    unknown: 'कोड पढ़ा गया, पर वह ऐसा कुछ नहीं है जिसकी जाँच हो सके।',
    address: 'एक पता पढ़ा गया: वह अपने ख़ाने में है।',
  },
  ar: {
    scan: 'مسح رموز QR',
    stop: 'إيقاف',
    scanning: 'جارٍ المسح',
    hold: 'ضع رمزًا أمام الكاميرا: PSBT على أجزاء (BBQr) أو عنوانًا أو نصًا.',
    camera: 'صورة الكاميرا',
    read: (have, total) => `قُرئ ${have} من ${total} من الأجزاء`,
    show: 'عرض كرموز QR',
    shown: 'PSBT كرموز QR (BBQr)',
    part: (at, total) => `الجزء ${at} من ${total}`,
    pause: 'إيقاف مؤقت',
    goOn: 'متابعة',
    next: 'الجزء التالي',
    close: 'إغلاق',
    noCamera: 'لا يمكن استخدام الكاميرا هنا. يمكن تقديم صور الرموز كملفات.',
    noCode: 'لا يوجد في هذه الصورة رمز QR يمكن قراءته.',
    ur: 'هذا الرمز جزء من نوع آخر (UR). اختر BBQr في الجهاز أو المحفظة التي تعرضه.',
    unknown: 'قُرئ الرمز، وليس شيئًا يمكن تدقيقه.',
    address: 'قُرئ عنوان: وهو في حقله.',
  },
}
