//! What houses ask of their readers and tell them of themselves, in a line among the paragraphs of a page or of a text that was
//! copied off one: to follow a channel, to sign in, to let something foreign show; by its words in many languages. None of it is
//! seen by the model.

use super::plugs::speaks;
use super::text::Line;
use crate::document::RemovedReason::{self, *};
use foldhash::HashSet;
use std::sync::LazyLock;

/// All of the parts are in such a line.
const ASKS: &[&[&str]] = &[
    // English.
    &["find out what's happening in", "real-time updates from"],
    &["our community members", "special offers"],
    &["don't like our community", "check out any time"],
    &["need a news break?"],
    &["concise answers to your questions", " ask "],
    &["reader-supported", "member"],
    &["reader-supported", "subscri"],
    &["did we miss ", "comments"],
    &["trusted source on google"],
    &["preferred source on google"],
    &["preferred sources on google"],
    &["latest headlines in your", "inbox"],
    &["to get more stories like this", "subscri"],
    &["stories like this", "on our app"],
    &["download our app"],
    &["downloading our app"],
    &["downloading the", " app", "breaking news"],
    &["thank you for reading", "subscription"],
    &["sorry, an error occurred"],
    &["register for free to continue"],
    &["if you value what we do"],
    &["if you value our ", "support"],
    &["if you value our ", "donat"],
    &["the independent is on the ground"],
    &["check back for updates"],
    &["we'll be updating this story", "refresh"],
    &["follow our channel", "update"],
    &["join our whatsapp"],
    &["join us on whatsapp"],
    &["our whatsapp channel"],
    &["our whatsapp community"],
    &["our telegram channel"],
    &["more stories like this?"],
    &["stories like this", "subscribe to"],
    &["this video cannot be played"],
    &["this video can not be played"],
    &["to play the media you will need"],
    &["enable javascript", "browser"],
    &["read the full story on our"],
    &["our privacy policy", "find"],
    &["audio version of this article"],
    &["our daily email"],
    &["don't have an account?"],
    &["already have an account?"],
    &["please log in", "comment"],
    &["log in or sign up", "comment"],
    &["sign in or register"],
    &["support independent journalism"],
    &["support local journalism"],
    &["support our journalism"],
    // German.
    &["zustimmung", "inhalt", "anzuzeigen"],
    &["einwilligung", "video anzeigen"],
    &["einwilligung", "inhalt", "anzeigen"],
    &["externen inhalt", "artikel ergänzt"],
    &["mit einem klick anzeigen lassen"],
    &["video ausgewählt", "artikel ergänzt"],
    &["für das abspielen des videos nutzen wir"],
    &["service eines drittanbieters"],
    &["mehr dazu in unserer datenschutz"],
    &["weitere informationen", "unserer datenschutz"],
    &["nachrichten jeden morgen", "e-mail"],
    &["wichtigsten nachrichten", "per e-mail"],
    &["rückfragen bitte an"],
    &["lesen sie hier die wichtigsten"],
    &["unterstützen sie uns", "abo"],
    &["unserem whatsapp-kanal"],
    &["unserem whatsapp channel"],
    &["unseren whatsapp-kanal"],
    &["video konnte nicht abgespielt"],
    &["versuchen sie es später erneut"],
    &["original-content von:"],
    &["artikel wird nach der anzeige"],
    &["einen fehler gefunden?"],
    &["einen fehler entdeckt?"],
    &["für unseren newsletter an"],
    &["unseren newsletter", "anmelden"],
    &["unseren newsletter", "abonnieren"],
    &["kommentarfunktion", "geschlossen"],
    &["kommentarfunktion", "deaktiviert"],
    &["kostenlosen newsletter", "melden"],
    &["kostenlosen newsletter", "abonnier"],
    &["aktuellen entwicklungen", "unserem newsblog"],
    &["aktuellen entwicklungen", "unserem liveticker"],
    &["hören sie den podcast"],
    &["hinweis für uns?"],
    &["testen und weiterlesen"],
    &["bereits ein konto?"],
    &["schreiben sie es in die kommentare"],
    &["diskutieren sie in den kommentaren"],
    &["-app lesen"],
    &["mit hilfe von ki", "redaktion geprüft"],
    &["mithilfe von ki", "redaktion geprüft"],
    &["nutzung von cookies zustimmen"],
    &["inhalte von", "cookies", "zustimm"],
    &["dieser beitrag erschien zuerst"],
    // French.
    &["notre rédaction vous réserve"],
    &["utilise votre adresse e-mail"],
    &["utilise votre adresse email"],
    &["vous désinscrire", "newsletter"],
    &["vous désabonner", "newsletter"],
    &["votre consentement", "newsletter"],
    &["durée de la vidéo :"],
    &["avez-vous pensé de cet article"],
    &["cet article vous a plu"],
    &["en ajoutant vos villes et médias"],
    &["médias favoris en vous inscrivant"],
    &["pour lire cet article", "abonnez"],
    &["pour lire la suite", "abonnez"],
    &["déjà abonné", "connect"],
    &["en vous inscrivant, vous acceptez"],
    &["une erreur est survenue"],
    &["repéré une faute"],
    &["repéré une erreur"],
    &["sources favorites sur google"],
    &["sources préférées sur google"],
    &["notre chaîne whatsapp"],
    &["notre canal whatsapp"],
    &["souhaitez réagir ?"],
    &["laissez un commentaire"],
    &["article en créant un compte"],
    &["réservée aux abonnés", "audio"],
    &["accepter les cookies", "contenu"],
    // Spanish.
    &["nuestros socios y socias"],
    &["hazte soci"],
    &["para seguir leyendo", "suscr"],
    &["para seguir leyendo", "regístr"],
    &["puedes seguir a ", "facebook"],
    &["una publicación compartida de"],
    &["correo electrónico no será publicad"],
    &["comparte esta noticia"],
    &["recibe en tu correo"],
    &["fuente preferida", "google"],
    &["nuestro canal de whatsapp"],
    &["nuestro whatsapp"],
    &["suscríbete", "newsletter"],
    &["suscríbete", "boletín"],
    &["síguenos en", "facebook"],
    &["artículo continúa después"],
    &["actualidad en nuestro perfil"],
    &["puedes escuchar el p"],
    &["inicia sesión para comentar"],
    &["inicia sesión o regístrate"],
    &["te ha gustado este artículo"],
    &["más noticias en nuestra"],
    // Portuguese.
    &["receba no seu email"],
    &["receba no seu e-mail"],
    &["receba as notícias", "whatsapp"],
    &["receber as notícias", "whatsapp"],
    &["nosso grupo", "whatsapp"],
    &["nosso canal", "whatsapp"],
    &["exclusivo para assinantes"],
    &["comentários não representam"],
    &["já é assinante?"],
    &["siga a gente no"],
    &["notícia completa no site"],
    &["notícias no seu celular"],
    &["fonte preferida", "google"],
    // Italian.
    &["continua a leggere dopo"],
    &["continua dopo la pubblicità"],
    &["iscriviti al", "canale"],
    &["iscriviti al", "newsletter"],
    &["restare aggiornato", "seguici"],
    &["restare aggiornato", "iscriviti"],
    &["già abbonato?", "accedi"],
    &["contenuto è ospitato da"],
    &["aggiungi", "fonti preferite"],
    &["nostro canale", "whatsapp"],
    &["nostro canale", "telegram"],
    &["accedi o registrati"],
    &["leggi tutte le notizie di"],
    &["le notizie di", "su whatsapp"],
    &["ricevi le notizie"],
    // Dutch.
    &["kijk hier naar", "nieuwsvideo"],
    &["nieuwsvideo's", "playlist"],
    &["log in om te reageren"],
    &["video kan niet worden afgespeeld"],
    &["dit artikel gratis", "account"],
    &["maak een account", "log in"],
    &["door je in te schrijven ga je"],
    &["door je aan te melden ga je"],
    &["meld je aan voor", "nieuwsbrief"],
    &["schrijf je in voor", "nieuwsbrief"],
    // Danish, Norwegian, Swedish, Finnish.
    &["artikeln är låst"],
    &["bli prenumerant"],
    &["innehåll", "från en extern källa"],
    &["artikeln fortsätter"],
    &["har du tips", "kontakta oss"],
    &["har du tips til oss"],
    &["har du et tips", "send"],
    &["vær varsom-plakaten"],
    &["saken er for abonnenter"],
    &["artikkelen er for abonnenter"],
    &["artikel er kun for abonnenter"],
    &["automatisk oplæsning"],
    &["nyhedsbrevet", "tilmeld"],
    &["podcasten nedenfor"],
    &["nyhetsbrevet", "meld deg på"],
    &["nyhetsbrev", "prenumerera på"],
    &["våra nyheter direkt"],
    &["ladda ner appen"],
    &["last ned appen"],
    &["nyhederne direkte på"],
    &["hent vores app"],
    &["tilaa uutiskirje"],
    // Polish, Czech, Slovak, Hungarian.
    &["dalsza część materiału"],
    &["dalsza część artykułu"],
    &["dalsza część tekstu"],
    &["ciąg dalszy artykułu"],
    &["ciąg dalszy materiału"],
    &["ciąg dalszy tekstu"],
    &["reszta artykułu", "pod "],
    &["google news", "dołącz do nas"],
    &["wiadomościach google"],
    &["dostępny dla prenumerator"],
    &["článek pokračuje"],
    &["článok pokračuje"],
    &["odebírejte", "newsletter"],
    &["zaloguj się, aby"],
    &["vložení komentáře"],
    &["pro přidání komentáře"],
    &["hirdetés után folytatódik"],
    &["iratkozz", "hírlev"],
    // Turkish.
    &["rencide edici", "yorum"],
    &["henüz yorum yapılmamış"],
    &["haberin devamı için"],
    &["whatsapp kanal", "katıl"],
    &["telegram kanal", "takip"],
    &["haberlerimizi", "takip edin"],
    &["bu haberi paylaş"],
    // Russian, Ukrainian.
    &["подпишитесь на н"],
    &["подписывайтесь на н"],
    &["избранные источники"],
    &["заметили ошибку?"],
    &["нашли ошибку?"],
    &["нашли опечатку?"],
    &["новостей", "в нашем", "канале"],
    &["новости", "в нашем", "канале"],
    &["комментарии отключены"],
    &["читайте нас в "],
    &["присоединяйтесь к н", "канал"],
    &["поделиться новостью"],
    &["оставьте комментарий"],
    &["читайте в нашем материале"],
    &["підписуйтеся на н"],
    &["підписуйтесь на н"],
    &["стежте за нов", "google"],
    &["стежте за нов", "telegram"],
    &["читайте нас у "],
    &["приєднуйтесь до нашого"],
    &["приєднуйтеся до нашого"],
    &["долучайтесь до нашо"],
    &["долучайтеся до нашо"],
    // Arabic, Hebrew, Hindi.
    &["تابعوا", "google news"],
    &["تابع", "قناتنا"],
    &["تابعوا", "قناتنا"],
    &["اشترك", "نشرتنا"],
    &["للمزيد", "اضغط هنا"],
    &["حمل التطبيق"],
    &["हमारा ऐप"],
    &["טרם התפרסמו תגובות"],
    &["हमें ", "फॉलो कर"],
    &["खबर को शेयर"],
    &["व्हाट्सएप चैनल", "जुड़"],
    &["व्हाट्सऐप चैनल", "जुड़"],
    // Japanese, Chinese, Korean, Vietnamese, Greek.
    &["文字", "全文："],
    &["の無断転載"],
    &["関連タグ"],
    &["友だち追加"],
    &["公式アカウントで", "配信"],
    &["会員登録", "こちら"],
    &["感想をお寄せください"],
    &["长按二维码"],
    &["返回搜狐"],
    &["免责声明", "本"],
    &["特别声明", "观点"],
    &["分享让更多人"],
    &["扫一扫", "关注"],
    &["微信公众号", "关注"],
    &["관심 있는 기사", "추천"],
    &["섹션으로 분류했습니다"],
    &["채널을 추가하세요"],
    &["네이버에서", "구독하기"],
    &["기사 공유하기"],
    &["기사를 추천합니다"],
    &["vui lòng nhập"],
    &["mời quý độc giả"],
    &["δείτε όλες τις τελευταίες"],
];

/// Lines that are nothing else, less marks at the ends.
const WHOLE: &[(RemovedReason, &[&str])] = &[
    (
        Navigation,
        &[
            "opens in a new window", "zum seitenanfang", "carregando", "mainos alkaa", "mainos päättyy",
            "ofereça este artigo", "حجم الخط", "フォローする", "この記事をシェアする", "点击下载app",
            "đọc ngay", "jetzt im epaper lesen", "lyt til artiklen",
        ],
    ),
    (
        Related,
        &[
            "verwendete quellen", "sıradaki haber", "lue lisää aiheesta", "الأكثر قراءة", "قد يهمك أيضا",
            "قد يهمك", "많이 본 기사", "tin cùng chuyên mục", "читать далее",
        ],
    ),
    (
        CommentPrompt,
        &[
            "qu'avez-vous pensé de cet article",
            "donnez votre avis",
            "commenter cet article",
            "leggi i commenti",
            "kommentarer til denne saken",
            "yorum yaz",
            "vstoupit do diskuse",
            "dołącz do dyskusji",
        ],
    ),
    (
        Promo,
        &[
            "¡necesitamos tu apoyo",
            "necesitamos tu apoyo",
            "conforme a los criterios de",
            "the trust project",
            "conforme ai criteri di",
            "why you can trust sky news",
            "your support helps us to tell the story",
            "skriv till oss",
            "image d'illustration",
        ],
    ),
];

/// No line of that kind is longer.
const MAX_BYTES: usize = 420;

/// So many bytes are looked up at once.
const BEGINNING: usize = 6;

/// What the first part of one of [`ASKS`] begins with.
static BEGINNINGS: LazyLock<HashSet<&'static [u8]>> =
    LazyLock::new(|| ASKS.iter().map(|parts| &parts[0].as_bytes()[..BEGINNING]).collect());

/// Drops the lines that ask something of readers.
pub fn drop_asks(lines: &mut [Line], keeps: &mut [bool]) {
    /// Without any others it is what the text is about.
    const LEAST_OTHERS: usize = 2;
    const LEAST_WORDS: usize = 8;
    /// Chinese and Japanese have no spaces.
    const LEAST_BYTES: usize = 48;
    let found: Vec<(usize, RemovedReason)> =
        (0..lines.len()).filter(|&at| keeps[at]).filter_map(|at| Some((at, asked(&lines[at])?))).collect();
    let prose =
        |line: &Line| line.ends_sentence && (line.words >= LEAST_WORDS || line.text.len() >= LEAST_BYTES);
    let is_other = |at: &usize| {
        let other = || found.binary_search_by_key(at, |(other, _)| *other).is_err();
        keeps[*at] && prose(&lines[*at]) && other()
    };
    let kept = keeps.iter().filter(|keep| **keep).count();
    if found.len() * 2 > kept || (0..lines.len()).filter(is_other).take(LEAST_OTHERS).count() < LEAST_OTHERS {
        return;
    }
    for (at, reason) in found {
        (keeps[at], lines[at].reason) = (false, Some(reason));
    }
    drop_recordings(lines, keeps);
}

/// Drops the title of a recording that an agency sets among the text, and who speaks in it: "AP AUDIO: Bridge stays closed", "AP
/// correspondent Ada Holm reports."
fn drop_recordings(lines: &mut [Line], keeps: &mut [bool]) {
    const MAX_WORDS: usize = 25;
    for at in 0..lines.len() {
        if !lines[at].folded.starts_with("ap audio:") || lines[at].words > MAX_WORDS {
            continue;
        }
        let spoken = lines.get(at + 1).is_some_and(|below| {
            below.text.starts_with("AP") && below.folded.contains(" reports") && below.words <= MAX_WORDS
        });
        for place in (at..=at + usize::from(spoken)).filter(|&place| keeps[place]).collect::<Vec<_>>() {
            (keeps[place], lines[place].reason) = (false, Some(Caption));
        }
    }
}

/// Says what a line asks of readers, by its words alone.
fn asked(line: &Line) -> Option<RemovedReason> {
    if line.text.len() > MAX_BYTES {
        return None;
    }
    let bare = line.folded.trim_matches(|c: char| !c.is_alphabetic());
    let whole = WHOLE.iter().find(|(_, whole)| whole.contains(&bare)).map(|(reason, _)| *reason);
    let whole = whole.or_else(|| counts_rest(bare).then_some(Promo));
    if whole.is_some() || line.marks.quoted || speaks(&line.folded) {
        return whole;
    }
    let told = |parts: &[&str]| parts.iter().all(|part| line.folded.contains(part));
    let begins = || line.folded.as_bytes().windows(BEGINNING).any(|window| BEGINNINGS.contains(window));
    (begins() && ASKS.iter().any(|parts| told(parts))).then_some(Promo)
}

/// Says whether a line says how much of a Japanese text stands behind a wall: "残り 412 文字".
fn counts_rest(bare: &str) -> bool {
    let count = bare.strip_prefix("残り").and_then(|rest| rest.strip_suffix("文字"));
    count.is_some_and(|count| count.trim().chars().all(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use crate::config::Limits;
    use crate::error::Deadline;
    use crate::job::{Format, Job};
    use crate::stages::clean::clean;
    use crate::stages::clean::sieve::Sieve;

    const TEXT: [&str; 4] = [
        "The council of the harbour town met on Monday to speak about the old bridge.",
        "It has been closed since a storm in May, and nobody can say when it will open again.",
        "Built of stone two hundred years ago, it carries the only road to the island.",
        "Until then a ferry takes people over, four times a day and at no charge.",
    ];

    /// Says whether a line among the paragraphs of a page, and of a text, stays.
    fn stays(line: &str) -> [bool; 2] {
        let [one, two, three, four] = TEXT;
        let lines = [one, two, line, three, four];
        let page = format!("<html><body><article><p>{}</p></article></body></html>", lines.join("</p><p>"));
        [(Format::Html, page), (Format::Text, lines.join("\n"))].map(|(format, body)| {
            let job = Job { format: Some(format), ..Job::new("a", &body) };
            let cleaned =
                clean(&job, Sieve::embedded(), &Limits::default(), Deadline::NEVER).expect("it has text");
            for paragraph in TEXT {
                assert!(cleaned.text.as_str().contains(paragraph), "{paragraph}");
            }
            cleaned.text.as_str().contains(line)
        })
    }

    #[test]
    fn what_houses_ask_of_readers_goes() {
        for line in [
            "Add the Harbour Post as a preferred source on Google",
            "The Post is a reader-supported newsroom. Become a paying member to keep it free.",
            "Wir benötigen Ihre Zustimmung, um den Inhalt von Harbourgram anzuzeigen.",
            "Keine Nachricht verpassen: Hier geht es zu unserem WhatsApp-Kanal.",
            "En vous inscrivant, vous acceptez les conditions de l'Écho du port.",
            "Únete a nuestro canal de WhatsApp y entérate antes que nadie",
            "Participe do nosso grupo no WhatsApp e fique por dentro.",
            "Iscriviti al canale WhatsApp del Corriere del Porto",
            "Dalsza część materiału pod wideo",
            "Больше новостей в нашем телеграм-канале.",
            "हमें गूगल न्यूज पर फॉलो करें",
            "Vui lòng nhập nội dung bình luận.",
        ] {
            assert_eq!(stays(line), [false; 2], "{line}");
        }
    }

    #[test]
    fn recordings_go() {
        let [one, two, three, four] = TEXT;
        let lines = [one, two, "AP AUDIO: Old bridge stays closed", "AP’s Ada Holm reports.", three, four];
        let job = Job { format: Some(Format::Text), ..Job::new("a", lines.join("\n")) };
        let cleaned =
            clean(&job, Sieve::embedded(), &Limits::default(), Deadline::NEVER).expect("it has text");
        assert_eq!(cleaned.text.as_str(), TEXT.join("\n"));
    }

    #[test]
    fn what_somebody_else_asks_stays() {
        for line in [
            "The town added the bridge to a list of sources of trouble on Google's map.",
            "“Download our app,” the mayor said, and everybody laughed at her for it.",
            "Die Stadt braucht die Zustimmung des Landes, um die Brücke zu öffnen.",
        ] {
            assert_eq!(stays(line), [true; 2], "{line}");
        }
    }

    #[test]
    fn every_part_is_long_enough_to_be_looked_up() {
        assert!(super::BEGINNINGS.len() > super::ASKS.len() / 2);
    }
}
