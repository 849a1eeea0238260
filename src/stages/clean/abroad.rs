//! What pages say of themselves in other languages than English, and what is said in all of them alike: how long a text takes
//! to read, which networks to follow, a label before a link. None of it is seen by the model.

use super::readers;
use super::text::Line;
use crate::document::RemovedReason::{self, *};

/// What stands before a link to another article, besides [`super::plugs`]'s list.
pub const LEADS: &[&str] = &[
    "ilgili haber",
    "ilgili haberler",
    "i̇lgi̇li̇ haber",
    "i̇lgi̇li̇ haberler",
    "ये खबर भी पढ़ें",
    "ये खबरें भी पढ़ें",
    "mira",
    "mirá",
    "pročitajte još",
    "pročitajte i",
    "čitajte još",
    "pročitaj još",
    "opširnije",
    "прочитајте још",
    "прочетете още",
    "вижте още",
    "vezi și",
    "citește mai mult",
    "citiţi şi",
    "skaitykite taip pat",
    "taip pat skaitykite",
    "lasi arī",
    "lasi vēl",
    "loe ka",
    "loe lisaks",
    "olvassa el",
    "διαβάστε περισσότερα",
    "आगे पढ़ें",
    "আরও পড়ুন",
    "আরো পড়ুন",
    "மேலும் படிக்க",
    "อ่านเพิ่มเติม",
    "อ่านข่าวที่เกี่ยวข้อง",
    "ข่าวที่เกี่ยวข้อง",
    "xem thêm",
    "đọc thêm",
    "บทความที่เกี่ยวข้อง",
    "اقرأ المزيد",
    "اقرأ أيضًا",
    "إقرأ أيضا",
    "بیشتر بخوانید",
    "یہ بھی پڑھیں",
    "en lire plus",
    "latest developments",
    "seguí leyendo",
    "olvasta már",
    "διαβάστε επίσης",
    "διαβάστε ακόμη",
    "קראו גם",
    "관련기사",
    "관련 기사",
    "přečtěte si také",
    "prečítajte si",
    "baca juga",
    "baca selengkapnya",
    "leé también",
    "lue lisää",
    "lue myös",
    "mirá también",
    "más información",
    "para saber más",
    "pour aller plus loin",
    "relaterade artiklar",
    "relaterede artikler",
    "relaterte artikler",
    "simak juga",
    "te recomendamos",
    "per approfondire",
    "das könnte sie auch interessieren",
    "meer over dit onderwerp",
    "вас може зацікавити",
    "материалы по теме",
    "читайте по теме",
    "читайте також",
    "читайте также",
    "ये भी पढ़ें",
    "यह भी पढ़ें",
    "延伸閱讀",
    "相關新聞",
    "相關報導",
    "推薦閱讀",
    "推荐阅读",
    "相关新闻",
    "相关报道",
    "更多報導",
    "看更多",
    "繼續閱讀",
    "関連リンク",
    "あわせて読む",
    "こちらもおすすめ",
    "관련 뉴스",
    "관련뉴스",
    "함께 읽기",
    "مزید پڑھیں",
    "مزید پڑھیے",
    "مواضيع ذات صلة",
    "أخبار ذات صلة",
    "طالع أيضا",
    "شاهد أيضا",
    "مطالب مرتبط",
    "اخبار مرتبط",
    "همچنین بخوانید",
    "بخوانید",
    "עוד בנושא",
    "כתבות נוספות",
    "इसे भी पढ़ें",
    "ये भी देखें",
    "यह भी देखें",
    "संबंधित खबरें",
    "हेही वाचा",
    "આ પણ વાંચો",
    "ਇਹ ਵੀ ਪੜ੍ਹੋ",
    "ఇవి కూడా చదవండి",
    "ഇതും വായിക്കുക",
    "ಇದನ್ನೂ ಓದಿ",
    "இதையும் படியுங்கள்",
    "ข่าวอื่นที่น่าสนใจ",
    "lexo edhe",
    "lexo më shumë",
    "lexoni edhe",
    "още по темата",
    "прочетете и",
    "вижте и",
    "прочитајте и",
    "прочитајте исто така",
    "повеќе на темата",
    "mohlo by vás zajímat",
    "mohlo by vás zaujímať",
    "související články",
    "súvisiace články",
    "prečítajte si aj",
    "pročitajte i ovo",
    "pročitajte više",
    "vezane vijesti",
    "povezane vijesti",
    "povezani članci",
    "preberite tudi",
    "preberite še",
    "beri tudi",
    "več o tem",
    "susiję straipsniai",
    "skaityti daugiau",
    "saistītie raksti",
    "lasi vairāk",
    "seotud artiklid",
    "kapcsolódó cikkek",
    "kapcsolódó cikk",
    "kapcsolódó",
    "olvasd el ezt is",
    "ez is érdekelheti",
    "articole similare",
    "pe aceeași temă",
    "citiți și",
    "llegeix també",
    "llegiu també",
    "et pot interessar",
    "més informació",
    "ler tamén",
    "le tamén",
    "σχετικά άρθρα",
    "σχετικό άρθρο",
    "δείτε επίσης",
    "δείτε ακόμα",
    "матеріали за темою",
    "дивіться також",
    "читайте ще",
    "читайце таксама",
    "berita terkait",
    "artikel terkait",
    "lihat juga",
    "baca artikel selengkapnya",
    "bài liên quan",
    "tin liên quan",
    "có thể bạn quan tâm",
    "soma pia",
    "soma zaidi",
    "həmçinin oxuyun",
    "сондай-ақ оқыңыз",
    "ასევე წაიკითხეთ",
    "կարդացեք նաև",
    "lestu meira",
    "tengdar fréttir",
    "mer om ämnet",
    "aiheesta lisää",
    "lesetipp",
    "passend dazu",
    "auch spannend",
    "weiterführende links",
    "à découvrir",
    "notícias relacionadas",
    "artigos relacionados",
    "ler também",
    "ler mais",
    "confira também",
    "noticias relacionadas",
    "artículos relacionados",
    "notas relacionadas",
    "articoli correlati",
    "notizie correlate",
    "potrebbe interessarti",
    "ti potrebbe interessare",
    "lees verder",
    "bunlar da ilginizi çekebilir",
];

/// Lines that are nothing else.
const WHOLE: [&str; 9] = [
    "सार", "विस्तार", "ویب ڈیسک", "artikelzusammenfassung", "bonus video", "pogledajte video", "תגובות",
    "коментари", "komentari",
];

/// Says what a line is in one of many languages that is no text, if any. `open` is the line folded, from its first letter or
/// digit on.
pub fn of(line: &Line, open: &str) -> Option<RemovedReason> {
    let bare = open.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '+');
    // The signs that join and sound letters of India are none.
    let alone = open.trim_end_matches([':', '.', ' ']);
    let whole = WHOLE.contains(&alone).then_some(Other);
    whole
        .or_else(|| readers::of(line, open, alone))
        .or_else(|| appeal_abroad(line, open, bare))
        .or_else(|| letter_abroad(line, open))
        .or_else(|| tools_abroad(line))
        .or_else(|| consent_abroad(open, line.words))
        .or_else(|| reading_time(line, open))
        .or_else(|| source(line, open))
}

/// Says whether a line is how long a text takes to read, and nothing else: "Leestijd: 2 minuten", "Temps de lecture : 2 min".
fn reading_time(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 7;
    const MAX_BYTES: usize = 90;
    const MAX_DIGITS: usize = 3;
    const SHORT: usize = 3;
    const LABELS: [&str; 42] = [
        "reading time",
        "read time",
        "lesezeit",
        "lesedauer",
        "leestijd",
        "temps de lecture",
        "temps de lectura",
        "tempo di lettura",
        "tiempo de lectura",
        "tempo de leitura",
        "lästid",
        "lesetid",
        "læsetid",
        "lukuaika",
        "timp de citire",
        "czas czytania",
        "doba čtení",
        "čas čtení",
        "čas čítania",
        "čas branja",
        "vreme čitanja",
        "vrijeme čitanja",
        "olvasási idő",
        "okuma süresi",
        "время чтения",
        "час читання",
        "време за четене",
        "време за читање",
        "χρόνος ανάγνωσης",
        "waktu baca",
        "thời gian đọc",
        "読了時間",
        "阅读时间",
        "阅读时长",
        "閱讀時間",
        "وقت القراءة",
        "זמן קריאה",
        "skaitymo laikas",
        "lasīšanas laiks",
        "lugemisaeg",
        "읽는 시간",
        "leitura de",
    ];
    let short = line.words <= MAX_WORDS && open.len() <= MAX_BYTES;
    let counted = (1..=MAX_DIGITS).contains(&line.marks.digits);
    let estimated = open.starts_with("estimated ") && open.contains(" minute") && line.words <= SHORT;
    let labelled = || LABELS.iter().any(|label| open.starts_with(label));
    (short && counted && (estimated || labelled())).then_some(Navigation)
}

/// Says whether a short line says where a text or a picture is from, and nothing else: "Źródło: PAP", "Kuva: Ada Holm".
fn source(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 7;
    const MAX_BYTES: usize = 90;
    const SOURCES: [&str; 40] = [
        "来源", "來源", "出典", "資料來源", "المصدر", "مصدر", "منبع", "स्रोत", "সূত্র", "ที่มา", "sumber",
        "წყარო", "mənbə", "извор", "avots", "šaltinis", "allikas", "burimi", "źródło", "źródła", "fuente",
        "fonte", "fonti", "quelle", "quellen", "bron", "källa", "kilde", "lähde", "zdroj", "forrás", "sursa",
        "источник", "джерело", "izvor", "πηγή", "kaynak", "nguồn", "출처", "המקור",
    ];
    const PICTURES: [&str; 20] = [
        "picha", "mynd", "ფოტო", "larawan", "ছবি", "صورة", "foto", "kuva", "kuvat", "fotó", "φωτογραφία",
        "φωτό", "bild", "bilder", "fotografie", "fotografía", "zdjęcie", "фото", "nuotr", "ảnh",
    ];
    let (label, rest) = open.split_once([':', '：'])?;
    let label = label.trim();
    let short = line.words <= MAX_WORDS && line.text.len() <= MAX_BYTES && !line.ends_sentence;
    if !short || rest.trim().is_empty() || line.text.contains(['?', '!']) {
        return None;
    }
    if PICTURES.contains(&label) { Some(Credit) } else { SOURCES.contains(&label).then_some(Other) }
}

/// Says whether a short line leads to the networks where those who wrote a text are to be followed: "Urmărește-ne pe Google News
/// și pe WhatsApp".
pub fn leads_to_networks(line: &Line, linked: usize) -> bool {
    const MAX_WORDS: usize = 14;
    const MAX_BYTES: usize = 160;
    const NETWORKS: [&str; 14] = [
        "google news", "telegram", "whatsapp", "viber", "facebook", "instagram", "youtube", "tiktok",
        "messenger", "threads", "linkedin", "телеграм", "вайбер", "фейсбук",
    ];
    let short = line.words <= MAX_WORDS && line.text.len() <= MAX_BYTES;
    if !short || linked == 0 || line.marks.quoted || line.marks.digits > 0 {
        return false;
    }
    let named = NETWORKS.iter().filter(|network| line.folded.contains(**network)).count();
    // Of one a text may tell in a sentence.
    named > 1 || named == 1 && !line.ends_sentence || line.folded.contains("google news")
}

/// Says whether a line is a label and a link, as pages set other articles among their text in any language: "Lexo edhe: Rruga e
/// re hapet në maj". Lists have such lines as well, but several.
pub fn labels_link(line: &Line, linked: usize) -> bool {
    const MAX_LABEL: usize = 60;
    const LABEL_WORDS: usize = 4;
    /// Of the link, which in some scripts has no spaces.
    const LEAST_BYTES: usize = 16;
    /// Marks may stand outside the link.
    const MARKS: usize = 3;
    let ends = line.ends_sentence && !line.text.ends_with(['?', '!', '…']);
    let Some((label, rest)) = line.text.split_once([':', '：']).filter(|_| linked > 0 && !ends) else {
        return false;
    };
    let plain = label.len() <= MAX_LABEL
        && label.split_whitespace().nth(LABEL_WORDS).is_none()
        && !label.contains(|c: char| c.is_numeric());
    let letters: usize = rest.split_whitespace().map(str::len).sum();
    plain && letters >= LEAST_BYTES && linked <= letters + MARKS && linked + MARKS >= letters
}

/// Says whether a short line begins with a label.
pub fn is_labelled(line: &Line) -> bool {
    const MAX_LABEL: usize = 60;
    let label = line.text.split_once([':', '：']).map(|(label, _)| label);
    !line.ends_sentence && label.is_some_and(|label| label.len() <= MAX_LABEL)
}

/// How appeals begin: to follow, to install, to subscribe, to give, to write.
const APPEALS: &[&str] = &[
    // German, Dutch.
    "folgen sie uns",
    "folge uns auf",
    "laden sie unsere app",
    "laden sie die app",
    "lade dir unsere app",
    "abonnieren sie unseren",
    "abonnieren sie unsere",
    "abonniere unseren",
    "haben sie einen fehler entdeckt",
    "haben sie fehler entdeckt",
    "ihre meinung zählt: schreiben",
    "schreiben sie uns an",
    "sie wollen weiterlesen?",
    "jetzt weiterlesen mit",
    "jetzt abo abschließen",
    "mit meiner anmeldung zum newsletter",
    "download onze app",
    "word lid van ons",
    "volg ons via",
    "wil je verder lezen?",
    "wilt u verder lezen?",
    "heb je een tip",
    "heeft u een tip",
    // French.
    "suivez toute l'actualité",
    "retrouvez toute l'actualité",
    "téléchargez notre application",
    "téléchargez l'application",
    "téléchargez notre appli",
    "pour lire la suite, abonnez",
    "une erreur dans l'article",
    "soutenez un journalisme",
    "soutenez le journalisme",
    "soutenez notre journal",
    "rejoignez-nous sur",
    "pour ne rien manquer de l'actualité, téléchargez",
    "pour ne rien manquer de l'actualité, abonnez",
    "en cliquant sur s'inscrire",
    "en cliquant sur s’inscrire",
    // Spanish, Portuguese, Italian.
    "tu suscripción se está usando en otro",
    "¿quieres añadir otro usuario",
    "quieres añadir otro usuario",
    "si continúas leyendo en este dispositivo",
    "vai a tutte le notizie",
    "descarga nuestra app",
    "descarga nuestra aplicación",
    "descargue nuestra aplicación",
    "descarga la app de",
    "si quieres seguir leyendo",
    "si quiere seguir leyendo",
    "regístrate gratis para seguir leyendo",
    "regístrese para seguir leyendo",
    "apoya el periodismo",
    "apoye el periodismo",
    "apoya nuestro periodismo",
    "sigue toda la información de",
    "siga-nos no",
    "siga-nos nas",
    "siga-nos em",
    "baixe o nosso aplicativo",
    "baixe o nosso app",
    "baixe nosso app",
    "baixe o app",
    "descarregue a nossa app",
    "apoie o jornalismo",
    "apoie o nosso jornalismo",
    "receba os novos posts",
    "receba notícias no whatsapp",
    "scarica la nostra app",
    "scarica l'app",
    "abbonati per continuare",
    "sostieni il giornalismo",
    "sostieni il nostro giornalismo",
    "per restare sempre aggiornato scarica",
    "per restare aggiornato scarica",
    // Nordic.
    "följ oss på",
    "ladda ner vår app",
    "ladda ned vår app",
    "tipsa oss",
    "følg oss på",
    "last ned vår app",
    "tips oss",
    "følg os på",
    "hent vores app",
    "download vores app",
    "seuraa meitä",
    "lataa sovelluksemme",
    // Polish, Czech, Hungarian.
    "polub nas na",
    "pobierz naszą aplikację",
    "obserwuj nas w",
    "obserwuj nas na",
    "śledź nas na",
    "zapisz się do naszego",
    "masz ciekawy temat",
    "dziękujemy, że przeczytał",
    "chcesz być na bieżąco",
    "zaobserwuj nas",
    "přihlaste se k odběru",
    "sledujte nás na",
    "stáhněte si naši aplikaci",
    "iratkozz fel hírlev",
    "iratkozzon fel hírlev",
    "kövess minket",
    "kövessen minket",
    "töltse le alkalmazás",
    "töltsd le alkalmazás",
    "támogasd a munkánk",
    "támogassa a munkánk",
    // Russian, Ukrainian.
    "подписывайтесь на нас",
    "подпишитесь на нашу рассылку",
    "скачайте наше приложение",
    "следите за нами",
    "нашли ошибку?",
    "поддержите независимую журналистику",
    "поддержите нашу",
    "поддержите нас",
    "стали очевидцем",
    "читайте нас в",
    "присоединяйтесь к нам",
    "стежте за нами",
    "завантажте наш",
    "знайшли помилку?",
    "читайте нас у",
    // Turkish, Indonesian.
    "bizi facebook",
    "bizi twitter",
    "bizi instagram",
    "bizi google",
    "haber bültenimize",
    "uygulamamızı indir",
    "whatsapp kanalımıza",
    "son dakika haberleri için uygulamamızı",
    "unduh aplikasi kami",
    "download aplikasi kami",
    "bergabunglah di saluran",
    "bergabung dengan saluran",
    // Greek, Hebrew, Arabic, Hindi.
    "εγγραφείτε στο newsletter",
    "ακολουθήστε μας",
    "ακολουθήστε το",
    "κατεβάστε την εφαρμογή",
    "הירשמו לניוזלטר",
    "עקבו אחרינו",
    "הורידו את האפליקציה",
    "הצטרפו לקבוצת",
    "הצטרפו לערוץ",
    "تابعونا على",
    "تابعنا على",
    "تابعونا عبر",
    "حمّل تطبيق",
    "حمل تطبيق",
    "انضم إلى قنا",
    "हमारे न्यूज़लेटर",
    "हमें फेसबुक",
    "हमें फॉलो",
    "हमारा ऐप",
    "हमारे व्हाट्सएप",
    "आपकी राय हमारे लिए",
    "bizi sosial şəbəkələrdə",
    "i-follow kami",
    "i-follow ang",
    // Thai, Vietnamese.
    "เกาะติดทุกสถานการณ์",
    "ติดตามข่าวสาร",
    "กดติดตาม",
    "mời bạn đọc",
    // Japanese, Chinese, Korean.
    "有料会員になると",
    "会員登録すると",
    "締め切り迫る",
    "ニュースレターに登録",
    "公式アプリを",
    "公式アプリの",
    "フェイスブックでフォロー",
    "続きを読むには",
    "关注我们",
    "扫描二维码",
    "下载客户端",
    "欢迎关注",
    "关注微信",
    "뉴스레터를 구독",
    "카카오톡 채널",
    "앱을 다운로드",
    "네이버에서 구독",
    // Romanian, Bulgarian, the languages of the Balkans.
    "urmărește-ne pe",
    "urmăriți-ne pe",
    "urmăreşte-ne pe",
    "abonează-te la",
    "abonează-te pe",
    "abonați-vă la",
    "последвайте ни",
    "абонирайте се за",
    "харесайте страницата",
    "pratite nas",
    "zapratite nas",
    "pridružite se našoj",
    "preuzmite našu aplikaciju",
    "пратите нас",
    "преузмите нашу апликацију",
    "spremljajte nas",
    "sledite nam na",
    "prijavi se na",
    "prijavite se na e-novice",
    "naročite se na",
    "na ndiqni në",
    "ndiqni në",
    "следете нè",
    "следете не на",
    // Catalan, Galician, Basque.
    "segueix-nos a",
    "segueix-nos al",
    "seguiu-nos a",
    "subscriu-te al",
    "subscriu-te a",
    "fes-te subscriptor",
    "descarrega't l'app",
    "síguenos en",
    "jarrai gaitzazu",
    // The languages of the Baltic.
    "prenumeruokite mūsų",
    "prenumeruokite naujienlaiškį",
    "sekite mus",
    "sekite naujienas",
    "seko mums",
    "sekojiet mums",
    "pieraksties jaunumiem",
    "abonē",
    "jälgi meid",
    "liitu uudiskirjaga",
    "telli uudiskiri",
    // Of what there is for those who pay.
    "este contenido es exclusivo para",
    "contenido exclusivo para suscriptores",
    "contenido exclusivo para socios",
    "cet article est réservé aux",
    "article réservé aux abonnés",
    "contenu réservé aux abonnés",
    "contenuto riservato agli",
    "articolo riservato agli",
    "conteúdo exclusivo para assinantes",
    "conteúdo exclusivo para membros",
    "dieser artikel ist exklusiv für",
    "exklusiv für abonnenten",
    "dit artikel is alleen voor abonnees",
    "alleen voor abonnees",
    "artykuł dostępny tylko dla",
    "この記事は有料",
    "この記事は会員限定",
    "有料会員限定記事",
    "有料記事",
    "会員限定記事",
    // Others.
    "підписуйтесь на наш",
    "підписуйтеся на наш",
    "слідкуйте за новинами",
    "долучайтесь до нашого",
    "приєднуйтесь до нашого",
    "подписывайтесь на наш",
    "подпишитесь на наш",
    "следите за новостями",
    "så jobbar vi",
    "så arbetar vi",
    "dieser text wurde von einer ki ",
    "dieser text wurde mit einer ki ",
    "diese zusammenfassung wurde ",
    "masz dla nas temat",
    "masz dla nas informac",
    "lukijan kuva",
    "lähetä juttuvinkki",
    "så här jobbar vi",
    "tipsa redaktionen",
    "anmäl textfel",
    "har du sett något fel",
    "simak berita",
    "ikuti berita",
    "dapatkan berita",
    "ikuti kami di",
    "ikuti channel whatsapp",
    "wil je op de hoogte blijven",
    "wilt u op de hoogte blijven",
    "wil je niks missen",
    "blijf op de hoogte",
    "download de app van",
    "點我下載",
    "不用抽",
    "點擊下載",
    "下載app",
    "加入line",
    "追蹤我們",
    "按讚追蹤",
    "रहें हर खबर से",
    "डाउनलोड करें",
    "सब्सक्रिप्शन",
    "theo dõi chúng tôi",
    "chia sẻ bài viết",
    "tải ứng dụng",
    "ติดตามเรา",
    "لینک کوتاه",
    "کد خبر",
    "به کانال",
    "عضو کانال",
    "ما را در",
];

/// Says whether a short line asks something of readers in another language than English: "Laden Sie unsere App herunter."
fn appeal_abroad(line: &Line, open: &str, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 22;
    const MAX_CHARS: usize = 160;
    /// And one that says less of itself where it ends so.
    const SHORT: usize = 10;
    if line.words > MAX_WORDS || line.marks.quoted || line.text.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let asks = APPEALS.iter().any(|start| open.starts_with(start));
    // Languages whose verbs come last.
    let last = line.words <= SHORT && bare.ends_with("uygulamamızı indirin");
    (asks || last).then_some(Promo)
}

/// Says whether a short line offers a letter in another language than English: "Jetzt den Newsletter abonnieren".
fn letter_abroad(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 15;
    const MAX_BYTES: usize = 120;
    const LETTERS: [&str; 12] = [
        "newsletter", "infolettre", "boletín", "boletim", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev",
        "uutiskirje", "bülten", "メールマガジン", "メルマガ", "نشرتنا",
    ];
    const ASKED: [&str; 26] = [
        "abonnier", "anmelden", "bestellen", "abonnez", "s'abonner", "inscrivez", "recevez", "suscr",
        "recibe", "inscríbete", "iscriviti", "ricevi", "subscreva", "inscreva", "assine", "receba",
        "schrijf je", "meld je", "ontvang", "prenumerera", "anmäl dig", "meld deg", "zapisz się", "abone ol",
        "登録", "اشترك",
    ];
    let short = line.words <= MAX_WORDS && open.len() <= MAX_BYTES;
    let has = |words: &[&str]| words.iter().any(|word| open.contains(word));
    (short && has(&LETTERS) && has(&ASKED)).then_some(Newsletter)
}

/// Says whether a line is the bar of a page's tools in another language than English: "Artikel teilen | Kommentare".
fn tools_abroad(line: &Line) -> Option<RemovedReason> {
    const MAX_BYTES: usize = 120;
    const TOOLS: [&str; 46] = [
        "teilen", "artikel teilen", "drucken", "merken", "kommentare", "kommentieren", "partager",
        "commentaires", "commenter", "imprimer", "compartir", "comentarios", "comentar", "imprimir",
        "condividi", "commenti", "commenta", "stampa", "partilhar", "compartilhar", "comentários", "delen",
        "deel dit artikel", "reacties", "reageer", "dela", "dela artikeln", "kommentarer", "kommentera",
        "skriv ut", "del artikkelen", "del artiklen", "udostępnij", "komentarze", "skomentuj", "drukuj",
        "paylaş", "yorumlar", "yorum yap", "yazdır", "シェア", "コメント", "印刷", "شارك المقال",
        "التعليقات", "طباعة",
    ];
    if line.text.len() > MAX_BYTES || !line.text.contains(['|', '•', '·', '/']) {
        return None;
    }
    let mut parts = line.folded.split(['|', '•', '·', '/']).map(str::trim);
    parts.all(|part| TOOLS.contains(&part)).then_some(Share)
}

/// Says whether a line asks for consent to what is embedded, in another language than English: "Pour afficher ce contenu, il
/// est nécessaire d'autoriser les cookies."
fn consent_abroad(open: &str, words: usize) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 60;
    const ASKED: [&str; 6] =
        ["cookie", "informasjonskapsler", "ciastecz", "evästee", "einwilligung", "zustimmung"];
    const SHOWN: [&str; 19] = [
        "afficher ce contenu", "visualiser ce contenu", "voir ce contenu", "visualizzare quest",
        "vedere quest", "ver este contenido", "ver este conteúdo", "visualizar este contenido",
        "visualizar este conteúdo", "mostrar este contenido", "deze inhoud", "deze content",
        "detta innehåll", "det här innehållet", "dette indhold", "dette innholdet", "tę treść",
        "diesen inhalt", "externe inhalte",
    ];
    let has = |words: &[&str]| words.iter().any(|word| open.contains(word));
    (words <= MAX_WORDS && has(&ASKED) && has(&SHOWN)).then_some(Other)
}
