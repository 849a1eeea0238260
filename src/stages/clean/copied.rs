//! Rules after the model's word for texts that were copied off pages: what stands below the article, between its paragraphs and
//! around its pictures, by its words in many languages. None of it is seen by the model.

use super::asides;
use super::plugs::speaks;
use super::text::{Line, ends_sentence, is_person};
use crate::document::RemovedReason::{self, *};
use foldhash::HashSet;
use std::sync::LazyLock;

/// Lines that are nothing else, less marks at the ends.
const WHOLE: &[(RemovedReason, &[&str])] = &[
    (
        Navigation,
        &[
            "ascolta questo articolo", "hør artiklen", "artikel zum hören", "escucha este artículo",
            "ouvir artigo", "beluister dit artikel", "ir a los comentarios", "ir para os comentários",
            "aller aux commentaires", "vai ai commenti", "zu den kommentaren", "identifiez-vous",
            "here, opens new tab", "abone ol", "opens new tab", "artiklens emner",
            "emner i denne artikkelen", "ämnen i artikeln",
        ],
    ),
    (
        Advertisement,
        &["advert", "reklama poniżej", "publicidade", "mensaje publicitario", "annons", "annonce", "mainos"],
    ),
    (
        Related,
        &[
            "haberin devamı", "häufig gelesen", "meist gelesen", "am häufigsten gelesen", "à ne pas manquer",
            "les plus lus", "lo más visto", "as mais lidas", "i più letti",
        ],
    ),
];

/// What houses tell readers of accounts, walls, gifts and devices: all of the parts are in such a line.
const ACCOUNTS: &[&[&str]] = &[
    // Danish, Norwegian, Swedish.
    &["låste artikler"],
    &["teknisk fejl", "artiklen"],
    &["teknisk fejl", "emnet"],
    &["internetforbindelse", "artiklen"],
    &["kræver et abonnement"],
    &["krever et abonnement"],
    &["krever abonnement"],
    &["adgang til en ven"],
    &["kan du give adgang til"],
    &["artiklen uden at logge ind"],
    &["artikeln utan att logga in"],
    &["del artiklen på sociale"],
    &["emner, som indgår i denne artikel"],
    &["følge et eller flere", "følg"],
    &["mine emner"],
    &["emner du følger"],
    &["problemer med vores login"],
    &["för att läsa vidare", "logga in"],
    &["for å lese videre", "logg inn"],
    // French.
    &["il vous reste", "% de l'article"],
    &["la suite est réservée aux abonnés"],
    &["sur un autre appareil", "lire"],
    &["sur un autre appareil", "lecture"],
    &["sur l'autre appareil", "message"],
    &["sur un seul appareil"],
    &["avec votre compte", "appareils"],
    &["à vos sélections"],
    &["ne plus voir ce message"],
    &["vous continuez à lire ici"],
    &["ce dernier restera connecté"],
    &["seule personne à consulter", "compte"],
    // German, Dutch.
    &["auf einem anderen gerät", "konto"],
    &["auf einem anderen gerät", "angemeldet"],
    &["wiedergabe wurde unterbrochen"],
    &["audioinhalte", "playlist"],
    &["op een ander apparaat", "account"],
    &["nicht freigegeben", "kommentare"],
    &["leserkommentare", "nicht die meinung"],
    // Spanish, Portuguese, Italian.
    &["en otro dispositivo", "cuenta"],
    &["en otro dispositivo", "leyendo"],
    &["en otro dispositivo", "sesión"],
    &["em outro dispositivo", "conta"],
    &["su un altro dispositivo", "account"],
    &["comentarios", "no serán publicados"],
    &["clique aqui para seguir"],
    &["clique aqui e siga"],
    &["veja os vídeos que estão em alta"],
    &["haz clic aquí para suscribirte"],
    &["si está interesado en licenciar"],
    // English.
    &["on another device", "account"],
    &["on another device", "subscri"],
    &["did someone forward you this"],
    &["we use cookies and "],
    &["by choosing i accept"],
    &["by clicking accept", "cookies"],
    &["subscription", "use the code"],
    &["need a break? play"],
    // How a text came about.
    &["mit material von", "dpa"],
    &["mit material der", "agentur"],
    &["maschinell übersetzt", "dieser "],
    &["dieser artikel ist eine übersetzung"],
    &["dieser text ist eine übersetzung"],
    &["cet article a été traduit", "automati"],
    &["este artículo ha sido traducido", "automátic"],
    &["questo articolo è stato tradotto", "automatic"],
    // Who earns by it.
    &["affiliate-links", "provision"],
    &["liens d'affiliation", "commission"],
    &["enlaces de afiliad", "comisión"],
    &["link di affiliazione", "commission"],
    // Letters and gifts.
    &["informiert sie", "newsletter"],
    &["in ihr postfach", "newsletter"],
    &["direkt in dein postfach"],
    &["spende", "unsere arbeit", "unabhängig"],
    &["spende", "unabhängig", "unterstütz"],
    &["mit deiner spende"],
    &["direkte i din indbakke"],
    &["rett i innboksen"],
    &["direkt i din inkorg"],
    &["directamente en tu correo", "suscríbete"],
    &["directement dans votre boîte", "inscri"],
    &["iscriviti alla newsletter"],
    &["découvrez nos offres"],
    &["was this forwarded to you"],
    // Korean, Japanese, Chinese.
    &["url이 복사"],
    &["많이 본 뉴스"],
    &["로그인 한 후"],
    &["로그인 후 이용"],
    &["관심 있을 만한"],
    &["구독신청"],
    &["구독을 취소"],
    &["인증메일"],
    &["비밀번호를"],
    &["会員限定の"],
    &["有料会員になると"],
    &["ログインして"],
    &["登录后"],
    &["この記事は有料記事です"],
    &["haberler için tıklayın"],
];

/// No line of that kind is longer.
const MAX_BYTES: usize = 420;

/// Drops, from a text that was copied off a page, what the page set around its paragraphs.
pub fn drop_furniture(lines: &mut [Line], keeps: &mut [bool]) {
    /// Without any others it is what the text is about.
    const LEAST_OTHERS: usize = 2;
    const LEAST_WORDS: usize = 8;
    let found: Vec<(usize, RemovedReason)> = (0..lines.len())
        .filter(|&at| keeps[at])
        .filter_map(|at| Some((at, furniture(&lines[at])?)))
        .collect();
    let is_other = |at: &usize| {
        let prose = lines[*at].ends_sentence && lines[*at].words >= LEAST_WORDS;
        keeps[*at] && prose && found.binary_search_by_key(at, |(other, _)| *other).is_err()
    };
    if (0..lines.len()).filter(is_other).take(LEAST_OTHERS).count() < LEAST_OTHERS {
        return;
    }
    for (at, reason) in found {
        (keeps[at], lines[at].reason) = (false, Some(reason));
    }
    asides::drop_asides(lines, keeps);
    drop_shouted_links(lines, keeps);
    drop_below_claim(lines, keeps);
}

/// Drops, from a page, lines that tell readers of accounts and walls, and those that claim its rights.
pub fn drop_told(lines: &mut [Line], keeps: &mut [bool]) {
    /// Without any others it is what the page is about.
    const LEAST_OTHERS: usize = 4;
    let told = |line: &Line| {
        tells_readers(line).or_else(|| (line.words <= SHORT && claims(line)).then_some(Copyright))
    };
    let found: Vec<(usize, RemovedReason)> =
        (0..lines.len()).filter(|&at| keeps[at]).filter_map(|at| Some((at, told(&lines[at])?))).collect();
    if keeps.iter().filter(|keep| **keep).count() < found.len() + LEAST_OTHERS {
        return;
    }
    for (at, reason) in found {
        (keeps[at], lines[at].reason) = (false, Some(reason));
    }
}

/// Of a line that claims rights and says nothing else.
const SHORT: usize = 12;

/// Says whether a line tells readers of accounts, walls, gifts or devices.
fn tells_readers(line: &Line) -> Option<RemovedReason> {
    if line.text.len() > MAX_BYTES || line.marks.quoted || speaks(&line.folded) {
        return None;
    }
    let told = |parts: &[&str]| parts.iter().all(|part| line.folded.contains(part));
    (has_beginning(&line.folded) && ACCOUNTS.iter().any(|parts| told(parts))).then_some(Promo)
}

/// Says what a line of a page is besides text, by its words alone.
fn furniture(line: &Line) -> Option<RemovedReason> {
    if line.text.trim().len() > MAX_BYTES {
        return None;
    }
    let bare = line.folded.trim_matches(|c: char| !c.is_alphanumeric());
    let whole = WHOLE.iter().find(|(_, whole)| whole.contains(&bare)).map(|(reason, _)| *reason);
    let claim = || (line.words <= SHORT && claims(line)).then_some(Copyright);
    let found = whole.or_else(claim).or_else(|| captioned(line)).or_else(|| reading_time(line, bare));
    found.or_else(|| tells_readers(line))
}

/// So many bytes are looked up at once.
const BEGINNING: usize = 6;

/// What the first part of one of [`ACCOUNTS`], or one of [`CLAIMS`], begins with.
static BEGINNINGS: LazyLock<HashSet<&'static [u8]>> = LazyLock::new(|| {
    let parts = ACCOUNTS.iter().map(|parts| parts[0]).chain(CLAIMS);
    parts.map(|part| &part.as_bytes()[..BEGINNING]).collect()
});

/// Says whether a line may have one of the parts: most lines have none, and that is found at once.
fn has_beginning(folded: &str) -> bool {
    folded.as_bytes().windows(BEGINNING).any(|window| BEGINNINGS.contains(window))
}

/// Says whether a line is how long a text takes to read, with the number first: "1 minuto di lettura".
fn reading_time(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 6;
    const ENDS: [&str; 22] = [
        "minuto di lettura", "minuti di lettura", "min di lettura", "minute de lecture",
        "minutes de lecture", "min de lecture", "minuto de lectura", "minutos de lectura", "min de lectura",
        "minuto de leitura", "minutos de leitura", "min de leitura", "min. lesezeit", "minute lesezeit",
        "minuten lesezeit", "min lesezeit", "minuten leestijd", "min leestijd", "min læsetid", "min lesetid",
        "min lästid", "dk okuma süresi",
    ];
    let counted = ENDS.iter().find_map(|end| bare.strip_suffix(end));
    let number = counted.is_some_and(|count| count.trim().bytes().all(|byte| byte.is_ascii_digit()));
    (number && line.words <= MAX_WORDS).then_some(Navigation)
}

/// Words before the name of who took a picture.
const LABELS: [&str; 20] = [
    "foto", "fotos", "photo", "photos", "bild", "bilder", "picture", "image", "images", "kuva", "kuvat",
    "фото", "fotografie", "fotografía", "fotó", "zdjęcie", "fot", "ljósmynd", "crédit", "image credits",
];

/// Says whether a line is a caption that ends with whose the picture is: "The mill in May. Foto: dpa", "The mill in May — Foto:
/// Ada Holm/HNN", "The mill in May. ADA HOLM / HARBOUR POST", "방앗간이 멈춰 서 있다. 연합뉴스".
fn captioned(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 50;
    const LEAST_WORDS: usize = 4;
    if !(LEAST_WORDS..=MAX_WORDS).contains(&line.words) || line.marks.quoted && line.marks.ends > 1 {
        return None;
    }
    let text = line.text.trim();
    let found = labelled_credit(text) || owned(text) || korean_credit(text) || in_brackets(text);
    (found || tells_sides(line)).then_some(Caption)
}

/// Says whether a line ends with a label and the name of who took a picture.
fn labelled_credit(text: &str) -> bool {
    const MOST: usize = 7;
    let Some((before, name)) = text.rsplit_once([':', '/']).and_then(|_| credit_of(text)) else {
        return false;
    };
    let parted = before.ends_with(['.', '—', '–', '-', '|', ')', '!', '?', '…']);
    let short = name.split_whitespace().count() <= MOST && !name.trim().is_empty();
    parted && short && !ends_sentence(name) && before.split_whitespace().nth(1).is_some()
}

/// Parts a line at the label of its credit: "The mill in May.", "dpa".
fn credit_of(text: &str) -> Option<(&str, &str)> {
    text.match_indices([':', '/']).find_map(|(at, mark)| {
        let before = text[..at].trim_end();
        let label = LABELS.iter().find(|label| {
            let start = before.len().checked_sub(label.len());
            let end = start.and_then(|start| before.get(start..));
            end.is_some_and(|end| end.starts_with(char::is_uppercase) && end.to_lowercase() == **label)
        })?;
        Some((before[..before.len() - label.len()].trim_end(), &text[at + mark.len()..]))
    })
}

/// Says whether a line ends, after a sentence or a dash, with the name of a house and its photographer in capitals, or with "©".
fn owned(text: &str) -> bool {
    const MOST: usize = 10;
    const LEAST: usize = 6;
    let claimed = [" — © ", " – © ", ". © "].iter().find_map(|mark| text.rsplit_once(mark));
    if let Some((_, owner)) = claimed {
        return owner.split_whitespace().count() <= MOST;
    }
    let Some((told, owner)) = text.rsplit_once(". ") else { return false };
    let capitals = owner.chars().filter(|c| c.is_uppercase()).count();
    owner.contains('/')
        && capitals >= LEAST
        && !owner.contains(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && owner.split_whitespace().count() <= MOST
        && told.split_whitespace().nth(2).is_some()
}

/// Says whether a Korean line ends, after a sentence, with an agency or who took the picture.
fn korean_credit(text: &str) -> bool {
    const AGENCIES: [&str; 10] = [
        "연합뉴스", "뉴시스", "뉴스1", "로이터", "로이터연합뉴스", "AP", "AFP", "EPA", "게티이미지",
        "게티이미지뱅크",
    ];
    const MOST: usize = 3;
    let Some((told, whose)) = text.rsplit_once("다. ") else { return false };
    let whose = whose.trim().trim_end_matches('.');
    let reporter = whose.ends_with("기자") && whose.split(' ').count() <= MOST;
    !told.contains("다. ") && (AGENCIES.iter().any(|agency| whose.ends_with(agency)) || reporter)
}

/// Says whether a line ends, after a sentence, with a house and a name in brackets: "( HNB News: Ada Holm )".
fn in_brackets(text: &str) -> bool {
    const MOST: usize = 4;
    let Some((told, inside)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return false;
    };
    let Some((house, name)) = inside.split_once(": ") else { return false };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    ends_sentence(told)
        && (2..=MOST).contains(&house.split_whitespace().count())
        && house.split_whitespace().all(capital)
        && is_person(name.trim())
}

/// Says whether a short line says who of those in a picture stands where: "Ada Holm (l.) mit Bürgermeister Roe".
fn tells_sides(line: &Line) -> bool {
    const MAX_WORDS: usize = 20;
    const SIDES: [&str; 9] =
        ["(l.)", "(r.)", "(v.l.)", "(v. l.)", "(m.)", "(izda.)", "(dcha.)", "(2.v.l.)", "(2. v. l.)"];
    line.words <= MAX_WORDS && !line.marks.quoted && SIDES.iter().any(|side| line.folded.contains(side))
}

/// Drops links to other articles that a page sets in capitals between its paragraphs.
fn drop_shouted_links(lines: &mut [Line], keeps: &mut [bool]) {
    const WORDS: std::ops::RangeInclusive<usize> = 9..=25;
    const LEAST_WORDS: usize = 8;
    const LEAST_CAPITALS: usize = 20;
    /// More are how the text sets its headings.
    const MOST: usize = 8;
    let kept: Vec<usize> = (0..keeps.len()).filter(|&at| keeps[at]).collect();
    let prose = |at: usize| {
        let line = &lines[at];
        line.ends_sentence && line.words >= LEAST_WORDS && line.text.contains(char::is_lowercase)
    };
    let shouts = |at: usize| {
        let line = &lines[at];
        WORDS.contains(&line.words)
            && line.marks.upper >= LEAST_CAPITALS
            && line.marks.upper * 10 >= line.marks.letters * 9
            && line.text.starts_with(char::is_alphabetic)
            && !line.text.ends_with(['.', ':', '!'])
    };
    let amid = |three: &&[usize]| prose(three[0]) && shouts(three[1]) && prose(three[2]);
    let found: Vec<usize> = kept.windows(3).filter(amid).map(|three| three[1]).collect();
    if found.len() > MOST || found.len() * 4 > kept.len() {
        return;
    }
    for at in found {
        (keeps[at], lines[at].reason) = (false, Some(Related));
    }
}

/// How pages claim their rights.
const CLAIMS: [&str; 30] = [
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "tutti i diritti riservati",
    "riproduzione riservata",
    "alle rechten voorbehouden",
    "alle rettigheder forbeholdes",
    "alle rettigheter reservert",
    "alla rättigheter förbehåll",
    "kaikki oikeudet pidätetään",
    "wszelkie prawa zastrzeżone",
    "všechna práva vyhrazena",
    "všetky práva vyhradené",
    "minden jog fenntartva",
    "toate drepturile rezervate",
    "sva prava pridržana",
    "tüm hakları saklıdır",
    "все права защищены",
    "усі права захищені",
    "με επιφύλαξη παντός",
    "جميع الحقوق محفوظة",
    "כל הזכויות שמורות",
    "무단전재",
    "무단 전재",
    "copyright ⓒ",
    "저작권자 ⓒ",
    "無断転載",
    "版权所有",
];

/// Says whether a line claims the rights of a page.
fn claims(line: &Line) -> bool {
    const MAX_WORDS: usize = 40;
    line.words <= MAX_WORDS
        && has_beginning(&line.folded)
        && CLAIMS.iter().any(|claim| line.folded.contains(claim))
}

/// Drops what stays below a line that claims the rights of a page, where that is little beside what stands above.
fn drop_below_claim(lines: &mut [Line], keeps: &mut [bool]) {
    const ENOUGH: usize = 4;
    /// What pages say there is short.
    const MOST_WORDS: usize = 12;
    let bytes = |range: std::ops::Range<usize>, keeps: &[bool]| -> usize {
        range.filter(|&at| keeps[at]).map(|at| lines[at].text.len()).sum()
    };
    let Some(above) = (0..keeps.len()).filter(|&at| keeps[at]).nth(ENOUGH - 1) else { return };
    let Some(claim) = (above + 1..lines.len()).find(|&at| claims(&lines[at])) else { return };
    let found: Vec<usize> = (claim..lines.len()).filter(|&at| keeps[at]).collect();
    let words: usize = found.iter().map(|&at| lines[at].words).sum();
    let little = bytes(claim + 1..lines.len(), keeps) <= bytes(0..claim, keeps);
    if !little || words > found.len() * MOST_WORDS {
        return;
    }
    for at in found {
        let reason = if at == claim { Copyright } else { Other };
        (keeps[at], lines[at].reason) = (false, Some(reason));
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Limits;
    use crate::error::Deadline;
    use crate::job::{Format, Job};
    use crate::stages::clean::clean;
    use crate::stages::clean::sieve::Sieve;

    const TEXT: &str = "The council of the harbour town met on Monday to speak about the old bridge.\n\
        It has been closed since a storm in May, and nobody can say when it will open again.\n\
        Built of stone two hundred years ago, it carries the only road to the island.\n\
        “We have asked for money twice, and twice we were told to wait,” the mayor said.\n\
        Until then a ferry takes people over, four times a day and at no charge.";

    /// Cleans the text with lines among its paragraphs or below them, and returns which of those stay.
    fn left<'a>(between: &[&'a str], below: &[&'a str]) -> Vec<&'a str> {
        let (above, rest) = TEXT.split_at(TEXT.find("Built").expect("it is there"));
        let body = format!("{above}{}\n{rest}\n{}", between.join("\n"), below.join("\n"));
        let job = Job { format: Some(Format::Text), ..Job::new("a", &body) };
        let cleaned =
            clean(&job, Sieve::embedded(), &Limits::default(), Deadline::NEVER).expect("it has text");
        for line in TEXT.lines() {
            assert!(cleaned.text.as_str().contains(line), "{line}");
        }
        let kept: Vec<&str> = cleaned.text.as_str().split('\n').collect();
        between.iter().chain(below).filter(|line| kept.contains(line)).copied().collect()
    }

    #[track_caller]
    fn check_goes(line: &str) {
        assert_eq!(left(&[line], &[]), Vec::<&str>::new());
    }

    #[track_caller]
    fn check_stays(line: &str) {
        assert_eq!(left(&[line], &[]), [line]);
    }

    #[test]
    fn captions_with_their_credit_go_in_any_language() {
        check_goes("Die Brücke am Hafen nach dem Sturm im Mai. Foto: hpa");
        check_goes(
            "Le pont fermé depuis la tempête, le 3 mai. LUCE HARDI / AGENCE PORT POUR « LE COURRIER »",
        );
        check_goes("Rua alagada no bairro do porto, em Serra Alta — Foto: Davi Teles/p9");
        check_goes("De brug na de storm van mei vorig jaar. — © HAVENFOTO");
        check_goes("Mayor Ada Holm said the money was there. ( HNB News: Joan Roe )");
        check_goes("홀름 시장이 3일 항구 다리 앞에서 기자들의 질문에 답하고 있다. 연합뉴스");
        check_goes("Ada Holm (l.) mit dem Ingenieur der Stadt am Hafen.");
        check_stays("He asked for the photo: it showed the bridge before the storm.");
    }

    #[test]
    fn what_houses_tell_of_accounts_goes() {
        check_goes("Hver måned kan du give adgang til 5 låste artikler.");
        check_goes("Artiklen kunne ikke gives videre grundet en teknisk fejl.");
        check_goes("Il vous reste 61.2% de cet article à lire. La suite est réservée aux abonnés.");
        check_goes("Vous pouvez lire ce journal sur un seul appareil à la fois.");
        check_goes("Did someone forward you this email? Sign up here.");
        check_goes("Clique aqui para seguir o canal da Folha do Porto no WhatsApp");
        check_goes("Der Hafen-Newsletter informiert Sie montags bis freitags über das Wichtigste vom Tag.");
        check_goes("Mit Informationen der Nachrichtenagenturen hpa und nnp");
        check_goes("We use cookies and other tools to show you offers that fit.");
        check_stays("Die Stadt informiert sie montags über die Arbeiten an der Brücke.");
        check_goes("جميع الحقوق محفوظة © 2026");
        check_goes("1 minuto di lettura");
        check_goes("Ascolta l'articolo");
        check_stays("La ville a perdu la moitié de ses abonnés aux transports depuis la tempête.");
    }

    #[test]
    fn every_part_is_long_enough_to_be_looked_up() {
        assert!(super::BEGINNINGS.len() > super::CLAIMS.len());
    }

    #[test]
    fn links_in_capitals_go() {
        check_goes("MAYOR OF HARBOUR TOWN ASKS STATE FOR MONEY TO OPEN OLD BRIDGE");
        check_stays("WHAT THE COUNCIL SAYS");
    }

    #[test]
    fn what_stands_below_a_claim_goes() {
        let below = [
            "Copyright ⓒ Harbour Post 무단전재 및 재배포 금지",
            "Wähle ein Thema aus",
            "Neues Kennwort setzen",
            "Bereits vergebener Name",
        ];
        assert_eq!(left(&[], &below), Vec::<&str>::new());
    }
}
