//! What pages ask of their readers in other languages than English, in short lines among the text: to pass it on, to hear it, to
//! tell of mistakes, to switch something on; and how long ago it was. None of it is seen by the model.

use super::days;
use super::text::Line;
use crate::document::RemovedReason::{self, *};

/// Says what a line asks of readers, if anything. `open` is the line folded, from its first letter or digit on, and `alone` that
/// less marks at its end.
pub fn of(line: &Line, open: &str, alone: &str) -> Option<RemovedReason> {
    let whole = WHOLE.iter().find(|(_, lines)| lines.contains(&alone)).map(|found| found.0);
    whole
        .or_else(|| SHARED.contains(&alone).then_some(Share))
        .or_else(|| begins(line, open))
        .or_else(|| error(line, open))
        .or_else(|| ago(line, alone))
        .or_else(|| stamp(line))
        .or_else(|| archived(line, alone))
}

/// Other lines that are nothing else, by what they are.
const WHOLE: [(RemovedReason, &[&str]); 3] = [
    (
        Navigation,
        &[
            "artikel anhören",
            "beitrag anhören",
            "écouter l'article",
            "écouter l’article",
            "écouter cet article",
            "escuchar artículo",
            "escuchar el artículo",
            "escuchar esta nota",
            "escucha esta noticia",
            "ouça este artigo",
            "ouça a notícia",
            "ouvir artigo",
            "ouvir notícia",
            "ascolta l'articolo",
            "ascolta l’articolo",
            "luister naar dit artikel",
            "lyssna på artikeln",
            "lyssna på texten",
            "lytt til artikkelen",
            "lyt til artiklen",
            "kuuntele juttu",
            "posłuchaj artykułu",
            "poslechněte si článek",
            "vypočujte si článok",
            "poslušaj članak",
            "слушать статью",
            "прослушать новость",
            "haberi dinle",
            "haberi sesli dinle",
            "dengarkan artikel",
            "dengarkan berita",
            "nghe bài viết",
            "استمع إلى المقال",
            "استمع للمقال",
            "האזינו לכתבה",
            "記事を聞く",
            "写真・図版",
            "기사 듣기",
            "기사 페이지",
            "기자 페이지",
            "글자크기조정",
            "yazı tipi",
            "haberle ilgili daha fazlası",
            "खबरें और भी हैं",
            "पूरी खबर पढ़ें",
            "javascript måste vara på för att kunna spela video",
            "javascript muss aktiviert sein",
        ],
    ),
    (
        Promo,
        &[
            "follow us", "follow us on social media", "obserwuj nas", "síguenos", "suivez-nous",
            "folgen sie uns",
        ],
    ),
    (CommentPrompt, &["yorum yap", "diskutieren sie mit", "jetzt kommentieren", "przejdź do komentarzy"]),
];

/// Lines with which readers are to pass a text on.
const SHARED: [&str; 72] = [
    "udostępnij artykuł",
    "podziel się",
    "podziel się artykułem",
    "メールでシェアする",
    "facebookでシェアする",
    "xでシェアする",
    "lineでシェアする",
    "はてブでシェアする",
    "印刷する",
    "flipboard",
    "deli novico",
    "deli članek",
    "podijeli članak",
    "podijelite članak",
    "podeli vest",
    "podelite vest",
    "podijeli vijest",
    "bagikan artikel ini",
    "bagikan berita ini",
    "kongsi artikel ini",
    "deila frétt",
    "deila grein",
    "comparte esta nova",
    "comparte esta nota",
    "comparte esta noticia",
    "compartir esta nota",
    "comparte este artículo",
    "compartir este artículo",
    "comparteix aquest article",
    "comparteix la notícia",
    "compartilhe esta notícia",
    "compartilhe essa notícia",
    "partilhe este artigo",
    "გაგვიზიარე",
    "გააზიარე",
    "გაზიარება",
    "shiriki habari hii",
    "chia sẻ bài viết",
    "שתפו",
    "שתפו את הכתבה",
    "שיתוף",
    "शेयर करें",
    "খবরটি শেয়ার করুন",
    "শেয়ার করুন",
    "பகிர",
    "شیئر کریں",
    "اشتراک گذاری",
    "اشتراک‌گذاری",
    "شارك",
    "شارك الخبر",
    "مشاركة",
    "поділитися",
    "поширити",
    "поделиться",
    "поделитесь",
    "сподели",
    "споделете",
    "подели",
    "подели вест",
    "dalintis",
    "dalinkitės",
    "dalīties",
    "jaga artiklit",
    "jaga lugu",
    "megosztás",
    "oszd meg",
    "distribuie",
    "distribuie articolul",
    "κοινοποίηση",
    "μοιραστείτε το",
    "sdílejte článek",
    "zdieľať článok",
];

/// How lines begin that ask readers for errors they found, or for news.
const MISTAKES: [&str; 52] = [
    "har du set en fejl",
    "har du fundet en fejl",
    "fandt du en fejl",
    "har du funnet en feil",
    "funnet en feil i",
    "fant du en feil",
    "har du hittat ett fel",
    "hittat fel i",
    "huomasitko virheen",
    "löysitkö virheen",
    "našli jste v článku chybu",
    "našli jste chybu",
    "našli ste v článku chybu",
    "našli ste chybu",
    "zauważyłeś błąd",
    "zauważyłaś błąd",
    "widzisz błąd",
    "znalazłeś błąd",
    "pamanīji kļūdu",
    "pamanījāt kļūdu",
    "atradi kļūdu",
    "leidsid vea",
    "märkasid viga",
    "pastebėjote klaidą",
    "radote klaidą",
    "hibát talált",
    "hibát találtál",
    "ai observat o greșeală",
    "ai găsit o greșeală",
    "ați găsit o greșeală",
    "uočili ste grešku",
    "uočili ste pogrešku",
    "opazili ste napako",
    "ste opazili napako",
    "забелязахте грешка",
    "открихте грешка",
    "уочили сте грешку",
    "забележавте грешка",
    "βρήκατε λάθος",
    "εντοπίσατε λάθος",
    "keni gjetur gabim",
    "heb je een fout gezien",
    "fout gezien",
    "foutje gezien",
    "¿has encontrado un error",
    "¿encontraste un error",
    "¿encontró un error",
    "encontrou um erro",
    "encontrou algum erro",
    "hai trovato un errore",
    "מצאתם טעות",
    "imate priču",
];

/// How other lines begin, each with the most words that it has.
const STARTS: [(RemovedReason, usize, &[&str]); 10] = [
    (
        Other,
        60,
        &[
            "externer inhalt nicht verfügbar",
            "deine privatsphäre-einstellungen verhindern",
            "ihre privatsphäre-einstellungen verhindern",
            "dies ist eine maschinelle übersetzung",
            "dieser artikel wurde maschinell übersetzt",
            "dieser artikel wurde automatisch übersetzt",
        ],
    ),
    (
        Promo,
        40,
        &[
            "hat ihnen dieser artikel gefallen",
            "hat ihnen der artikel gefallen",
            "hat dir dieser artikel gefallen",
            "vous avez aimé cet article",
            "ti è piaciuto questo articolo",
            "te ha gustado este artículo",
            "te gustó este artículo",
            "gostou deste artigo",
            "gostou desta notícia",
            "vond je dit artikel",
        ],
    ),
    (
        Promo,
        14,
        &["dieser artikel ist zuerst bei ", "dieser artikel ist zuerst in ", "dieser text ist zuerst "],
    ),
    (
        Credit,
        16,
        &[
            "aus dem englischen von ",
            "aus dem englischen übersetzt von ",
            "aus dem amerikanischen von ",
            "aus dem französischen von ",
            "aus dem russischen von ",
            "übersetzung: ",
            "übersetzung und adaptierung: ",
            "traduit de l'anglais par ",
            "traduit de l’anglais par ",
        ],
    ),
    (
        Navigation,
        9,
        &[
            "dalszy ciąg materiału pod ", "dalszy ciąg tekstu pod ", "dalsza część artykułu pod ",
            "dalsza część tekstu pod ", "reszta artykułu pod ", "simak video ", "tonton video ",
            "gambas:video", "缩小字体", "放大字体", "字号：",
        ],
    ),
    (
        Credit,
        9,
        &[
            "con información de ", "con informações de ", "com informações d", "con agencias", "avec afp",
            "avec reuters", "avec agences", "mit material von ", "mit agenturmaterial",
            "mit informationen von ", "additional reporting: ",
        ],
    ),
    (Promo, 12, &["제보는 ", "기사제보 ", "기사 제보"]),
    (Copyright, 24, &["저작권자", "ⓒ ", "저작권자(c)", "저작권자 ©"]),
    (Other, 50, &["svt:s nyheter ska stå för ", "we use rte-player to manage extra content"]),
    (Navigation, 12, &["责任编辑：", "责任编辑:", "責任編輯：", "责编："]),
];

/// Says what a line is that begins like one of a list.
fn begins(line: &Line, open: &str) -> Option<RemovedReason> {
    let starts = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    let found =
        STARTS.iter().find(|(_, most, lines)| line.words <= *most && starts(lines)).map(|found| found.0);
    // "We use … to manage extra content that can set cookies on your device"
    let extra = line.folded.starts_with("we use ")
        && line.folded.contains(" to manage extra content that can set cookies");
    found.or(extra.then_some(Other)).or_else(|| of_house(line))
}

/// Says whether a line tells of the house, its sources, its walls or its places in German or French: "Gastbeiträge … müssen nicht
/// der Meinung der Redaktion entsprechen.", "Brückenwärter (m/w/d) Hafenbau GmbH". And who may not comment, in Portuguese.
fn of_house(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 60;
    const MAX_TITLE: usize = 24;
    let has = |needle: &str| line.folded.contains(needle);
    let opinion = has("meinung der redaktion") && (has("entsprechen") || has("wider"));
    let partner = has(" ist eine partnermarke ");
    let wall = line.folded.starts_with("il vous reste ") && has("% de cet article");
    let sources =
        line.folded.starts_with("mit informationen ") && (has("nachrichtenagentur") || has("korrespondent"));
    let comments = has("comentários ") && has("não serão aprovados");
    let places = ["(m/w/d)", "(w/m/d)", "(m/f/d)", "(h/f)"];
    let job = places.iter().any(|place| has(place)) && line.words <= MAX_TITLE && !line.ends_sentence;
    if line.words > MAX_WORDS {
        None
    } else if job {
        Some(Advertisement)
    } else if comments {
        Some(CommentPrompt)
    } else {
        (opinion || partner || wall || sources).then_some(Promo)
    }
}

/// Says whether a line asks readers to tell of errors: "… нажмите Ctrl+Enter", "Har du set en fejl? Skriv til os".
fn error(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 30;
    const SHORT: usize = 8;
    let keys = ["ctrl+enter", "ctrl + enter"].iter().any(|keys| line.folded.contains(keys));
    let asks = line.text.contains(['?', ';', '!', '.']) || line.words <= SHORT;
    let found = asks && MISTAKES.iter().any(|start| open.starts_with(start.trim_start_matches('¿')));
    ((keys || found) && line.words <= MAX_WORDS).then_some(Promo)
}

/// Says whether a line is how long ago something was, with a place or without: "Vor 2 Stunden", "केल्सो 2 घंटे पहले".
fn ago(line: &Line, alone: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 5;
    const MAX_DIGITS: usize = 2;
    const STARTS: [&str; 6] = ["vor ", "il y a ", "hace ", "há ", "acum ", "pred "];
    const UNITS: [&str; 14] = [
        "minute", "stunde", "tage", "heure", "jour", "minut", "hora", "día", "dia", "or", "zile", "hodin",
        "dny", "dňami",
    ];
    const ENDS: [&str; 22] = [
        "घंटे पहले", "मिनट पहले", "दिन पहले", "ore fa", "minuti fa", "giorni fa", "uur geleden",
        "minuten geleden", "timmar sedan", "minuter sedan", "timer siden", "minutter siden", "tuntia sitten",
        "saat önce", "dakika önce", "jam yang lalu", "jam lalu", "часа назад", "часов назад", "години тому",
        "giờ trước", "minuta temu",
    ];
    let counted = (1..=MAX_DIGITS).contains(&line.marks.digits);
    if line.words > MAX_WORDS || line.ends_sentence || !counted {
        return None;
    }
    let unit = |rest: &str| rest.split(' ').any(|word| UNITS.iter().any(|unit| word.starts_with(unit)));
    let starts = STARTS.iter().any(|start| {
        let rest = alone.strip_prefix(start);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && unit(rest))
    });
    (starts || ENDS.iter().any(|end| alone.ends_with(end))).then_some(Dateline)
}

/// Says whether a short line is when something was published or changed, without a year: "Publicerad 20 juni 09.12", "2025/06/20
/// 09:12 송고".
fn stamp(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 10;
    const MAX_BYTES: usize = 90;
    const LEAST_DIGITS: usize = 3;
    let short = line.words <= MAX_WORDS && line.text.len() <= MAX_BYTES && !line.ends_sentence;
    let timed = line.marks.digits >= LEAST_DIGITS && line.text.contains([':', '.', '/']);
    let labelled =
        || days::is_publication(&line.text) || days::is_update(&line.text) || line.text.ends_with(" 송고");
    (short && timed && !line.text.contains(['?', '!']) && labelled()).then_some(Dateline)
}

/// Says whether a line tells of a picture that it is an old one: "Паром у мыса. Архивное фото".
fn archived(line: &Line, alone: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 30;
    const ENDS: [&str; 16] = [
        "архивное фото", "фото из архива", "фото з архіву", "архівне фото", "архивна снимка", "archivbild",
        "archivfoto", "foto de archivo", "imagen de archivo", "foto de arquivo", "photo d'archives",
        "photo d’archives", "foto d'archivio", "zdjęcie archiwalne", "arşiv fotoğrafı", "arkivfoto",
    ];
    (line.words <= MAX_WORDS && ENDS.iter().any(|end| alone.trim_end_matches(')').ends_with(end)))
        .then_some(Caption)
}
