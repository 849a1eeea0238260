//! One line that is left of what a page offers, asks or tells of itself among the paragraphs of an article. None of it is seen
//! by the model.

use super::text::Line;
use crate::document::RemovedReason::{self, *};

/// What stands before a link to another article, besides [`super::fixed`]'s list.
pub const LEADS: [&str; 24] = [
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
];

/// Lines that are nothing else, less marks at the ends.
const WHOLE: &Whole = &[
    (
        Advertisement,
        &[
            "advertentie",
            "annonce",
            "annons",
            "annonse",
            "mainos",
            "реклама",
            "광고",
            "广告",
            "広告",
            "विज्ञापन",
        ],
    ),
    (
        Navigation,
        &[
            "the video will auto-play soon",
            "the video will autoplay soon",
            "video will play in",
            "video loading",
            "click to play",
            "tap to play",
            "click to play video",
            "play now",
            "podcast",
            "listen on apple podcasts",
            "listen on spotify",
            "समाप्त",
            "show key events only",
            "please turn on javascript to use this feature",
            "please enable javascript to use this feature",
            "saltar y continuar leyendo",
            "pule e continue lendo",
            "skip and continue reading",
            "пропустить и продолжить чтение",
        ],
    ),
    (
        Promo,
        &[
            "got a story",
            "got a tip",
            "got a news tip",
            "do you have a story",
            "do you have a tip",
            "have a story",
            "have a tip",
            "have a news tip",
        ],
    ),
    (Newsletter, &["this post is for subscribers", "this post is for paid subscribers"]),
    (
        Other,
        &[
            "empfohlener redaktioneller inhalt",
            "empfohlener externer inhalt",
            "externer inhalt",
            "peer-reviewed publication",
        ],
    ),
    (
        Related,
        &["take our quiz", "take the quiz", "more on this story", "go deeper", "related internet links"],
    ),
    (Related, &LEADS),
];

/// Lines that begin so, each with the most words that it has.
const STARTS: &Starts = &[
    // Embeds that wait for consent, or have gone.
    (
        Other,
        60,
        &[
            "we need your consent to load ",
            "ich bin damit einverstanden, dass mir externe inhalte ",
            "an dieser stelle finden sie externe",
            "an dieser stelle finden sie einen externen",
            "an dieser stelle finden sie einen relevanten, externen",
            "mit ihrer zustimmung wird hier ",
            "dieser inhalt wird aufgrund ihrer datenschutz",
            "ce contenu est bloqué car ",
        ],
    ),
    (
        Other,
        16,
        &[
            "this tweet is currently unavailable",
            "this tweet is unavailable",
            "this tweet has been deleted",
            "this post is currently unavailable",
            "this embed is not available",
        ],
    ),
    // Letters, groups, gifts, subscriptions.
    (
        Newsletter,
        20,
        &[
            "click here to subscribe ",
            "click here to sign up",
            "click here to register ",
            "click here to join ",
            "click here to donate",
        ],
    ),
    (
        Promo,
        25,
        &[
            "this essay was first sent to ",
            "this essay was originally sent to ",
            "this post was first sent to ",
            "this story was first sent to ",
            "this article was first sent to ",
        ],
    ),
    (Promo, 20, &["you can save this article by ", "you can save this story by "]),
    (Newsletter, 30, &["by submitting, you consent to "]),
    (CommentPrompt, 9, &["what do you think? vote "]),
    (Promo, 14, &["your support helps us ", "your support makes "]),
    (Promo, 40, &["thank you for your patience while we verify access"]),
    (
        Promo,
        24,
        &[
            "подписывайтесь на наш",
            "подпишитесь на наш",
            "підписуйтесь на наш",
            "підпишіться на наш",
            "suscríbete a nuestro canal",
            "únete a nuestro canal",
            "siga nosso canal",
            "siga o nosso canal",
            "entre no nosso canal",
            "síguenos en nuestras redes",
            "rejoignez notre chaîne",
            "abonnez-vous à notre chaîne",
            "folgen sie unserem kanal",
            "iscriviti al nostro canale",
            "seguici anche su ",
            "dołącz do nas na ",
            "ikuti kami di ",
            "ikuti whatsapp channel ",
            "ikuti saluran whatsapp ",
            "bizi takip edin",
        ],
    ),
    // Where the text goes on, and what is beside it.
    (
        Advertisement,
        9,
        &[
            "mainosartikkeli jatkuu ",
            "artikkeli jatkuu mainoksen",
            "juttu jatkuu mainoksen",
            "lesen sie nach der anzeige weiter",
            "text fortsätter under annonsen",
        ],
    ),
    (
        Navigation,
        9,
        &[
            "tekst loopt door onder de ",
            "tekst loopt door onder het ",
            "tekst gaat verder onder de ",
            "tekst gaat verder onder het ",
            "artikel gaat verder onder de ",
            "lees verder onder de ",
            "artikkeli jatkuu kuvan ",
            "artikkeli jatkuu videon ",
            "juttu jatkuu kuvan ",
            "juttu jatkuu videon ",
            "texten fortsätter under ",
            "artikeln fortsätter under ",
            "artikkelen fortsetter under ",
            "saken fortsetter under ",
            "artiklen fortsætter under ",
            "artiklen fortsætter efter ",
            "bekijk hier meer ",
            "0 seconds of ",
            "denne artikkelen er lest ",
            "artikeln läses upp av ",
            "artiklen er læst op af ",
        ],
    ),
    (Navigation, 12, &["end quote ", "role, ", "पदनाम, "]),
    (CommentPrompt, 12, &["voit keskustella aiheesta "]),
    (Related, 14, &["related video: ", "related videos: "]),
];

/// And these near the end of an article alone.
const TAIL_STARTS: &Starts = &[
    (Credit, 4, &["quelle: ", "quellen: ", "fuente: ", "fonte: ", "источник: ", "джерело: ", "kaynak: "]),
    (Navigation, 16, &["über dieses thema berichtete ", "dieses thema im programm"]),
    (
        Promo,
        40,
        &[
            "submit your letter ",
            "submit a letter ",
            "send your letter ",
            "to submit a letter ",
            "to submit an op-ed",
        ],
    ),
    (Promo, 12, &["do you have a tip for us", "do you have a story for us", "have a tip for us"]),
    (Related, 9, &["i videon ", "i klippet ", "se videon ", "hör "]),
];

/// Lines that are nothing else, less marks at the ends, by what they are.
pub type Whole = [(RemovedReason, &'static [&'static str])];

/// Beginnings of lines, by what they are, each with the most words that such a line has.
pub type Starts = [(RemovedReason, usize, &'static [&'static str])];

/// Returns what a line is that is one of a list.
pub fn is_one_of(list: &Whole, bare: &str) -> Option<RemovedReason> {
    list.iter().find(|(_, whole)| whole.contains(&bare)).map(|found| found.0)
}

/// Returns what a line of so many words is that begins like one of a list.
pub fn begins_like(list: &Starts, words: usize, open: &str) -> Option<RemovedReason> {
    let begins = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    list.iter().find(|(_, most, starts)| words <= *most && begins(starts)).map(|found| found.0)
}

/// Says whether a line, less marks at its ends, announces links to other articles.
pub fn leads_on(bare: &str) -> bool {
    LEADS.contains(&bare) || bare == "go deeper"
}

/// Says what a line is that is left of what a page offers, if any. `open` is the line folded, from its first letter or digit
/// on, and `bare` that up to its last.
pub fn of(line: &Line, open: &str, bare: &str, at_end: bool) -> Option<RemovedReason> {
    let found = is_one_of(WHOLE, bare)
        .or_else(|| begins_like(STARTS, line.words, open))
        .or_else(|| consent_abroad(open, line.words))
        .or_else(|| letter(line, open))
        .or_else(|| appeal(line, open, bare))
        .or_else(|| story(line, open))
        .or_else(|| commission(open, line.words))
        .or_else(|| lead(line, bare))
        .or_else(|| skip(open, bare, line.words))
        .or_else(|| figure(line));
    if found.is_some() || !at_end {
        return found;
    }
    begins_like(TAIL_STARTS, line.words, open).filter(|reason| *reason != Related || !line.ends_sentence)
}

/// Says whether a line asks for consent to what is embedded, in another language than English: "Pour afficher ce contenu, il
/// est nécessaire d'autoriser les cookies."
fn consent_abroad(open: &str, words: usize) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 60;
    const ASKED: [&str; 6] =
        ["cookie", "informasjonskapsler", "ciastecz", "evästee", "einwilligung", "zustimmung"];
    const SHOWN: [&str; 19] = [
        "afficher ce contenu",
        "visualiser ce contenu",
        "voir ce contenu",
        "visualizzare quest",
        "vedere quest",
        "ver este contenido",
        "ver este conteúdo",
        "visualizar este contenido",
        "visualizar este conteúdo",
        "mostrar este contenido",
        "deze inhoud",
        "deze content",
        "detta innehåll",
        "det här innehållet",
        "dette indhold",
        "dette innholdet",
        "tę treść",
        "diesen inhalt",
        "externe inhalte",
    ];
    let has = |words: &[&str]| words.iter().any(|word| open.contains(word));
    (words <= MAX_WORDS && has(&ASKED) && has(&SHOWN)).then_some(Other)
}

/// Says whether a line offers a letter, a group or a subscription of those who wrote the text: "Like what you've read? Sign up
/// for our daily newsletter.", "Get the latest headlines by joining our WhatsApp community."
fn letter(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 30;
    const MAX_GROUP: usize = 70;
    let has = |needle: &str| open.contains(needle);
    let signs = ["sign up for our ", "sign up to our ", "subscribe to our "].iter().any(|sign| has(sign));
    if line.words <= MAX_WORDS && signs && (has("newsletter") || has("email")) {
        return Some(Newsletter);
    }
    let starts = |starts: &[&str]| starts.iter().any(|start| open.starts_with(start));
    let group = starts(&["get ", "join ", "stay ", "want ", "sign up", "don't miss"])
        && (has("our whatsapp") || has("whatsapp community") || has("whatsapp channel"));
    let paid = has("digital subscription") && has("unlimited access");
    let follows = starts(&["keep up with ", "stay up to date with "]) && has(" by following ");
    (line.words <= MAX_GROUP && (group || paid || follows)).then_some(Promo)
}

/// Says whether a line asks for money in few words: "Support independent local news. Donate today."
fn appeal(line: &Line, open: &str, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 25;
    const ENDS: [&str; 9] = [
        "donate today",
        "donate now",
        "donate here",
        "give today",
        "become a member",
        "become a member today",
        "become a member now",
        "subscribe today",
        "subscribe now",
    ];
    let supports = open.starts_with("support ") || open.contains("journalism") || open.contains("newsroom");
    let asks = supports && ENDS.iter().any(|end| bare.ends_with(end));
    (line.words <= MAX_WORDS && asks).then_some(Promo)
}

/// Says whether a line wants a story of readers: "Do you have a story to sell? Get in touch with us at …"
fn story(line: &Line, open: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 40;
    const WANTS: [&str; 7] = [
        "do you have a story",
        "have you got a story",
        "got a story",
        "do you have a tip",
        "have you got a tip",
        "do you have information ",
        "do you know more",
    ];
    const REACHES: [&str; 5] = ["get in touch", "contact us", "email us", "call us", "write to us"];
    let wants = WANTS.iter().any(|want| open.starts_with(want)) && line.text.contains('?');
    let reaches = REACHES.iter().any(|reach| open.contains(reach)) || line.text.contains('@');
    (line.words <= MAX_WORDS && wants && reaches).then_some(Promo)
}

/// Says whether a line tells that links earn money: "If you buy something from a link, we may earn a commission."
fn commission(open: &str, words: usize) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 45;
    let has = |needle: &str| open.contains(needle);
    let earns =
        ["we may earn ", "we may receive ", "we may get ", "may earn us "].iter().any(|earn| has(earn));
    let bought = has("link") || has("buy") || has("purchas");
    (words <= MAX_WORDS && earns && bought && has("commission")).then_some(Promo)
}

/// Says whether a line heads other articles: "Most read in Town", "More from Harbour News".
fn lead(line: &Line, bare: &str) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 6;
    let heads =
        ["most read in ", "more from ", "most popular in "].iter().any(|start| bare.starts_with(start));
    let capital = |word: &str| !word.starts_with(char::is_lowercase);
    let named =
        || line.text.split_whitespace().skip(2).all(|word| capital(word) || word == "in" || word == "the");
    (line.words <= MAX_WORDS && heads && !line.ends_sentence && named()).then_some(Related)
}

/// Says whether a line lets those who hear the page pass something by: "Skip Most read and continue reading".
fn skip(open: &str, bare: &str, words: usize) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 12;
    const PASSED: [(&str, &str); 7] = [
        ("skip ", "and continue reading"),
        ("saltar ", "continuar leyendo"),
        ("pule ", "continue lendo"),
        ("ignorer ", "continuer la lecture"),
        ("пропустить ", "продолжить чтение"),
        ("छोड़कर ", "आगे बढ़ें"),
        ("تخطى ", "القراءة"),
    ];
    // "Seite 1The bridge", in a list of the pages of an article.
    let page = open.strip_prefix("seite ").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let numbered = page.is_some_and(|rest| {
        open.len() > "seite ".len() + rest.len() && rest.starts_with(char::is_alphabetic)
    });
    let overview = ["alle ", "mehr ", "weitere "].iter().any(|start| open.starts_with(start))
        && ["lesen sie hier", "finden sie hier", "gibt es hier"]
            .iter()
            .any(|end| bare.trim_end_matches(['+', ' ']).ends_with(end));
    if words <= MAX_WORDS && (numbered || overview) {
        return Some(Related);
    }
    let passes = PASSED.iter().any(|(start, end)| open.starts_with(start) && bare.ends_with(end));
    (words <= MAX_WORDS && passes).then_some(Navigation)
}

/// Says whether a line is a rate of a market or stars and nothing else: "HRBR41.20(-4.12%)", "★★★☆☆ 3 out of 5
/// stars".
fn figure(line: &Line) -> Option<RemovedReason> {
    const MAX_WORDS: usize = 6;
    let text = line.text.trim();
    if line.words > MAX_WORDS || line.marks.quoted {
        return None;
    }
    let small = text.contains(char::is_lowercase);
    let rate = text.ends_with("%)") && !small && line.marks.digits >= 3 && line.marks.upper >= 2;
    let stars = text.starts_with(['★', '☆']) && line.folded.ends_with(" stars");
    let placeholder = matches!(text, "［PR］" | "[PR]" | "【PR】" | "〈PR〉");
    if placeholder { Some(Advertisement) } else { (rate || stars).then_some(Other) }
}
